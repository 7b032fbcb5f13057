using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Amparo.Linkage.Comparing;

/// <summary>The comparisons of two records, in the order of their places in a pattern of levels: four bits each.</summary>
internal static class Comparison
{
    public const int Surname1 = 0;
    public const int Surname2 = 1;
    public const int SurnameOrder = 2;
    public const int Given1 = 3;
    public const int Given2 = 4;
    public const int GivenOrder = 5;
    public const int Birth = 6;
    public const int Sex = 7;
    public const int Values = 8;
    public const int Most = 16;
    public const int Levels = 16;

    public static int LevelOf(ulong pattern, int comparison) => (int)((pattern >> (comparison * 4)) & 15);
}

/// <summary>Levels of the order of two names; 0 where it tells nothing.</summary>
internal static class OrderLevel
{
    public const int Straight = 1;
    public const int Swapped = 2;
    public const int First = 3;
    public const int OtherSecond = 4;
    public const int PartlyStraight = 5;
    public const int PartlyCrossed = 6;
}

/// <summary>Levels of two birth intervals: two days, or at least one that is no day.</summary>
internal static class BirthLevel
{
    public const int SameDay = 1;
    public const int DayMonthSwapped = 2;
    public const int OnePartDiffers = 3;
    public const int SameYear = 4;
    public const int CloseDays = 5;
    public const int OtherDays = 6;
    public const int Overlap = 7;
    public const int WithinOneYear = 8;
    public const int WithinThreeYears = 9;
    public const int Apart = 10;
}

/// <summary>Levels of sex: what agreement says depends on whether the given names already agree.</summary>
internal static class SexLevel
{
    public const int SameWithName = 1;
    public const int OtherWithName = 2;
    public const int Same = 3;
    public const int Other = 4;
}

/// <summary>Bits that the rarity of agreeing values adds to what agreement says on average.</summary>
/// <param name="Names">Of names.</param>
/// <param name="Home">Of what a household shares: surnames, place, telephone.</param>
/// <param name="All">Of all values.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Rarity(float Names, float Home, float All);

/// <summary>How the rows of a table are compared.</summary>
internal sealed class RecordComparison
{
    private readonly TokenSimilarity _given;
    private readonly TokenSimilarity _surnames;
    private readonly TokenSimilarity[] _values;
    private readonly float[] _givenShift;
    private readonly float[] _surnameShift;
    private readonly float[]?[] _givenByNationality;
    private readonly float[]?[] _surnameByNationality;
    private readonly float[][] _valueShift;
    private readonly bool[] _shared;

    /// <summary>Prepares to compare.</summary>
    /// <param name="table">The records.</param>
    public RecordComparison(PersonTable table)
    {
        _given = new(table.Given);
        _surnames = new(table.Surnames);
        _values = [.. table.Fields.Select(field => new TokenSimilarity(field.Tokens))];
        _givenShift = TermFrequency.ShiftsOf(table.Given);
        _surnameShift = TermFrequency.ShiftsOf(table.Surnames);
        _givenByNationality = TermFrequency.ByNationality(table, table.Given, PersonTable.Given1);
        _surnameByNationality = TermFrequency.ByNationality(table, table.Surnames, PersonTable.Surname1);
        _valueShift = [.. table.Fields.Select(field => TermFrequency.ShiftsOf(field.Tokens))];
        _shared = [.. table.Fields.Select(field => IsSharedAtHome(field.Role))];
    }

    /// <summary>What members of one household have in common.</summary>
    public static bool IsSharedAtHome(Reading.FieldRole role) =>
        role is Reading.FieldRole.Place or Reading.FieldRole.Phone or Reading.FieldRole.Text;

    /// <summary>Compares two rows.</summary>
    /// <param name="a">A row.</param>
    /// <param name="b">Another; which comes first changes nothing.</param>
    /// <param name="rarity">What the rarity of agreeing values adds.</param>
    /// <returns>The pattern of levels.</returns>
    public ulong Compare(ReadOnlySpan<int> a, ReadOnlySpan<int> b, out Rarity rarity) => Compare<Exactly>(a, b, out rarity);

    /// <summary>Compares two rows without comparing letters: no level is worse than the true one.</summary>
    public ulong CompareRoughly(ReadOnlySpan<int> a, ReadOnlySpan<int> b, out Rarity rarity) => Compare<Roughly>(a, b, out rarity);

