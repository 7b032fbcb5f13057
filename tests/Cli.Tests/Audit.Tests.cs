using System.Text.Json;
using Amparo.Platform;
using Amparo.Stores;
using Amparo.TestSupport;

namespace Amparo.Cli.Tests;

/// <summary><c>audit verify</c> and <c>audit checkpoint</c>, on both databases.</summary>
public sealed class AuditTests
{
    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_whole_chain_is_counted_dated_and_held_against_checkpoints(StoreKind kind)
    {
        await using var installation = await OperatedInstallation.StartAsync(kind);
        var kept = installation.Work.At("checkpoints.txt");
        Sign(installation, kept);
        await installation.WritePairAsync();
        Sign(installation, kept);

        var verified = AmparoProcess.Run(["audit", "verify", .. installation.Place, "--checkpoint", kept, "--json"]);
        verified.Exit.ShouldBe(0, verified.Error);
        using var told = JsonDocument.Parse(verified.Output);
        var result = told.RootElement.GetProperty("result");
        result.GetProperty("acts").GetInt32().ShouldBe(6);
        result.GetProperty("checkpoints").GetInt32().ShouldBe(2);
        DateTimeOffset.UtcNow.Subtract(result.GetProperty("firstAt").GetDateTimeOffset()).ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromMinutes(10));
        result.GetProperty("lastAt").GetDateTimeOffset().ShouldBeGreaterThan(result.GetProperty("firstAt").GetDateTimeOffset());
        AmparoProcess.Run(["audit", "verify", .. installation.Place]).Output.ShouldContain("6");

        // Somebody who has only the database and the file of checkpoints needs no key file.
        File.Move(installation.KeyFilePath, installation.KeyFilePath + ".away");
        AmparoProcess.Run(["audit", "verify", .. installation.Place, "--checkpoint", kept]).Exit.ShouldBe(0);
        File.Move(installation.KeyFilePath + ".away", installation.KeyFilePath);

        // A changed checkpoint, one of another installation, a file of none.
        var lines = await File.ReadAllLinesAsync(kept, OperatedInstallation.Cancel);
        await File.WriteAllLinesAsync(kept, [lines[0], lines[1].Replace(" 5 ", " 4 ", StringComparison.Ordinal)], OperatedInstallation.Cancel);
        Broken(["audit", "verify", .. installation.Place, "--checkpoint", kept], PlatformProblems.CheckpointUnsigned);
        await File.WriteAllLinesAsync(kept, [lines[0]], OperatedInstallation.Cancel);
        Broken(["audit", "verify", .. installation.Place, "--checkpoint", kept], PlatformProblems.CheckpointUnreadable);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_broken_chain_is_told_by_code_and_place_and_never_by_a_value(StoreKind kind)
    {
        const string Planted = "planted-value";
        var lines = kind == StoreKind.Sqlite ? "platform_audit_line" : "platform.audit_line";
        // What somebody does to the fourth line or around it, and where the chain is then found broken.
        (string Done, string Place)[] harms =
        [
            ($"UPDATE {lines} SET act = '{Planted}' WHERE sequence = 4", "4"),
            ($"DELETE FROM {lines} WHERE sequence = 4", "4"),
            ($"UPDATE {lines} SET sequence = 900 WHERE sequence = 4; UPDATE {lines} SET sequence = 4 WHERE sequence = 3; UPDATE {lines} SET sequence = 3 WHERE sequence = 900", "3"),
            ($"UPDATE {lines} SET sequence = 6 WHERE sequence = 5; INSERT INTO {lines} SELECT 5, at, node, organisation, actor, '{Planted}', subject_kind, subject, outcome, purpose, previous, '{new string('b', 64)}' FROM {lines} WHERE sequence = 4", "5"),
        ];
        foreach (var (done, place) in harms)
        {
            await using var installation = await OperatedInstallation.StartAsync(kind);
            await installation.DisarmAsync();
            await installation.Store.ExecuteAsync(done);

            var run = Broken(["audit", "verify", .. installation.Place], PlatformProblems.AuditBroken);
            run.Error.ShouldContain($", {place})");
            (run.Output + run.Error).ShouldNotContain(Planted);
            // What is broken gets no new signature.
            Broken(["audit", "checkpoint", .. installation.Place, "--out", installation.Work.At("new.txt")], PlatformProblems.AuditBroken);
            File.Exists(installation.Work.At("new.txt")).ShouldBeFalse();
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_end_that_was_cut_off_is_told_by_a_checkpoint(StoreKind kind)
    {
        await using var installation = await OperatedInstallation.StartAsync(kind);
        var kept = installation.Work.At("checkpoints.txt");
        Sign(installation, kept);
        await installation.DisarmAsync();
        await installation.Store.ExecuteAsync($"DELETE FROM {installation.Table("platform", "audit_line")} WHERE sequence = 5");

        var unseen = AmparoProcess.Run(["audit", "verify", .. installation.Place]);
        unseen.Exit.ShouldBe(0);
        unseen.Output.ShouldContain("4");
        Broken(["audit", "verify", .. installation.Place, "--checkpoint", kept], PlatformProblems.AuditShortened).Error.ShouldContain(", 5)");
    }

    [Fact]
    public void A_folder_without_a_store_is_not_taken_for_a_whole_chain()
    {
        using var work = new Workspace();
        Broken(["audit", "verify", "--data", work.Root], StoreProblems.NothingStored);
        Directory.GetFileSystemEntries(work.Root).ShouldBeEmpty();
    }

    private static void Sign(OperatedInstallation installation, string file)
    {
        var run = AmparoProcess.Run(["audit", "checkpoint", .. installation.Place, "--out", file]);
        run.Exit.ShouldBe(0, run.Error);
    }

    private static AmparoProcess Broken(string[] arguments, string code)
    {
        var run = AmparoProcess.Run(arguments);
        run.Exit.ShouldBe(3, run.Output);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"{code} ");
        return run;
    }
}
