using Amparo.Vocabulary;

namespace Amparo.Records.Aggregates;

/// <summary>How an aggregate table is made from the long file of its publisher: one row a figure.</summary>
/// <param name="Where">What a row must say to belong to the table: a column and the text of its cell.</param>
/// <param name="Axes">How each dimension is read; one for each dimension of the table, in its order.</param>
/// <param name="Figure">How the figure is read.</param>
/// <param name="Repeated">What several rows of one cell mean.</param>
/// <remarks>Immutable and thread-safe. A rule is data under <c>content/official</c>, key <c>extract</c>.</remarks>
public sealed record ExtractRule(
    IReadOnlyDictionary<string, string> Where, IReadOnlyList<ExtractAxis> Axes, ExtractFigure Figure, RepeatedRows Repeated)
{
    /// <summary>The columns that a file must have; each once, in the order of the rule.</summary>
    public IReadOnlyList<string> Columns { get; } =
        [.. Where.Keys.Concat(Axes.Select(axis => axis.Column)).Append(Figure.Column).Distinct(StringComparer.Ordinal)];
}

/// <summary>How one dimension is read from a column.</summary>
/// <param name="Field">The dimension's id.</param>
/// <param name="Column">The publisher's column.</param>
/// <param name="Reading">What its cells are.</param>
/// <param name="Words">
/// Cells that the reading does not cover, by their text: a code, <see cref="CodeList.Total"/>, <see cref="CodeList.Unknown"/>, or
/// <c>=FIELD</c> for the code that another dimension has in the same row (<c>Nationals: =country</c>). They come before the reading.
/// </param>
public sealed record ExtractAxis(string Field, string Column, CodeReading Reading, IReadOnlyDictionary<string, string> Words);

/// <summary>What the cells of a column are.</summary>
/// <param name="Kind">The kind of text.</param>
/// <param name="Standard">The standard whose spelling they are, for <see cref="CodeReadingKind.Equivalent"/>; else empty.</param>
public sealed record CodeReading(CodeReadingKind Kind, string Standard);

/// <summary>The kinds of text by which a publisher writes a code.</summary>
public enum CodeReadingKind
{
    /// <summary>The code itself.</summary>
    Id,

    /// <summary>The spelling of a standard (<see cref="Code.Equivalents"/>).</summary>
    Equivalent,

    /// <summary>A name in any language, or a further spelling (<see cref="NameFinder"/>).</summary>
    Name,
}

/// <summary>How the figure of a row is read.</summary>
/// <param name="Column">The publisher's column.</param>
/// <param name="Intervals">Texts that stand for an interval: <c>&lt;5</c> for 0 to 4.</param>
/// <param name="Thousands">What separates thousands; null if nothing does.</param>
/// <param name="Scale">What the number is multiplied by: 1,000 for a column of thousands.</param>
public sealed record ExtractFigure(string Column, IReadOnlyDictionary<string, (decimal Low, decimal High)> Intervals, char? Thousands, int Scale);

/// <summary>What several rows of one cell mean.</summary>
public enum RepeatedRows
{
    /// <summary>Equal rows are one row; rows that differ contradict each other, and the cell is left out.</summary>
    SameIsOne,

    /// <summary>
    /// The publisher's label covers several things, so that even equal rows may be two of them: the cell is left out whenever it has
    /// more than one row.
    /// </summary>
    NeverOne,
}
