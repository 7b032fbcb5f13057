using System.Buffers.Binary;
using System.Numerics;
using Amparo.PrivateRelease.Noise;

namespace Amparo.PrivateRelease.Synthesis.Reference;

/// <summary>Whole random numbers and coins of exact bias, from a source of random bytes fetched in blocks. One caller at a time.</summary>
internal sealed class ExactCoins(NoiseSource noise)
{
    private readonly byte[] _bytes = new byte[4096];
    private int _used = 4096;

    /// <summary>A whole number from zero to below a bound, every one equally likely.</summary>
    public int Below(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var limit = (1UL << 32) - ((1UL << 32) % (ulong)bound);
        while (true)
        {
            // What is left over above the last whole multiple is thrown again: the remainder alone would favour small numbers.
            ulong thrown = Word();
            if (thrown < limit)
                return (int)(thrown % (ulong)bound);
        }
    }

    /// <summary>A number from zero to below one, for rounding and sampling from what is already noisy; never for noise.</summary>
    public double Unit() => (((ulong)Word() << 21) | (Word() >> 11)) / (double)(1UL << 53);

    /// <summary>True with probability exp(-numerator / denominator), exactly.</summary>
    /// <param name="numerator">Zero or more.</param>
    /// <param name="denominator">Positive.</param>
    public bool ExpMinus(BigInteger numerator, BigInteger denominator)
    {
        for (; numerator > denominator; numerator -= denominator)
        {
            if (!ExpMinusFraction(denominator, denominator))
                return false;
        }

        return ExpMinusFraction(numerator, denominator);
    }

    // Canonne, Kamath and Steinke 2020, algorithm 1, for at most one: the first k at which a coin of bias x/k fails is odd with probability exp(-x).
    private bool ExpMinusFraction(BigInteger numerator, BigInteger denominator)
    {
        var k = 1;
        while (Below(denominator * k) < numerator)
            k++;
        return k % 2 == 1;
    }

    private BigInteger Below(BigInteger bound)
    {
        if (bound <= int.MaxValue)
            return Below((int)bound);
        var bits = (int)(bound - 1).GetBitLength();
        while (true)
        {
            BigInteger thrown = 0;
            for (var left = bits; left > 0; left -= 32)
                thrown = (thrown << Math.Min(32, left)) | (Word() >> Math.Max(0, 32 - left));
            if (thrown < bound)
                return thrown;
        }
    }

    private uint Word()
    {
        if (_used == _bytes.Length)
        {
            noise.Fill(_bytes);
            _used = 0;
        }

        var word = BinaryPrimitives.ReadUInt32LittleEndian(_bytes.AsSpan(_used));
        _used += sizeof(uint);
        return word;
    }
}
