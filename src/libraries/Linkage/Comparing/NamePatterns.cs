using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amparo.Linkage.Comparing;

/// <summary>What the levels of two names against two say together, worked out beforehand for all that there are.</summary>
/// <remarks>A pattern has the levels of both and their order, four bits each, and above them which names of the first record agree.</remarks>
internal static class NamePatterns
{
    /// <summary>The bits of the levels.</summary>
    public const int Levels = 0xFFF;

    /// <summary>The first of the first record's names agrees.</summary>
    public const int AgreesOne = 1 << 12;

    /// <summary>The second of the first record's names agrees.</summary>
    public const int AgreesTwo = 1 << 13;

    private const int Combinations = 1 << 12;

    private static readonly ushort[] All = [.. Enumerable.Range(0, 2 * Combinations).Select(at => (ushort)PatternOf(at % Combinations, at >= Combinations))];

    /// <summary>The pattern of two names against two.</summary>
    /// <param name="levels">Their levels as <see cref="TokenSimilarity.Levels"/> gives them.</param>
    /// <param name="married"><see cref="PersonTable.MarriedMark"/> where a second surname may be a husband's, else 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(int levels, int married) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(All), levels + (married * (Combinations / PersonTable.MarriedMark)));

    /// <summary>Whether two names may fit better the other way round: not where one of them is equal in its place.</summary>
    public static bool MayBeExchanged(int one, int two) =>
        (one > TokenLevel.Near || two > TokenLevel.Near) && one != TokenLevel.Exact && two != TokenLevel.Exact;

    private static int PatternOf(int levels, bool married)
    {
        var (one, two, cross, otherCross) = (levels & 7, (levels >> 3) & 7, (levels >> 6) & 7, levels >> 9);
        if (one == TokenLevel.Missing)
            return 0;
        if (two == TokenLevel.Missing)
            return OfSingle(one, Math.Max(cross, otherCross), otherCross != TokenLevel.Missing ? AgreesTwo : AgreesOne);
        // The order of the two crossed ones depends on which record comes first, so the better of them stands first.
        return MayBeExchanged(one, two)
            && (cross + otherCross < one + two || (cross + otherCross == one + two && Math.Min(cross, otherCross) < Math.Min(one, two)))
            ? Joined(Math.Min(cross, otherCross), Math.Max(cross, otherCross), (OrderLevel.Swapped, OrderLevel.PartlyCrossed), married) | Agreeing(cross, otherCross)
            : Joined(one, two, (OrderLevel.Straight, OrderLevel.PartlyStraight), married) | Agreeing(one, two);
    }

    // One name against one or two: the best fit, and whether it is the first of the two.
    private static int OfSingle(int first, int second, int agreesSecond)
    {
        if (second == TokenLevel.Missing)
            return first | (first == TokenLevel.Exact ? AgreesOne : 0);
        if (second < first)
            return second | (OrderLevel.OtherSecond << 8) | (second == TokenLevel.Exact ? agreesSecond : 0);
        return first | (first <= TokenLevel.Near ? OrderLevel.First << 8 : 0) | (first == TokenLevel.Exact ? AgreesOne : 0);
    }

    private static int Agreeing(int one, int two) => (one == TokenLevel.Exact ? AgreesOne : 0) | (two == TokenLevel.Exact ? AgreesTwo : 0);

    private static int Joined(int one, int two, (int Both, int Part) order, bool married)
    {
        var both = one <= TokenLevel.Near && two <= TokenLevel.Near ? order.Both : one <= TokenLevel.Near || two <= TokenLevel.Near ? order.Part : 0;
        // A husband's surname against a mother's says nothing.
        return one | (married && two == TokenLevel.Different ? TokenLevel.Missing : two << 4) | (both << 8);
    }
}
