using Amparo.Indicators;
using Amparo.Indicators.Derived;
using Amparo.Records.Registers;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease.Tests;

public class ReleaseDoorsTests
{
    [Theory]
    [InlineData(RegisterHolding.Laws, "no persons; laws")]
    [InlineData(RegisterHolding.Services, "no persons; services")]
    [InlineData(RegisterHolding.Plans, "no persons; plans")]
    [InlineData(RegisterHolding.Methods, "no persons; methods")]
    [InlineData(RegisterHolding.Estimates, "no persons; estimates")]
    [InlineData(RegisterHolding.Actions, "no persons; actions")]
    public void A_register_leaves_for_the_reason_that_it_declares(RegisterHolding holding, string method) =>
        new ReleaseDoors(Ledger.Empty, Sample.Noon).NonPersonal(Sample.Register(), holding).Entry.Method.ShouldBe(method);

    [Fact]
    public void A_register_of_what_nobody_declared_does_not_leave() =>
        Should.Throw<ArgumentOutOfRangeException>(() => new ReleaseDoors(Ledger.Empty, Sample.Noon).NonPersonal(Sample.Register(), (RegisterHolding)99));

    [Fact]
    public void Every_door_writes_the_ledger()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        var counted = Sample.Counted([2], [30, 40, 50]);

        doors.Suppress(counted, new CellSuppression(10), "population").Value.Entry.Door.ShouldBe(Door.Mechanism);
        doors.AlreadyPublic(Sample.Official(("2020", Figure.Exact(1)))).Entry.Door.ShouldBe(Door.AlreadyPublic);
        doors.NonPersonal(Sample.Register(), RegisterHolding.Laws).Entry.Door.ShouldBe(Door.NonPersonal);

