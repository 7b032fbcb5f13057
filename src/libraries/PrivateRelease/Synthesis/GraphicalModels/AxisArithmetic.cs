using System.Numerics;
using System.Runtime.InteropServices;

namespace Amparo.PrivateRelease.Synthesis.GraphicalModels;

/// <summary>One axis of a table of cells: so many blocks of so many slices of so many neighbouring cells.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Axis(int Blocks, int Size, int Run);

/// <summary>Adding up along one axis and multiplying along it, with vectors where the neighbouring cells suffice for one.</summary>
internal static class AxisArithmetic
{
    // Cutting out and vectorising shorter runs costs more than it gains.
    private const int ShortRun = 16;

    public static void Sum(ReadOnlySpan<double> table, Span<double> sums, Axis axis)
    {
        if (axis.Run is > 1 and < ShortRun)
        {
            SumShort(table, sums, axis);
            return;
        }

        for (var block = 0; block < axis.Blocks; block++)
        {
            var from = table.Slice(unchecked(block * axis.Size * axis.Run), unchecked(axis.Size * axis.Run));
            if (axis.Run == 1)
            {
                var sum = 0.0;
                foreach (var value in from)
                    sum += value;
                sums[block] = sum;
                continue;
            }

            var to = sums.Slice(unchecked(block * axis.Run), axis.Run);
            from[..axis.Run].CopyTo(to);
            for (var at = 1; at < axis.Size; at++)
                Add(from.Slice(unchecked(at * axis.Run), axis.Run), to);
        }
    }

    public static void Multiply(Span<double> table, ReadOnlySpan<double> factors, Axis axis)
    {
        if (axis.Run is > 1 and < ShortRun)
        {
            MultiplyShort(table, factors, axis);
            return;
        }

        for (var block = 0; block < axis.Blocks; block++)
        {
            var to = table.Slice(unchecked(block * axis.Size * axis.Run), unchecked(axis.Size * axis.Run));
            if (axis.Run == 1)
            {
                var factor = factors[block];
                for (var at = 0; at < to.Length; at++)
                    to[at] *= factor;
                continue;
            }

            var by = factors.Slice(unchecked(block * axis.Run), axis.Run);
            for (var at = 0; at < axis.Size; at++)
                Multiply(to.Slice(unchecked(at * axis.Run), axis.Run), by);
        }
    }

    public static void Repeat(ReadOnlySpan<double> values, Span<double> table, Axis axis)
    {
        for (var block = 0; block < axis.Blocks; block++)
        {
            var to = table.Slice(unchecked(block * axis.Size * axis.Run), unchecked(axis.Size * axis.Run));
            if (axis.Run == 1)
            {
                to.Fill(values[block]);
                continue;
            }

            for (var at = 0; at < axis.Size; at++)
                values.Slice(unchecked(block * axis.Run), axis.Run).CopyTo(to.Slice(unchecked(at * axis.Run), axis.Run));
        }
    }

    public static void Multiply(Span<double> values, ReadOnlySpan<double> factors)
    {
        var whole = 0;
        if (values.Length >= Vector<double>.Count)
        {
            var to = MemoryMarshal.Cast<double, Vector<double>>(values);
            var by = MemoryMarshal.Cast<double, Vector<double>>(factors);
            for (var at = 0; at < to.Length; at++)
                to[at] *= by[at];
            whole = unchecked(to.Length * Vector<double>.Count);
        }

        for (var at = whole; at < values.Length; at++)
            values[at] *= factors[at];
    }

    /// <summary>Raises every number to at least a floor.</summary>
    public static void Floor(Span<double> values, double floor)
    {
        var to = MemoryMarshal.Cast<double, Vector<double>>(values);
        var least = new Vector<double>(floor);
        for (var at = 0; at < to.Length; at++)
            to[at] = Vector.Max(to[at], least);
        for (var at = unchecked(to.Length * Vector<double>.Count); at < values.Length; at++)
            values[at] = Math.Max(values[at], floor);
    }

    // Positions in a table that fits into memory cannot overflow.
    private static void SumShort(ReadOnlySpan<double> table, Span<double> sums, Axis axis)
    {
        unchecked
        {
            var (size, run, from) = (axis.Size, axis.Run, 0);
            for (var first = 0; first < axis.Blocks * run; first += run)
            {
                var to = sums.Slice(first, run);
                for (var at = 0; at < to.Length; at++)
                    to[at] = table[from++];
                for (var slice = 1; slice < size; slice++)
                {
                    for (var at = 0; at < to.Length; at++)
                        to[at] += table[from++];
                }
            }
        }
    }

    private static void MultiplyShort(Span<double> table, ReadOnlySpan<double> factors, Axis axis)
    {
        unchecked
        {
            var (size, run, to) = (axis.Size, axis.Run, 0);
            for (var first = 0; first < axis.Blocks * run; first += run)
            {
                var by = factors.Slice(first, run);
                for (var slice = 0; slice < size; slice++)
                {
                    for (var at = 0; at < by.Length; at++)
                        table[to++] *= by[at];
                }
            }
        }
    }

    private static void Add(ReadOnlySpan<double> values, Span<double> sums)
    {
        var whole = 0;
        if (values.Length >= Vector<double>.Count)
        {
            var to = MemoryMarshal.Cast<double, Vector<double>>(sums);
            var more = MemoryMarshal.Cast<double, Vector<double>>(values);
            for (var at = 0; at < to.Length; at++)
                to[at] += more[at];
            whole = unchecked(to.Length * Vector<double>.Count);
        }

        for (var at = whole; at < values.Length; at++)
            sums[at] += values[at];
    }
}
