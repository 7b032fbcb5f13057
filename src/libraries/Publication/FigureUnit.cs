using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>One figure of a unit, as its table and its CSV state it.</summary>
/// <param name="Row">The code of the row, or a reserved code.</param>
/// <param name="Series">The code of the series; the reserved total where the chart has only one figure a row.</param>
/// <param name="Figure">The cube's figure, unchanged.</param>
public sealed record FigureCell(string Row, string Series, Figure Figure);

/// <summary>A chart as one unit: sentence, picture, table, data, source and warnings, all made from the same cells.</summary>
/// <remarks>Immutable. The same table, spec and texts give the same bytes on any machine and in any culture.</remarks>
public sealed record FigureUnit
{
    /// <summary>The figure's id, prefix of every id in its markup.</summary>
    public required string Id { get; init; }

    /// <summary>What the data say, in one sentence; plain text.</summary>
    public required string Headline { get; init; }

    /// <summary>What the figure is called: indicator, dimensions, place and time; plain text.</summary>
    public required string Title { get; init; }

    /// <summary>The picture for a page: an <c>svg</c> element without scripts, styles or outside references.</summary>
    public required string Svg { get; init; }

    /// <summary>The picture as a file of its own: with headline, title, source and, for invented data, the mark that says so.</summary>
    public required string StandaloneSvg { get; init; }

    /// <summary>The same figures as a <c>table</c> element with caption and scopes.</summary>
    public required string Table { get; init; }

    /// <summary>The same figures as CSV (RFC 4180): UTF-8 with byte order mark, CRLF, numbers with a decimal point.</summary>
    public required ReadOnlyMemory<byte> Csv { get; init; }

    /// <summary>Where the figures come from and when they were released; plain text.</summary>
    public required string Source { get; init; }

    /// <summary>
    /// What must be known to read the figures, in plain text: the mark of invented data first, then n, unknown, withheld, ranges, missing,
    /// and what the figures do not say.
    /// </summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The figures that table and CSV state, row by row.</summary>
    public required IReadOnlyList<FigureCell> Cells { get; init; }

    /// <summary>The whole unit as one <c>figure</c> element.</summary>
    public required string Html { get; init; }
}