        doors.Ledger.Entries.Select(entry => (entry.Sequence, entry.Door, entry.Regime)).ShouldBe(
        [
            (1, Door.Mechanism, PrivacyRegime.Classical),
            (2, Door.AlreadyPublic, PrivacyRegime.NotPersonal),
            (3, Door.NonPersonal, PrivacyRegime.NotPersonal),
        ]);
        doors.Ledger.Entries[0].Method.ShouldBe("cell-suppression; threshold 10");
    }

    [Fact]
    public void The_same_content_writes_one_entry()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        var first = doors.NonPersonal(Sample.Register(), RegisterHolding.Laws);
        var second = new ReleaseDoors(doors.Ledger, Sample.Noon + NodaTime.Duration.FromDays(9)).NonPersonal(Sample.Register(), RegisterHolding.Laws);

        second.Entry.ShouldBe(first.Entry);
    }

    [Fact]
    public void Going_back_to_an_older_content_is_a_release_and_stands_again()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        doors.NonPersonal(Sample.Register("One"), RegisterHolding.Laws);
        doors.NonPersonal(Sample.Register("Two"), RegisterHolding.Laws);
        var again = doors.NonPersonal(Sample.Register("One"), RegisterHolding.Laws);

        doors.Ledger.Entries.Count.ShouldBe(3);
        doors.Ledger.Newest("laws").ShouldBe(again.Entry);
        ReleaseArchive.ReadRegister(ReleaseArchive.Write(again), doors.Ledger).Value.Entry.Sequence.ShouldBe(3);
    }

    [Fact]
    public void The_same_content_by_another_way_is_another_entry()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        doors.NonPersonal(Sample.Register(), RegisterHolding.Laws);
        doors.NonPersonal(Sample.Register(), RegisterHolding.Plans);

        doors.Ledger.Entries.Count.ShouldBe(2);
    }

    [Fact]
    public void A_population_keeps_one_regime()
    {
        var (ledger, _) = Ledger.Empty.Append(new(
            0, Sample.Noon, Door.Mechanism, "subject", "population", PrivacyRegime.Formal, "discrete-gaussian", new string('a', 64), "", ""));
        var doors = new ReleaseDoors(ledger, Sample.Noon);

        var outcome = doors.Suppress(Sample.Counted([2], [30, 40, 50]), new CellSuppression(10), "population");

        outcome.Problems.ShouldBe([new(PrivateReleaseProblems.MixedRegimes, "population")]);
        doors.Ledger.ShouldBeSameAs(ledger);
        doors.Suppress(Sample.Counted([2], [30, 40, 50]), new CellSuppression(10), "another").Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void A_population_is_released_once_because_a_difference_could_show_a_person()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        var first = doors.Suppress(Sample.Counted([2], [30, 40, 50]), new CellSuppression(10), "population").Value;

        doors.Suppress(Sample.Counted([2], [30, 40, 50]), new CellSuppression(10), "population").Value.Entry.ShouldBe(first.Entry);
        doors.Suppress(Sample.Counted([2], [31, 40, 50]), new CellSuppression(10), "population").Problems
            .ShouldBe([new(PrivateReleaseProblems.ReleasedBefore, "population")], "one person more");
        doors.Suppress(Sample.Counted([2], [30, 40, 50]), new CellSuppression(5), "population").Problems
            .ShouldBe([new(PrivateReleaseProblems.ReleasedBefore, "population")], "another threshold");
        doors.Suppress(Sample.Counted([1, 1], [30, 40, 50, 60]), new CellSuppression(10), "population").Problems
            .ShouldBe([new(PrivateReleaseProblems.ReleasedBefore, "population")], "other dimensions");
        doors.Ledger.Entries.ShouldHaveSingleItem();
    }

    [Fact]
    public void What_passed_a_mechanism_cannot_be_called_already_public()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        var counted = Sample.Counted([2], [30, 4, 50]);
        doors.Suppress(counted, new CellSuppression(10), "population");
        var exact = counted.Tabulate();
        var relabelled = new Cube(exact.Header with { Origin = DataOrigin.Official }, exact.Dimensions, exact.Views, exact.Cells);

        Should.Throw<ArgumentException>(() => doors.AlreadyPublic(relabelled));
    }

    [Theory]
    [InlineData(DataOrigin.Recorded)]
    [InlineData(DataOrigin.Invented)]
    public void Only_official_statistics_are_already_public(DataOrigin origin)
    {
        var cube = new Cube(Sample.Header(origin), [Sample.Dimension("a", 1)], [], []);
        Should.Throw<ArgumentException>(() => new ReleaseDoors(Ledger.Empty, Sample.Noon).AlreadyPublic(cube));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    [InlineData(-5)]
    [InlineData(1_000_001)]
    public void A_threshold_outside_its_range_is_refused(int threshold) =>
        Should.Throw<ArgumentOutOfRangeException>(() => new CellSuppression(threshold));

    [Fact]
    public void A_threshold_never_set_is_refused() =>
        Should.Throw<ArgumentException>(() =>
            new ReleaseDoors(Ledger.Empty, Sample.Noon).Suppress(Sample.Counted([2], [30, 40, 50]), default, "population"));

    [Fact]
    public void A_cube_too_large_to_search_is_refused_and_leaves_no_entry()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        var counts = new int[61 * 61 * 61];
        counts.AsSpan().Fill(3);

        doors.Suppress(Sample.Counted([60, 60, 60], counts), new CellSuppression(10), "population")
            .Problems.ShouldBe([new(PrivateReleaseProblems.TooLarge, "persons")]);
        doors.Ledger.Entries.ShouldBeEmpty();
    }

    private static DerivedIndicator Coverage(string of) => new(
        "coverage", 1,
        new DerivedWords(LocalizedText.Same("Title"), LocalizedText.Same("Definition"), LocalizedText.Same("Limits"), LocalizedText.Same("unit")), of,
        new Dictionary<string, string>(), new CoverageOver("b"));

    [Fact]
    public void What_is_worked_out_from_released_tables_leaves_with_their_promise_and_says_from_which()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        var counts = doors.Suppress(Sample.Counted([2, 2], [30, 4, 50, 60, 2, 40, 11, 12, 13]), new CellSuppression(10), "population").Value;
        var released = new Dictionary<string, Released<Cube>> { [counts.Entry.Subject] = counts };

        var derived = doors.Derive(Coverage(counts.Entry.Subject), released).Value;

        derived.Entry.Door.ShouldBe(Door.Derived);
        derived.Entry.Regime.ShouldBe(PrivacyRegime.Classical);
        derived.Entry.Population.ShouldBe("population");
        derived.Entry.Method.ShouldBe($"derived; coverage; from {counts.Entry.Subject} 1");
        // The same again is no second release, and the population may still be released as it was.
        doors.Derive(Coverage(counts.Entry.Subject), released).Value.Entry.ShouldBe(derived.Entry);
        doors.Suppress(Sample.Counted([2, 2], [30, 4, 50, 60, 2, 40, 11, 12, 13]), new CellSuppression(10), "population").Succeeded.ShouldBeTrue();
        ReleaseArchive.ReadCube(ReleaseArchive.Write(derived), doors.Ledger).Value.Value.Cells.ShouldBe(derived.Value.Cells);
        doors.Ledger.SourcesOf(derived.Entry).ShouldBe([counts.Entry]);
        doors.Ledger.SourcesOf(counts.Entry).ShouldBeEmpty();
        // Of a ledger that does not hold them nothing is said.
        Ledger.Empty.SourcesOf(derived.Entry).ShouldBeEmpty();
    }

    [Fact]
    public void What_was_worked_out_from_a_release_does_not_stand_beside_a_newer_one()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        var before = doors.AlreadyPublic(Sample.Official(("2020", Figure.Exact(1))));
        var measure = new DerivedIndicator("share", 1, Coverage("x").Words, before.Entry.Subject, new Dictionary<string, string>(), new ShareOfKnown("year"));
        var derived = doors.Derive(measure, new Dictionary<string, Released<Cube>> { [before.Entry.Subject] = before }).Value;
        ReleasedFigures.Standing([before, derived]).ShouldBe([before, derived]);

        var after = doors.AlreadyPublic(Sample.Official(("2020", Figure.Exact(2))));
        ReleasedFigures.Standing([after, derived]).ShouldBe([after]);
        ReleasedFigures.Standing([derived]).ShouldBeEmpty();
        var again = doors.Derive(measure, new Dictionary<string, Released<Cube>> { [after.Entry.Subject] = after }).Value;
        again.Entry.Sequence.ShouldBeGreaterThan(derived.Entry.Sequence);
        ReleasedFigures.Standing([after, again]).ShouldBe([after, again]);
    }

    [Fact]
    public void What_is_worked_out_takes_no_other_tables_name_and_needs_its_tables()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        var counts = doors.Suppress(Sample.Counted([2, 2], [30, 4, 50, 60, 2, 40, 11, 12, 13]), new CellSuppression(10), "population").Value;
        var released = new Dictionary<string, Released<Cube>> { [counts.Entry.Subject] = counts };

        Should.Throw<ArgumentException>(() => doors.Derive(Coverage(counts.Entry.Subject) with { Id = counts.Entry.Subject }, released));
        doors.Derive(Coverage("nothing"), released).Problems.ShouldBe([new Problem(IndicatorsProblems.TableAbsent, "nothing", "coverage")]);
        doors.Ledger.Entries.Count.ShouldBe(1);
    }
}
