using System.CommandLine;
using System.Text.Json.Nodes;
using Amparo.Cli.Operating;
using Amparo.Platform.Backups;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Cli.Verbs;

/// <summary><c>restore</c>: from a backup to a new data folder, after everything in it was verified.</summary>
internal static class RestoreVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var place = new OperatedOptions(texts, "restore-data");
        var source = new Option<string>("--from") { Description = texts["restore-from"], HelpName = "FILE", Required = true };
        var key = new Option<string>("--key") { Description = texts["restore-key"], HelpName = "KEY", Required = true };
        return new(
            new Command("restore", texts.LineOf("restore")) { source, place.Data, key, place.Postgres, place.Keys },
            (parsed, terminal, cancel) => Run(
                place.Read(parsed), (parsed.GetRequiredValue(source), parsed.GetRequiredValue(key)), terminal, cancel));
    }

    private static VerbResult Run(OperatedPlace place, (string Source, string Key) asked, Terminal terminal, CancellationToken cancel)
    {
        foreach (var needed in new[] { asked.Source, place.Keys })
        {
            if (needed is not null && !File.Exists(needed))
                return VerbResult.WrongUse(new Problem(CliProblems.FileMissing, needed));
        }

        terminal.At = asked.Key;
        return Postgres(place).Then(postgres => BackupKey.Open(asked.Key).Then(key =>
        {
            terminal.At = place.Data;
            var request = new RestorationRequest(asked.Source, place.Data, KnownMigrations.All)
            {
                PostgreSql = postgres.Address,
                KeyFile = place.KeyFileIfAny,
            };
            Outcome<RestorationReport>? restored = null;
            terminal.Work(progress =>
            {
                progress.Stage(terminal.Texts["stage-restore"]);
                restored = Restoration.Restore(request, key, SystemClock.Instance, cancel);
            });
            return restored!;
        })).End(report => Tell(report, place, terminal.Texts));
    }

    private static Outcome<NamedServer> Postgres(OperatedPlace place) => string.IsNullOrWhiteSpace(place.Postgres)
        ? new NamedServer(null)
        : StoreAddress.PostgreSql(place.Postgres).Then<StoreAddress, NamedServer>(address => new NamedServer(address));

    private static VerbResult Tell(RestorationReport report, OperatedPlace place, CliTexts texts)
    {
        var age = SystemClock.Instance.GetCurrentInstant() - report.MadeAt;
        return new VerbResult(report.AuditProblem is null ? ExitCode.Done : ExitCode.Findings)
        {
            Lines = [.. Lines()],
            Facts = new JsonObject
            {
                ["folder"] = Path.GetFullPath(place.Data),
                ["madeAt"] = OperatedPlace.Exact(report.MadeAt),
                ["ageSeconds"] = (long)age.TotalSeconds,
                ["files"] = report.Files,
                ["rows"] = report.Rows,
                ["acts"] = report.Audit?.Count,
                ["masterKeys"] = new JsonArray([.. report.MasterKeys.Select(id => JsonValue.Create(id))]),
                ["keysChecked"] = place.KeyFileIfAny is not null,
            },
            Problems = report.AuditProblem is { } problem ? [problem] : [],
        };

        IEnumerable<string> Lines()
        {
            yield return texts["restore-done", place.Data, report.Files, report.Rows, OperatedPlace.Printed(report.MadeAt), age.Days, age.Hours];
            if (report.Audit is { } audit)
                yield return texts["backup-audit", audit.Count];
            yield return texts["restore-since"];
            if (place.KeyFileIfAny is not null)
                yield return texts["restore-keys-fit"];
            else if (report.MasterKeys.Count > 0)
                yield return texts["restore-keys-needed", KeyFile.DefaultPath(place.Data), string.Join(", ", report.MasterKeys)];
        }
    }

    private sealed record NamedServer(StoreAddress? Address);
}
