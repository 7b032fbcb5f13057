using Amparo.Indicators;
using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease;

/// <summary>The views of a cube, if any two of them have the same dimensions in common: a core, and a petal of its own for each view.</summary>
/// <remarks>
/// The point of the shape: view tables of non-negative counts that agree on the core always come from one common table. (Within one
/// combination of core codes, fill the petals' margins one person at a time.) So a change of the views can be judged view by
/// view, without the cross of all dimensions that nobody publishes.
/// </remarks>
internal sealed class Sunflower
{
    private readonly long[] _strides;
    private readonly int[] _totals;

    private Sunflower(CountedCube counted, IReadOnlyList<bool[]> views, bool[] core)
    {
        Core = core;
        _totals = [.. counted.Dimensions.Select(dimension => dimension.TotalPosition)];
        _strides = new long[_totals.Length];
        var stride = 1L;
        for (var axis = _totals.Length - 1; axis >= 0; axis--)
        {
            _strides[axis] = stride;
            stride *= counted.Dimensions[axis].Size;
        }

        Tables = [.. views.Select(view => ViewTable.Of(counted, view))];
    }

    /// <summary>By axis: whether every view shows it.</summary>
    public bool[] Core { get; }

    /// <summary>The largest views; the others are margins of them.</summary>
    public IReadOnlyList<ViewTable> Tables { get; }

    /// <summary>Arranges a cube's views; null if two pairs of them have different dimensions in common.</summary>
    public static Sunflower? Of(CountedCube counted)
    {
        var views = counted.Views.Select(view => counted.Dimensions.Select(dimension => view.Contains(dimension.Id)).ToArray()).ToArray();
        var largest = views.Where((view, place) => !views.Where((other, otherPlace) =>
            IsPart(view, other) && (!IsPart(other, view) || otherPlace < place)).Any()).ToArray();
        var core = largest[0];
        for (var first = 0; first < largest.Length; first++)
        {
            for (var second = first + 1; second < largest.Length; second++)
            {
                bool[] common = [.. largest[first].Zip(largest[second], (left, right) => left && right)];
                if (first == 0 && second == 1)
                    core = common;
                else if (!core.SequenceEqual(common))
                    return null;
            }
        }

        return new Sunflower(counted, largest, core);
    }

    /// <summary>The position of "total" on an axis; one more than its last code or "unknown".</summary>
    public int TotalOf(int axis) => _totals[axis];

    /// <summary>How far apart neighbouring positions of an axis lie in the cube's index.</summary>
    public long StrideOf(int axis) => _strides[axis];

    /// <summary>By axis: whether it is shown by this view alone.</summary>
    public bool[] Petal(int view) => [.. Tables[view].Shows.Zip(Core, (shown, core) => shown && !core)];

    /// <summary>The positions of a cell of the cube.</summary>
    public int[] PositionsOf(long cell)
    {
        var positions = new int[_strides.Length];
        for (var axis = 0; axis < positions.Length; axis++)
            positions[axis] = (int)(cell / _strides[axis] % (_totals[axis] + 1));
        return positions;
    }

    /// <summary>All combinations of codes of those among some axes in which a cell is a total, written over a start.</summary>
    public IEnumerable<int[]> CarriersOf(bool[] among, int[] at, int[] start)
    {
        int[] axes = [.. Enumerable.Range(0, at.Length).Where(axis => among[axis] && at[axis] == _totals[axis])];
        int[] carrier = [.. start];
        foreach (var axis in axes)
            carrier[axis] = 0;
        while (true)
        {
            yield return [.. carrier];
            var last = axes.Length - 1;
            while (last >= 0 && ++carrier[axes[last]] == _totals[axes[last]])
                carrier[axes[last--]] = 0;
            if (last < 0)
                yield break;
        }
    }

    private static bool IsPart(bool[] part, bool[] whole) => part.Zip(whole, (inPart, inWhole) => !inPart || inWhole).All(fits => fits);
}

/// <summary>The exact counts of one view over codes and "unknown", without totals.</summary>
/// <param name="Shows">By axis of the cube: whether the view shows it.</param>
/// <param name="Strides">By axis: how far apart neighbouring codes lie; zero for axes not shown.</param>
/// <param name="Counts">The counts, the last axis running fastest.</param>
internal sealed record ViewTable(bool[] Shows, long[] Strides, int[] Counts)
{
    public static ViewTable Of(CountedCube counted, bool[] shows)
    {
        var sizes = counted.Dimensions.Select(CountedCube.BaseSize).ToArray();
        var strides = new long[sizes.Length];
        var stride = 1L;
        for (var axis = sizes.Length - 1; axis >= 0; axis--)
        {
            if (!shows[axis])
                continue;
            strides[axis] = stride;
            stride *= sizes[axis];
        }

        var counts = new int[stride];
        var at = new int[sizes.Length];
        foreach (var count in counted.Counts)
        {
            var index = 0L;
            for (var axis = 0; axis < sizes.Length; axis++)
                index += at[axis] * strides[axis];
            counts[index] += count;
            for (var axis = sizes.Length - 1; axis >= 0 && ++at[axis] == sizes[axis]; axis--)
                at[axis] = 0;
        }

        return new ViewTable(shows, strides, counts);
    }
}
