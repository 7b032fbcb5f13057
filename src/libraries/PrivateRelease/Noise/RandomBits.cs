using System.Buffers.Binary;
using System.Numerics;

namespace Amparo.PrivateRelease.Noise;

/// <summary>Exact coin tosses and whole numbers out of a source of bytes, drawn a block at a time.</summary>
/// <remarks>Nothing here is a floating-point number: probabilities are ratios of whole numbers and come out exactly. One a thread.</remarks>
internal sealed class RandomBits(NoiseSource source)
{
    private readonly byte[] _block = new byte[1024];
    private int _next = 1024;

    public ulong Word()
    {
        if (_next == _block.Length)
        {
            source.Fill(_block);
            _next = 0;
        }

        var word = BinaryPrimitives.ReadUInt64LittleEndian(_block.AsSpan(_next));
        _next += sizeof(ulong);
        return word;
    }

    /// <summary>A whole number from zero to one below a bound, each equally likely.</summary>
    public ulong Below(ulong bound)
    {
        ArgumentOutOfRangeException.ThrowIfZero(bound);
        // Numbers above the largest multiple of the bound would favour the small ones.
        var surplus = unchecked(0 - bound) % bound;
        while (true)
        {
            var word = Word();
            if (word >= surplus)
                return word % bound;
        }
    }

    /// <summary>True with probability numerator / denominator.</summary>
    public bool Toss(BigInteger numerator, BigInteger denominator)
    {
        // A uniform number of the unit interval, 64 bits at a time, until it is surely on one side of the ratio.
        while (true)
        {
            var scaled = numerator << 64;
            var whole = BigInteger.DivRem(scaled, denominator, out var rest);
            var word = new BigInteger(Word());
            if (word != whole)
                return word < whole;
            numerator = rest;
        }
    }

    /// <summary>True with probability numerator / denominator.</summary>
    public bool Toss(ulong numerator, ulong denominator)
    {
        var drawn = (UInt128)Word() * denominator;
        var bar = (UInt128)numerator << 64;
        if (numerator >= denominator)
            return true;
        if (drawn + denominator <= bar)
            return true;
        if (drawn >= bar)
            return false;
        // Once in 2^64 / denominator tosses the first word leaves it open: the rest of the ratio is tossed for.
        return Toss(new BigInteger((ulong)(bar - drawn)), new BigInteger(denominator));
    }

    /// <summary>True with probability exp(-numerator / denominator).</summary>
    /// <remarks>Canonne, Kamath and Steinke (2020), algorithm 1: the parity of a run of tosses for x/1, x/2, x/3 ...</remarks>
    public bool TossExp(BigInteger numerator, BigInteger denominator)
    {
        for (; numerator > denominator; numerator -= denominator)
        {
            if (!TossExp(1, 1))
                return false;
        }

        if (denominator <= long.MaxValue / 64)
            return TossExp((ulong)numerator, (ulong)denominator);
        var run = 1;
        while (Toss(numerator, denominator * run))
            run++;
        return (run & 1) == 1;
    }

    /// <summary>True with probability exp(-numerator / denominator), at most exp(0) and at least exp(-1).</summary>
    public bool TossExp(ulong numerator, ulong denominator)
    {
        var run = 1UL;
        // A run beyond sixty has a probability of one over sixty factorial; the denominator still fits then.
        while (Toss(numerator, checked(denominator * run)))
            run++;
        return (run & 1) == 1;
    }
}
