using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis;

/// <summary>Whole rows, each with a whole count, whose tables come as near to those wanted as can be: least squares over counts that are never negative.</summary>
/// <remarks>
/// <para>
/// Two moves in turn. <em>Descend</em> changes the count of one row by the whole number that lowers the weighted squares most. <em>Replace</em> turns copies of a row into a row that differs in
/// one column (after the record replacement of PrivSyn, Zhang et al. 2021, there by chance, here by the best gain). Both work in batches: the gains are looked up for a batch at a
/// time on all processors against a state that stands still, then the moves are made one after another, each only if it still gains. So the result is the same whatever the number
/// of threads.
/// </para>
/// <para>Nothing here looks at the true rows: it is post-processing of what was measured and costs no privacy.</para>
/// </remarks>
internal sealed class RowFit
{
    private const int Batch = 4096;

    private readonly CodedDomain _domain;
    private readonly int[] _sizes;

    // A cell of table t: offset + a code times its stride, for up to three columns; what a smaller table lacks has stride zero.
    private readonly TableCells[] _tables;
    private readonly float[] _weights;

    // Weight times (rows - wanted) for every cell of every table; the weights add up to one, so that the sum over a row's cells is
    // the mean error at that row, in rows.
    private readonly float[] _errors;
    private readonly int[][] _tablesWith;
    private readonly int[][] _stridesWith;
    private readonly float[] _weightWith;
    private readonly RowPool _pool;

    public RowFit(CodedDomain domain, IReadOnlyList<WantedTable> tables, RowPool start)
    {
        _domain = domain;
        _sizes = [.. domain.Columns.Select(column => column.Size)];
        _pool = start;
        _tables = TableCells.Of(domain, [.. tables.Select(table => table.Columns)]);
        _weights = new float[tables.Count];
        _errors = new float[tables.Sum(table => table.Cells.Length)];
        var total = tables.Sum(table => table.Weight);
        var offset = 0;
        for (var table = 0; table < tables.Count; table++)
        {
            _weights[table] = (float)(tables[table].Weight / total);
            foreach (var wanted in tables[table].Cells)
                _errors[offset++] = (float)-wanted * _weights[table];
        }

        _tablesWith = new int[domain.Count][];
        _stridesWith = new int[domain.Count][];
        _weightWith = new float[domain.Count];
        for (var column = 0; column < domain.Count; column++)
        {
            var with = Enumerable.Range(0, tables.Count).Where(table => tables[table].Columns.Contains(column)).ToArray();
            _tablesWith[column] = with;
            _stridesWith[column] = Array.ConvertAll(with, table => _tables[table].StrideOf(column));
            _weightWith[column] = with.Sum(table => _weights[table]);
        }

        for (var place = 0; place < _pool.Count; place++)
            Shift(_pool.Row(place), _pool.Counts[place]);
    }

    /// <summary>How many rows there are, all copies counted.</summary>
    public long Rows
    {
        get
        {
            var rows = 0L;
            foreach (var count in _pool.Counts)
                rows += count;
            return rows;
        }
    }

    /// <summary>The weighted mean of the squared errors that is being lowered, in squared rows.</summary>
    public double Objective()
    {
        var sum = 0.0;
        for (var table = 0; table < _tables.Length; table++)
        {
            var end = table + 1 < _tables.Length ? _tables[table + 1].Offset : _errors.Length;
            for (var cell = _tables[table].Offset; cell < end; cell++)
                sum += (double)_errors[cell] * _errors[cell] / _weights[table];
        }

        return sum;
    }

    /// <summary>About how many cells one pass of both moves looks up.</summary>
    /// <param name="groups">In how many parts the columns are tried.</param>
    public double Effort(int groups) =>
        _pool.Count * (_tables.Length + (Enumerable.Range(0, _sizes.Length).Sum(column => (double)_sizes[column] * _tablesWith[column].Length) / groups));

