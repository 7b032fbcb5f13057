using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Synthesis.GraphicalModels;
using Amparo.PrivateRelease.Tests.Samples;

namespace Amparo.PrivateRelease.Tests.Synthesis.Reference;

public sealed class JunctionTreeProperties
{
    [Fact]
    public void Every_set_lies_in_a_clique_and_every_columns_cliques_hang_together()
    {
        var random = new Random(4);
        for (var trial = 0; trial < 300; trial++)
        {
            var columns = random.Next(1, 12);
            var domain = Coded.Domain([.. Enumerable.Range(0, columns).Select(_ => random.Next(1, 6))]);
            var sets = Enumerable.Range(0, random.Next(0, 14))
                .Select(_ => ColumnSet.Of([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(columns))])).ToArray();
            var tree = JunctionTree.Of(domain, sets);

            foreach (var set in sets)
                tree.Cliques.ShouldContain(clique => clique.Covers(set));
            for (var clique = 0; clique < tree.Cliques.Length; clique++)
            {
                tree.Parents[clique].ShouldBeLessThan(clique);
                for (var other = 0; other < tree.Cliques.Length; other++)
                    (other != clique && tree.Cliques[other].Covers(tree.Cliques[clique])).ShouldBeFalse();
            }

            for (var column = 0; column < columns; column++)
            {
                // The cliques with a column hang together exactly if only one of them has a parent without it.
                Enumerable.Range(0, tree.Cliques.Length).Count(clique => tree.Cliques[clique].Contains(column)
                    && (clique == 0 || !tree.Cliques[tree.Parents[clique]].Contains(column))).ShouldBe(1);
            }

            JunctionTree.Cells(domain, sets).ShouldBe(tree.Cliques.Sum(clique => DenseTable.CellsOf(domain, clique)));
        }
    }

    [Fact]
    public void A_circle_of_four_is_cut_into_two_triangles_along_the_cheaper_diagonal()
    {
        var domain = Coded.Domain(2, 9, 2, 9);
        var tree = JunctionTree.Of(domain, [ColumnSet.Of(0, 1), ColumnSet.Of(1, 2), ColumnSet.Of(2, 3), ColumnSet.Of(0, 3)]);
        tree.Cliques.ShouldBe([ColumnSet.Of(0, 1, 2), ColumnSet.Of(0, 2, 3)], ignoreOrder: true);
        tree.Separators[1].ShouldBe(ColumnSet.Of(0, 2));
    }
}