    /// <summary>The bits that the rarity of agreeing values adds, by comparison; names' under their first comparison.</summary>
    public float[] Frequencies(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var bits = new float[Comparison.Most];
        var married = ((a[PersonTable.Marks] | b[PersonTable.Marks]) & PersonTable.MarriedMark) != 0;
        var (surnames, givens) = Shifts(a[PersonTable.Marks], b[PersonTable.Marks]);
        Names<Exactly>(
            _surnames, surnames, (a[PersonTable.Surname1], a[PersonTable.Surname2]), (b[PersonTable.Surname1], b[PersonTable.Surname2]), married,
            ref bits[Comparison.Surname1]);
        Names<Exactly>(
            _given, givens, (a[PersonTable.Given1], a[PersonTable.Given2]), (b[PersonTable.Given1], b[PersonTable.Given2]), false,
            ref bits[Comparison.Given1]);
        for (var field = 0; field < _values.Length; field++)
        {
            var token = a[PersonTable.Values + field];
            if (token != 0 && token == b[PersonTable.Values + field])
                bits[Comparison.Values + field] = _valueShift[field][token];
        }

        return bits;
    }

    // Two ways to find a level; a type and not a flag, so that each is compiled on its own.
    private interface ILeveller
    {
        static abstract int Level(TokenSimilarity tokens, int a, int b);
    }

    private readonly struct Exactly : ILeveller
    {
        public static int Level(TokenSimilarity tokens, int a, int b) => tokens.Level(a, b);
    }

    private readonly struct Roughly : ILeveller
    {
        public static int Level(TokenSimilarity tokens, int a, int b) => tokens.RoughLevel(a, b);
    }

    private ulong Compare<T>(ReadOnlySpan<int> a, ReadOnlySpan<int> b, out Rarity rarity)
        where T : struct, ILeveller
    {
        ref var left = ref MemoryMarshal.GetReference(a);
        ref var right = ref MemoryMarshal.GetReference(b);
        var (surnameShift, givenShift, homeShift, ownShift) = (0f, 0f, 0f, 0f);
        var married = ((At(ref left, PersonTable.Marks) | At(ref right, PersonTable.Marks)) & PersonTable.MarriedMark) != 0;
        var (surnames, givens) = Shifts(At(ref left, PersonTable.Marks), At(ref right, PersonTable.Marks));
        var pattern = Names<T>(
            _surnames, surnames,
            (At(ref left, PersonTable.Surname1), At(ref left, PersonTable.Surname2)), (At(ref right, PersonTable.Surname1), At(ref right, PersonTable.Surname2)),
            married, ref surnameShift);
        var given = Names<T>(
            _given, givens,
            (At(ref left, PersonTable.Given1), At(ref left, PersonTable.Given2)), (At(ref right, PersonTable.Given1), At(ref right, PersonTable.Given2)),
            false, ref givenShift);
        pattern |= given << (Comparison.Given1 * 4);
        pattern |= (ulong)Births(At(ref left, PersonTable.BirthFirst), At(ref left, PersonTable.BirthLast), At(ref right, PersonTable.BirthFirst), At(ref right, PersonTable.BirthLast))
            << (Comparison.Birth * 4);
        var (sex, otherSex) = (At(ref left, PersonTable.Marks) & PersonTable.SexMask, At(ref right, PersonTable.Marks) & PersonTable.SexMask);
        if (sex != 0 && otherSex != 0)
        {
            var named = (given & 15) is TokenLevel.Exact or TokenLevel.Sound;
            pattern |= (ulong)(sex == otherSex ? named ? SexLevel.SameWithName : SexLevel.Same : named ? SexLevel.OtherWithName : SexLevel.Other)
                << (Comparison.Sex * 4);
        }

        for (var field = 0; field < _values.Length; field++)
        {
            var (x, y) = (At(ref left, PersonTable.Values + field), At(ref right, PersonTable.Values + field));
            if (x == 0 || y == 0)
                continue;
            var level = T.Level(_values[field], x, y);
            if (level == TokenLevel.Exact)
            {
                if (_shared[field])
                    homeShift += _valueShift[field][x];
                else
                    ownShift += _valueShift[field][x];
            }

            pattern |= (ulong)level << ((Comparison.Values + field) * 4);
        }

        rarity = new(surnameShift + givenShift, surnameShift + homeShift, surnameShift + givenShift + homeShift + ownShift);
        return pattern;
    }

