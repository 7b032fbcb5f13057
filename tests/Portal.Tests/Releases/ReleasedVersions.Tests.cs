using Amparo.Stores;
using Amparo.TestSupport;

namespace Amparo.Portal.Tests.Releases;

public sealed class ReleasedVersionsTests
{
    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Every_release_is_read_with_the_line_that_is_asked_for(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        folder.ReleaseCube("official", 12);
        folder.ReleaseRegister("laws", "Ley");
        folder.ReleaseCube("official", 13);
        folder.ReleaseCube("official", 12);
        folder.SaveLedger();
        await portal.PublishAsync();
        var catalogue = await portal.Catalogue.CurrentAsync(Cancel);
        var ledger = catalogue.Ledger;

        (await portal.Versions.ListAsync(ledger, "official", Cancel)).Select(entry => entry.Sequence).ShouldBe([1, 3, 4]);
        (await portal.Versions.ListAsync(ledger, "nobody", Cancel)).ShouldBeEmpty();
        foreach (var number in new[] { 1, 3, 4 })
            (await portal.Versions.FindAsync(catalogue, "official", number, Cancel))!.Entry.ShouldBe(ledger.Entries[number - 1]);
        foreach (var number in new[] { -1, 0, 2, 5, int.MaxValue })
            (await portal.Versions.FindAsync(catalogue, "official", number, Cancel)).ShouldBeNull();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_release_whose_archive_never_came_is_not_found_and_not_listed(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var folder = new ReleaseFolder(portal.ReleasesFolder);
        File.Delete(folder.ReleaseCube("official", 12));
        folder.ReleaseCube("official", 13);
        folder.SaveLedger();
        await portal.PublishAsync();
        var catalogue = await portal.Catalogue.CurrentAsync(Cancel);
        var ledger = catalogue.Ledger;

        (await portal.Versions.ListAsync(ledger, "official", Cancel)).Select(entry => entry.Sequence).ShouldBe([2]);
        (await portal.Versions.FindAsync(catalogue, "official", 1, Cancel)).ShouldBeNull();
    }
}
