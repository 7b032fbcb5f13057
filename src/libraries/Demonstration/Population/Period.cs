using Amparo.Demonstration.Randomness;

namespace Amparo.Demonstration.Population;

/// <summary>The five demonstration years and how detections spread over them.</summary>
internal static class Period
{
    internal static readonly DateOnly First = new(2020, 1, 1);

    internal static readonly DateOnly Last = new(2024, 12, 31);

    // An assumption: fewer detections in the year of the lockdowns, then a recovery.
    private static readonly double[] YearShares = [0.16, 0.18, 0.20, 0.22, 0.24];

    /// <summary>The date below which a share of all first detections lies.</summary>
    /// <param name="share">In [0, 1).</param>
    internal static DateOnly DateAt(double share)
    {
        var year = 0;
        while (year < YearShares.Length - 1 && share >= YearShares[year])
            share -= YearShares[year++];
        var start = new DateOnly(First.Year + year, 1, 1);
        var days = start.AddYears(1).DayNumber - start.DayNumber;
        return start.AddDays(Math.Clamp((int)(share / YearShares[year] * days), 0, days - 1));
    }

    /// <summary>A later date: lags crowd near zero (a third of them within a tenth of the longest) and never pass the period's end.</summary>
    internal static DateOnly Later(DateOnly from, int longest, Xoshiro256 random)
    {
        var share = random.NextUnit();
        var days = 1 + (int)(share * share * longest);
        var left = Last.DayNumber - from.DayNumber;
        return from.AddDays(days <= left ? days : random.NextBelow(left + 1));
    }

    /// <summary>Whole years of age on a date; a birthday counts from its own day and month.</summary>
    internal static int AgeOn(DateOnly birth, DateOnly date) =>
        date.Year - birth.Year - ((date.Month, date.Day).CompareTo((birth.Month, birth.Day)) < 0 ? 1 : 0);

    /// <summary>The same date, or 28 February for 29 February.</summary>
    /// <remarks>Laws and libraries disagree on which day a person born on 29 February comes of age; no invented person is born then.</remarks>
    internal static DateOnly WithoutLeapDay(DateOnly date) => date is { Month: 2, Day: 29 } ? date.AddDays(-1) : date;
}
