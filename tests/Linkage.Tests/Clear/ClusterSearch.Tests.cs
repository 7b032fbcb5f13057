using Amparo.Linkage.Clustering;
using Amparo.Linkage.Comparing;
using Amparo.Linkage.Scoring;

namespace Amparo.Linkage.Tests.Clear;

public sealed class ClusterSearchTests
{
    private const double Threshold = 0;

    [Fact]
    public void A_list_that_holds_each_person_once_never_has_two_records_in_a_cluster()
    {
        for (var seed = 0; seed < 5; seed++)
        {
            // All ids of a person end alike, so each list holds some persons several times, against what is declared.
            var rows = ClearLists.Rows(seed, 100, lists: 4, chance: 0.8).Select(row => row.Replace(",L3,", ",L0,", StringComparison.Ordinal)).ToList();
            var result = ClearLists.Link(rows, new LinkOptions { Deduplicated = new HashSet<string>(["L0"], StringComparer.Ordinal) });

            Twice(result, result.Clusters, "L0").ShouldBe(0);
            Twice(result, result.Draw(1), "L0").ShouldBe(0);
            result.Links.ShouldAllBe(link => result.Lists.ListOf(link.Left) != result.Lists.ListOf(link.Right) || result.Lists.Lists[result.Lists.ListOf(link.Left)] != "L0");
            Twice(ClearLists.Link(rows), ClearLists.Link(rows).Clusters, "L0").ShouldBeGreaterThan(10);
        }
    }

    [Fact]
    public void One_weak_link_does_not_join_two_persons()
    {
        // Three records of one person and three of another; one record of each has a given name near one of the other's.
        var table = Table(["a1,GARCIA,FRANCISCA", "a2,GARCIA,FRANCISCA", "a3,GARCIA,FRANCISCO", "b1,GARCIA,ELEUTERIO", "b2,GARCIA,ELEUTERIO", "b3,GARCIA,FRANCISC"]);
        var (comparison, model) = (new RecordComparison(table), Model(exact: 6, near: 4, different: -6, prior: -7));
        var edges = All(table, comparison, model);
        int Row(string id) => table.RowOf(table.Lists.RecordOf(id));
        // b3 is linked to a3 and a1; but nothing links b1 and b2 to them.
        edges.Exists(edge => edge.A == Math.Min(Row("a3"), Row("b3")) && edge.B == Math.Max(Row("a3"), Row("b3")) && edge.LogOdds > Threshold).ShouldBeTrue();
        edges.Add(new Edge(Math.Min(Row("b1"), Row("b3")), Math.Max(Row("b1"), Row("b3")), 1));

        var clusters = new ClusterSearch(table, comparison, model, Threshold) { Once = [false] }.Find([.. edges]);

        clusters[Row("a1")].ShouldBe(clusters[Row("a2")]);
        clusters[Row("b1")].ShouldBe(clusters[Row("b2")]);
        clusters[Row("b1")].ShouldNotBe(clusters[Row("a1")]);
    }

    [Fact]
    public void More_than_four_hundred_records_that_cannot_be_told_apart_are_one()
    {
        var table = Table([.. Enumerable.Range(0, 450).Select(i => $"a{i},GARCIA,ANA"), .. Enumerable.Range(0, 50).Select(i => $"b{i},{Word(i)},LUIS")]);
        var (comparison, model) = (new RecordComparison(table), Model(exact: 20, near: 10, different: -20, prior: -10));

        var clusters = new ClusterSearch(table, comparison, model, Threshold) { Once = [false] }.Find([.. All(table, comparison, model)]);

        clusters.GroupBy(cluster => cluster).Max(cluster => cluster.Count()).ShouldBe(450);
        clusters.Distinct().Count().ShouldBe(51);
    }

    [Fact]
    public void In_a_list_that_holds_each_person_once_they_stay_apart_however_many_they_are()
    {
        var table = Table([.. Enumerable.Range(0, 450).Select(i => $"a{i},GARCIA,ANA")]);
        var (comparison, model) = (new RecordComparison(table), Model(exact: 20, near: 10, different: -20, prior: -10));

        var clusters = new ClusterSearch(table, comparison, model, Threshold) { Once = [true] }.Find([.. All(table, comparison, model)]);

        clusters.Distinct().Count().ShouldBe(450);
    }

    [Fact]
    public void Decisions_hold_in_large_groups_too()
    {
        var table = Table([.. Enumerable.Range(0, 450).Select(i => $"a{i},GARCIA,ANA"), "z1,LOPEZ,LUISA", "z2,PEREZ,OLGA"]);
        var (comparison, model) = (new RecordComparison(table), Model(exact: 20, near: 10, different: -20, prior: -10));
        int Row(string id) => table.RowOf(table.Lists.RecordOf(id));
        (int, int) Pair(string one, string other) => (Math.Min(Row(one), Row(other)), Math.Max(Row(one), Row(other)));
        var settled = new Dictionary<(int A, int B), bool> { [Pair("a7", "a8")] = false, [Pair("z1", "z2")] = true, [Pair("a9", "z1")] = true };

        var clusters = new ClusterSearch(table, comparison, model, Threshold) { Once = [false], Settled = settled }.Find([.. All(table, comparison, model)]);

        clusters[Row("a7")].ShouldNotBe(clusters[Row("a8")]);
        clusters[Row("z1")].ShouldBe(clusters[Row("z2")]);
        clusters[Row("z1")].ShouldBe(clusters[Row("a9")]);
        clusters.GroupBy(cluster => cluster).Max(cluster => cluster.Count()).ShouldBeGreaterThan(440);
    }