    // Among people of one nationality its own frequencies hold.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private (float[] Surnames, float[] Given) Shifts(int marks, int otherMarks)
    {
        var nationality = marks >> PersonTable.NationalityShift;
        return nationality != 0 && nationality == otherMarks >> PersonTable.NationalityShift && _surnameByNationality[nationality] is { } surnames
            ? (surnames, _givenByNationality[nationality] ?? _givenShift)
            : (_surnameShift, _givenShift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int At(ref int row, int place) => Unsafe.Add(ref row, place);

    // Two names against two: the levels of both and their order, twelve bits.
    private static ulong Names<T>(TokenSimilarity tokens, float[] shifts, (int One, int Two) a, (int One, int Two) b, bool married, ref float shift)
        where T : struct, ILeveller
    {
        if (a.One == 0 || b.One == 0)
            return 0;
        if (a.Two == 0 && b.Two == 0)
        {
            var level = T.Level(tokens, a.One, b.One);
            if (level == TokenLevel.Exact)
                shift += shifts[a.One];
            return (ulong)level;
        }

        if (a.Two == 0 || b.Two == 0)
        {
            if (a.Two == 0)
                (a, b) = (b, a);
            var first = T.Level(tokens, a.One, b.One);
            var second = first == TokenLevel.Exact ? TokenLevel.Different : T.Level(tokens, a.Two, b.One);
            var place = 0;
            if (second < first)
            {
                first = second;
                place = OrderLevel.OtherSecond;
            }
            else if (first <= TokenLevel.Near)
            {
                place = OrderLevel.First;
            }

            if (first == TokenLevel.Exact)
                shift += shifts[b.One];
            return (ulong)(first | (place << 8));
        }

        var (one, two) = (T.Level(tokens, a.One, b.One), T.Level(tokens, a.Two, b.Two));
        var straight = true;
        if (typeof(T) == typeof(Roughly) && (one >= TokenLevel.Nickname || two >= TokenLevel.Nickname) && one != TokenLevel.Exact && two != TokenLevel.Exact)
        {
            // Which way the names stand is not known before their letters are: the best of either.
            var (cross, otherCross) = (T.Level(tokens, a.One, b.Two), T.Level(tokens, a.Two, b.One));
            shift += Math.Max(0, (cross == TokenLevel.Exact ? shifts[a.One] : 0) + (otherCross == TokenLevel.Exact ? shifts[a.Two] : 0));
            (one, two) = (Math.Min(one, Math.Min(cross, otherCross)), Math.Min(two, Math.Max(cross, otherCross)));
            return Joined(one, two, true, married);
        }

        // Where one of them is equal in its place, no exchange can be better.
        if ((one > TokenLevel.Near || two > TokenLevel.Near) && one != TokenLevel.Exact && two != TokenLevel.Exact)
        {
            var (cross, otherCross) = (T.Level(tokens, a.One, b.Two), T.Level(tokens, a.Two, b.One));
            // The order of the two crossed ones depends on which record comes first, so the better of them stands first.
            if (cross + otherCross < one + two || (cross + otherCross == one + two && Math.Min(cross, otherCross) < Math.Min(one, two)))
            {
                straight = false;
                var tokenOfCross = a.One;
                var tokenOfOther = a.Two;
                (one, two) = (Math.Min(cross, otherCross), Math.Max(cross, otherCross));
                if (cross == TokenLevel.Exact)
                    shift += shifts[tokenOfCross];
                if (otherCross == TokenLevel.Exact)
                    shift += shifts[tokenOfOther];
            }
        }

        if (straight)
        {
            if (one == TokenLevel.Exact)
                shift += shifts[a.One];
            if (two == TokenLevel.Exact)
                shift += shifts[a.Two];
        }

        return Joined(one, two, straight, married);
    }

    private static ulong Joined(int one, int two, bool straight, bool married)
    {
        var order = one <= TokenLevel.Near && two <= TokenLevel.Near ? straight ? OrderLevel.Straight : OrderLevel.Swapped
            : one <= TokenLevel.Near || two <= TokenLevel.Near ? straight ? OrderLevel.PartlyStraight : OrderLevel.PartlyCrossed : 0;
        // A husband's surname against a mother's says nothing.
        if (married && two == TokenLevel.Different)
            two = TokenLevel.Missing;
        return (ulong)(one | (two << 4) | (order << 8));
    }

    /// <summary>The level of two birth intervals.</summary>
    internal static int Births(int first, int last, int otherFirst, int otherLast)
    {
        if (first == 0 || otherFirst == 0)
            return 0;
        if (first == last && otherFirst == otherLast)
        {
            if (first == otherFirst)
                return BirthLevel.SameDay;
            var (year, month, day) = (first / 10_000, first / 100 % 100, first % 100);
            var (otherYear, otherMonth, otherDay) = (otherFirst / 10_000, otherFirst / 100 % 100, otherFirst % 100);
            if (year == otherYear)
            {
                return month == otherDay && day == otherMonth ? BirthLevel.DayMonthSwapped
                    : month == otherMonth || day == otherDay ? BirthLevel.OnePartDiffers : BirthLevel.SameYear;
            }

            return month == otherMonth && day == otherDay ? BirthLevel.OnePartDiffers
                : Math.Abs(year - otherYear) <= 1 ? BirthLevel.CloseDays : BirthLevel.OtherDays;
        }

        if (first <= otherLast && otherFirst <= last)
            return BirthLevel.Overlap;
        var gap = first > otherLast ? first - otherLast : otherFirst - last;
        return gap <= 10_000 ? BirthLevel.WithinOneYear : gap <= 30_000 ? BirthLevel.WithinThreeYears : BirthLevel.Apart;
    }
}
