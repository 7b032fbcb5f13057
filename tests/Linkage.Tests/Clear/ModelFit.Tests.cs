using System.Globalization;
using Amparo.Linkage.Blocking;
using Amparo.Linkage.Comparing;
using Amparo.Linkage.Scoring;

namespace Amparo.Linkage.Tests.Clear;

public sealed class ModelFitTests
{
    private static readonly Dictionary<(int A, int B), bool> Undecided = [];

    [Fact]
    public void The_fit_finds_how_many_matches_there_are_and_how_often_they_agree()
    {
        // 900 persons in two lists, 400 of them in both; of those 85 % have the same day in both, 90 % the same surname.
        var table = Table(900, 400, sameDay: 0.85, sameSurname: 0.90);
        var fit = new ModelFit(table, new(table), Undecided);
        var model = fit.Fit(Candidates(table, fit, new([KeyPart.Everybody])), fit.Start());

        fit.MatchesOf(model).ShouldBeInRange(360, 440);
        model.M[Comparison.Birth][BirthLevel.SameDay].ShouldBe(0.85, 0.05);
        (model.M[Comparison.Surname1][TokenLevel.Exact] + model.M[Comparison.Surname1][TokenLevel.Sound]).ShouldBe(0.90, 0.05);
        // 40 years of 336 days each.
        model.U[Comparison.Birth][BirthLevel.SameDay].ShouldBeInRange(1.0 / 13_440 / 3, 3.0 / 13_440);
        var strangers = Strangers(table, Comparison.Surname1);
        model.U[Comparison.Surname1][TokenLevel.Exact].ShouldBe(strangers[TokenLevel.Exact], strangers[TokenLevel.Exact] / 20);
        model.U[Comparison.Surname1][TokenLevel.Different].ShouldBe(strangers[TokenLevel.Different], 0.01);
    }

    [Fact]
    public void Shares_among_strangers_do_not_come_from_blocked_pairs()
    {
        var table = Table(900, 400, sameDay: 0.85, sameSurname: 0.90);
        var (all, blocked) = (new ModelFit(table, new(table), Undecided), new ModelFit(table, new(table), Undecided));
        var free = all.Fit(Candidates(table, all, new([KeyPart.Everybody])), all.Start());
        // Here every pair that is compared agrees on the surname.
        var model = blocked.Fit(Candidates(table, blocked, new([KeyPart.AnySurname])), blocked.Start());

        model.U[Comparison.Surname1][TokenLevel.Exact].ShouldBe(free.U[Comparison.Surname1][TokenLevel.Exact], 0.002);
        model.U[Comparison.Birth][BirthLevel.OtherDays].ShouldBe(free.U[Comparison.Birth][BirthLevel.OtherDays], 0.01);
        blocked.MatchesOf(model).ShouldBeInRange(300, 440);
    }

    [Fact]
    public void Priors_are_shares_of_all_pairs_within_and_across_lists()
    {
        var table = Table(300, 150, sameDay: 0.9, sameSurname: 0.95);
        var fit = new ModelFit(table, new(table), Undecided);
        var model = fit.Fit(Candidates(table, fit, new([KeyPart.Everybody])), fit.Start());
        var (left, right) = (450.0 / 2 * ((450.0 / 2) - 1) / 2 * 2, 225.0 * 225);

        // Nobody is twice in a list, half of all are in both.
        (double.Exp2(model.Prior[1]) * right).ShouldBeInRange(130, 170);
        (double.Exp2(model.Prior[0]) * left).ShouldBeLessThan(15);
    }

    [Fact]
    public void Agreement_never_speaks_against_and_disagreement_never_for()
    {
        var table = Table(900, 400, sameDay: 0.85, sameSurname: 0.90);
        var fit = new ModelFit(table, new(table), Undecided);
        var model = fit.Fit(Candidates(table, fit, new([KeyPart.Everybody])), fit.Start());

        foreach (var comparison in new[] { Comparison.Surname1, Comparison.Given1 })
        {
            model.WeightOf(comparison, TokenLevel.Exact).ShouldBeGreaterThan(1);
            model.WeightOf(comparison, TokenLevel.Different).ShouldBeLessThan(-1);
        }

        model.WeightOf(Comparison.Birth, BirthLevel.SameDay).ShouldBeGreaterThan(5);
        model.WeightOf(Comparison.Birth, BirthLevel.OtherDays).ShouldBeLessThan(-1);
    }

