using System.Data.Common;
using System.Text;
using Amparo.Platform.Audit;
using Amparo.Platform.Keys;
using Amparo.Platform.Tests.Keys;
using Amparo.Stores;
using Amparo.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Tests.Audit;

public sealed class AuditTrailTests
{
    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => PlatformTrial.Cancel;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Any_modules_context_saves_work_and_line_in_one_transaction(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var host = await trial.PreparedHostAsync();
        await using var context = host.Context();
        context.Add(new Visit { Id = Guid.CreateVersion7(), Note = [1] });

        var line = await host.Trail.SaveAuditedAsync(context, Act("visit-7") with { Purpose = "assistance" }, Cancel);

        line.Sequence.ShouldBe(1);
        (await context.Set<Visit>().CountAsync(Cancel)).ShouldBe(1);
        context.ChangeTracker.HasChanges().ShouldBeFalse();
        var stored = await context.Set<AuditLine>().AsNoTracking().SingleAsync(Cancel);
        stored.ShouldBeEquivalentTo(line);
        (stored.Act, stored.SubjectKind, stored.Node, stored.Organisation, stored.Outcome, stored.Purpose)
            .ShouldBe(("visit.made", "visit", "gt", "org-1", AuditOutcome.Done, "assistance"));
        stored.Subject.ShouldBe((await host.Trail.PseudonymAsync(new("visit", "visit-7"), Cancel)).Value);
        stored.Actor.ShouldBe((await host.Trail.PseudonymAsync(new("account", PlatformTrial.Actor.Account), Cancel)).Value);
        (await AuditVerification.VerifyAsync(trial.Store.Address, [], Cancel)).Value.ShouldBe(new AuditStanding(1, line.Hash) { FirstAt = line.At, LastAt = line.At });
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Looking_and_refusing_leave_lines_without_work(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var host = await trial.PreparedHostAsync();
        await using var context = host.Context();

        var lines = await host.Trail.SaveAuditedAsync(
            context,
            [Act("a") with { Act = "visit.read" }, Act("b") with { Act = "visit.read" }, Act("c") with { Act = "visit.read", Outcome = AuditOutcome.Refused }],
            Cancel);

        lines.Select(line => (line.Sequence, line.Outcome)).ShouldBe([(1, AuditOutcome.Done), (2, AuditOutcome.Done), (3, AuditOutcome.Refused)]);
        (await AuditVerification.VerifyAsync(trial.Store.Address, [], Cancel)).Value.Count.ShouldBe(3);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_rollback_leaves_no_line_and_the_next_one_follows(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var host = await trial.PreparedHostAsync();
        await using var context = host.Context();
        await host.Trail.SaveAuditedAsync(context, Act("a"), Cancel);
        await using (await context.Database.BeginTransactionAsync(Cancel))
            (await host.Trail.AppendAsync(context, Act("b"), Cancel)).Sequence.ShouldBe(2);

        await using (var transaction = await context.Database.BeginTransactionAsync(Cancel))
        {
            context.Add(new Visit { Id = Guid.CreateVersion7(), Note = [1] });
            (await host.Trail.AppendAsync(context, Act("c"), Cancel)).Sequence.ShouldBe(2);
            context.ChangeTracker.HasChanges().ShouldBeTrue();
            await transaction.CommitAsync(Cancel);
        }

        (await AuditVerification.VerifyAsync(trial.Store.Address, [], Cancel)).Value.Count.ShouldBe(2);
        await Should.ThrowAsync<InvalidOperationException>(() => host.Trail.AppendAsync(context, Act("d"), Cancel));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Work_that_is_refused_leaves_no_line_and_can_be_mended(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var host = await trial.PreparedHostAsync();
        await using var context = host.Context();
        var id = Guid.CreateVersion7();
        context.Add(new Visit { Id = id, Note = [1] });
        await host.Trail.SaveAuditedAsync(context, Act("a"), Cancel);
        context.ChangeTracker.Clear();
        var twin = new Visit { Id = id, Note = [2] };
        context.Add(twin);

        await Should.ThrowAsync<DbUpdateException>(() => host.Trail.SaveAuditedAsync(context, Act("b"), Cancel));
        context.Entry(twin).State = EntityState.Detached;
        context.Add(new Visit { Id = Guid.CreateVersion7(), Note = [3] });
        (await host.Trail.SaveAuditedAsync(context, Act("c"), Cancel)).Sequence.ShouldBe(2);

        (await context.Set<Visit>().CountAsync(Cancel)).ShouldBe(2);
        (await AuditVerification.VerifyAsync(trial.Store.Address, [], Cancel)).Value.Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Sixteen_writers_on_two_hosts_keep_one_chain(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var hosts = new[] { await trial.PreparedHostAsync(), await trial.PreparedHostAsync() };
        const int Writers = 8;
        const int Acts = 6;

        await Task.WhenAll(hosts.SelectMany(host => Enumerable.Range(0, Writers).Select(writer => Task.Run(
            async () =>
            {
                for (var act = 0; act < Acts; act++)
                {
                    await using var context = host.Context();
                    context.Add(new Visit { Id = Guid.CreateVersion7(), Note = [(byte)writer] });
                    await host.Trail.SaveAuditedAsync(context, Act($"{writer}-{act}"), Cancel);
                }
            },
            Cancel))));

        (await AuditVerification.VerifyAsync(trial.Store.Address, [], Cancel)).Value.Count.ShouldBe(hosts.Length * Writers * Acts);
        await using var reading = hosts[0].Context();
        (await reading.Set<Visit>().CountAsync(Cancel)).ShouldBe(hosts.Length * Writers * Acts);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_database_refuses_to_change_remove_or_replace_a_line(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var host = await trial.PreparedHostAsync();
        await using var context = host.Context();
        await host.Trail.SaveAuditedAsync(context, [Act("a"), Act("b")], Cancel);
        var table = AuditAppending.Table(kind);
        const string Columns = "sequence, at, node, organisation, actor, act, subject_kind, subject, outcome, purpose, previous, hash";
        var other = new string('1', 64);

        var statements = new List<string>
        {
            $"UPDATE {table} SET act = 'x.y' WHERE sequence = 1",
            $"UPDATE {table} SET act = act",
            $"DELETE FROM {table}",
            $"DELETE FROM {table} WHERE sequence = 2",
            $"INSERT INTO {table} ({Columns}) SELECT 4, at, node, organisation, actor, act, subject_kind, subject, outcome, purpose, hash, '{other}' FROM {table} WHERE sequence = 2",
            $"INSERT INTO {table} ({Columns}) SELECT 3, at, node, organisation, actor, act, subject_kind, subject, outcome, purpose, '{other}', '{other}' FROM {table} WHERE sequence = 2",
        };
        if (kind == StoreKind.Sqlite)
            statements.Add($"INSERT OR REPLACE INTO {table} ({Columns}) SELECT 2, at, 'zz', organisation, actor, act, subject_kind, subject, outcome, purpose, previous, '{other}' FROM {table} WHERE sequence = 2");
        else
            statements.Add($"TRUNCATE {table}");
        foreach (var statement in statements)
            await Should.ThrowAsync<DbException>(() => trial.Store.ExecuteAsync(statement));

        (await AuditVerification.VerifyAsync(trial.Store.Address, [], Cancel)).Value.Count.ShouldBe(2);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Destroying_the_pseudonyms_key_unlinks_the_trail_and_the_chain_still_holds(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var (host, other) = (await trial.PreparedHostAsync(), await trial.PreparedHostAsync());
        await using var context = host.Context();
        var before = await host.Trail.SaveAuditedAsync(context, Act("a"), Cancel);
        (await other.Trail.PseudonymAsync(new("visit", "a"), Cancel)).Value.ShouldBe(before.Subject);
        await host.Vault.RotateAsync(Compartment.Audit, PlatformTrial.Actor, Cancel);
        (await host.Trail.SaveAuditedAsync(context, Act("a"), Cancel)).Subject.ShouldBe(before.Subject);

        (await host.Vault.DestroyAsync(Compartment.Audit, PlatformTrial.Actor, Cancel)).Value.Versions.ShouldBe(2);

        await using var there = other.Context();
        var after = await other.Trail.SaveAuditedAsync(there, Act("a"), Cancel);
        after.Subject.ShouldNotBe(before.Subject);
        after.Actor.ShouldNotBe(before.Actor);
        // Who destroyed it is known by the new key.
        (await context.Set<AuditLine>().SingleAsync(line => line.Act == "key.destroyed", Cancel)).Actor.ShouldBe(after.Actor);
        (await AuditVerification.VerifyAsync(trial.Store.Address, [], Cancel)).Value.Count.ShouldBe(5);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_persons_own_key_takes_their_pseudonym_alone(StoreKind kind)
    {
        await using var trial = await PlatformTrial.StartAsync(kind);
        var host = await trial.PreparedHostAsync();
        var person = new AuditSubject("person", "0199-rosa") { Compartment = new("person:0199-rosa") };
        await host.Vault.PrepareAsync([person.Compartment], Cancel);
        await using var context = host.Context();
        var line = await host.Trail.SaveAuditedAsync(context, Act("a") with { Act = "person.read", Subject = person }, Cancel);
        (await host.Trail.PseudonymAsync(person, Cancel)).Value.ShouldBe(line.Subject);

        (await host.Vault.DestroyAsync(person.Compartment, PlatformTrial.Actor, Cancel)).Succeeded.ShouldBeTrue();

        (await host.Trail.PseudonymAsync(person, Cancel)).Problems.ShouldHaveSingleItem().Code.ShouldBe(PlatformProblems.KeyDestroyed);
        context.Add(new Visit { Id = Guid.CreateVersion7(), Note = [1] });
        var refused = await Should.ThrowAsync<StoreException>(() => host.Trail.SaveAuditedAsync(context, Act("a") with { Subject = person }, Cancel));
        refused.Problem.Code.ShouldBe(PlatformProblems.KeyDestroyed);
        refused.Message.ShouldNotContain("rosa");
        (await context.Set<Visit>().AsNoTracking().CountAsync(Cancel)).ShouldBe(0);
        (await host.Trail.SaveAuditedAsync(context, Act("b"), Cancel)).Actor.ShouldBe(line.Actor);
        (await AuditVerification.VerifyAsync(trial.Store.Address, [], Cancel)).Value.Count.ShouldBe(3);
    }

    [Fact]
    public async Task Free_text_is_no_code()
    {
        await using var trial = await PlatformTrial.StartAsync(StoreKind.Sqlite);
        var host = await trial.PreparedHostAsync();
        await using var context = host.Context();
        var acts = new[]
        {
            Act("a") with { Act = "Rosa vino" }, Act("a") with { Act = "visit" }, Act("a") with { Act = "visit.made\n" },
            Act("a") with { Purpose = "por Rosa" }, Act("a") with { Subject = new("Rosa Pérez", "a") },
            Act("a") with { Actor = PlatformTrial.Actor with { Node = "la oficina" } }, Act("a") with { Actor = PlatformTrial.Actor with { Organisation = "" } },
        };

        foreach (var act in acts)
            (await Should.ThrowAsync<ArgumentException>(() => host.Trail.SaveAuditedAsync(context, act, Cancel))).Message.ShouldNotContain("Rosa");

        (await AuditVerification.VerifyAsync(trial.Store.Address, [], Cancel)).Value.ShouldBe(new AuditStanding(0, new('0', 64)));
    }

    [Fact]
    public async Task No_id_of_a_person_is_in_the_data_folder()
    {
        await using var trial = await PlatformTrial.StartAsync(StoreKind.Sqlite);
        var host = await trial.PreparedHostAsync();
        await using var context = host.Context();
        for (var act = 0; act < 20; act++)
            await host.Trail.SaveAuditedAsync(context, Act("0199-subject-of-rosa"), Cancel);

        var bytes = trial.FolderBytes();
        bytes.AsSpan().IndexOf("visit.made"u8).ShouldBeGreaterThan(0);
        bytes.AsSpan().IndexOf("0199-subject-of-rosa"u8).ShouldBe(-1);
        bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(PlatformTrial.Actor.Account)).ShouldBe(-1);
    }

    internal static AuditAct Act(string subject) => new() { Act = "visit.made", Actor = PlatformTrial.Actor, Subject = new("visit", subject) };
}
