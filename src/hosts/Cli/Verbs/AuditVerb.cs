using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Amparo.Cli.Operating;
using Amparo.Platform;
using Amparo.Platform.Audit;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Cli.Verbs;

/// <summary><c>audit verify</c> and <c>audit checkpoint</c>: the chain of who did what, checked without a host, and signed for others to keep.</summary>
/// <remarks>
/// A file of checkpoints has one a line, and may have a line <c>amparo-checkpoint-key-1</c> with the public key, so that whoever keeps the file needs
/// nothing else. What the file says is trusted because of where it was kept, not because of what stands in it.
/// </remarks>
internal static class AuditVerb
{
    private const string KeyLine = "amparo-checkpoint-key-1 ";

    internal static Verb Create(CliTexts texts) => new(
        new Command("audit", texts.LineOf("audit")),
        (_, _, _) => VerbResult.WrongUse(new Problem(CliProblems.WrongArgument, "audit verify | audit checkpoint")))
    {
        Parts = [Verify(texts), Checkpoint(texts)],
    };

    private static Verb Verify(CliTexts texts)
    {
        var place = new OperatedOptions(texts);
        var checkpoints = new Option<string?>("--checkpoint") { Description = texts["audit-checkpoint-file"], HelpName = "FILE" };
        var key = new Option<string?>("--checkpoint-key") { Description = texts["audit-checkpoint-key"], HelpName = "FILE" };
        return new(
            new Command("verify", texts["audit-verify"]) { place.Data, place.Postgres, checkpoints, key, place.Keys },
            (parsed, terminal, cancel) => Verify(place.Read(parsed), (parsed.GetValue(checkpoints), parsed.GetValue(key)), terminal, cancel));
    }

    private static Verb Checkpoint(CliTexts texts)
    {
        var place = new OperatedOptions(texts);
        var output = Options.Out(texts, "audit-checkpoint-out", "FILE");
        return new(
            new Command("checkpoint", texts["audit-checkpoint"]) { place.Data, place.Postgres, place.Keys, output },
            (parsed, terminal, cancel) => Sign(place.Read(parsed), parsed.GetRequiredValue(output), terminal, cancel));
    }

    private static VerbResult Verify(OperatedPlace place, (string? File, string? Key) kept, Terminal terminal, CancellationToken cancel)
    {
        terminal.At = place.Data;
        if (!Directory.Exists(place.Data))
            return VerbResult.WrongUse(new Problem(CliProblems.FolderMissing, place.Data));
        foreach (var needed in new[] { kept.File, kept.Key, place.Keys })
        {
            if (needed is not null && !File.Exists(needed))
                return VerbResult.WrongUse(new Problem(CliProblems.FileMissing, needed));
        }

        return ReadKept(place, kept).Then(checkpoints => Store(place).Then(store =>
        {
            Outcome<AuditStanding>? verified = null;
            terminal.Work(progress =>
            {
                progress.Stage(terminal.Texts["stage-audit"]);
                verified = AuditVerification.VerifyAsync(store, checkpoints, cancel).GetAwaiter().GetResult();
            });
            return verified!.Then<AuditStanding, Verified>(standing => new Verified(standing, checkpoints));
        })).End(whole => Tell(whole, terminal.Texts));
    }

    private static VerbResult Tell(Verified whole, CliTexts texts)
    {
        var (standing, checkpoints) = whole;
        return new VerbResult(ExitCode.Done)
        {
            Lines = [.. Lines()],
            Facts = new JsonObject
            {
                ["acts"] = standing.Count,
                ["firstAt"] = OperatedPlace.Exact(standing.FirstAt),
                ["lastAt"] = OperatedPlace.Exact(standing.LastAt),
                ["lastHash"] = standing.LastHash,
                ["checkpoints"] = checkpoints.Length,
            },
        };

        IEnumerable<string> Lines()
        {
            yield return standing.Count == 0
                ? texts["audit-empty"]
                : texts["audit-whole", standing.Count, OperatedPlace.Printed(standing.FirstAt), OperatedPlace.Printed(standing.LastAt)];
            yield return checkpoints.MaxBy(checkpoint => checkpoint.Sequence) is { } last
                ? texts["audit-checkpoints", checkpoints.Length, OperatedPlace.Printed(last.At), last.Sequence]
                : texts["audit-no-checkpoint"];
        }
    }