    [Fact]
    public void A_level_that_is_less_alike_never_weighs_more()
    {
        for (var seed = 0; seed < 3; seed++)
        {
            var table = PersonTable.Of(ClearLists.Read(ClearLists.Rows(seed, 200, slips: 0.3)), ClearLists.Knowledge);
            var fit = new ModelFit(table, new(table), Undecided);
            var model = fit.Fit(Candidates(table, fit, new([KeyPart.Everybody])), fit.Start());
            foreach (var comparison in new[] { Comparison.Surname1, Comparison.Surname2, Comparison.Given1, Comparison.Given2, Comparison.Values })
            {
                var weights = new[] { TokenLevel.Exact, TokenLevel.Near, TokenLevel.Similar, TokenLevel.Different }.Select(level => model.WeightOf(comparison, level)).ToList();
                weights.ShouldBe(weights.OrderDescending());
            }

            var births = new[] { BirthLevel.SameDay, BirthLevel.OnePartDiffers, BirthLevel.SameYear, BirthLevel.CloseDays, BirthLevel.OtherDays }
                .Select(level => model.WeightOf(Comparison.Birth, level)).ToList();
            births.ShouldBe(births.OrderDescending());
        }
    }

    [Fact]
    public void Decisions_are_labels()
    {
        var table = Table(300, 150, sameDay: 0.9, sameSurname: 0.95);
        var same = Enumerable.Range(0, table.Count).GroupBy(row => table.KeyOf(row).Id[1..], StringComparer.Ordinal).Where(person => person.Count() == 2)
            .Select(person => (person.Min(), person.Max())).ToDictionary(pair => pair, _ => false);
        // Whoever says that all of them are different is believed.
        var fit = new ModelFit(table, new(table), same);
        var model = fit.Fit(Candidates(table, fit, new([KeyPart.Everybody])), fit.Start());
        fit.MatchesOf(model).ShouldBeLessThan(15);
    }

    // What two persons have in common, pair by pair.
    private static double[] Strangers(PersonTable table, int at)
    {
        var comparison = new RecordComparison(table);
        var (levels, all) = (new double[Comparison.Levels], 0.0);
        for (var a = 0; a < table.Count; a++)
        {
            for (var b = a + 1; b < table.Count; b++)
            {
                if (table.KeyOf(a).Id[1..] == table.KeyOf(b).Id[1..])
                    continue;
                levels[Comparison.LevelOf(comparison.Compare(table.Row(a), table.Row(b), out _), at)]++;
                all++;
            }
        }

        return [.. levels.Select(count => count / all)];
    }

    private static CandidateSearch.Found Candidates(PersonTable table, ModelFit fit, BlockingKey key) =>
        CandidateSearch.Find(table, KeyLanes.Of(table, [key], long.MaxValue / 4), new(table), (fit.Start(), -8), _ => { });

    private static PersonTable Table(int persons, int both, double sameDay, double sameSurname)
    {
        var random = new Random(persons);
        string Word(int number) => "" + "BDFGLMNPRT"[number % 10] + "AEIOU"[number / 10 % 5] + "BDFGLMNPRT"[number * 7 % 10] + "AEIOU"[number / 3 % 5] + "LNRS"[number % 4] + (char)('A' + (number * 5 % 26));
        string Surname() => Word(random.Next(60));
        string Given() => Word(60 + random.Next(40));
        string Day() => string.Create(CultureInfo.InvariantCulture, $"{1960 + random.Next(40)}-{1 + random.Next(12):D2}-{1 + random.Next(28):D2}");
        var rows = new List<string>();
        for (var person = 0; person < persons; person++)
        {
            var (given, surname, second, day) = (Given(), Surname(), Surname(), Day());
            var first = person % 2;
            rows.Add($"{"ab"[first]}{person},{"AB"[first]},{given},{surname},{second},{day}");
            if (person < both)
            {
                rows.Add(
                    $"{"ab"[1 - first]}{person},{"AB"[1 - first]},{given},{(random.NextDouble() < sameSurname ? surname : Surname())},{second},{(random.NextDouble() < sameDay ? day : Day())}");
            }
        }

        return PersonTable.Of(ClearLists.Read(rows, "rec_id,agency,given1,surname1,surname2,dob"), ClearLists.Knowledge);
    }
}
