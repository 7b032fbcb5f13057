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

/// <summary>What came out of comparing two records.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct ComparedPair
{
    /// <summary>The levels of all comparisons.</summary>
    public ulong Pattern;

    /// <summary>Bits that the rarity of agreeing surnames adds.</summary>
    public float Surnames;

    /// <summary>Of given names.</summary>
    public float Given;

    /// <summary>Of what else a household shares.</summary>
    public float Home;

    /// <summary>Of what is a person's own.</summary>
    public float Own;

    /// <summary>All together.</summary>
    public readonly Rarity Rarity => new(Surnames + Given, Surnames + Home, Surnames + Given + Home + Own);
}

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
    public ulong Compare(ReadOnlySpan<int> a, ReadOnlySpan<int> b, out Rarity rarity)
    {
        var compared = Compare(a, b);
        rarity = compared.Rarity;
        return compared.Pattern;
    }

    /// <summary>Compares pairs of rows.</summary>
    /// <param name="rows">Rows, one after the other.</param>
    /// <param name="pairs">Which are compared: places among them.</param>
    /// <param name="compared">Takes what came out, for each pair.</param>
    /// <remarks>
    /// Field by field, each in a short loop over all pairs: what a field says is read from tables, no read waits for the one before, and little branches.
    /// </remarks>
    public void Compare(ReadOnlySpan<int> rows, ReadOnlySpan<(int Left, int Right)> pairs, Span<ComparedPair> compared)
    {
        CompareGiven(rows, pairs, compared);
        CompareSurnames(rows, pairs, compared);
        CompareBirths(rows, pairs, compared);
        for (var field = 0; field < _values.Length; field++)
            CompareValues(field, rows, pairs, compared);
    }

    /// <summary>The bits that the rarity of agreeing values adds, by comparison; names' under their first comparison.</summary>
    public float[] Frequencies(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var bits = new float[Comparison.Most];
        var compared = Compare(a, b);
        (bits[Comparison.Surname1], bits[Comparison.Given1]) = (compared.Surnames, compared.Given);
        for (var field = 0; field < _values.Length; field++)
        {
            var token = a[PersonTable.Values + field];
            if (token != 0 && token == b[PersonTable.Values + field])
                bits[Comparison.Values + field] = _valueShift[field][token];
        }

        return bits;
    }

    private ComparedPair Compare(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        Span<int> rows = stackalloc int[2 * PersonTable.Width];
        a.CopyTo(rows);
        b.CopyTo(rows[PersonTable.Width..]);
        var compared = default(ComparedPair);
        Compare(rows, [(0, 1)], new Span<ComparedPair>(ref compared));
        return compared;
    }

    private void CompareGiven(ReadOnlySpan<int> rows, ReadOnlySpan<(int Left, int Right)> pairs, Span<ComparedPair> compared)
    {
        ref var row = ref MemoryMarshal.GetReference(rows);
        for (var at = 0; at < pairs.Length; at++)
        {
            ref var left = ref At(ref row, pairs[at].Left);
            ref var right = ref At(ref row, pairs[at].Right);
            var (one, two) = (Place(ref left, PersonTable.Given1), Place(ref left, PersonTable.Given2));
            var pattern = NamePatterns.Of(_given.Levels((one, two), (Place(ref right, PersonTable.Given1), Place(ref right, PersonTable.Given2))), 0);
            var shifts = Shifts(_givenByNationality, _givenShift, Place(ref left, PersonTable.Marks), Place(ref right, PersonTable.Marks));
            compared[at] = new ComparedPair { Pattern = (ulong)(uint)(pattern & NamePatterns.Levels) << (Comparison.Given1 * 4), Given = Agreeing(shifts, pattern, one, two) };
        }
    }

    private void CompareSurnames(ReadOnlySpan<int> rows, ReadOnlySpan<(int Left, int Right)> pairs, Span<ComparedPair> compared)
    {
        ref var row = ref MemoryMarshal.GetReference(rows);
        for (var at = 0; at < pairs.Length; at++)
        {
            ref var left = ref At(ref row, pairs[at].Left);
            ref var right = ref At(ref row, pairs[at].Right);
            var (one, two) = (Place(ref left, PersonTable.Surname1), Place(ref left, PersonTable.Surname2));
            var (marks, otherMarks) = (Place(ref left, PersonTable.Marks), Place(ref right, PersonTable.Marks));
            var pattern = NamePatterns.Of(
                _surnames.Levels((one, two), (Place(ref right, PersonTable.Surname1), Place(ref right, PersonTable.Surname2))), (marks | otherMarks) & PersonTable.MarriedMark);
            compared[at].Pattern |= (ulong)(uint)(pattern & NamePatterns.Levels);
            compared[at].Surnames = Agreeing(Shifts(_surnameByNationality, _surnameShift, marks, otherMarks), pattern, one, two);
        }
    }

    private static void CompareBirths(ReadOnlySpan<int> rows, ReadOnlySpan<(int Left, int Right)> pairs, Span<ComparedPair> compared)
    {
        ref var row = ref MemoryMarshal.GetReference(rows);
        for (var at = 0; at < pairs.Length; at++)
        {
            ref var left = ref At(ref row, pairs[at].Left);
            ref var right = ref At(ref row, pairs[at].Right);
            var births = Births(
                (Place(ref left, PersonTable.BirthFirst), Place(ref left, PersonTable.BirthLast)), (Place(ref right, PersonTable.BirthFirst), Place(ref right, PersonTable.BirthLast)));
            var sexes = Sexes(
                Place(ref left, PersonTable.Marks) & PersonTable.SexMask, Place(ref right, PersonTable.Marks) & PersonTable.SexMask,
                Comparison.LevelOf(compared[at].Pattern, Comparison.Given1));
            compared[at].Pattern |= ((ulong)(uint)births << (Comparison.Birth * 4)) | ((ulong)(uint)sexes << (Comparison.Sex * 4));
        }
    }

    private void CompareValues(int field, ReadOnlySpan<int> rows, ReadOnlySpan<(int Left, int Right)> pairs, Span<ComparedPair> compared)
    {
        ref var value = ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), PersonTable.Values + field);
        var (similarity, shifts, shared) = (_values[field], _valueShift[field], _shared[field]);
        for (var at = 0; at < pairs.Length; at++)
        {
            var (x, y) = (At(ref value, pairs[at].Left), At(ref value, pairs[at].Right));
            if ((x == 0) | (y == 0))
                continue;
            var level = similarity.Level(x, y);
            ref var pair = ref compared[at];
            pair.Pattern |= (ulong)(uint)level << ((Comparison.Values + field) * 4);
            if (level != TokenLevel.Exact)
                continue;
            if (shared)
                pair.Home += shifts[x];
            else
                pair.Own += shifts[x];
        }
    }

    // Among people of one nationality its own frequencies hold.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float[] Shifts(float[]?[] byNationality, float[] shifts, int marks, int otherMarks)
    {
        var nationality = marks >> PersonTable.NationalityShift;
        return nationality != 0 && nationality == otherMarks >> PersonTable.NationalityShift ? byNationality[nationality] ?? shifts : shifts;
    }

    // What the names that agree add; "missing" adds nothing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Agreeing(float[] shifts, int pattern, int one, int two) =>
        shifts[(pattern & NamePatterns.AgreesOne) != 0 ? one : 0] + shifts[(pattern & NamePatterns.AgreesTwo) != 0 ? two : 0];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref int At(ref int rows, int row) => ref Unsafe.Add(ref rows, unchecked(row * PersonTable.Width));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Place(ref int row, int place) => Unsafe.Add(ref row, place);

    // What sex says, by whether the given names agree.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Sexes(int sex, int other, int given)
    {
        var named = given is TokenLevel.Exact or TokenLevel.Sound;
        return sex == 0 || other == 0 ? 0
            : sex == other ? named ? SexLevel.SameWithName : SexLevel.Same : named ? SexLevel.OtherWithName : SexLevel.Other;
    }

    /// <summary>The level of two birth intervals, first and last day, each with its parts side by side.</summary>
    internal static int Births((int First, int Last) birth, (int First, int Last) other)
    {
        if (birth.First == 0 || other.First == 0)
            return 0;
        if (birth.First == birth.Last && other.First == other.Last)
            return BirthParts.Level(birth.First, other.First);
        var gap = Math.Max(birth.First - other.Last, other.First - birth.Last);
        return gap <= 0 ? BirthLevel.Overlap : gap <= BirthParts.Year ? BirthLevel.WithinOneYear : gap <= 3 * BirthParts.Year ? BirthLevel.WithinThreeYears : BirthLevel.Apart;
    }
}
