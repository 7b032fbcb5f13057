namespace Amparo.Vocabulary.Shapes;

/// <summary>What a published estimate may be used for.</summary>
public enum EstimateStanding
{
    /// <summary>The data cannot answer: there is no number.</summary>
    NotEstimable,

    /// <summary>An order of magnitude: an interval, and no single number.</summary>
    Indicative,

    /// <summary>Usable with its interval.</summary>
    Usable,
}

/// <summary>An estimate of all victims of a place, those included whom nobody counted.</summary>
/// <param name="Place">The country's code.</param>
/// <param name="Standing">What it may be used for.</param>
/// <param name="Interval">Persons between two bounds; missing where there is no estimate.</param>
/// <param name="Best">The best single number; missing unless the estimate is usable.</param>
public sealed record PlaceEstimate(string Place, EstimateStanding Standing, Figure Interval, Figure Best)
{
    /// <summary>Persons that some list knows: what a door looks at, and takes away.</summary>
    public Figure Observed { get; init; }
}

/// <summary>Estimates of victims whom nobody counted, by place: never a bare number, always with what it may be used for.</summary>
/// <param name="Header">What is estimated; its measure is <see cref="MeasureKind.Distinct"/>, its limits say that the detected are not all victims.</param>
/// <param name="Method">The method agreed beforehand: <c>stepwise</c>, <c>bic</c>.</param>
/// <param name="Level">The share of repetitions that the intervals shall hold the truth in, between 0 and 1.</param>
/// <param name="Rows">The estimates; each place once.</param>
public sealed record EstimateTable(CubeHeader Header, string Method, decimal Level, IReadOnlyList<PlaceEstimate> Rows)
{
    /// <summary>The estimates, in ordinal order of their places; a copy, so that nobody can change what has been released.</summary>
    public IReadOnlyList<PlaceEstimate> Rows { get; } = Rows.Select(row => row.Place).Distinct(StringComparer.Ordinal).Count() == Rows.Count
        ? [.. Rows.OrderBy(row => row.Place, StringComparer.Ordinal)]
        : throw new ArgumentException("Each place once.", nameof(Rows));

    /// <summary>The estimate of a place; null if there is none.</summary>
    /// <param name="place">The country's code.</param>
    public PlaceEstimate? Of(string place) => Rows.FirstOrDefault(row => row.Place == place);
}
