using Amparo.Vocabulary.Shapes;

namespace Amparo.Indicators;

/// <summary>Exact counts of persons over all combinations of codes: what a release starts from, and what nobody may publish.</summary>
/// <remarks>
/// The base cells are the combinations of codes and "unknown"; totals are sums of them, so that parts + unknown = total holds by
/// construction. Immutable and thread-safe.
/// </remarks>
public sealed class CountedCube
{
    private readonly int[] _counts;

    /// <summary>Makes a cube of exact counts.</summary>
    /// <param name="header">What is counted.</param>
    /// <param name="dimensions">The axes; ids distinct.</param>
    /// <param name="views">The margins meant for publication: each a set of dimension ids.</param>
    /// <param name="counts">
    /// One count a base cell, zero or more, the last axis running fastest; an axis has its codes, then "unknown" (no total).
    /// </param>
    /// <exception cref="ArgumentException">The number of counts is not the product of the axes, or a view names no axis of the cube.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A count is negative.</exception>
    public CountedCube(
        CubeHeader header, IReadOnlyList<Dimension> dimensions, IReadOnlyList<IReadOnlySet<string>> views, ReadOnlySpan<int> counts)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(dimensions);
        ArgumentNullException.ThrowIfNull(views);
        long size = 1;
        foreach (var dimension in dimensions)
            size *= BaseSize(dimension);
        if (dimensions.Count == 0 || counts.Length != size)
            throw new ArgumentException("A cube has one count for each combination of codes.", nameof(counts));
        foreach (var count in counts)
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
        if (views.Count == 0 || views.Any(view => view.Any(id => dimensions.All(d => d.Id != id))))
            throw new ArgumentException("A view names a dimension that the cube does not have.", nameof(views));

        Header = header;
        Dimensions = [.. dimensions];
        Views = [.. views];
        _counts = counts.ToArray();
    }

    /// <summary>What is counted.</summary>
    public CubeHeader Header { get; }

    /// <summary>The axes.</summary>
    public IReadOnlyList<Dimension> Dimensions { get; }

    /// <summary>The margins meant for publication.</summary>
    public IReadOnlyList<IReadOnlySet<string>> Views { get; }

    /// <summary>The base cells, the last axis running fastest.</summary>
    public ReadOnlySpan<int> Counts => _counts;

    /// <summary>Number of base positions of an axis: its codes and "unknown".</summary>
    /// <param name="dimension">The axis.</param>
    /// <returns>Codes + 1.</returns>
    public static int BaseSize(Dimension dimension)
    {
        ArgumentNullException.ThrowIfNull(dimension);
        return dimension.List.Codes.Count + 1;
    }

    /// <summary>The exact figures of all views, totals included. For protection and for previews inside the office; not a release.</summary>
    /// <returns>A cube whose every view is complete.</returns>
    public Cube Tabulate()
    {
        var empty = new Cube(Header, Dimensions, Views, []);
        var cells = new Dictionary<long, long>();
        var axes = Dimensions.Count;
        var kept = Views.Select(view => Dimensions.Select(d => view.Contains(d.Id)).ToArray()).ToArray();
        var at = new int[axes];
        var target = new int[axes];

        // Every cell of every view exists, those that nobody falls into included: an absent cell would read as "not published".
        foreach (var view in kept)
        {
            foreach (var index in CellsOf(empty, view))
                cells[index] = 0;
        }

        foreach (var count in _counts)
        {
            if (count > 0)
            {
                var seen = new HashSet<long>();
                foreach (var view in kept)
                {
                    // Within a view, a count belongs to its own cell and to every margin of that cell.
                    for (var mask = 0; mask < 1 << axes; mask++)
                    {
                        if (!MarginOf(view, mask))
                            continue;
                        for (var axis = 0; axis < axes; axis++)
                            target[axis] = view[axis] && (mask & (1 << axis)) == 0 ? at[axis] : Dimensions[axis].TotalPosition;
                        var index = empty.IndexOf(target);
                        if (seen.Add(index))
                            cells[index] += count;
                    }
                }
            }

            for (var axis = axes - 1; axis >= 0 && ++at[axis] == BaseSize(Dimensions[axis]); axis--)
                at[axis] = 0;
        }

        return new Cube(Header, Dimensions, Views, cells.Select(cell => KeyValuePair.Create(cell.Key, Figure.Exact(cell.Value))));
    }

    // A margin collapses only axes that the view keeps; the others stand at their total anyway.
    private static bool MarginOf(bool[] view, int mask)
    {
        for (var axis = 0; axis < view.Length; axis++)
        {
            if (!view[axis] && (mask & (1 << axis)) != 0)
                return false;
        }

        return true;
    }

    private static IEnumerable<long> CellsOf(Cube cube, bool[] view)
    {
        var positions = new int[view.Length];
        for (var axis = 0; axis < view.Length; axis++)
            positions[axis] = view[axis] ? 0 : cube.Dimensions[axis].TotalPosition;
        while (true)
        {
            yield return cube.IndexOf(positions);
            var last = view.Length - 1;
            while (last >= 0 && (!view[last] || ++positions[last] == cube.Dimensions[last].Size))
            {
                if (view[last])
                    positions[last] = 0;
                last--;
            }

            if (last < 0)
                yield break;
        }
    }
}
