using System.Security.Cryptography;
using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Portal.Knowledge;

/// <summary>What the portal knows besides figures: its themes, its library, and what governments replied. Public content, read once when the host starts.</summary>
/// <param name="Themes">The themes, in the order of their pages.</param>
/// <param name="Documents">The documents, the newest first.</param>
/// <param name="Fingerprint">Changes when any of it changes: part of the pages' entity tags.</param>
public sealed record PublicKnowledge(IReadOnlyList<Theme> Themes, IReadOnlyList<LibraryDocument> Documents, string Fingerprint)
{
    // A byte that is not UTF-8 is a damaged file, not a question mark in a ministry's reply.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>What governments replied, the newest first.</summary>
    public IReadOnlyList<GovernmentReply> Replies { get; init; } = [];

    /// <summary>Reads the folders <c>themes</c>, <c>library</c> and <c>replies</c>.</summary>
    /// <param name="content">The content folder; a folder that is missing in it is empty.</param>
    /// <returns>All of it, or the problems of every file that cannot be used.</returns>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static Outcome<PublicKnowledge> ReadFolder(string content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var themes = ReadAll(Path.Combine(content, "themes"), Theme.Read, hash);
        var documents = ReadAll(Path.Combine(content, "library"), LibraryDocument.Read, hash);
        var countries = new Lazy<Outcome<CodeList>>(() => Countries(content));
        var replies = ReadAll(
            Path.Combine(content, "replies"),
            (reader, fileName) => countries.Value.Succeeded
                ? GovernmentReply.Read(reader, fileName, countries.Value.Value)
                : Outcome<GovernmentReply>.Refused(countries.Value.Problems),
            hash);
        List<Problem> problems = [.. themes.Problems, .. documents.Problems, .. replies.Problems];
        return problems.Count > 0
            ? Outcome<PublicKnowledge>.Refused(problems)
            : new PublicKnowledge(
                [.. themes.Read.OrderBy(theme => Place(theme.Id)).ThenBy(theme => theme.Id, StringComparer.Ordinal)],
                [.. documents.Read.OrderByDescending(document => document.Year ?? 0).ThenBy(document => document.Id, StringComparer.Ordinal)],
                Convert.ToHexStringLower(hash.GetHashAndReset())[..12])
            {
                // By their files within a day, as they were read.
                Replies = [.. replies.Read.OrderByDescending(reply => reply.Date)],
            };
    }

    // Asked for only where there is a reply: a reply of a country without a page would be shown nowhere, and nobody would know.
    private static Outcome<CodeList> Countries(string content)
    {
        var path = Path.Combine(content, "vocabulary", "country.yaml");
        if (!File.Exists(path))
            return new Problem(VocabularyProblems.ListUnknown, "country");
        using var reader = new StreamReader(path, Strict);
        return CodeListReader.Read(reader, Path.GetFileName(path));
    }

    private static int Place(string theme) => Array.IndexOf(Theme.Order, theme) is var place and >= 0 ? place : int.MaxValue;

    private static (List<T> Read, List<Problem> Problems) ReadAll<T>(string folder, Func<TextReader, string, Outcome<T>> read, IncrementalHash hash)
        where T : class
    {
        var (found, problems) = (new List<T>(), new List<Problem>());
        if (!Directory.Exists(folder))
            return (found, problems);
        foreach (var path in Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal))
        {
            var bytes = File.ReadAllBytes(path);
            hash.AppendData(bytes);
            using var reader = new StreamReader(new MemoryStream(bytes, writable: false), Strict);
            var outcome = read(reader, Path.GetFileName(path));
            if (outcome.Succeeded)
                found.Add(outcome.Value);
            else
                problems.AddRange(outcome.Problems);
        }

        return (found, problems);
    }
}
