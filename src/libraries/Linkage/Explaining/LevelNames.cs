using Amparo.Linkage.Comparing;

namespace Amparo.Linkage.Explaining;

/// <summary>The ids of fields and levels, by which texts in each language are found.</summary>
public static class LevelNames
{
    private static readonly string[] OfNames = ["", "name.exact", "name.sound", "name.nickname", "name.near", "name.similar", "name.different"];
    private static readonly string[] OfValues = ["", "value.exact", "value.sound", "value.sound", "value.near", "value.similar", "value.different"];
    private static readonly string[] OfOrder =
        ["", "order.straight", "order.swapped", "order.first", "order.other-second", "order.partly-straight", "order.partly-crossed"];

    private static readonly string[] OfBirth =
    [
        "", "birth.same-day", "birth.day-month-swapped", "birth.one-part", "birth.same-year", "birth.close", "birth.other", "birth.overlap",
        "birth.one-year", "birth.three-years", "birth.apart",
    ];

    private static readonly string[] OfSex = ["", "sex.same-with-name", "sex.other-with-name", "sex.same", "sex.other"];
    private static readonly string[] Fields =
        ["surname-1", "surname-2", "surname-order", "given-1", "given-2", "given-order", "birth", "sex"];

    /// <summary>What is no comparison of fields: pairs within one list are another matter than pairs across; households and namesakes take away.</summary>
    public const string SameList = "lists.same";

    /// <summary>What two people of one household, or two namesakes, would also have in common.</summary>
    public const string Guard = "guard.others";

    /// <summary>All ids of levels.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. OfNames.Concat(OfValues).Concat(OfOrder).Concat(OfBirth).Concat(OfSex).Append(SameList).Append(Guard).Where(id => id.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>The fields that every list may have, apart from its columns.</summary>
    public static IReadOnlyList<string> Common { get; } = [.. Fields, "lists", "guard"];

    internal static string FieldOf(int comparison, IReadOnlyList<ValueField> fields) =>
        comparison < Comparison.Values ? Fields[comparison] : fields[comparison - Comparison.Values].Name;

    internal static string LevelOf(int comparison, int level) => comparison switch
    {
        Comparison.SurnameOrder or Comparison.GivenOrder => OfOrder[level],
        Comparison.Birth => OfBirth[level],
        Comparison.Sex => OfSex[level],
        < Comparison.Values => OfNames[level],
        _ => OfValues[level],
    };
}
