using System.CommandLine;
using Amparo.Linkage;
using Amparo.Linkage.Normalising;
using Amparo.Linkage.Reading;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>link</c>: the same person across lists. It has its place and says that it is not built yet.</summary>
internal static class LinkVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var files = new Argument<string[]>("FILES") { Arity = ArgumentArity.ZeroOrMore };
        var truth = new Option<string?>("--truth");
        return new(
            new Command("link", texts.LineOf("link")) { files, truth },
            (parsed, _, _) =>
            {
                var clock = System.Diagnostics.Stopwatch.StartNew();
                var t = parsed.GetValue(truth);
                var sources = parsed.GetRequiredValue(files).Select(file => new ListSource(Path.GetFileName(file), File.OpenRead(file))).ToArray();
                var lists = PersonLists.Read(sources, column => column == t ? FieldRole.Truth : ColumnRecognition.RoleOf(column), _ => { });
                if (!lists.Succeeded)
                    return VerbResult.Failed(lists.Problems[0]);
                Console.WriteLine($"read {clock.Elapsed.TotalSeconds}");
                PersonLinkage.Lab(lists.Value, NameKnowledge.None, Console.WriteLine);
                return new VerbResult(ExitCode.Done);
            });
    }
}
