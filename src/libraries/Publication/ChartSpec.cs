namespace Amparo.Publication;

/// <summary>In which order the rows of a bar chart stand.</summary>
public enum RowOrder
{
    /// <summary>As the code list (or <see cref="Running.Codes"/>) has them: for ages, years, anything with an order of its own.</summary>
    Listed,

    /// <summary>The largest stated figure first; equal ones as listed. Then withheld, missing, and last "unknown".</summary>
    LargestFirst,
}

/// <summary>What a chart shows and how it is told.</summary>
/// <param name="Id">
/// The figure's id: a lower-case letter, then lower-case letters, digits and hyphens. Unique on a page: it prefixes every id in the markup.
/// </param>
/// <param name="Slice">The part of the table.</param>
public sealed record ChartSpec(string Id, CubeSlice Slice)
{
    /// <summary>The order of the rows; a line chart always keeps the listed order.</summary>
    public RowOrder Order { get; init; }

    /// <summary>
    /// Prefix of the texts from which the headline is made; null for the chart kind's own (see <see cref="ChartTextKeys"/>). The prefix is
    /// followed by the name of the case found in the data, such as <c>.largest</c>; all cases must then exist under it.
    /// </summary>
    public string? HeadlineKeys { get; init; }

    /// <summary>What the figure is called; null for the indicator's name, the running dimensions and where the others stand.</summary>
    public string? Title { get; init; }

    /// <summary>Where a page offers the CSV, as a relative or absolute address; null where there is no download.</summary>
    public string? CsvAddress { get; init; }
}
