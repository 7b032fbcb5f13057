using Amparo.Stores;
using Amparo.TestSupport;
using Microsoft.Data.Sqlite;

namespace Amparo.Portal.Tests.Releases;

public sealed class StoredCatalogueSourceTests
{
    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Before_anything_is_published_the_catalogue_is_empty(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        await portal.PublishAsync();

        var catalogue = await portal.Catalogue.CurrentAsync(Cancel);

        catalogue.Ledger.Entries.ShouldBeEmpty();
        catalogue.Cubes.ShouldBeEmpty();
        catalogue.Registers.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_newest_release_of_each_subject_is_shown_whatever_the_order_of_files(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        var older = folder.ReleaseCube("official", 12, 345);
        folder.ReleaseCube("official", 13, 346);
        folder.ReleaseRegister("laws", "ley");
        folder.SaveLedger();
        File.Move(older, Path.Combine(folder.Archives, "zzzz.json"));
        await portal.PublishAsync();

        var catalogue = await portal.Catalogue.CurrentAsync(Cancel);

        var official = catalogue.Cubes.ShouldHaveSingleItem();
        official.Key.ShouldBe("official");
        official.Value.Value[("country", "B")].Low.ShouldBe(346m);
        official.Value.Entry.ShouldBe(folder.Ledger.Entries[1]);
        catalogue.Registers["laws"].Value.Rows[0].ShouldBe(["ley0"]);
        catalogue.Ledger.LastHash.ShouldBe(folder.Ledger.LastHash);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_catalogue_stays_the_same_object_until_something_is_published_by_any_host(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        folder.ReleaseRegister("laws", "one");
        folder.SaveLedger();
        await portal.PublishAsync();

        var first = await portal.Catalogue.CurrentAsync(Cancel);
        (await portal.Catalogue.CurrentAsync(Cancel)).ShouldBeSameAs(first);

        folder.ReleaseRegister("laws", "two");
        folder.SaveLedger();
        await portal.AnotherHost().PublishAsync();

        var second = await portal.Catalogue.CurrentAsync(Cancel);
        second.ShouldNotBeSameAs(first);
        second.Registers["laws"].Value.Rows[0].ShouldBe(["two0"]);
        first.Registers["laws"].Value.Rows[0].ShouldBe(["one0"]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_older_content_that_is_released_again_stands_again(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        folder.ReleaseRegister("laws", "one");
        folder.ReleaseRegister("laws", "two");
        folder.SaveLedger();
        await portal.PublishAsync();
        (await portal.Catalogue.CurrentAsync(Cancel)).Registers["laws"].Value.Rows[0].ShouldBe(["two0"]);

        folder.ReleaseRegister("laws", "one");
        folder.SaveLedger();
        await portal.PublishAsync();

        var catalogue = await portal.Catalogue.CurrentAsync(Cancel);
        catalogue.Registers["laws"].Value.Rows[0].ShouldBe(["one0"]);
        catalogue.Registers["laws"].Entry.Sequence.ShouldBe(3);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_archive_that_follows_its_line_later_is_shown(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        var late = folder.ReleaseRegister("laws", "one");
        folder.SaveLedger();
        File.Move(late, late + ".away");
        await portal.PublishAsync();
        (await portal.Catalogue.CurrentAsync(Cancel)).Registers.ShouldBeEmpty();

        File.Move(late + ".away", late);
        await portal.PublishAsync();

        (await portal.Catalogue.CurrentAsync(Cancel)).Registers.Keys.ShouldBe(["laws"]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task What_a_line_was_meant_to_replace_is_not_shown_while_its_own_archive_is_missing(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        folder.ReleaseRegister("laws", "one");
        folder.ReleaseRegister("services", "one");
        var late = folder.ReleaseRegister("laws", "two");
        folder.SaveLedger();
        File.Move(late, late + ".away");
        await portal.PublishAsync();

        var before = await portal.Catalogue.CurrentAsync(Cancel);
        before.Registers.Keys.ShouldBe(["services"]);

        File.Move(late + ".away", late);
        await portal.PublishAsync();
        var after = await portal.Catalogue.CurrentAsync(Cancel);
        after.Registers["laws"].Value.Rows[0].ShouldBe(["two0"]);
        // The ledger is the same, what is shown is not: browsers must not keep the page without the table.
        after.Ledger.LastHash.ShouldBe(before.Ledger.LastHash);
        after.Fingerprint.ShouldNotBe(before.Fingerprint);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Two_hosts_over_one_store_tell_the_same_fingerprint(StoreKind kind)
    {
        await using var portal = await PublishedAsync(kind);
        (await portal.AnotherHost().Catalogue.CurrentAsync(Cancel)).Fingerprint
            .ShouldBe((await portal.Catalogue.CurrentAsync(Cancel)).Fingerprint);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task Readers_beside_a_publisher_see_whole_catalogues_only(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        await portal.PublishAsync();
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        var publisher = portal.AnotherHost();
        var done = false;

        var publishing = Task.Run(
            async () =>
            {
                for (var version = 0; version < 8; version++)
                {
                    // Two subjects in one transaction: a reader sees both of a version, or both of another.
                    folder.ReleaseRegister("laws", $"{(char)('a' + version)}");
                    folder.ReleaseRegister("services", $"{(char)('a' + version)}");
                    folder.SaveLedger();
                    await publisher.PublishAsync();
                }

                Volatile.Write(ref done, true);
            },
            Cancel);
        var readers = Enumerable.Range(0, 4).Select(_ => Task.Run(
            async () =>
            {
                do
                {
                    var catalogue = await portal.Catalogue.CurrentAsync(Cancel);
                    catalogue.Registers.Values.Select(register => register.Value.Rows[0][0]).Distinct(StringComparer.Ordinal).Count()
                        .ShouldBeLessThanOrEqualTo(1);
                }
                while (!Volatile.Read(ref done));
            },
            Cancel));
        await Task.WhenAll([publishing, .. readers]);

        (await portal.Catalogue.CurrentAsync(Cancel)).Registers["laws"].Value.Rows[0].ShouldBe(["h0"]);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_changed_archive_in_the_store_is_not_shown(StoreKind kind)
    {
        await using var portal = await PublishedAsync(kind);
        var other = kind == StoreKind.Sqlite ? "x'7b7d'" : "'\\x7b7d'";
        await portal.Store.ExecuteAsync($"UPDATE {PublishArchivesTests.Table(kind, "release")} SET archive = {other}");

        await RefusedAsync(portal, "PRV-002 laws");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_changed_line_in_the_store_shows_nothing(StoreKind kind)
    {
        await using var portal = await PublishedAsync(kind);
        await portal.Store.ExecuteAsync($"UPDATE {PublishArchivesTests.Table(kind, "ledger_line")} SET at = at + 1");

        await RefusedAsync(portal, "PRV-001 ledger (line 1)");
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_store_without_its_tables_is_a_coded_failure(StoreKind kind)
    {
        await using var portal = await PublishedAsync(kind);
        foreach (var table in new[] { "withdrawn_content", "published_table", "release", "ledger_line" })
            await portal.Store.ExecuteAsync($"DROP TABLE {PublishArchivesTests.Table(kind, table)}");

        await RefusedAsync(portal, "STO-009 portal");
    }

    [Fact]
    public async Task A_damaged_database_file_is_a_coded_failure()
    {
        await using var portal = await PublishedAsync(StoreKind.Sqlite);
        await portal.Store.ExecuteAsync("PRAGMA wal_checkpoint(TRUNCATE)");
        SqliteConnection.ClearAllPools();
        await File.WriteAllBytesAsync(portal.Store.Address.FilePath!, Enumerable.Repeat((byte)0xAB, 40_000).ToArray(), Cancel);

        await RefusedAsync(portal, "STO-006 portal");
    }

    private static async Task<StoredPortal> PublishedAsync(StoreKind kind)
    {
        var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        folder.ReleaseRegister("laws", "one");
        folder.SaveLedger();
        await portal.PublishAsync();
        return portal;
    }

    private static async Task RefusedAsync(StoredPortal portal, string expected) =>
        (await Should.ThrowAsync<StoreException>(async () => await portal.Catalogue.CurrentAsync(Cancel))).Problem.ToString().ShouldBe(expected);
}
