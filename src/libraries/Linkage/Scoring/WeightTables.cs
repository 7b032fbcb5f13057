using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Amparo.Linkage.Comparing;

namespace Amparo.Linkage.Scoring;

/// <summary>The weight of a whole pattern of levels, in seven reads: names three comparisons at a time, everything else two at a time.</summary>
internal sealed class WeightTables
{
    private const int NameLevels = 1 << 12;
    private const int PairLevels = 1 << 8;
    private const int Pairs = 5;

    private readonly float[] _weights = new float[(2 * NameLevels) + (Pairs * PairLevels)];

    /// <summary>Adds up the weights of all combinations of levels.</summary>
    /// <param name="weights">Bits by comparison and level.</param>
    public void Fill(float[] weights)
    {
        for (var levels = 0; levels < NameLevels; levels++)
        {
            _weights[levels] = Sum(weights, 0, levels, 3);
            _weights[NameLevels + levels] = Sum(weights, 3, levels, 3);
        }

        for (var pair = 0; pair < Pairs; pair++)
        {
            for (var levels = 0; levels < PairLevels; levels++)
                _weights[(2 * NameLevels) + (pair * PairLevels) + levels] = Sum(weights, 6 + (2 * pair), levels, 2);
        }
    }

    /// <summary>The weight of a pattern in bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Sum(ulong pattern)
    {
        ref var weights = ref MemoryMarshal.GetArrayDataReference(_weights);
        const int others = 2 * NameLevels;
        return unchecked(Unsafe.Add(ref weights, (int)(pattern & 0xFFF)) + Unsafe.Add(ref weights, NameLevels + (int)((pattern >> 12) & 0xFFF))
            + Unsafe.Add(ref weights, others + (int)((pattern >> 24) & 0xFF)) + Unsafe.Add(ref weights, others + PairLevels + (int)((pattern >> 32) & 0xFF))
            + Unsafe.Add(ref weights, others + (2 * PairLevels) + (int)((pattern >> 40) & 0xFF))
            + Unsafe.Add(ref weights, others + (3 * PairLevels) + (int)((pattern >> 48) & 0xFF))
            + Unsafe.Add(ref weights, others + (4 * PairLevels) + (int)((pattern >> 56) & 0xFF)));
    }

    private static float Sum(float[] weights, int comparison, int levels, int count)
    {
        var sum = 0f;
        for (var i = 0; i < count; i++)
            sum += weights[((comparison + i) * Comparison.Levels) + ((levels >> (4 * i)) & 15)];
        return sum;
    }
}
