using System.Globalization;
using Amparo.Portal.Releases;
using Amparo.Stores;
using Amparo.TestSupport;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Portal.Tests.Releases;

public sealed class PublishArchivesTests
{
    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_model_fits_the_migrated_tables(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        await portal.PublishAsync();
        await using var context = await portal.ContextAsync();

        (await SchemaComparison.DifferencesAsync(context)).ShouldBeEmpty();
    }

    [Fact]
    public void Both_databases_have_migrations_of_the_same_numbers_and_names() =>
        PortalStore.Migrations.For(StoreKind.Sqlite).Select(migration => migration.Name)
            .ShouldBe(PortalStore.Migrations.For(StoreKind.PostgreSql).Select(migration => migration.Name));

    [Theory, MemberData(nameof(Kinds))]
    public async Task Nothing_to_publish_is_no_error(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);

        (await portal.PublishAsync()).ShouldBe((0, 0));
        Directory.CreateDirectory(portal.ReleasesFolder);
        (await portal.PublishAsync()).ShouldBe((0, 0));
        new ReleaseFolder(portal.ReleasesFolder).SaveLedger();
        (await portal.PublishAsync()).ShouldBe((0, 0));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Every_field_of_ledger_and_releases_comes_back(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder, now: ReleaseFolder.Start.PlusTicks(1_234_567));
        var cube = folder.ReleaseCube("official", 12, 345);
        folder.ReleaseRegister("laws", "¡Ñandú \"ley\"! ");
        folder.SaveLedger();

        (await portal.PublishAsync()).ShouldBe((2, 2));

