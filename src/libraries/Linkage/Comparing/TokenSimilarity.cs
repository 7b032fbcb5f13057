using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Amparo.Linkage.Comparing;

/// <summary>How alike two words are, in steps.</summary>
internal static class TokenLevel
{
    public const int Missing = 0;
    public const int Exact = 1;
    public const int Sound = 2;
    public const int Nickname = 3;
    public const int Near = 4;
    public const int Similar = 5;
    public const int Different = 6;
}

/// <summary>Compares the tokens of one table; what had to be worked out is kept.</summary>
/// <remarks>
/// The levels of the most frequent tokens, which come first, stand in a square of bytes, filled as they are asked for. Those of others are remembered in a table of one slot a hash, overwritten where two pairs meet, and each slot is one 64-bit word, so that threads may share it
/// without locks: a lost entry is worked out again, with the same result. Jaro–Winkler: Winkler 1990; short names (up to four letters, frequent among Maya
/// surnames) are near only at one edit, because Jaro–Winkler over-scores them.
/// </remarks>
internal sealed class TokenSimilarity
{
    private const double NearJaroWinkler = 0.92;
    private const double SimilarJaroWinkler = 0.85;
    private const int LongestCompared = 64;
    // A square of 2^9 tokens takes 256 kB, what a core has at hand.
    private const int MostFrequent = 9;
    private const byte Unknown = 0x80;
    private const int Lengths = TokenShape.Longest + 1;

    private static readonly byte[] Needed = NeededLetters();

    private readonly TokenTable _table;
    private readonly int _side;
    private readonly byte[] _frequent;
    private readonly ulong[] _memory;
    private readonly TokenShape[] _shapes;
    private readonly int _shift;

