namespace Amparo.Records;

/// <summary>How one field of the standard record is filled from an agency's columns.</summary>
/// <param name="Target">The field's id.</param>
/// <param name="Columns">The columns it reads.</param>
/// <param name="Missing">Which spellings mean which kind of missing value.</param>
internal abstract record FieldMapping(string Target, IReadOnlyList<string> Columns, MissingSpellings Missing)
{
    /// <summary>In which rows the field applies; null for all of them.</summary>
    internal Condition? When { get; init; }

    /// <summary>Whether a row in which the field is missing is refused: a published figure without its country or year says nothing.</summary>
    internal bool IsRequired { get; init; }
}

/// <summary>In which rows a field of codes applies. In all others it is "not applicable", whatever its column holds.</summary>
/// <param name="Column">The column that decides.</param>
/// <param name="Is">What that column says in such a row.</param>
internal sealed record Condition(string Column, WordSet Is);

/// <summary>Texts of one or more columns, those that are stated joined in order.</summary>
internal sealed record TextMapping(string Target, IReadOnlyList<string> Columns, MissingSpellings Missing, string Separator)
    : FieldMapping(Target, Columns, Missing);

/// <summary>One part of a name; with given names in the cell (<c>SURNAMES, GIVEN</c>) or surnames alone.</summary>
internal sealed record NameMapping(
    string Target, IReadOnlyList<string> Columns, MissingSpellings Missing, (NamePart Part, bool WithGivenNames) Take)
    : FieldMapping(Target, Columns, Missing);

/// <summary>A date in one of several layouts, or a date cell of a workbook.</summary>
internal sealed record DateMapping(string Target, IReadOnlyList<string> Columns, MissingSpellings Missing, IReadOnlyList<DateLayout> Layouts)
    : FieldMapping(Target, Columns, Missing);

/// <summary>A whole number, after one of several words such as "about", or none.</summary>
internal sealed record IntegerMapping(string Target, IReadOnlyList<string> Columns, MissingSpellings Missing, IReadOnlyList<string> Prefixes)
    : FieldMapping(Target, Columns, Missing);

/// <summary>A band of ages: <c>9-17</c>, <c>48+</c>.</summary>
internal sealed record BandMapping(string Target, IReadOnlyList<string> Columns, MissingSpellings Missing)
    : FieldMapping(Target, Columns, Missing);

/// <summary>One code.</summary>
internal sealed record CodeMapping(string Target, IReadOnlyList<string> Columns, MissingSpellings Missing, SpellingTable Values)
    : FieldMapping(Target, Columns, Missing);

/// <summary>Several codes in one cell.</summary>
/// <param name="Target">The field's id.</param>
/// <param name="Columns">The one column it reads.</param>
/// <param name="Missing">Which spellings mean which kind of missing value.</param>
/// <param name="Values">Which spellings mean which code.</param>
/// <param name="List">How the cell lists them.</param>
internal sealed record CodesMapping(
    string Target, IReadOnlyList<string> Columns, MissingSpellings Missing, SpellingTable Values, ListSpelling List)
    : FieldMapping(Target, Columns, Missing);

/// <summary>How a cell lists several codes.</summary>
/// <param name="Separator">What stands between them; null if the cell holds one.</param>
/// <param name="Unlisted">What it means that a code is not listed: <see cref="FlagsColumn.No"/> or minus a kind of missing value.</param>
internal sealed record ListSpelling(string? Separator, short Unlisted);

/// <summary>A column for each code, each of which may hold.</summary>
/// <param name="Target">The field's id.</param>
/// <param name="Columns">The columns of the flags, then the column of the word if there is one.</param>
/// <param name="Missing">Which spellings mean which kind of missing value.</param>
/// <param name="Flags">How the flags are read.</param>
internal sealed record FlagsMapping(string Target, IReadOnlyList<string> Columns, MissingSpellings Missing, FlagSpellings Flags)
    : FieldMapping(Target, Columns, Missing)
{
    /// <summary>A further column, the last of <see cref="FieldMapping.Columns"/>, that names one code which holds; null if there is none.</summary>
    internal CodesMapping? Word { get; init; }
}

/// <summary>A column for each code, of which one holds.</summary>
internal sealed record OneHotMapping(string Target, IReadOnlyList<string> Columns, MissingSpellings Missing, FlagSpellings Flags)
    : FieldMapping(Target, Columns, Missing);

/// <summary>How flag columns are read.</summary>
/// <param name="Codes">The code of each column, as a position in the list.</param>
/// <param name="Set">Spellings that say yes.</param>
/// <param name="Unset">Spellings that say no.</param>
/// <param name="NoneSet">What it means that every flag is stated and none is set: a code's position or minus a kind of missing value.</param>
internal sealed record FlagSpellings(IReadOnlyList<short> Codes, WordSet Set, WordSet Unset, short NoneSet);

/// <summary>A published count.</summary>
internal sealed record CountMapping(string Target, IReadOnlyList<string> Columns, MissingSpellings Missing, CountSpelling Spelling)
    : FieldMapping(Target, Columns, Missing);

/// <summary>How counts are written.</summary>
/// <param name="Thousands">What stands between thousands, or null.</param>
/// <param name="Scale">What a written number is multiplied by: 1000 for a table in thousands.</param>
internal sealed record CountSpelling(char? Thousands, int Scale);

/// <summary>The same code or kind of missing value for every record.</summary>
internal sealed record ConstantMapping(string Target, short Cell) : FieldMapping(Target, [], MissingSpellings.None);
