using Amparo.Records;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Merging.Tests;

public sealed class CountryEstimatesTests
{
    private static readonly CubeHeader Header = InventedLists.Content.Indicator("estimated-victims").Value.Header;

    [Fact]
    public void Persons_are_counted_by_the_kinds_of_agencies_that_know_them()
    {
        // Counted by hand: p1 by police and shelter, twice by one of them; p2 by the police; p3 by all; p4 by the shelter.
        var merged = MergedRecords.Of(
            Records(("GT", "police"), ("GT", "police"), ("GT", "shelter"), ("GT", "police"), ("GT", "police"), ("GT", "shelter"), ("GT", "prosecution"), ("GT", "shelter"), ("HN", "police")),
            ["p1", "p1", "p1", "p2", "p3", "p3", "p3", "p4", "p5"]);

        var (country, table) = CountryEstimates.Tables(merged).ShouldHaveSingleItem();

        country.ShouldBe("GT");
        table.Observed.ShouldBe(4);
        int Bit(string agency) => 1 << table.Lists.ToList().IndexOf(agency);
        table.Count(Bit("police") | Bit("shelter")).ShouldBe(1);
        table.Count(Bit("police")).ShouldBe(1);
        table.Count(Bit("shelter")).ShouldBe(1);
        table.Count(Bit("police") | Bit("shelter") | Bit("prosecution")).ShouldBe(1);
    }

    [Fact]
    public void A_record_without_country_or_agency_is_on_no_list()
    {
        var list = InventedLists.Schema.Find(PersonReport.AgencyKind)!.List!;
        var (police, shelter) = ((short)list.PositionOf("police"), (short)list.PositionOf("shelter"));
        var merged = MergedRecords.Of(
            new RecordSet(3, [InventedLists.Coded(PersonReport.Country, "GT", 3), new CodedColumn(PersonReport.AgencyKind, list, [police, shelter, -1])]), ["p1", "p1", "p2"]);

        CountryEstimates.Tables(merged).ShouldHaveSingleItem().Table.Observed.ShouldBe(1);
    }

    [Fact]
    public void Every_country_with_a_table_has_a_row_the_same_on_any_number_of_threads()
    {
        var merged = InventedLists.Link([.. InventedLists.Of("GT", persons: 300), .. InventedLists.Of("HN", persons: 60).Take(2)]).Merged;
        var shares = new List<double>();

        var one = CountryEstimates.Of(merged, new(Header, Least: 1_000) { Tell = shares.Add }, TestContext.Current.CancellationToken);
        var four = CountryEstimates.Of(merged, new(Header, Least: 1_000) { Request = new() { Threads = 4 } }, TestContext.Current.CancellationToken);

        one.Rows.Select(row => row.Place).ShouldBe(["GT", "HN"]);
        one.Rows.ShouldBe(four.Rows);
        shares.ShouldBe([0.5, 1]);
        one.Rows[0].Standing.ShouldNotBe(EstimateStanding.NotEstimable);
        // Two lists have an estimate only if they are independent, which nobody can see from two lists.
        one.Rows[1].Standing.ShouldBe(EstimateStanding.NotEstimable);
        one.Rows[1].Best.ShouldBe(Figure.Missing);
    }

    [Fact]
    public void The_work_can_be_stopped() =>
        Should.Throw<OperationCanceledException>(() => CountryEstimates.Of(InventedLists.Link(InventedLists.Of("GT")).Merged, new(Header, 10), new CancellationToken(canceled: true)));

    [Fact]
    public void Records_without_agencies_are_no_capture_histories()
    {
        var merged = MergedRecords.Of(new RecordSet(1, [new TextColumn(PersonReport.Record, ["r1"])]), ["p1"]);

        Should.Throw<ArgumentException>(() => CountryEstimates.Tables(merged));
        Should.Throw<ArgumentException>(() => MergedRecords.Of(merged.Records, ["p1", "p2"]));
        Should.Throw<ArgumentException>(() => MergedRecords.Of(merged.Repeated, [""]));
    }

    private static RecordSet Records(params (string Country, string Agency)[] rows) =>
        RecordSet.Concat([.. rows.Select(row => new RecordSet(
            1, [InventedLists.Coded(PersonReport.Country, row.Country, 1), InventedLists.Coded(PersonReport.AgencyKind, row.Agency, 1)]))]);
}