    /// <summary>Prepares to compare the tokens that a table holds now, the most frequent of which come first.</summary>
    public TokenSimilarity(TokenTable table)
    {
        _table = table;
        _shapes = table.Shapes.ToArray();
        _side = Math.Min(MostFrequent, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)table.Count)));
        _frequent = new byte[1 << (2 * _side)];
        Array.Fill(_frequent, Unknown);
        var slots = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp((long)table.Count * table.Count, 1 << 8, 1 << 16));
        _memory = new ulong[slots];
        _shift = 64 - BitOperations.Log2((uint)slots);
    }

    /// <summary>The level of two tokens, whichever comes first.</summary>
    /// <param name="a">A token, or 0 for "missing".</param>
    /// <param name="b">Another.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Level(int a, int b)
    {
        if ((a | b) >> _side != 0)
            return LevelOfRare(a, b);
        ref var known = ref Frequent(a, b);
        if (known == Unknown)
            known = (byte)LevelOfRare(a, b);
        return known;
    }

    /// <summary>The levels of two names against two: three bits for the first of either, the last of either, and each way across.</summary>
    /// <param name="a">Two tokens; 0 for "missing".</param>
    /// <param name="b">Two others.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Levels((int One, int Two) a, (int One, int Two) b)
    {
        if ((a.One | a.Two | b.One | b.Two) >> _side == 0)
        {
            var (one, two, cross, otherCross) = (Frequent(a.One, b.One), Frequent(a.Two, b.Two), Frequent(a.One, b.Two), Frequent(a.Two, b.One));
            if (((one | two | cross | otherCross) & Unknown) == 0)
                return one | (two << 3) | (cross << 6) | (otherCross << 9);
        }

        return LevelsOfRare(a, b);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int LevelsOfRare((int One, int Two) a, (int One, int Two) b)
    {
        var (one, two) = (Level(a.One, b.One), Level(a.Two, b.Two));
        // What no exchange can better is not asked across.
        var (cross, otherCross) = one != TokenLevel.Missing && two != TokenLevel.Missing && !NamePatterns.MayBeExchanged(one, two)
            ? (TokenLevel.Different, TokenLevel.Different)
            : (Level(a.One, b.Two), Level(a.Two, b.One));
        return one | (two << 3) | (cross << 6) | (otherCross << 9);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref byte Frequent(int a, int b) => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_frequent), (a << _side) | b);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int LevelOfRare(int a, int b)
    {
        if (a == 0 || b == 0)
            return TokenLevel.Missing;
        if (a == b)
            return TokenLevel.Exact;
        ref readonly var left = ref _shapes[a];
        ref readonly var right = ref _shapes[b];
        if (left.Sound == right.Sound && left.Sound != 0)
            return TokenLevel.Sound;
        if (!(left.IsKnown && right.IsKnown) && CannotBeAlike(left, right))
            return TokenLevel.Different;
        var (low, high) = a < b ? (a, b) : (b, a);
        var pair = ((ulong)(uint)low << 36) | ((ulong)(uint)high << 8);
        var slot = (int)(unchecked(pair * 0x9E3779B97F4A7C15UL) >> _shift);
        var known = Volatile.Read(ref _memory[slot]);
        if ((known & ~0xFFUL) == pair)
            return (int)(known & 0xFF);
        var level = Work(low, high);
        Volatile.Write(ref _memory[slot], pair | (uint)level);
        return level;
    }

    // Letters of one that the other lacks cannot be matched; with them alone Jaro-Winkler would stay below the lowest step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool CannotBeAlike(in TokenShape left, in TokenShape right)
    {
        var most = Math.Min(
            left.Length - BitOperations.PopCount(left.Letters & ~right.Letters), right.Length - BitOperations.PopCount(right.Letters & ~left.Letters));
        return most < Needed[(left.Length * Lengths) + right.Length];
    }

    private static byte[] NeededLetters()
    {
        var needed = new byte[Lengths * Lengths];
        // The longest stand for all that are longer: nothing is said of them at once.
        for (var left = 1; left < TokenShape.Longest; left++)
        {
            for (var right = 1; right < TokenShape.Longest; right++)
            {
                var shorter = Math.Min(left, right);
                // Short words may also be near by one edit, and any word by beginning like the other.
                var most = shorter <= 4 ? Math.Max(shorter - 1, 1) : 1;
                while (shorter > 4 && most < shorter && Bound(most, left, right) < SimilarJaroWinkler)
                    most++;
                needed[(left * Lengths) + right] = (byte)most;
            }
        }

        return needed;
    }

    // Jaro without transpositions, and the full prefix bonus of four letters.
    private static double Bound(int common, int left, int right)
    {
        var jaro = (((double)common / left) + ((double)common / right) + 1) / 3;
        return jaro + (0.4 * (1 - jaro));
    }

    private int Work(int a, int b)
    {
        if (_shapes[a].IsKnown && _shapes[b].IsKnown && _table.NamesOf(a).ContainsAny(_table.NamesOf(b)))
            return TokenLevel.Nickname;
        // By text and not by number, because Jaro-Winkler may depend on which comes first.
        var (one, other) = string.CompareOrdinal(_table[a], _table[b]) < 0 ? (_table[a], _table[b]) : (_table[b], _table[a]);
        return LevelOf(one, other);
    }

    /// <summary>The level of two different texts by their letters.</summary>
    internal static int LevelOf(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        one = one[..Math.Min(one.Length, LongestCompared)];
        other = other[..Math.Min(other.Length, LongestCompared)];
        var shorter = Math.Min(one.Length, other.Length);
        if (shorter >= 3 && WithinOneEdit(one, other))
            return TokenLevel.Near;
        if (one.StartsWith(other) || other.StartsWith(one))
            return TokenLevel.Similar;
        if (shorter <= 4)
            return TokenLevel.Different;
        var similarity = JaroWinkler(one, other);
        return similarity >= NearJaroWinkler ? TokenLevel.Near : similarity >= SimilarJaroWinkler ? TokenLevel.Similar : TokenLevel.Different;
    }

    /// <summary>Whether one insertion, deletion, replacement or exchange of neighbours makes one of the other.</summary>
    internal static bool WithinOneEdit(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        if (one.Length > other.Length)
        {
            var swap = one;
            one = other;
            other = swap;
        }

        if (other.Length - one.Length > 1)
            return false;
        var i = one.CommonPrefixLength(other);
        if (i == one.Length)
            return true;
        if (one.Length < other.Length)
            return one[i..].SequenceEqual(other[(i + 1)..]);
        return one[(i + 1)..].SequenceEqual(other[(i + 1)..])
            || (i + 1 < one.Length && one[i] == other[i + 1] && one[i + 1] == other[i] && one[(i + 2)..].SequenceEqual(other[(i + 2)..]));
    }

    /// <summary>Jaro–Winkler similarity: 0 to 1, prefix scale 0.1, up to four letters of prefix.</summary>
    internal static double JaroWinkler(ReadOnlySpan<char> one, ReadOnlySpan<char> other)
    {
        var window = Math.Max((Math.Max(one.Length, other.Length) / 2) - 1, 0);
        ulong taken = 0, matched = 0;
        // The letters of the other, up to 64, are compared with one at a time.
        Span<ushort> letters = stackalloc ushort[LongestCompared];
        var blocks = (other.Length + Vector256<ushort>.Count - 1) / Vector256<ushort>.Count;
        MemoryMarshal.Cast<char, ushort>(other).CopyTo(letters);
        for (var i = 0; i < one.Length; i++)
        {
            var equal = 0UL;
            for (var block = 0; block < blocks; block++)
                equal |= (ulong)Vector256.Equals(Vector256.Create(letters[(block * 16)..]), Vector256.Create((ushort)one[i])).ExtractMostSignificantBits() << (block * 16);
            var free = equal & ~taken & (ulong.MaxValue << Math.Max(i - window, 0)) & (ulong.MaxValue >> Math.Max(63 - i - window, 0));
            if (free == 0)
                continue;
            taken |= free & ~(free - 1);
            matched |= 1UL << i;
        }

        var common = BitOperations.PopCount(matched);
        if (common == 0)
            return 0;
        var transposed = 0;
        for (ulong left = matched, right = taken; left != 0; left &= left - 1, right &= right - 1)
        {
            if (one[BitOperations.TrailingZeroCount(left)] != other[BitOperations.TrailingZeroCount(right)])
                transposed++;
        }

        var jaro = (((double)common / one.Length) + ((double)common / other.Length) + ((common - (transposed / 2.0)) / common)) / 3;
        var prefix = Math.Min(one.CommonPrefixLength(other), 4);
        return jaro + (prefix * 0.1 * (1 - jaro));
    }
}
