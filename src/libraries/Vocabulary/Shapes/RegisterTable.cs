namespace Amparo.Vocabulary.Shapes;

/// <summary>A column of a register.</summary>
/// <param name="Id">The column's id.</param>
/// <param name="Title">What it is called.</param>
/// <param name="List">The codes its cells hold, so that they can be named in each language; null if the cells are texts.</param>
public sealed record RegisterColumn(string Id, LocalizedText Title, CodeList? List = null);

/// <summary>A table of facts about institutions, laws or services; it holds nothing about any person.</summary>
/// <param name="Id">The register's id.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Note">How to read it, and how current it is.</param>
/// <param name="Source">Where the facts come from.</param>
/// <param name="Columns">The columns, in order.</param>
/// <param name="Rows">The rows: one text (or code) a column, in the columns' order; a missing fact is an empty text. Dates are ISO 8601.</param>
public sealed record RegisterTable(
    string Id, LocalizedText Title, LocalizedText Note, Source Source, IReadOnlyList<RegisterColumn> Columns,
    IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>The columns, in order; a copy, so that nobody can change a register that has been released.</summary>
    public IReadOnlyList<RegisterColumn> Columns { get; } = [.. Columns];

    /// <summary>The rows, one text (or code) a column; a copy.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Rows { get; } = [.. Rows.Select(IReadOnlyList<string> (row) => [.. row])];
}