        await using var context = await portal.ContextAsync();
        var lines = await context.Ledger.OrderBy(line => line.Sequence).ToListAsync(Cancel);
        lines.Select(line => line.ToEntry()).ShouldBe(folder.Ledger.Entries);
        var release = await context.Releases.SingleAsync(row => row.Kind == "cube", Cancel);
        release.Archive.ShouldBe(await File.ReadAllBytesAsync(cube, Cancel));
        (release.Sequence, release.Subject, release.ContentHash, release.PublishedAt).ShouldBe(
            (1, "official", folder.Ledger.Entries[0].ContentHash, ReleaseFolder.Start + Duration.FromHours(1)));
        release.Id.Version.ShouldBe(7);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Publishing_the_same_folder_again_adds_nothing(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        folder.ReleaseRegister("laws", "ley");
        folder.SaveLedger();

        (await portal.PublishAsync()).ShouldBe((1, 1));
        (await portal.PublishAsync()).ShouldBe((0, 0));
        (await portal.AnotherHost().PublishAsync()).ShouldBe((0, 0));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_grown_ledger_adds_its_new_lines_and_an_archive_may_follow_its_line_later(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        folder.ReleaseRegister("laws", "one");
        folder.SaveLedger();
        await portal.PublishAsync();

        var late = folder.ReleaseRegister("laws", "two");
        folder.SaveLedger();
        File.Move(late, late + ".away");
        (await portal.PublishAsync()).ShouldBe((1, 0));

        File.Move(late + ".away", late);
        (await portal.PublishAsync()).ShouldBe((0, 1));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_older_copy_of_the_ledger_adds_nothing_and_takes_nothing_away(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        folder.ReleaseRegister("laws", "one");
        folder.SaveLedger();
        var older = await File.ReadAllBytesAsync(folder.LedgerFile, Cancel);
        var second = folder.ReleaseRegister("laws", "two");
        folder.SaveLedger();
        await portal.PublishAsync();

        await File.WriteAllBytesAsync(folder.LedgerFile, older, Cancel);
        File.Delete(second);

        (await portal.PublishAsync()).ShouldBe((0, 0));
        (await portal.CountAsync()).ShouldBe((2, 2));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_forked_ledger_is_refused_at_the_line_where_it_forks(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var common = new ReleaseFolder(portal.ReleasesFolder);
        common.ReleaseRegister("laws", "one");
        var fork = common.Ledger;
        common.ReleaseRegister("laws", "two");
        common.SaveLedger();
        await portal.PublishAsync();

        var forked = new ReleaseFolder(Path.Combine(portal.Store.DataFolder, "forked"), fork);
        forked.ReleaseRegister("laws", "other");
        forked.ReleaseRegister("laws", "longer");
        forked.SaveLedger();

        await RefusedAsync(portal, "WEB-101 ledger (line 2)", forked.Path);
        (await portal.CountAsync()).ShouldBe((2, 2));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_changed_archive_is_refused_and_the_others_with_it(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        folder.ReleaseRegister("laws", "one");
        var changed = folder.ReleaseRegister("services", "two");
        folder.SaveLedger();
        await File.WriteAllTextAsync(changed, (await File.ReadAllTextAsync(changed, Cancel)).Replace("two", "six", StringComparison.Ordinal), Cancel);

        await RefusedAsync(portal, "PRV-002 0002.json");
        (await portal.CountAsync()).ShouldBe((0, 0));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Archives_that_no_line_accounts_for_are_refused_by_name(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        folder.ReleaseRegister("laws", "one");
        folder.SaveLedger();
        folder.ReleaseRegister("laws", "two");
        await File.WriteAllTextAsync(Path.Combine(folder.Archives, "9999.json"), "{}", Cancel);

        var refused = await portal.PrepareAsync();

        refused.Problems.Select(problem => problem.ToString()).ShouldBe(["PRV-002 0002.json", "PRV-002 9999.json"]);
        (await portal.CountAsync()).ShouldBe((0, 0));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Archives_without_any_ledger_are_refused(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        new ReleaseFolder(portal.ReleasesFolder).ReleaseRegister("laws", "one");

        await RefusedAsync(portal, "WEB-102 ledger.jsonl");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_ledger_with_a_changed_line_is_refused(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        folder.ReleaseRegister("laws", "one");
        folder.ReleaseRegister("services", "two");
        folder.SaveLedger();
        var text = await File.ReadAllTextAsync(folder.LedgerFile, Cancel);
        await File.WriteAllTextAsync(folder.LedgerFile, text.Replace("services", "servings", StringComparison.Ordinal), Cancel);

        await RefusedAsync(portal, "PRV-001 ledger (line 2)");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_time_finer_than_the_store_keeps_is_refused(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder, now: ReleaseFolder.Start.PlusNanoseconds(1));
        folder.ReleaseRegister("laws", "one");
        folder.SaveLedger();

        await RefusedAsync(portal, "WEB-103 ledger (line 1)");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_store_used_by_a_newer_version_is_refused(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        await portal.PublishAsync();
        await portal.Store.ExecuteAsync(
            $"INSERT INTO amparo_migration VALUES ('portal', {PortalStore.Migrations.For(kind).Count + 1}, 'later', '{new string('0', 64)}', 0)");

        await RefusedAsync(portal, string.Create(CultureInfo.InvariantCulture, $"STO-012 portal ({PortalStore.Migrations.For(kind).Count + 1:0000})"));
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_line_changed_in_the_store_stops_publication(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        folder.ReleaseRegister("laws", "one");
        folder.SaveLedger();
        await portal.PublishAsync();
        await portal.Store.ExecuteAsync($"UPDATE {Table(kind, "ledger_line")} SET method = 'nothing' WHERE sequence = 1");

        await RefusedAsync(portal, "PRV-001 ledger (line 1)");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Hosts_that_publish_together_add_each_line_once(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        for (var at = 0; at < 10; at++)
            folder.ReleaseRegister("laws", $"version {(char)('a' + at)}");
        folder.SaveLedger();
        var hosts = Enumerable.Range(0, 6).Select(_ => portal.AnotherHost()).ToList();

        var added = await Task.WhenAll(hosts.Select(host => Task.Run(() => host.PublishAsync(), Cancel)));

        added.Sum(count => count.Entries).ShouldBe(10);
        added.Sum(count => count.Releases).ShouldBe(10);
        (await portal.CountAsync()).ShouldBe((10, 10));
    }

    [Fact]
    public async Task A_process_killed_while_it_publishes_has_published_all_or_nothing()
    {
        var seen = new HashSet<(int, int)>();
        // The size of the write-ahead log says how far it is: from nothing written to everything committed (about 17 MB).
        foreach (var writtenBefore in new[] { 0, 200_000, 1_000_000, 4_000_000, 8_000_000, 12_000_000, 15_000_000, int.MaxValue })
        {
            await using var portal = await StoredPortal.CreateAsync(StoreKind.Sqlite);
            await portal.PublishAsync();
            await portal.Store.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
            var folder = new ReleaseFolder(portal.ReleasesFolder);
            for (var at = 0; at < 40; at++)
                folder.ReleaseRegister("laws", new string((char)('A' + at), 4_000), rows: 100);
            folder.SaveLedger();

            using (var process = KillableProcess.Start("publish", portal.Store.DataFolder, portal.ReleasesFolder))
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
            after.ShouldBeOneOf((0, 0), (40, 40));
            seen.Add(after);
            (await portal.PublishAsync()).ShouldBe((40 - after.Entries, 40 - after.Releases));
            (await portal.Catalogue.CurrentAsync(Cancel)).Ledger.Entries.Count.ShouldBe(40);
        }

        seen.ShouldBe([(0, 0), (40, 40)], ignoreOrder: true);
    }

    internal static string Table(StoreKind kind, string name) => kind == StoreKind.Sqlite ? $"portal_{name}" : $"portal.{name}";

    private static async Task RefusedAsync(StoredPortal portal, string expected, string? folder = null) =>
        (await portal.PrepareAsync(folder)).Problems.ShouldHaveSingleItem().ToString().ShouldBe(expected);
}
