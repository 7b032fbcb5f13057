using Amparo.Indicators;
using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease;

/// <summary>Finds, for one small cell after the other, the cheapest hypercube that hides it; marks what it needs withheld.</summary>
/// <remarks>See <see cref="SuppressionPlan"/> for the idea and the terms.</remarks>
internal sealed class HypercubeSearch
{
    /// <summary>The change is not compensated in this dimension: totals over it change.</summary>
    private const int Open = -1;

    private readonly CountedCube _counted;
    private readonly int _axes;
    private readonly int[] _baseSizes;
    private readonly long[] _baseStrides;
    private readonly long[] _strides;
    private readonly int[] _totals;
    private readonly bool[][] _views;
    private readonly bool[] _withheld;
    private readonly long[] _values;
    private readonly int _threshold;

    // Cells seen while one hypercube is priced carry its number: a cell that two margins share is paid once.
    private readonly int[] _seen;
    private int _pricing;

    public HypercubeSearch(CountedCube counted, Cube exact, bool[] withheld, int threshold)
    {
        _counted = counted;
        _withheld = withheld;
        _threshold = threshold;
        _axes = counted.Dimensions.Count;
        _baseSizes = [.. counted.Dimensions.Select(CountedCube.BaseSize)];
        _totals = [.. counted.Dimensions.Select(dimension => dimension.TotalPosition)];
        _views = [.. counted.Views.Select(view => counted.Dimensions.Select(dimension => view.Contains(dimension.Id)).ToArray())];
        _baseStrides = Strides(_baseSizes);
        _strides = Strides([.. counted.Dimensions.Select(dimension => dimension.Size)]);
        _seen = new int[exact.Capacity];
        _values = new long[exact.Capacity];
        foreach (var (index, figure) in exact.Cells)
            _values[index] = (long)figure.Low;
    }

    /// <summary>An upper bound of the cells to visit while one small cell is hidden: hypercubes x carriers x their margins.</summary>
    public double WorkForOneCell => _baseSizes.Aggregate(1.0, (work, size) => work * size) * (1 << _axes) * _views.Length;

    /// <summary>Withholds what the cheapest hypercube needs, and returns it as the cell's witness.</summary>
    public Witness Hide(long cell)
    {
        var at = PositionsOf(cell);
        var fixedAxes = Enumerable.Range(0, _axes).Where(axis => at[axis] != _totals[axis]).ToArray();
        var freeAxes = Enumerable.Range(0, _axes).Where(axis => at[axis] == _totals[axis]).ToArray();
        var carriers = Combinations(freeAxes);

        Candidate? best = null;
        foreach (var turn in Turns(at, fixedAxes))
        {
            if (Price(at, turn, carriers, best?.Cost ?? long.MaxValue) is { } candidate && (best is null || candidate.Cost < best.Cost))
                best = candidate;
            if (best?.Cost == 0)
                break;
        }

        // With every dimension open nothing needs to be compensated, so a candidate always exists.
        var chosen = best ?? throw new InvalidOperationException("No hypercube was found.");
        var changes = new Dictionary<long, int>();
        foreach (var (carrier, amount) in chosen.Carriers)
        {
            Walk(at, chosen.Turn, carrier, index => _withheld[index] = true);
            foreach (var (corner, sign) in Corners(at, chosen.Turn, carrier))
                changes[corner] = changes.GetValueOrDefault(corner) + (sign * amount);
        }

        return new Witness(cell, changes);
    }

    // Takes the cheapest carriers until together they can bear the threshold; null if they cannot, or not below the limit.
    private Candidate? Price(int[] at, int[] turn, List<int[]> carriers, long limit)
    {
        var open = turn.All(position => position == Open);
        var priced = new List<(long Cost, int Room, int[] Carrier)>();
        foreach (var carrier in carriers)
        {
            var room = open ? _threshold : Room(at, turn, carrier);
            if (room == 0)
                continue;
            _pricing++;
            var cost = CostOf(at, turn, carrier);
            if (cost == 0 && room == _threshold)
                return new Candidate(0, turn, [(carrier, _threshold)]);
            if (cost < limit)
                priced.Add((cost, room, carrier));
        }

        // List.Sort is not stable; the order of codes breaks ties, so that the plan is the same everywhere.
        var order = priced.Select((entry, place) => (entry, place))
            .OrderBy(pair => pair.entry.Cost).ThenByDescending(pair => pair.entry.Room).ThenBy(pair => pair.place);
        var taken = new List<(int[] Carrier, int Amount)>();
        var missing = _threshold;
        var total = 0L;
        _pricing++;
        foreach (var ((_, room, carrier), _) in order)
        {
            total += CostOf(at, turn, carrier);
            if (total >= limit)
                return null;
            var amount = Math.Min(room, missing);
            taken.Add((carrier, amount));
            missing -= amount;
            if (missing == 0)
                return new Candidate(total, turn, taken);
        }

        return null;
    }

