using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease;

/// <summary>Finds, for one small cell after the other, the cheapest hypercube that hides it; marks what it needs withheld.</summary>
/// <remarks>See <see cref="SuppressionPlan"/> for the idea and the terms.</remarks>
internal sealed class HypercubeSearch
{
    /// <summary>The change is not compensated in this dimension: totals over it change.</summary>
    private const int Open = -1;

    private readonly Sunflower _views;
    private readonly bool[] _withheld;
    private readonly long[] _values;
    private readonly int _threshold;

    // Cells seen while one hypercube is priced carry its number: a cell that two views share is paid once.
    private readonly int[] _seen;
    private int _pricing;

    public HypercubeSearch(Sunflower views, Cube exact, bool[] withheld, int threshold)
    {
        _views = views;
        _withheld = withheld;
        _threshold = threshold;
        _seen = new int[exact.Capacity];
        _values = new long[exact.Capacity];
        foreach (var (index, figure) in exact.Cells)
            _values[index] = (long)figure.Low;
    }

    /// <summary>Withholds what the cheapest hypercube needs, and returns it as the cell's witness.</summary>
    public Witness Hide(long cell)
    {
        var at = _views.PositionsOf(cell);
        Hypercube? best = null;
        foreach (var turn in Turns(at))
        {
            if (Price(at, turn, best?.Cost ?? long.MaxValue) is { } candidate && (best is null || candidate.Cost < best.Cost))
                best = candidate;
            if (best?.Cost == 0)
                break;
        }

        // With every dimension open nothing needs to be compensated, so a hypercube always exists.
        var chosen = best ?? throw new InvalidOperationException("No hypercube was found.");
        foreach (var carried in chosen.Carried)
            Walk(at, turn: chosen.Turn, carried, index => _withheld[index] = true);
        return new Witness(cell, [.. _views.Tables.Select((table, view) => Changes(at, chosen, table, view))]);
    }

    private Dictionary<long, int> Changes(int[] at, Hypercube chosen, ViewTable table, int view)
    {
        var changes = new Dictionary<long, int>();
        foreach (var carried in chosen.Carried.Where(carried => carried.View == view))
        {
            foreach (var (corner, sign) in Corners(at, chosen.Turn, carried.Carrier, table))
                changes[corner] = changes.GetValueOrDefault(corner) + (sign * carried.Amount);
        }

        return changes;
    }

    // Places the threshold on core carriers, cheapest first; null if they cannot bear it, or not below the limit.
    private Hypercube? Price(int[] at, int[] turn, long limit)
    {
        int[] seeing = [.. Enumerable.Range(0, _views.Tables.Count).Where(view => Sees(view, turn))];
        var offers = new List<(long Cost, int Room, List<Carried> Carried)>();
        foreach (var core in _views.CarriersOf(_views.Core, at, new int[at.Length]))
        {
            var room = seeing.Min(view => RoomOf(at, turn, core, view));
            if (room == 0)
                continue;
            _pricing++;
            var (cost, carried) = Load(at, turn, core, (seeing, room));
            if (cost < limit)
                offers.Add((cost, room, carried));
        }

        var hypercube = new List<Carried>();
        var missing = _threshold;
        var total = 0L;
        _pricing++;

        // OrderBy is stable: equal offers stay in the order of codes, so that the plan is the same everywhere.
        foreach (var (_, room, carried) in offers.OrderBy(offer => offer.Cost).ThenByDescending(offer => offer.Room))
        {
            var amount = Math.Min(room, missing);
            var (cost, taken) = amount == room
                ? (carried.Sum(each => CostOf(at, turn, each)), carried)
                : Load(at, turn, carried[0].Carrier, (seeing, amount));
            total += cost;
            if (total >= limit)
                return null;
            hypercube.AddRange(taken);
            missing -= amount;
            if (missing == 0)
                return new Hypercube(total, turn, hypercube);
        }

        return null;
    }

    // Distributes an amount, in each view that sees the change, over the codes of its petal: cheapest first.
    private (long Cost, List<Carried> Carried) Load(int[] at, int[] turn, int[] core, (int[] Views, int Amount) load)
    {
        var total = 0L;
        var all = new List<Carried>();
        foreach (var view in load.Views)
        {
            var missing = load.Amount;
            var priced = _views.CarriersOf(_views.Petal(view), at, core)
                .Select(carrier => (Carrier: carrier, Room: Room(at, turn, carrier, view)))
                .Where(carrier => carrier.Room > 0)
                .Select(carrier => (carrier.Carrier, carrier.Room, Cost: Peek(at, turn, new Carried(view, carrier.Carrier, 0))))
                .OrderBy(carrier => carrier.Cost).ThenByDescending(carrier => carrier.Room);
            foreach (var (carrier, room, _) in priced)
            {
                var carried = new Carried(view, carrier, Math.Min(room, missing));
                total += CostOf(at, turn, carried);
                all.Add(carried);
                missing -= carried.Amount;
                if (missing == 0)
                    break;
            }
        }

        return (total, all);
    }

