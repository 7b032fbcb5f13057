using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease.Tests;

/// <summary>The door of estimates: rounded outwards, no single number unless it is usable, nothing of few persons, once a population.</summary>
public class EstimateDoorTests
{
    private static readonly EstimateRounding Rounding = new(100);

    [Fact]
    public void An_interval_is_rounded_outwards_to_two_digits_and_the_observed_stay_inside()
    {
        var row = Released(Row("GT", EstimateStanding.Usable, (8_432.7m, 9_461.2m), 8_901.4m)).Value.Of("GT")!;

        row.Interval.ShouldBe(Figure.Between((8_400, 9_500)));
        row.Best.ShouldBe(Figure.Exact(8_900));
        row.Observed.ShouldBe(Figure.Missing);
    }

    [Fact]
    public void An_indicative_estimate_has_no_single_number()
    {
        var row = Released(Row("GT", EstimateStanding.Indicative, (150, 163), 155)).Value.Of("GT")!;

        row.Interval.ShouldBe(Figure.Between((150, 170)));
        row.Best.ShouldBe(Figure.Missing);
    }

    [Fact]
    public void What_cannot_be_estimated_keeps_its_verdict_and_nothing_else()
    {
        var row = Released(Row("GT", EstimateStanding.NotEstimable, (1, 2), 1)).Value.Of("GT")!;

        row.ShouldBe(new("GT", EstimateStanding.NotEstimable, Figure.Missing, Figure.Missing));
    }

    [Fact]
    public void Of_few_observed_persons_no_figure_is_shown()
    {
        var row = Released(Row("BZ", EstimateStanding.Usable, (150, 400), 200) with { Observed = Figure.Exact(99) }).Value.Of("BZ")!;

        row.Interval.ShouldBe(Figure.Withheld);
        row.Best.ShouldBe(Figure.Withheld);
    }

    [Fact]
    public void One_person_more_changes_nothing_or_the_last_of_two_digits()
    {
        var before = Released(Row("GT", EstimateStanding.Usable, (8_432, 9_461), 8_901)).Value.Of("GT")!;
        var after = Released(Row("GT", EstimateStanding.Usable, (8_440, 9_470), 8_910)).Value.Of("GT")!;

        after.ShouldBe(before);
    }

    [Fact]
    public void Estimates_are_released_once_and_do_not_stand_in_the_way_of_counts()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        var first = doors.Estimate(Table(Row("GT", EstimateStanding.Usable, (840, 950), 890)), Rounding, "population").Value;

        first.Entry.Door.ShouldBe(Door.Mechanism);
        first.Entry.Regime.ShouldBe(PrivacyRegime.Classical);
        first.Entry.Method.ShouldBe("estimate-rounding; digits 2; at least 100 observed");
        doors.Estimate(Table(Row("GT", EstimateStanding.Usable, (841, 949), 888)), Rounding, "population").Value.Entry.ShouldBe(first.Entry);
        doors.Estimate(Table(Row("GT", EstimateStanding.Usable, (700, 950), 890)), Rounding, "population").Problems
            .ShouldBe([new(PrivateReleaseProblems.ReleasedBefore, "population")]);
        doors.Suppress(Sample.Counted([2], [30, 40, 50]), new CellSuppression(10), "population").Succeeded.ShouldBeTrue();
        doors.Ledger.Entries.Count.ShouldBe(2);
    }

    [Fact]
    public void A_population_of_another_regime_is_refused()
    {
        var (ledger, _) = Ledger.Empty.Append(new(
            0, Sample.Noon, Door.Mechanism, "subject", "population", PrivacyRegime.Formal, "discrete-gaussian", new string('a', 64), "", ""));

        new ReleaseDoors(ledger, Sample.Noon).Estimate(Table(Row("GT", EstimateStanding.Usable, (840, 950), 890)), Rounding, "population").Problems
            .ShouldBe([new(PrivateReleaseProblems.MixedRegimes, "population")]);
    }

    [Fact]
    public void An_archive_is_read_back_as_it_was_and_believed_by_its_hash_only()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        var released = doors.Estimate(
            Table(Row("MX", EstimateStanding.Indicative, (15_000, 17_000), 16_000), Row("GT", EstimateStanding.Usable, (840, 950), 890), Row("BZ", EstimateStanding.NotEstimable, (1, 1), 1)),
            Rounding, "population").Value;
        var archive = ReleaseArchive.Write(released);

        var read = ReleaseArchive.ReadEstimates(archive, doors.Ledger).Value;
        read.Entry.ShouldBe(released.Entry);
        read.Value.Rows.ShouldBe(released.Value.Rows);
        read.Value.Rows.Select(row => row.Place).ShouldBe(["BZ", "GT", "MX"]);
        read.Value.Level.ShouldBe(0.95m);
        ReleaseArchive.ReadCube(archive, doors.Ledger).Problems[0].Code.ShouldBe(PrivateReleaseProblems.NotAnArchive);
        archive[^20] ^= 1;
        ReleaseArchive.ReadEstimates(archive, doors.Ledger).Problems[0].Code.ShouldBe(PrivateReleaseProblems.NotInLedger);
    }

    [Fact]
    public void A_rounding_without_a_least_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new EstimateRounding(9));
        Should.Throw<ArgumentException>(() => new ReleaseDoors(Ledger.Empty, Sample.Noon).Estimate(Table(), default, "population"));
        Should.Throw<ArgumentException>(() => Table(Row("GT", EstimateStanding.Usable, (1, 2), 1), Row("GT", EstimateStanding.Usable, (1, 2), 1)));
    }

    private static Released<EstimateTable> Released(params PlaceEstimate[] rows) =>
        new ReleaseDoors(Ledger.Empty, Sample.Noon).Estimate(Table(rows), Rounding, "population").Value;

    private static EstimateTable Table(params PlaceEstimate[] rows) => new(Sample.Header(id: "estimated"), "stepwise", 0.95m, rows);

    private static PlaceEstimate Row(string place, EstimateStanding standing, (decimal, decimal) interval, decimal best) =>
        new(place, standing, Figure.Between(interval), Figure.Exact(best)) { Observed = Figure.Exact(500) };
}