    private long CostOf(int[] at, int[] turn, int[] carrier)
    {
        var cost = 0L;
        Walk(at, turn, carrier, index =>
        {
            if (_withheld[index] || _seen[index] == _pricing)
                return;
            _seen[index] = _pricing;
            cost += _values[index] + 1;
        });
        return cost;
    }

    // How many persons can be taken from every corner that loses some.
    private int Room(int[] at, int[] turn, int[] carrier)
    {
        var room = _threshold;
        foreach (var (corner, sign) in Corners(at, turn, carrier))
        {
            if (sign < 0)
                room = Math.Min(room, _counted.Counts[(int)corner]);
        }

        return room;
    }

    // The base cells of the hypercube: at each compensated dimension once the cell's own code, once the other one.
    private IEnumerable<(long Corner, int Sign)> Corners(int[] at, int[] turn, int[] carrier)
    {
        var turned = Enumerable.Range(0, _axes).Where(axis => turn[axis] != Open).ToArray();
        var home = 0L;
        for (var axis = 0; axis < _axes; axis++)
            home += (at[axis] == _totals[axis] ? carrier[axis] : at[axis]) * _baseStrides[axis];
        for (var mask = 0; mask < 1 << turned.Length; mask++)
        {
            var corner = home;
            for (var bit = 0; bit < turned.Length; bit++)
            {
                if ((mask & (1 << bit)) != 0)
                    corner += (turn[turned[bit]] - at[turned[bit]]) * _baseStrides[turned[bit]];
            }

            yield return (corner, int.IsEvenInteger(int.PopCount(mask)) ? 1 : -1);
        }
    }

    // Visits every published cell whose figure the hypercube changes.
    private void Walk(int[] at, int[] turn, int[] carrier, Action<long> visit)
    {
        Span<long> steps = stackalloc long[_axes];
        foreach (var view in _views)
        {
            var first = 0L;
            var count = 0;
            var blind = false;
            for (var axis = 0; axis < _axes && !blind; axis++)
            {
                if (turn[axis] != Open)
                {
                    // A margin that does not show a compensated dimension adds up both signs and sees nothing.
                    blind = !view[axis];
                    first += at[axis] * _strides[axis];
                    steps[count++] = (turn[axis] - at[axis]) * _strides[axis];
                }
                else if (view[axis])
                {
                    var code = at[axis] == _totals[axis] ? carrier[axis] : at[axis];
                    first += code * _strides[axis];
                    steps[count++] = (_totals[axis] - code) * _strides[axis];
                }
                else
                {
                    first += _totals[axis] * _strides[axis];
                }
            }

            if (blind)
                continue;
            for (var mask = 0; mask < 1 << count; mask++)
            {
                var index = first;
                for (var bit = 0; bit < count; bit++)
                {
                    if ((mask & (1 << bit)) != 0)
                        index += steps[bit];
                }

                visit(index);
            }
        }
    }

    // For each fixed dimension another code or Open, in the order of codes; all-open last. Free dimensions are always open.
    private IEnumerable<int[]> Turns(int[] at, int[] fixedAxes)
    {
        var turn = new int[_axes];
        Array.Fill(turn, Open);
        return Extend(0);

        IEnumerable<int[]> Extend(int depth)
        {
            if (depth == fixedAxes.Length)
            {
                yield return [.. turn];
                yield break;
            }

            var axis = fixedAxes[depth];
            for (var code = 0; code < _baseSizes[axis]; code++)
            {
                if (code == at[axis])
                    continue;
                turn[axis] = code;
                foreach (var done in Extend(depth + 1))
                    yield return done;
            }

            turn[axis] = Open;
            foreach (var done in Extend(depth + 1))
                yield return done;
        }
    }

    // All codes of the free dimensions, as positions by axis (zero in the fixed ones, where they are not read).
    private List<int[]> Combinations(int[] freeAxes)
    {
        List<int[]> combinations = [new int[_axes]];
        foreach (var axis in freeAxes)
        {
            combinations = [.. combinations.SelectMany(start => Enumerable.Range(0, _baseSizes[axis]).Select(code =>
            {
                int[] next = [.. start];
                next[axis] = code;
                return next;
            }))];
        }

        return combinations;
    }

    private int[] PositionsOf(long cell)
    {
        var positions = new int[_axes];
        for (var axis = 0; axis < _axes; axis++)
            positions[axis] = (int)(cell / _strides[axis] % (_baseSizes[axis] + 1));
        return positions;
    }

    private static long[] Strides(int[] sizes)
    {
        var strides = new long[sizes.Length];
        var stride = 1L;
        for (var axis = sizes.Length - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= sizes[axis];
        }

        return strides;
    }

    private sealed record Candidate(long Cost, int[] Turn, IReadOnlyList<(int[] Carrier, int Amount)> Carriers);
}
