namespace Amparo.Records;

/// <summary>How one field of the standard record is filled from an agency's columns.</summary>
/// <param name="Target">The field's id.</param>
/// <param name="Columns">The columns it reads.</param>
/// <param name="Missing">Which spellings mean which kind of missing value.</param>
internal abstract record FieldMapping(string Target, IReadOnlyList<string> Columns, MissingSpellings Missing);

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

/// <summary>Whole years, after one of several words such as "about", or none.</summary>
internal sealed record AgeMapping(string Target, IReadOnlyList<string> Columns, MissingSpellings Missing, IReadOnlyList<string> Prefixes)
    : FieldMapping(Target, Columns, Missing);

/// <summary>A band of ages: <c>9-17</c>, <c>48+</c>.</summary>
internal sealed record BandMapping(string Target, IReadOnlyList<string> Columns, MissingSpellings Missing)
    : FieldMapping(Target, Columns, Missing);

/// <summary>One code.</summary>
internal sealed record CodeMapping(string Target, IReadOnlyList<string> Columns, MissingSpellings Missing, SpellingTable Values)
    : FieldMapping(Target, Columns, Missing);

/// <summary>Several codes in one cell.</summary>
internal sealed record CodesMapping(
    string Target, IReadOnlyList<string> Columns, MissingSpellings Missing, SpellingTable Values, string Separator)
    : FieldMapping(Target, Columns, Missing);

/// <summary>A column for each code.</summary>
internal sealed record FlagsMapping(string Target, IReadOnlyList<string> Columns, MissingSpellings Missing, FlagSpellings Flags)
    : FieldMapping(Target, Columns, Missing);

/// <summary>How flag columns are read.</summary>
/// <param name="Codes">The code of each column, as a position in the list.</param>
/// <param name="Set">Folded spellings that set the flag.</param>
/// <param name="Unset">Folded spellings that do not.</param>
/// <param name="NoneSet">What it means that every flag is stated and none is set.</param>
internal sealed record FlagSpellings(
    IReadOnlyList<short> Codes, IReadOnlySet<string> Set, IReadOnlySet<string> Unset, MissingKind NoneSet);

/// <summary>The same code or kind of missing value for every record.</summary>
internal sealed record ConstantMapping(string Target, short Cell) : FieldMapping(Target, [], MissingSpellings.None);