    [Fact]
    public void A_large_group_that_hangs_together_by_weak_links_is_taken_apart()
    {
        // 150 persons of three records each; a chain of links just above the line runs through all of them.
        var table = Table([.. Enumerable.Range(0, 450).Select(i => $"a{i:D3},{Word(i / 3)},{Word(200 + (i / 3))}")]);
        var (comparison, model) = (new RecordComparison(table), Model(exact: 12, near: 6, different: -12, prior: -10));
        var edges = All(table, comparison, model);
        for (var row = 1; row < table.Count; row++)
        {
            if (!edges.Exists(edge => edge.A == row - 1 && edge.B == row))
                edges.Add(new Edge(row - 1, row, 0.5f));
        }

        var clusters = new ClusterSearch(table, comparison, model, Threshold) { Once = [false] }.Find([.. edges]);

        clusters.Distinct().Count().ShouldBe(150);
        for (var row = 0; row < table.Count; row++)
            table.Row(clusters[row])[PersonTable.Surname1].ShouldBe(table.Row(row)[PersonTable.Surname1]);
    }

    [Fact]
    public void Each_record_stands_under_the_smallest_of_its_cluster()
    {
        var table = PersonTable.Of(ClearLists.Read(ClearLists.Rows(2, 80)), ClearLists.Knowledge);
        var (comparison, model) = (new RecordComparison(table), Model(exact: 8, near: 5, different: -8, prior: -16));
        var clusters = new ClusterSearch(table, comparison, model, Threshold) { Once = [false, false, false] }.Find([.. All(table, comparison, model)]);
        for (var row = 0; row < clusters.Length; row++)
        {
            clusters[row].ShouldBeLessThanOrEqualTo(row);
            clusters[clusters[row]].ShouldBe(clusters[row]);
        }
    }

    private static int Twice(LinkageResult result, IReadOnlyList<int> clusters, string list) => Enumerable.Range(0, clusters.Count)
        .Where(record => result.Lists.KeyOf(record).List == list).GroupBy(record => clusters[record]).Count(person => person.Count() > 1);

    // Words that are nothing like one another.
    private static string Word(int number) => string.Concat(Enumerable.Range(0, 4).Select(i => "BDFGLMNPRT"[(number * (i + 3) / (i + 1)) % 10].ToString() + "AEIOU"[((number / 5) + (i * number)) % 5]))
        + (char)('A' + (number % 26)) + (char)('A' + (number / 26 % 26));

    private static PersonTable Table(string[] rows) => PersonTable.Of(ClearLists.Read(rows, "rec_id,surname1,given1"), ClearLists.Knowledge);

    private static List<Edge> All(PersonTable table, RecordComparison comparison, LinkModel model)
    {
        var edges = new List<Edge>();
        for (var a = 0; a < table.Count; a++)
        {
            for (var b = a + 1; b < table.Count; b++)
            {
                var pattern = comparison.Compare(table.Row(a), table.Row(b), out var rarity);
                var odds = model.LogOdds(new CandidatePair(a, b, pattern) { Rarity = rarity }, table.Row(a)[PersonTable.List] != table.Row(b)[PersonTable.List]);
                if (odds >= -10)
                    edges.Add(new(a, b, (float)odds));
            }
        }

        return edges;
    }

    // Weights as they are wanted: the level's for each comparison, whatever the records are.
    private static LinkModel Model(double exact, double near, double different, double prior)
    {
        double Weight(int level) => level switch { 0 => 0, <= TokenLevel.Nickname => exact, TokenLevel.Near => near, TokenLevel.Similar => 0, _ => different };
        double[][] Levels(Func<int, double> of) => [.. Enumerable.Range(0, Comparison.Most).Select(at => Enumerable.Range(0, Comparison.Levels).Select(level =>
            at is Comparison.SurnameOrder or Comparison.GivenOrder or Comparison.Sex or Comparison.Birth ? 0.5 : of(level)).ToArray())];
        return new LinkModel
        {
            M = Levels(level => double.Exp2(Weight(level) / 2)),
            U = Levels(level => double.Exp2(-Weight(level) / 2)),
            HouseholdBirths = [.. Enumerable.Repeat(0.1, Comparison.Levels)],
            IsShared = new bool[Comparison.Most],
            Prior = [prior, prior],
            HouseholdPrior = -100,
            NamesakePrior = -100,
            Excess = new Dictionary<uint, float>(),
        }.Ready();
    }
}
