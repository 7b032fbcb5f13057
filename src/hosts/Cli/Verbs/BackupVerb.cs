using System.CommandLine;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Cli.Operating;
using Amparo.Platform;
using Amparo.Platform.Backups;
using Amparo.Stores;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Cli.Verbs;

/// <summary><c>backup</c>: data folder and store in one encrypted file, made while hosts serve.</summary>
internal static class BackupVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var place = new OperatedOptions(texts);
        var target = new Option<string>("--to") { Description = texts["backup-to"], HelpName = "FILE", Required = true };
        var key = new Option<string>("--key") { Description = texts["backup-key"], HelpName = "KEY", Required = true };
        var newKey = new Option<bool>("--new-key") { Description = texts["backup-new-key"] };
        return new(
            new Command("backup", texts.LineOf("backup")) { place.Data, target, key, newKey, place.Postgres, place.Keys },
            (parsed, terminal, cancel) => Run(
                place.Read(parsed), new(parsed.GetRequiredValue(target), parsed.GetRequiredValue(key), parsed.GetValue(newKey)), terminal, cancel));
    }

    private static VerbResult Run(OperatedPlace place, Asked asked, Terminal terminal, CancellationToken cancel)
    {
        terminal.At = place.Data;
        if (!Directory.Exists(place.Data))
            return VerbResult.WrongUse(new Problem(CliProblems.FolderMissing, place.Data));
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(asked.Target))))
            return VerbResult.WrongUse(new Problem(CliProblems.FolderMissing, asked.Target));
        if (Path.Exists(asked.Target))
            return VerbResult.WrongUse(new Problem(PlatformProblems.BackupThere, asked.Target));
        if (place.Keys is { } named && !File.Exists(named))
            return VerbResult.WrongUse(new Problem(CliProblems.FileMissing, named));
        return place.Store().End(store =>
        {
            // One writer a folder: no release is half in the copy.
            using var alone = FolderLock.TryTake(place.Data);
            if (alone is null)
                return VerbResult.Failed(new Problem(CliProblems.Busy, place.Data));
            terminal.At = asked.Key;
            var key = asked.NewKey ? BackupKey.Create(asked.Key) : BackupKey.Open(asked.Key);
            return key.End(opened => Write(place, (store, opened), asked, terminal, cancel));
        });
    }

    private static VerbResult Write(
        OperatedPlace place, (StoreAddress Store, BackupKey Key) from, Asked asked, Terminal terminal, CancellationToken cancel)
    {
        terminal.At = asked.Target;
        var request = new BackupRequest(from.Store, place.Data, asked.Target) { KeyFile = place.KeyFileIfAny };
        Outcome<BackupReport>? made = null;
        terminal.Work(progress =>
        {
            progress.Stage(terminal.Texts["stage-backup"]);
            made = Backup.Write(request, from.Key, SystemClock.Instance, cancel);
        });
        return made!.End(report => new VerbResult(report.AuditProblem is null && report.Links == 0 ? ExitCode.Done : ExitCode.Findings)
        {
            Lines = [.. Lines(report, request, asked, terminal.Texts)],
            Facts = new JsonObject
            {
                ["file"] = Path.GetFullPath(asked.Target),
                ["bytes"] = report.Bytes,
                ["files"] = report.Files,
                ["rows"] = report.Rows,
                ["links"] = report.Links,
                ["acts"] = report.Audit?.Count,
                ["keysChecked"] = request.KeyFile is not null,
            },
            Problems = report.AuditProblem is { } problem ? [problem] : [],
        });
    }

    private static IEnumerable<string> Lines(BackupReport report, BackupRequest request, Asked asked, CliTexts texts)
    {
        yield return texts["backup-done", report.Files, report.Rows, asked.Target, report.Bytes];
        if (report.Audit is { } audit)
            yield return texts["backup-audit", audit.Count];
        else if (report.AuditProblem is null)
            yield return texts["backup-no-audit"];
        if (report.Links > 0)
            yield return texts["backup-links", report.Links];
        if (asked.NewKey)
            yield return texts["backup-key-made", asked.Key];
        yield return texts[request.KeyFile is null ? "backup-keys-unseen" : "backup-keys-apart"];
    }

    private sealed record Asked(string Target, string Key, bool NewKey);
}