    private int RoomOf(int[] at, int[] turn, int[] core, int view)
    {
        var room = 0;
        foreach (var carrier in _views.CarriersOf(_views.Petal(view), at, core))
        {
            room += Room(at, turn, carrier, view);
            if (room >= _threshold)
                return _threshold;
        }

        return room;
    }

    // How many persons can be taken from every corner that loses some; the threshold at most.
    private int Room(int[] at, int[] turn, int[] carrier, int view)
    {
        var room = _threshold;
        foreach (var (corner, sign) in Corners(at, turn, carrier, _views.Tables[view]))
        {
            if (sign < 0)
                room = Math.Min(room, _views.Tables[view].Counts[corner]);
        }

        return room;
    }

    // A view that does not show a compensated dimension adds up both signs and sees nothing.
    private bool Sees(int view, int[] turn)
    {
        for (var axis = 0; axis < turn.Length; axis++)
        {
            if (turn[axis] != Open && !_views.Tables[view].Shows[axis])
                return false;
        }

        return true;
    }

    private long Peek(int[] at, int[] turn, Carried carried)
    {
        var cost = 0L;
        Walk(at, turn, carried, index => cost += _withheld[index] || _seen[index] == _pricing ? 0 : _values[index] + 1);
        return cost;
    }

    private long CostOf(int[] at, int[] turn, Carried carried)
    {
        var cost = 0L;
        Walk(at, turn, carried, index =>
        {
            if (_withheld[index] || _seen[index] == _pricing)
                return;
            _seen[index] = _pricing;
            cost += _values[index] + 1;
        });
        return cost;
    }

    // The hypercube's cells in one view: at each compensated dimension once the small cell's own code, once the other one.
    private IEnumerable<(long Corner, int Sign)> Corners(int[] at, int[] turn, int[] carrier, ViewTable table)
    {
        var home = 0L;
        var steps = new List<long>();
        for (var axis = 0; axis < at.Length; axis++)
        {
            if (!table.Shows[axis])
                continue;
            home += CodeOf(at, carrier, axis) * table.Strides[axis];
            if (turn[axis] != Open)
                steps.Add((turn[axis] - at[axis]) * table.Strides[axis]);
        }

        for (var mask = 0; mask < 1 << steps.Count; mask++)
        {
            var corner = home;
            for (var bit = 0; bit < steps.Count; bit++)
            {
                if ((mask & (1 << bit)) != 0)
                    corner += steps[bit];
            }

            yield return (corner, int.IsEvenInteger(int.PopCount(mask)) ? 1 : -1);
        }
    }

    // Visits every published cell of one view whose figure the change touches.
    private void Walk(int[] at, int[] turn, Carried carried, Action<long> visit)
    {
        var shows = _views.Tables[carried.View].Shows;
        Span<long> steps = stackalloc long[at.Length];
        var first = 0L;
        var count = 0;
        for (var axis = 0; axis < at.Length; axis++)
        {
            var total = _views.TotalOf(axis);
            if (!shows[axis])
            {
                first += total * _views.StrideOf(axis);
                continue;
            }

            var code = CodeOf(at, carried.Carrier, axis);
            first += code * _views.StrideOf(axis);
            steps[count++] = ((turn[axis] != Open ? turn[axis] : total) - code) * _views.StrideOf(axis);
        }

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

    private int CodeOf(int[] at, int[] carrier, int axis) => at[axis] == _views.TotalOf(axis) ? carrier[axis] : at[axis];

    // For each dimension in which the small cell stands at a code: another code or Open, in the order of codes, all open last.
    private IEnumerable<int[]> Turns(int[] at)
    {
        var turn = new int[at.Length];
        Array.Fill(turn, Open);
        return Extend(0);

        IEnumerable<int[]> Extend(int axis)
        {
            if (axis == at.Length)
            {
                yield return [.. turn];
                yield break;
            }

            for (var code = 0; at[axis] != _views.TotalOf(axis) && code < _views.TotalOf(axis); code++)
            {
                if (code == at[axis])
                    continue;
                turn[axis] = code;
                foreach (var done in Extend(axis + 1))
                    yield return done;
            }

            turn[axis] = Open;
            foreach (var done in Extend(axis + 1))
                yield return done;
        }
    }

    /// <summary>An amount that changes place at one combination of codes of the dimensions in which the small cell is a total.</summary>
    private sealed record Carried(int View, int[] Carrier, int Amount);

    private sealed record Hypercube(long Cost, int[] Turn, IReadOnlyList<Carried> Carried);
}