    /// <summary>Changes counts one row at a time, each by the whole number that lowers the squares most.</summary>
    /// <returns>How many rows were changed.</returns>
    public int Descend()
    {
        var changed = 0;
        var screened = new float[Batch];
        for (var first = 0; first < _pool.Count; first += Batch)
        {
            var rows = Math.Min(Batch, _pool.Count - first);
            InParallel(rows, (from, to) =>
            {
                for (var at = from; at < to; at++)
                    screened[at] = ErrorAt(_pool.Row(first + at));
            });
            for (var at = 0; at < rows; at++)
            {
                if (StepFor(screened[at], _pool.Counts[first + at]) == 0)
                    continue;
                var step = StepFor(ErrorAt(_pool.Row(first + at)), _pool.Counts[first + at]);
                if (step == 0)
                    continue;
                Shift(_pool.Row(first + at), step);
                _pool.Add(first + at, step);
                changed++;
            }
        }

        return changed;
    }

    /// <summary>Turns copies of rows into rows that differ in one column, wherever that lowers the squares.</summary>
    /// <param name="turn">The number of this pass: only every third column is tried in one, so that three passes try them all.</param>
    /// <param name="groups">In how many parts the columns are tried.</param>
    /// <returns>How many copies were turned.</returns>
    public int Replace(int turn, int groups)
    {
        var moved = 0;
        var rows = _pool.Count;
        var proposals = new Proposal[Batch];
        var changed = new ushort[_sizes.Length];
        for (var first = 0; first < rows; first += Batch)
        {
            var taken = Math.Min(Batch, rows - first);
            InParallel(taken, (from, to) =>
            {
                var cells = new int[_tables.Length];
                for (var at = from; at < to; at++)
                    proposals[at] = _pool.Counts[first + at] == 0 ? default : Best(first + at, (turn, groups), cells);
            });
            for (var at = 0; at < taken; at++)
            {
                if (proposals[at].Units == 0)
                    continue;
                var (column, code) = (proposals[at].Column, proposals[at].Code);
                _pool.Row(first + at).CopyTo(changed);
                changed[column] = (ushort)code;
                // What was looked up stood still; the moves before this one may have taken its gain.
                var difference = ErrorWith(column, _pool.Row(first + at)) - ErrorWith(column, changed);
                var units = UnitsFor(difference, _weightWith[column], _pool.Counts[first + at]);
                if (units == 0)
                    continue;
                Shift(_pool.Row(first + at), -units);
                Shift(changed, units);
                _pool.Add(first + at, -units);
                _pool.Add(_pool.PlaceOf(changed), units);
                moved += units;
            }
        }

        return moved;
    }

    /// <summary>Gives each row a whole count near the one wanted, so that what rounding adds in one place it takes away beside.</summary>
    /// <param name="counts">The counts wanted, one a row of the pool; not negative.</param>
    /// <remarks>Each row goes up or down by what the rows before it have left over in its cells, so that the errors do not add up as chance would let them.</remarks>
    public void Round(ReadOnlySpan<float> counts)
    {
        var wanted = _errors.AsSpan().ToArray();
        for (var place = 0; place < _pool.Count; place++)
            Take(_pool.Row(place), wanted, -_pool.Counts[place]);
        Array.Clear(_errors);
        for (var place = 0; place < counts.Length; place++)
        {
            var down = MathF.Floor(counts[place]);
            var over = ErrorAt(_pool.Row(place)) + down - counts[place];
            var count = MathF.Abs(over + 1) < MathF.Abs(over) ? down + 1 : down;
            Take(_pool.Row(place), _errors, count - counts[place]);
            _pool.Add(place, (int)count - _pool.Counts[place]);
        }

        wanted.CopyTo(_errors, 0);
        for (var place = 0; place < _pool.Count; place++)
            Take(_pool.Row(place), _errors, _pool.Counts[place]);
    }

    /// <summary>The rows, equal ones together, in the order in which they were found.</summary>
    public CodedTable Table()
    {
        var columns = new ushort[_domain.Count][];
        var rows = checked((int)Rows);
        for (var column = 0; column < columns.Length; column++)
        {
            var codes = columns[column] = new ushort[rows];
            var at = 0;
            for (var place = 0; place < _pool.Count; place++)
            {
                codes.AsSpan(at, _pool.Counts[place]).Fill(_pool.Row(place)[column]);
                at += _pool.Counts[place];
            }
        }

        return new CodedTable(_domain, columns);
    }

    private static int StepFor(float error, int count) => Math.Max((int)MathF.Round(-error), -count);

    // The gain of moving m copies is m * difference - m² * weight.
    private static int UnitsFor(float difference, float weight, int count) =>
        difference < weight ? 0 : (int)MathF.Min(MathF.Max(1, MathF.Round(difference / (2 * weight))), count);

