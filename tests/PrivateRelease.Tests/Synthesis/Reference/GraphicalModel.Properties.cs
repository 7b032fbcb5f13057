using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Synthesis.GraphicalModels;
using Amparo.PrivateRelease.Tables;
using Amparo.PrivateRelease.Tests.Samples;

namespace Amparo.PrivateRelease.Tests.Synthesis.Reference;

public sealed class GraphicalModelProperties
{
    [Fact]
    public void Every_table_asked_of_a_fitted_model_is_the_joint_tables()
    {
        var random = new Random(11);
        for (var trial = 0; trial < 25; trial++)
        {
            var (domain, targets) = RandomProblem(random);
            var brute = new BruteForce(domain);
            var model = ModelFit.Run(GraphicalModel.Uniform(domain, 1), targets, 60);
            var joint = brute.Joint(model);
            joint.Sum().ShouldBe(model.Total, 1e-7 * model.Total);
            var query = new ModelQuery(model);
            for (var bits = 0UL; bits < 1UL << domain.Count; bits++)
                Same(query.Marginal(new(bits)).Values, brute.Sum(joint, new(bits)), 1e-7 * model.Total);
        }
    }

    [Fact]
    public void The_fit_is_the_best_of_all_distributions()
    {
        var random = new Random(5);
        for (var trial = 0; trial < 4; trial++)
        {
            var (domain, targets) = RandomProblem(random);
            var brute = new BruteForce(domain);
            var model = ModelFit.Run(GraphicalModel.Uniform(domain, 1), targets, 5000);
            var joint = brute.Joint(model);
            var loss = brute.Loss(joint, targets);
            var uniform = Enumerable.Repeat(model.Total / brute.Cells, brute.Cells).ToArray();
            brute.Loss(uniform, targets).ShouldBeGreaterThan(loss + 20);
            // Ten thousand small steps on the joint table, from the fit and from the start, find nothing better worth the name.
            brute.Loss(brute.Descend(joint, targets, 10_000), targets).ShouldBeGreaterThan(loss - 0.1);
            brute.Loss(brute.Descend(uniform, targets, 10_000), targets).ShouldBeGreaterThan(loss - 0.1);
        }
    }

    [Fact]
    public void Tables_that_agree_are_met_with_the_rest_independent()
    {
        var domain = Coded.Domain(2, 3, 2);
        var truth = new double[] { 40, 10, 20, 60, 30, 90, 25, 5, 45, 15, 55, 105 };
        var brute = new BruteForce(domain);
        ColumnSet[] sets = [ColumnSet.Of(0, 1), ColumnSet.Of(1, 2)];
        var targets = sets.Select(set => Exact(set, brute.Sum(truth, set))).ToArray();
        var model = ModelFit.Run(GraphicalModel.Uniform(domain, 1), targets, 5000);
        var (first, second, middle) = (brute.Sum(truth, sets[0]), brute.Sum(truth, sets[1]), brute.Sum(truth, ColumnSet.Of(1)));
        var product = Enumerable.Range(0, brute.Cells).Select(cell =>
            first[brute.CellIn(cell, sets[0])] * second[brute.CellIn(cell, sets[1])] / middle[brute.CellIn(cell, ColumnSet.Of(1))]).ToArray();
        Same(new ModelQuery(model).Marginal(ColumnSet.Of(0, 1, 2)).Values, product, 0.2);
        Same(new ModelQuery(model).Marginal(ColumnSet.Of(0, 2)).Values, brute.Sum(product, ColumnSet.Of(0, 2)), 0.2);
    }

    [Fact]
    public void A_model_over_a_larger_tree_is_the_same_distribution()
    {
        var random = new Random(8);
        var (domain, targets) = RandomProblem(random);
        var model = ModelFit.Run(GraphicalModel.Uniform(domain, 1), targets, 60);
        var larger = model.Over(JunctionTree.Of(domain, [.. targets.Select(target => target.Columns), ColumnSet.Of(0, 2, 3)]), 2 * model.Total);
        var brute = new BruteForce(domain);
        Same(brute.Joint(larger), [.. brute.Joint(model).Select(count => 2 * count)], 1e-7 * model.Total);
    }

    [Fact]
    public void Rows_agree_with_the_model_to_a_person_where_it_is_one_clique_and_nearly_elsewhere()
    {
        var (domain, targets) = RandomProblem(new Random(3), 20_000);
        var model = ModelFit.Run(GraphicalModel.Uniform(domain, 1), targets, 200);
        var rows = RowSampling.Draw(model, new RandomBits(new SeededNoise(1)));
        rows.Rows.ShouldBe((int)Math.Round(model.Total));
        var first = model.Tree.Cliques[0].Columns()[0];
        Same([.. Coded.Naive(rows, [first]).Select(count => (double)count)], new ModelQuery(model).Marginal(ColumnSet.Of(first)).Values, 1.001);
        foreach (var clique in model.Cliques)
        {
            var made = Coded.Naive(rows, clique.Columns.Columns());
            made.Zip(clique.Values, (count, expected) => Math.Abs(count - expected)).Sum().ShouldBeLessThan(0.02 * model.Total);
        }
    }

    private static FitTarget Exact(ColumnSet set, double[] counts) => new(set, counts, [.. counts.Select(_ => 1.0)]);

    // Noisy tables of pairs and triples of a random truth, which disagree where they overlap and have counts below zero.
    private static (CodedDomain Domain, FitTarget[] Targets) RandomProblem(Random random, int persons = 1000)
    {
        var domain = Coded.Domain([.. Enumerable.Range(0, 5).Select(_ => random.Next(2, 4))]);
        var brute = new BruteForce(domain);
        var truth = new double[brute.Cells];
        for (var person = 0; person < persons; person++)
            truth[(int)(random.NextDouble() * random.NextDouble() * truth.Length)]++;
        ColumnSet[] sets = [ColumnSet.Of(0), ColumnSet.Of(0, 1), ColumnSet.Of(1, 2), ColumnSet.Of(2, 3), random.Next(2) == 0 ? ColumnSet.Of(0, 3) : ColumnSet.Of(3, 4), ColumnSet.Of(4)];
        return (domain, [.. sets.Select(set =>
        {
            var deviation = random.Next(2, 12);
            var counts = brute.Sum(truth, set);
            return new FitTarget(set, [.. counts.Select(count => count + random.Next(-deviation, deviation + 1))], [.. counts.Select(_ => 1.0 / (deviation * deviation))]);
        })]);
    }

    private static void Same(double[] one, double[] other, double tolerance)
    {
        one.Length.ShouldBe(other.Length);
        for (var cell = 0; cell < one.Length; cell++)
            one[cell].ShouldBe(other[cell], tolerance);
    }
}
