using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis.GraphicalModels;

/// <summary>A distribution of persons over all columns, held as the tables of counts of the cliques of a junction tree.</summary>
/// <remarks>
/// An exponential family over the cliques in its calibrated form: cliques agree on what they share, and the distribution is the product of the
/// cliques' tables divided by that of the separators'. Counts are expected persons and need not be whole. Immutable by convention.
/// </remarks>
internal sealed class GraphicalModel
{
    public GraphicalModel(CodedDomain domain, JunctionTree tree, double[][] cliques, double total)
    {
        Domain = domain;
        Tree = tree;
        Cliques = [.. cliques.Select((values, clique) => new DenseTable(tree.Cliques[clique], values))];
        Total = total;
    }

    public CodedDomain Domain { get; }

    public JunctionTree Tree { get; }

    /// <summary>The expected counts of each clique.</summary>
    public DenseTable[] Cliques { get; }

    /// <summary>How many persons are expected in all.</summary>
    public double Total { get; }

    public static GraphicalModel Uniform(CodedDomain domain, double total)
    {
        var tree = JunctionTree.Of(domain, []);
        var cliques = new double[tree.Cliques.Length][];
        for (var clique = 0; clique < cliques.Length; clique++)
        {
            cliques[clique] = DenseTable.Allocate(domain, tree.Cliques[clique]);
            Array.Fill(cliques[clique], total / cliques[clique].Length);
        }

        return new(domain, tree, cliques, total);
    }

    /// <summary>The same distribution over another tree, in whose cliques every factor of this one must fit, with another total.</summary>
    public GraphicalModel Over(JunctionTree tree, double total)
    {
        var query = new ModelQuery(this);
        var scale = total / Total;
        var cliques = new double[tree.Cliques.Length][];
        for (var clique = 0; clique < cliques.Length; clique++)
            cliques[clique] = [.. query.Marginal(tree.Cliques[clique]).Values.Select(value => value * scale)];
        return new(Domain, tree, cliques, total);
    }
}