    private static void InParallel(int rows, Action<int, int> work)
    {
        const int Part = 256;
        Parallel.For(0, (rows + Part - 1) / Part, part => work(part * Part, Math.Min(rows, (part + 1) * Part)));
    }

    private float ErrorAt(ReadOnlySpan<ushort> codes)
    {
        unchecked
        {
            ref var row = ref MemoryMarshal.GetReference(codes);
            ref var errors = ref MemoryMarshal.GetArrayDataReference(_errors);
            float even = 0, odd = 0;
            var tables = _tables;
            var table = 0;
            for (; table + 1 < tables.Length; table += 2)
            {
                even += Unsafe.Add(ref errors, tables[table].At(ref row));
                odd += Unsafe.Add(ref errors, tables[table + 1].At(ref row));
            }

            if (table < tables.Length)
                even += Unsafe.Add(ref errors, tables[table].At(ref row));
            return even + odd;
        }
    }

    private float ErrorWith(int column, ReadOnlySpan<ushort> codes)
    {
        unchecked
        {
            ref var row = ref MemoryMarshal.GetReference(codes);
            var sum = 0f;
            foreach (var table in _tablesWith[column])
                sum += _errors[_tables[table].At(ref row)];
            return sum;
        }
    }

    private void Shift(ReadOnlySpan<ushort> codes, int units) => Take(codes, _errors, units);

    private void Take(ReadOnlySpan<ushort> codes, float[] into, float units)
    {
        if (units == 0)
            return;
        unchecked
        {
            ref var row = ref MemoryMarshal.GetReference(codes);
            ref var errors = ref MemoryMarshal.GetArrayDataReference(into);
            var tables = _tables;
            for (var table = 0; table < tables.Length; table++)
                Unsafe.Add(ref errors, tables[table].At(ref row)) += _weights[table] * units;
        }
    }

    private Proposal Best(int place, (int Turn, int Groups) pass, int[] cells)
    {
        unchecked
        {
            var codes = _pool.Row(place);
            ref var row = ref MemoryMarshal.GetReference(codes);
            for (var table = 0; table < cells.Length; table++)
                cells[table] = _tables[table].At(ref row);
            var best = default(Proposal);
            var most = 0f;
            var count = _pool.Counts[place];
            for (var column = (place + pass.Turn) % pass.Groups; column < _sizes.Length; column += pass.Groups)
            {
                if (_sizes[column] < 2)
                    continue;
                var weight = _weightWith[column];
                var here = SumAt(column, 0, cells);
                for (var code = 0; code < _sizes[column]; code++)
                {
                    if (code == codes[column])
                        continue;
                    var difference = here - SumAt(column, code - codes[column], cells);
                    var units = UnitsFor(difference, weight, count);
                    var gain = units * (difference - (units * weight));
                    if (gain > most)
                    {
                        most = gain;
                        best = new(column, code, units);
                    }
                }
            }

            return best;
        }
    }

    // The error at a row whose code in one column is moved by a shift, over the tables that hold that column.
    private float SumAt(int column, int shift, int[] cells)
    {
        unchecked
        {
            ref var errors = ref MemoryMarshal.GetArrayDataReference(_errors);
            ref var cell = ref MemoryMarshal.GetArrayDataReference(cells);
            var with = _tablesWith[column];
            ref var table = ref MemoryMarshal.GetArrayDataReference(with);
            ref var stride = ref MemoryMarshal.GetArrayDataReference(_stridesWith[column]);
            float a = 0, b = 0;
            var at = 0;
            for (; at + 1 < with.Length; at += 2)
            {
                a += Unsafe.Add(ref errors, Unsafe.Add(ref cell, Unsafe.Add(ref table, at)) + (shift * Unsafe.Add(ref stride, at)));
                b += Unsafe.Add(ref errors, Unsafe.Add(ref cell, Unsafe.Add(ref table, at + 1)) + (shift * Unsafe.Add(ref stride, at + 1)));
            }

            if (at < with.Length)
                a += Unsafe.Add(ref errors, Unsafe.Add(ref cell, Unsafe.Add(ref table, at)) + (shift * Unsafe.Add(ref stride, at)));
            return a + b;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Proposal(int Column, int Code, int Units);
}
