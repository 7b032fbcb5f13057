using Amparo.Contracts.Portal;
using Amparo.Portal.Tests.Samples;
using Amparo.PrivateRelease;
using Amparo.Stores;
using Amparo.TestSupport;
using Amparo.Vocabulary;

namespace Amparo.Portal.Tests.Releases;

public sealed class PublicationsTests
{
    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_passed_the_doors_stands_at_once_on_every_host(StoreKind kind)
    {
        await using var portal = await StartedAsync(kind);
        var other = portal.AnotherHost();
        (await other.Catalogue.CurrentAsync(Cancel)).Cubes.ShouldBeEmpty();

        var report = (await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.Figures(12, 36), Cancel)).Value;

        report.Tables.Select(table => (table.Subject, table.Sequence)).ShouldBe([(Desk.Official, 1), (Desk.Share, 2)]);
        report.At.ShouldBe(ReleaseFolder.Start + NodaTime.Duration.FromHours(1));
        var catalogue = await other.Catalogue.CurrentAsync(Cancel);
        catalogue.Cubes[Desk.Official].Value[("country", "GT")].Low.ShouldBe(12m);
        catalogue.Cubes[Desk.Share].Value[("country", "GT")].Low.ShouldBe(0.25m);
        catalogue.Ledger.Entries.Select(entry => entry.ContentHash).ShouldBe(report.Tables.Select(table => table.ContentHash));
        (await other.Publications.StandingAsync(Cancel)).Value.Cubes.Keys.ShouldBe([Desk.Official, Desk.Share], ignoreOrder: true);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_file_of_records_is_published_with_its_bytes(StoreKind kind)
    {
        await using var portal = await StartedAsync(kind);
        (await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.Anonymous, Cancel)).Problems.ShouldBeEmpty();
        var file = (await portal.AnotherHost().Catalogue.CurrentAsync(Cancel)).Records[Desk.Records];
        file.Table.Value.Rows.ShouldBe(40);
        file.Content.Length.ShouldBeGreaterThan(40);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task One_key_publishes_once_and_answers_the_same(StoreKind kind)
    {
        await using var portal = await StartedAsync(kind);
        var key = Guid.NewGuid();
        var first = (await portal.Publications.PublishAsync(key, Desk.Register("one"), Cancel)).Value;

        foreach (var host in new[] { portal, portal.AnotherHost() })
        {
            var again = (await host.Publications.PublishAsync(key, Desk.Register("two"), Cancel)).Value;
            (again.Key, again.At).ShouldBe((first.Key, first.At));
            again.Tables.ShouldBe(first.Tables);
        }

        (await portal.CountAsync()).ShouldBe((1, 1));
        var history = (await portal.Publications.HistoryAsync([key, Guid.NewGuid()], Cancel)).Value;
        history.Publications.ShouldHaveSingleItem().Tables.ShouldBe(first.Tables);
        history.Withdrawals.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_content_that_stands_is_no_second_release(StoreKind kind)
    {
        await using var portal = await StartedAsync(kind);
        await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.Register("one"), Cancel);
        var again = (await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.Register("one"), Cancel)).Value;
        again.Tables.ShouldHaveSingleItem().Sequence.ShouldBe(1);
        (await portal.CountAsync()).ShouldBe((1, 1));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Hosts_that_publish_together_leave_one_whole_chain(StoreKind kind)
    {
        await using var portal = await StartedAsync(kind);
        var shared = Guid.NewGuid();
        var hosts = Enumerable.Range(0, 4).Select(_ => portal.AnotherHost()).ToList();

        // Each its own, and one that all of them ask for.
        var reports = await Task.WhenAll(hosts.Index().SelectMany(host => new[]
        {
            Task.Run(() => host.Item.Publications.PublishAsync(Guid.NewGuid(), Desk.Register($"of host {(char)('a' + host.Index)}", $"desk-{host.Index}"), Cancel), Cancel),
            Task.Run(() => host.Item.Publications.PublishAsync(shared, Desk.Register($"shared {(char)('a' + host.Index)}"), Cancel), Cancel),
        }));

        reports.SelectMany(report => report.Problems).ShouldBeEmpty();
        reports.Where(report => report.Value.Key == shared).Select(report => report.Value.Tables[0]).Distinct().Count().ShouldBe(1);
        (await portal.CountAsync()).ShouldBe((5, 5));
        // Read back, the chain is verified.
        (await portal.Catalogue.CurrentAsync(Cancel)).Registers.Count.ShouldBe(5);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_a_door_refuses_publishes_nothing(StoreKind kind)
    {
        await using var portal = await StartedAsync(kind);
        (await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.Counts(40, 50), Cancel)).Problems.ShouldBeEmpty();
        var key = Guid.NewGuid();

        var refused = await portal.Publications.PublishAsync(key, Desk.Counts(41, 50), Cancel);

        refused.Problems.ShouldHaveSingleItem().ToString().ShouldBe("PRV-008 desk-persons");
        (await portal.CountAsync()).ShouldBe((2, 2));
        // The key is free for what passes.
        (await portal.Publications.PublishAsync(key, Desk.Register("one"), Cancel)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public async Task What_no_door_made_publishes_nothing()
    {
        await using var portal = await StartedAsync(StoreKind.Sqlite);
        var publications = portal.Publications;
        await Should.ThrowAsync<ArgumentException>(() => publications.PublishAsync(Guid.Empty, Desk.Register("one"), Cancel));
        await Should.ThrowAsync<ArgumentException>(() => publications.PublishAsync(Guid.NewGuid(), (standing, _) => new PassedTables(standing.Ledger), Cancel));
        // Two lines, one table.
        await Should.ThrowAsync<ArgumentException>(() => publications.PublishAsync(
            Guid.NewGuid(), (standing, now) => Desk.Figures(1, 2)(standing, now).Value is { } passed ? passed with { Cubes = [passed.Cubes[0]] } : null!, Cancel));
        // Doors at another ledger.
        await publications.PublishAsync(Guid.NewGuid(), Desk.Register("one"), Cancel);
        await Should.ThrowAsync<ArgumentException>(() => publications.PublishAsync(
            Guid.NewGuid(), (standing, now) => Desk.Register("other")(standing with { Ledger = Ledger.Empty }, now), Cancel));
        (await portal.CountAsync()).ShouldBe((1, 1));
    }

    [Fact]
    public async Task What_would_spend_a_budget_is_refused()
    {
        await using var portal = await StartedAsync(StoreKind.Sqlite);
        var refused = await portal.Publications.PublishAsync(
            Guid.NewGuid(),
            (standing, _) =>
            {
                var made = SampleRecords.Release(standing.Ledger, out var after);
                return new PassedTables(after) { Records = [new(made.Released, made.Content)] };
            },
            Cancel);
        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe("WEB-108");
        (await portal.CountAsync()).ShouldBe((0, 0));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_folder_that_the_desk_has_gone_beyond_adds_nothing_and_one_that_forks_is_refused(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        folder.ReleaseRegister("laws", "one");
        folder.SaveLedger();
        await portal.PublishAsync();
        await portal.Publications.PublishAsync(Guid.NewGuid(), Desk.Register("two"), Cancel);

        (await portal.PublishAsync()).ShouldBe((0, 0));

        folder.ReleaseRegister("laws", "two");
        folder.SaveLedger();
        (await portal.PrepareAsync()).Problems.ShouldHaveSingleItem().ToString().ShouldBe("WEB-101 ledger (line 2)");
        (await portal.CountAsync()).ShouldBe((2, 2));
    }

    [Fact]
    public async Task A_process_killed_while_a_desk_publishes_has_published_all_or_nothing_and_the_key_finishes_it()
    {
        var seen = new HashSet<(int, int)>();
        foreach (var writtenBefore in new[] { 0, 200_000, 1_000_000, 4_000_000, 8_000_000, 12_000_000, 15_000_000, int.MaxValue })
        {
            await using var portal = await StartedAsync(StoreKind.Sqlite);
            await portal.Store.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
            var key = Guid.NewGuid();
            using (var process = KillableProcess.Start("publish-from-a-desk", portal.Store.DataFolder, key.ToString(), "first"))
            {
                (await process.ReadLineAsync()).ShouldBe("ready");
                var log = new FileInfo($"{portal.Store.Address.FilePath}-wal");
                while (!process.HasExited && !(log.Exists && log.Length >= writtenBefore))
                {
                    await Task.Delay(1, Cancel);
                    log.Refresh();
                }

                await process.KillAsync();
            }

            var after = await portal.CountAsync();
            after.ShouldBeOneOf((0, 0), (LargeRegisters.Count, LargeRegisters.Count));
            (await portal.Publications.HistoryAsync([key], Cancel)).Value.Publications.Count.ShouldBe(after.Entries == 0 ? 0 : 1);
            seen.Add(after);

            var finished = await portal.Publications.PublishAsync(key, (standing, now) => LargeRegisters.Pass((standing, now), "again"), Cancel);
            finished.Value.Tables.Count.ShouldBe(LargeRegisters.Count);
            (await portal.CountAsync()).ShouldBe((LargeRegisters.Count, LargeRegisters.Count));
            (await portal.Catalogue.CurrentAsync(Cancel)).Registers["large-0"].Value.Rows[0][0].ShouldStartWith(after.Entries == 0 ? "again" : "first");
        }

        seen.ShouldBe([(0, 0), (LargeRegisters.Count, LargeRegisters.Count)], ignoreOrder: true);
    }

    internal static async Task<StoredPortal> StartedAsync(StoreKind kind)
    {
        var portal = await StoredPortal.CreateAsync(kind);
        await portal.PublishAsync();
        return portal;
    }
}