    private static VerbResult Sign(OperatedPlace place, string output, Terminal terminal, CancellationToken cancel)
    {
        terminal.At = place.Data;
        if (!Directory.Exists(place.Data))
            return VerbResult.WrongUse(new Problem(CliProblems.FolderMissing, place.Data));
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(output))))
            return VerbResult.WrongUse(new Problem(CliProblems.FolderMissing, output));
        var before = File.Exists(output) ? File.ReadAllLines(output) : [];
        if (before.Length > 0 && !before[0].StartsWith(KeyLine, StringComparison.Ordinal))
            return VerbResult.WrongUse(new Problem(CliProblems.NotOurFile, output));
        return KeyFile.Open(place.KeyFilePath).Then(keys => Store(place)
            // A chain that is broken, or is not the one signed before, must not get a new signature.
            .Then(store => Parse(before, keys.CheckpointKey).Then(known => AuditVerification.VerifyAsync(store, known, cancel).GetAwaiter().GetResult()))
            .Then<AuditStanding, AuditCheckpoint>(standing => AuditCheckpoint.Sign(keys, standing, SystemClock.Instance.GetCurrentInstant()))
            .Then<AuditCheckpoint, AuditCheckpoint>(signed =>
            {
                terminal.At = output;
                string[] lines = before.Length > 0 ? [.. before, signed.ToString()] : [KeyLine + keys.CheckpointKey, signed.ToString()];
                AtomicFile.Write(output, stream => stream.Write(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")));
                return signed;
            }))
            .End(signed => new VerbResult(ExitCode.Done)
            {
                Lines = [terminal.Texts["audit-signed", output, signed.Sequence], signed.ToString()],
                Facts = new JsonObject { ["file"] = Path.GetFullPath(output), ["act"] = signed.Sequence, ["checkpoint"] = signed.ToString() },
            });
    }

    private static Outcome<StoreAddress> Store(OperatedPlace place) => place.Store().Then<StoreAddress, StoreAddress>(store =>
        store.FilePath is { } file && !File.Exists(file) ? new Problem(StoreProblems.NothingStored, StoreAddress.FileName) : store);

    private static Outcome<AuditCheckpoint[]> ReadKept(OperatedPlace place, (string? File, string? Key) kept)
    {
        if (kept.File is null)
            return Array.Empty<AuditCheckpoint>();
        var lines = File.ReadAllLines(kept.File);
        var key = kept.Key is { } file
            ? CheckpointKey.Parse(WithoutMark(File.ReadAllText(file).Trim()))
            : lines.FirstOrDefault(line => line.StartsWith(KeyLine, StringComparison.Ordinal)) is { } line
                ? CheckpointKey.Parse(WithoutMark(line))
                : KeyFile.Open(place.KeyFilePath).Then<KeyFile, CheckpointKey>(keys => keys.CheckpointKey);
        return key.Then(known => Parse(lines, known)).Then<AuditCheckpoint[], AuditCheckpoint[]>(
            // A file without any would pass for one that agrees.
            read => read.Length > 0 ? read : new Problem(PlatformProblems.CheckpointUnreadable, "checkpoint"));
    }

    private static string WithoutMark(string text) => text.StartsWith(KeyLine, StringComparison.Ordinal) ? text[KeyLine.Length..] : text;

    private static Outcome<AuditCheckpoint[]> Parse(string[] lines, CheckpointKey key)
    {
        var read = lines.Where(line => line.Trim().Length > 0 && !line.StartsWith(KeyLine, StringComparison.Ordinal))
            .Select(line => AuditCheckpoint.Read(line, key)).ToList();
        return read.Find(one => !one.Succeeded) is { } unread
            ? Outcome<AuditCheckpoint[]>.Refused(unread.Problems)
            : read.ConvertAll(one => one.Value).ToArray();
    }

    private sealed record Verified(AuditStanding Standing, AuditCheckpoint[] Checkpoints);
}
