using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>One figure of a unit, as its table and its CSV state it.</summary>
/// <remarks>Made by the charts alone.</remarks>
public sealed record FigureCell
{
    internal FigureCell(string row, string series, Figure figure)
    {
        Row = row;
        Series = series;
        Figure = figure;
    }

    /// <summary>The code of the row, or a reserved code.</summary>
    public string Row { get; }

    /// <summary>The code of the series; the reserved total where the chart has only one figure a row.</summary>
    public string Series { get; }

    /// <summary>The cube's figure, unchanged.</summary>
    public Figure Figure { get; }
}

/// <summary>A chart as one unit: sentence, picture, table, data, source and warnings, all made from the same cells.</summary>
/// <remarks>Immutable, and made by the charts alone: what looks like a figure of this system is one. The same table, spec and texts give the same bytes on any machine and in any culture.</remarks>
public sealed record FigureUnit
{
    internal FigureUnit()
    {
    }

    /// <summary>The figure's id, prefix of every id in its markup.</summary>
    public string Id { get; internal init; } = string.Empty;

    /// <summary>What the data say, in one sentence; plain text.</summary>
    public string Headline { get; internal init; } = string.Empty;

    /// <summary>What the figure is called: indicator, dimensions, place and time; plain text.</summary>
    public string Title { get; internal init; } = string.Empty;

    /// <summary>The picture for a page: an <c>svg</c> element without scripts, styles or outside references.</summary>
    public string Svg { get; internal init; } = string.Empty;

    /// <summary>The picture as a file of its own: with headline, title, source and, for invented data, the mark that says so.</summary>
    public string StandaloneSvg { get; internal init; } = string.Empty;

    /// <summary>The same figures as a <c>table</c> element with caption and scopes.</summary>
    public string Table { get; internal init; } = string.Empty;

    /// <summary>The same figures as CSV (RFC 4180): UTF-8 with byte order mark, CRLF, numbers with a decimal point.</summary>
    public ReadOnlyMemory<byte> Csv { get; internal init; }

    /// <summary>Where the figures come from and when they were released; plain text.</summary>
    public string Source { get; internal init; } = string.Empty;

    /// <summary>
    /// What must be known to read the figures, in plain text: the mark of invented data first, then n, unknown, withheld, ranges, missing,
    /// and what the figures do not say.
    /// </summary>
    public IReadOnlyList<string> Notes { get; internal init; } = [];

    /// <summary>The sentence that says that the data are invented; null where they are not.</summary>
    public string? Mark { get; internal init; }

    /// <summary>The figures that table and CSV state, row by row.</summary>
    public IReadOnlyList<FigureCell> Cells { get; internal init; } = [];

    /// <summary>The whole unit as one <c>figure</c> element.</summary>
    public string Html { get; internal init; } = string.Empty;
}
