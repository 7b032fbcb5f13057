using Amparo.Cli.Folders;
using Amparo.Linkage.Encoded;
using Amparo.Linkage.Reading;
using Amparo.Vocabulary;

namespace Amparo.Cli.Linking;

/// <summary>A file of persons in clear text, and the small files that go with encoding it.</summary>
internal static class PersonFile
{
    // What a problem names where it means the list itself.
    private const string ListName = "file";

    /// <summary>Reads the persons of a file.</summary>
    internal static Outcome<PersonList> Read(string path, Terminal terminal)
    {
        terminal.At = path;
        if (!File.Exists(path))
            return new Problem(CliProblems.FileMissing, path);
        return CliContent.Names().Then(knowledge =>
        {
            using var stream = File.OpenRead(path);
            return Named(PersonList.Read(new ListSource(ListName, stream), knowledge), path);
        });
    }

    /// <summary>Makes the key of the shares in files.</summary>
    internal static Outcome<LinkageKey> Key(IReadOnlyList<string> shares, Terminal terminal)
    {
        var read = new List<KeyShare>();
        foreach (var path in shares)
        {
            terminal.At = path;
            if (!File.Exists(path))
                return new Problem(CliProblems.FileMissing, path);
            using var stream = File.OpenRead(path);
            var share = Named(KeyShare.Read(stream), path);
            if (!share.Succeeded)
                return Outcome<LinkageKey>.Refused(share.Problems);
            read.Add(share.Value);
        }

        return LinkageKey.FromShares(read);
    }

    // The library does not know what the file is called.
    private static Outcome<T> Named<T>(Outcome<T> outcome, string path)
        where T : class =>
        outcome.Succeeded ? outcome : Outcome<T>.Refused([.. outcome.Problems.Select(problem => problem with
        {
            Subject = path, Path = string.Join(", ", new[] { problem.Subject is ListName or "share" ? "" : problem.Subject, problem.Path }.Where(part => part.Length > 0)),
        })]);
}
