using Amparo.PrivateRelease.Marginals;

namespace Amparo.PrivateRelease.Synthesis.GraphicalModels;

/// <summary>Expected counts of any set of columns, also of those that no clique holds.</summary>
/// <remarks>
/// A set in one clique is added up from it. For any other, the columns outside the clique that holds most of it are asked of its neighbours, which
/// answer with their distribution given what both share (variable elimination along the tree); answers are kept, because many sets share
/// them. One caller at a time.
/// </remarks>
internal sealed class ModelQuery
{
    private readonly GraphicalModel _model;
    private readonly int[][] _neighbours;
    private readonly Dictionary<(int From, int To), ulong> _behind = [];
    private readonly Dictionary<(int From, int To, ulong Wanted), DenseTable> _answers = [];
    private readonly Dictionary<(int Clique, ulong Columns), DenseTable> _parts = [];

    public ModelQuery(GraphicalModel model)
    {
        _model = model;
        var tree = model.Tree;
        _neighbours = new int[tree.Cliques.Length][];
        for (var clique = 0; clique < _neighbours.Length; clique++)
            _neighbours[clique] = clique == 0 ? tree.Children[clique] : [tree.Parents[clique], .. tree.Children[clique]];
    }

    public DenseTable Marginal(ColumnSet columns)
    {
        var best = 0;
        var bestKey = (-1, 0.0);
        for (var clique = 0; clique < _neighbours.Length; clique++)
        {
            var key = (new ColumnSet(columns.Bits & _model.Tree.Cliques[clique].Bits).Count, -(double)_model.Cliques[clique].Values.Length);
            if (key.CompareTo(bestKey) > 0)
                (best, bestKey) = (clique, key);
        }

        return Gather(best, -1, columns, default);
    }

    // The distribution of the wanted columns behind an edge, given the separator of the edge.
    private DenseTable Answer(int from, int to, ColumnSet wanted)
    {
        if (_answers.TryGetValue((from, to, wanted.Bits), out var known))
            return known;
        var separator = Separator(from, to);
        var answer = Gather(from, to, wanted, separator).DividedBy(_model.Domain, Part(from, separator));
        _answers.Add((from, to, wanted.Bits), answer);
        return answer;
    }

    private DenseTable Gather(int clique, int asker, ColumnSet wanted, ColumnSet shared)
    {
        var own = _model.Tree.Cliques[clique];
        var outside = wanted.Bits & ~own.Bits;
        var answers = new List<DenseTable>();
        var needed = (wanted.Bits & own.Bits) | shared.Bits;
        foreach (var neighbour in _neighbours[clique])
        {
            if (neighbour == asker)
                continue;
            var there = outside & Behind(neighbour, clique);
            if (there == 0)
                continue;
            answers.Add(Answer(neighbour, clique, new(there)));
            needed |= Separator(neighbour, clique).Bits;
        }

        var table = Part(clique, new(needed));
        for (var at = 0; at < answers.Count; at++)
        {
            table = table.Times(_model.Domain, answers[at]);
            var still = wanted.Bits | shared.Bits;
            for (var later = at + 1; later < answers.Count; later++)
                still |= answers[later].Columns.Bits;
            table = table.SumOnto(_model.Domain, new(table.Columns.Bits & still));
        }

        return table;
    }

    private DenseTable Part(int clique, ColumnSet columns)
    {
        if (!_parts.TryGetValue((clique, columns.Bits), out var part))
            _parts.Add((clique, columns.Bits), part = _model.Cliques[clique].SumOnto(_model.Domain, columns));
        return part;
    }

    private ColumnSet Separator(int one, int other) => new(_model.Tree.Cliques[one].Bits & _model.Tree.Cliques[other].Bits);

    // All columns on the far side of an edge.
    private ulong Behind(int from, int to)
    {
        if (_behind.TryGetValue((from, to), out var known))
            return known;
        var columns = _model.Tree.Cliques[from].Bits;
        foreach (var neighbour in _neighbours[from])
        {
            if (neighbour != to)
                columns |= Behind(neighbour, from);
        }

        _behind.Add((from, to), columns);
        return columns;
    }
}
