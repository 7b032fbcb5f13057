using Amparo.Portal.Tests.Samples;
using Amparo.PrivateRelease;
using Amparo.Stores;
using Amparo.TestSupport;

namespace Amparo.Portal.Tests.Releases;

public sealed class FilesOfRecordsTests
{
    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_file_of_records_is_kept_byte_for_byte_and_a_later_charge_takes_nothing_away(StoreKind kind)
    {
        await using var portal = await StoredPortal.CreateAsync(kind);
        var made = Write(portal.ReleasesFolder, out var ledger);
        (await portal.PublishAsync()).ShouldBe((ledger.Entries.Count, 1));

        var file = (await portal.Catalogue.CurrentAsync(Cancel)).Records.ShouldHaveSingleItem().Value;
        file.Content.ToArray().ShouldBe(made.Content);
        file.Table.Entry.ShouldBe(made.Released.Entry);

        // Killed after its charge: the release that was spent on never came.
        var last = SampleRecords.Release(ledger, out var grown).Released.Entry;
        using (var stream = File.Create(Path.Combine(portal.ReleasesFolder, "ledger.jsonl")))
            Ledger.FromEntries([.. grown.Entries.Take(last.Sequence - 1)]).Value.Write(stream);
        (await portal.PublishAsync()).ShouldBe((1, 0));
        (await portal.Catalogue.CurrentAsync(Cancel)).Records[SampleRecords.Id].Content.ToArray().ShouldBe(made.Content);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_of_records_that_was_changed_or_is_absent_is_not_taken_in(bool absent)
    {
        await using var portal = await StoredPortal.CreateAsync(StoreKind.Sqlite);
        Write(portal.ReleasesFolder, out _);
        var file = Path.Combine(portal.ReleasesFolder, "releases", "1.csv");
        if (absent)
            File.Delete(file);
        else
            File.AppendAllText(file, "0,0,0\n");
        var problem = (await portal.PrepareAsync()).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe("PRV-002");
        problem.Subject.ShouldBe("1.json");
        (await portal.CountAsync()).ShouldBe((0, 0));
    }

    private static FormalRelease Write(string folder, out Ledger ledger)
    {
        var made = SampleRecords.Release(Ledger.Empty, out ledger);
        var archives = Directory.CreateDirectory(Path.Combine(folder, "releases")).FullName;
        File.WriteAllBytes(Path.Combine(archives, "1.csv"), made.Content);
        File.WriteAllBytes(Path.Combine(archives, "1.json"), ReleaseArchive.Write(made.Released));
        using var stream = File.Create(Path.Combine(folder, "ledger.jsonl"));
        ledger.Write(stream);
        return made;
    }
}
