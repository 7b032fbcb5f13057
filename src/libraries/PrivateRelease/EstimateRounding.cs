using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease;

/// <summary>Rounding of estimates to so few digits that no person's presence shows in them.</summary>
/// <remarks>
/// An interval is rounded outwards, so that it never claims more than the data do. Only a usable estimate keeps its single number. A place with
/// fewer observed persons than the least shows its standing only. What is left is a figure of two digits that hangs on hundreds of persons and on
/// the choice of a model; the small overlaps of lists behind it are not released at all. It gives no formal bound, as suppression gives none.
/// </remarks>
public readonly record struct EstimateRounding
{
    /// <summary>Significant digits that are kept.</summary>
    public const int Digits = 2;

    /// <summary>Sets the least number of observed persons.</summary>
    /// <param name="least">Fewer observed persons of a place have no figure; from 10 to 1,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is outside its range.</exception>
    public EstimateRounding(int least)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(least, 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(least, 1_000_000);
        Least = least;
    }

    /// <summary>The least number of observed persons whose estimate may be shown.</summary>
    public int Least { get; }

    internal PlaceEstimate Apply(PlaceEstimate row)
    {
        var bare = row with { Observed = Figure.Missing };
        if (row.Standing == EstimateStanding.NotEstimable || !row.Interval.IsStated)
            return bare with { Standing = EstimateStanding.NotEstimable, Interval = Figure.Missing, Best = Figure.Missing };
        if (!row.Observed.IsStated || row.Observed.Low < Least)
            return bare with { Interval = Figure.Withheld, Best = Figure.Withheld };
        return bare with
        {
            Interval = Figure.Between((Rounded(row.Interval.Low, decimal.Floor), Rounded(row.Interval.High, decimal.Ceiling))),
            Best = row.Standing == EstimateStanding.Usable && row.Best.IsStated ? Figure.Exact(Rounded(row.Best.Low, value => decimal.Round(value, MidpointRounding.ToEven))) : Figure.Missing,
        };
    }

    private static decimal Rounded(decimal value, Func<decimal, decimal> round)
    {
        var unit = 1m;
        while (value / unit >= 100)
            unit *= 10;
        return round(value / unit) * unit;
    }
}
