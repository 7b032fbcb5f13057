using System.Globalization;
using Amparo.Platform.Audit;
using Amparo.Platform.Keys;
using Amparo.Platform.Tests.Keys;
using Amparo.Stores;
using Amparo.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Tests.Audit;

public sealed class AuditVerificationTests
{
    private const int Lines = 5;

    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => PlatformTrial.Cancel;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_change_of_any_column_of_any_line_is_found_with_its_number(StoreKind kind)
    {
        await using var trial = await WrittenAsync(kind);
        var other = new string('1', 64);
        var changes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["sequence"] = "sequence + 100",
            ["at"] = "at + 1",
            ["node"] = "'gu'",
            ["organisation"] = "NULL",
            ["actor"] = $"'{other}'",
            ["act"] = "'visit.mad'",
            ["subject_kind"] = "'visi'",
            ["subject"] = $"'{other}'",
            ["outcome"] = "'refused'",
            ["purpose"] = "''",
            ["previous"] = $"'{other}'",
            ["hash"] = $"'{other}'",
        };
        var table = AuditAppending.Table(kind);
        for (var line = 1; line <= Lines; line++)
        {
            foreach (var (column, value) in changes)
            {
                var place = (await trial.Store.ExecuteAsync($"SELECT {column} FROM {table} WHERE sequence = {line}"))!;
                await trial.Store.ExecuteAsync($"UPDATE {table} SET {column} = {value} WHERE sequence = {line}");

                await BrokenAsync(trial, line);

                var back = place switch { DBNull or null => "NULL", string text => $"'{text}'", _ => Convert.ToString(place, CultureInfo.InvariantCulture) };
                await trial.Store.ExecuteAsync($"UPDATE {table} SET {column} = {back} WHERE sequence = {(column == "sequence" ? line + 100 : line)}");
                (await AuditVerification.VerifyAsync(trial.Store.Address, [], Cancel)).Value.Count.ShouldBe(Lines);
            }
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Lines_that_were_removed_or_exchanged_in_the_middle_are_found(StoreKind kind)
    {
        for (var line = 1; line < Lines; line++)
        {
            await using var trial = await WrittenAsync(kind);
            await trial.Store.ExecuteAsync($"DELETE FROM {AuditAppending.Table(kind)} WHERE sequence = {line}");
            await BrokenAsync(trial, line);
            // Closing the gap does not help.
            for (var later = line + 1; later <= Lines; later++)
                await trial.Store.ExecuteAsync($"UPDATE {AuditAppending.Table(kind)} SET sequence = {later - 1} WHERE sequence = {later}");
            await BrokenAsync(trial, line);
        }
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Lines_that_were_cut_off_are_found_by_a_checkpoint_alone(StoreKind kind)
    {
        await using var trial = await WrittenAsync(kind);
        var host = trial.Host();
        var line = (await host.Trail.CheckpointAsync(Cancel)).Value.ToString();
        var checkpoint = AuditCheckpoint.Read(line, host.Keys.CheckpointKey).Value;
        checkpoint.Sequence.ShouldBe(Lines);
        (await AuditVerification.VerifyAsync(trial.Store.Address, checkpoint, Cancel)).Value.LastHash.ShouldBe(checkpoint.Hash);

        await trial.Store.ExecuteAsync($"DELETE FROM {AuditAppending.Table(kind)} WHERE sequence = {Lines}");

        (await AuditVerification.VerifyAsync(trial.Store.Address, [], Cancel)).Value.Count.ShouldBe(Lines - 1);
        (await AuditVerification.VerifyAsync(trial.Store.Address, checkpoint, Cancel)).Problems.ShouldHaveSingleItem()
            .ToString().ShouldBe($"{PlatformProblems.AuditShortened} audit_line ({Lines})");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_chain_that_was_written_anew_is_found_by_a_checkpoint_alone(StoreKind kind)
    {
        await using var trial = await WrittenAsync(kind);
        var host = trial.Host();
        var checkpoint = (await host.Trail.CheckpointAsync(Cancel)).Value;
        var previous = AuditChain.Beginning;
        await using (var context = host.Context())
        {
            foreach (var line in await context.Set<AuditLine>().AsNoTracking().OrderBy(line => line.Sequence).ToListAsync(Cancel))
            {
                var hash = AuditChain.HashOf(new()
                {
                    Sequence = line.Sequence,
                    At = line.At.ToUnixTimeTicks(),
                    Node = "gu",
                    Organisation = line.Organisation,
                    Actor = line.Actor,
                    Act = line.Act,
                    SubjectKind = line.SubjectKind,
                    Subject = line.Subject,
                    Outcome = AuditChain.CodeOf(line.Outcome),
                    Purpose = line.Purpose,
                    Previous = previous,
                });
                await trial.Store.ExecuteAsync(
                    $"UPDATE {AuditAppending.Table(kind)} SET node = 'gu', previous = '{previous}', hash = '{hash}' WHERE sequence = {line.Sequence}");
                previous = hash;
            }
        }

        (await AuditVerification.VerifyAsync(trial.Store.Address, [], Cancel)).Value.Count.ShouldBe(Lines);
        (await AuditVerification.VerifyAsync(trial.Store.Address, checkpoint, Cancel)).Problems.ShouldHaveSingleItem()
            .ToString().ShouldBe($"{PlatformProblems.AuditRewritten} audit_line ({Lines})");
    }

    [Fact]
    public async Task A_checkpoint_is_of_its_key_and_whole_or_refused()
    {
        await using var trial = await WrittenAsync(StoreKind.Sqlite);
        var host = trial.Host();
        var line = (await host.Trail.CheckpointAsync(Cancel)).Value.ToString();
        var key = CheckpointKey.Parse(host.Keys.CheckpointKey.ToString()).Value;
        AuditCheckpoint.Read(line + "\n", key).Value.ToString().ShouldBe(line);
        var foreign = KeyFile.OpenOrCreate(trial.KeyPath + ".foreign").Value.CheckpointKey;

        AuditCheckpoint.Read(line, foreign).Problems.ShouldHaveSingleItem().Code.ShouldBe(PlatformProblems.CheckpointUnsigned);
        for (var at = 0; at < line.Length; at++)
        {
            var changed = line[..at] + (char)(line[at] ^ 1) + line[(at + 1)..];
            var read = AuditCheckpoint.Read(changed, key);
            // The last letter before the padding has bits that mean nothing.
            if (read.Succeeded)
                read.Value.ToString().ShouldBe(line);
            else
                read.Problems.ShouldHaveSingleItem().Code.ShouldBeOneOf(PlatformProblems.CheckpointUnsigned, PlatformProblems.CheckpointUnreadable);
        }

        var bytes = Convert.FromBase64String(key.ToString());
        for (var at = 0; at < bytes.Length; at++)
        {
            bytes[at] ^= 1;
            var read = CheckpointKey.Parse(Convert.ToBase64String(bytes));
            bytes[at] ^= 1;
            (read.Succeeded ? AuditCheckpoint.Read(line, read.Value).Problems[0].Code : read.Problems[0].Code)
                .ShouldBeOneOf(PlatformProblems.CheckpointUnsigned, PlatformProblems.CheckpointUnreadable);
        }

        AuditCheckpoint.Read("", key).Problems[0].Code.ShouldBe(PlatformProblems.CheckpointUnreadable);
        CheckpointKey.Parse("AAAA").Problems[0].Code.ShouldBe(PlatformProblems.CheckpointUnreadable);
        CheckpointKey.Parse("ñ").Problems[0].Code.ShouldBe(PlatformProblems.CheckpointUnreadable);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_store_without_an_audit_has_a_problem_and_an_empty_one_none(StoreKind kind)
    {
        await using (var empty = await TestStore.CreateAsync(kind))
        {
            if (kind == StoreKind.Sqlite)
                await File.WriteAllBytesAsync(empty.Address.FilePath!, [], Cancel);
            (await AuditVerification.VerifyAsync(empty.Address, [], Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe(StoreProblems.Failed);
        }

        await using var trial = await PlatformTrial.StartAsync(kind);
        var host = await trial.PreparedHostAsync();
        var checkpoint = (await host.Trail.CheckpointAsync(Cancel)).Value;
        (await AuditVerification.VerifyAsync(trial.Store.Address, checkpoint, Cancel)).Value.ShouldBe(new AuditStanding(0, AuditChain.Beginning));
    }

    /// <summary>Five lines whose database has lost its triggers, as if its administrator had removed them.</summary>
    private static async Task<PlatformTrial> WrittenAsync(StoreKind kind)
    {
        var trial = await PlatformTrial.StartAsync(kind);
        var host = await trial.PreparedHostAsync();
        await using var context = host.Context();
        await host.Trail.SaveAuditedAsync(context, [.. Enumerable.Range(0, Lines).Select(number => AuditTrailTests.Act($"visit-{number}"))], Cancel);
        foreach (var trigger in kind == StoreKind.Sqlite ? ["update", "delete", "insert"] : new[] { "change", "truncate", "insert" })
        {
            await trial.Store.ExecuteAsync(kind == StoreKind.Sqlite
                ? $"DROP TRIGGER platform_audit_line_{trigger}"
                : $"DROP TRIGGER audit_line_{trigger} ON platform.audit_line");
        }

        return trial;
    }

    private static async Task BrokenAsync(PlatformTrial trial, int line) =>
        (await AuditVerification.VerifyAsync(trial.Store.Address, [], Cancel)).Problems.ShouldHaveSingleItem()
            .ToString().ShouldBe($"{PlatformProblems.AuditBroken} audit_line ({line})");
}
