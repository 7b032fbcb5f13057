using System.CommandLine;
using Amparo.Cli.Folders;
using Amparo.Content;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>check</c>: what would become of agency files. It writes nothing but the reports that it is asked for.</summary>
internal static class CheckVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var files = new Argument<string[]>("FILES") { Description = texts["files"], Arity = ArgumentArity.OneOrMore };
        var mapping = Options.Mapping(texts);
        var country = Options.Country(texts);
        var kind = Options.AgencyKind(texts);
        var office = Options.Office(texts);
        var reports = new ReportOptions(texts);
        var command = new Command("check", texts.LineOf("check")) { files, mapping, country, kind, office };
        reports.AddTo(command);
        return new(command, (parsed, terminal, cancel) => Run(
            parsed.GetRequiredValue(files),
            new() { Mapping = parsed.GetValue(mapping), Country = parsed.GetValue(country), AgencyKind = parsed.GetValue(kind), Office = parsed.GetValue(office) },
            (reports.Of(parsed, texts), terminal), cancel));
    }

    private static VerbResult Run(
        string[] files, AgencyFile.Said said, (ReportOutputs Reports, Terminal Terminal) to, CancellationToken cancel)
    {
        if (ReportOutputs.Refuse(files, to.Reports.Files) is { } problem)
            return VerbResult.WrongUse(problem);
        return CliContent.Open().End(content =>
        {
            var checking = new Checking(content, said, cancel);
            to.Terminal.Work(progress =>
            {
                var show = progress.Stage(to.Terminal.Texts["stage-check"]);
                for (var at = 0; at < files.Length; at++)
                {
                    to.Terminal.At = files[at];
                    checking.Check(files[at], share => show((at + share) / files.Length));
                    show((at + 1.0) / files.Length);
                }
            });
            return checking.Conclude(to.Reports, to.Terminal);
        });
    }

    /// <summary>One run over some files.</summary>
    private sealed class Checking(ContentSource content, AgencyFile.Said said, CancellationToken cancel)
    {
        private readonly List<(AgencyFile File, CheckedFile Found)> _checked = [];
        private readonly List<RefusedFile> _refused = [];
        private readonly List<Problem> _same = [];
        private readonly Dictionary<string, string> _contents = new(StringComparer.Ordinal);

        internal void Check(string path, Action<double> show)
        {
            var found = AgencyFile.Recognise(path, content, said).Then(file => file.Map(show, cancel).Then<MappedFile, FileFound>(mapped =>
                new FileFound(file, file.Checked(mapped.Report))));
            if (!found.Succeeded)
            {
                _refused.Add(new RefusedFile(path, found.Problems));
                return;
            }

            _checked.Add((found.Value.File, found.Value.Found));
            // The same bytes under two names: whoever maps both counts every person twice.
            if (!_contents.TryAdd(found.Value.Found.Hash, path))
                _same.Add(new Problem(CliProblems.SameContent, path, _contents[found.Value.Found.Hash]));
        }

        internal VerbResult Conclude(ReportOutputs reports, Terminal terminal)
        {
            var run = new CheckRun(Reporting.Software, [.. _checked.Select(file => file.Found)], _refused);
            var written = reports.Write(run, file => terminal.At = file);
            var problems = _refused.SelectMany(file => file.Problems).ToList();
            // A file that is not there is another matter than one that cannot be used.
            var failed = problems.Exists(problem => !problem.Code.StartsWith("REC-", StringComparison.Ordinal));
            return new VerbResult(failed ? ExitCode.Failed : run.Quarantined > 0 || problems.Count + _same.Count > 0 ? ExitCode.Findings : ExitCode.Done)
            {
                Lines =
                [
                    .. _checked.SelectMany(file => Reporting.Lines(file.File, file.Found, terminal.Texts)),
                    .. written.Select(file => terminal.Texts["mapped-done", file]),
                ],
                Facts = Reporting.Facts(run),
                Problems = [.. problems, .. _same],
            };
        }

        private sealed record FileFound(AgencyFile File, CheckedFile Found);
    }
}
