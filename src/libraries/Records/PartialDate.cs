using System.Globalization;
using System.Runtime.InteropServices;
using NodaTime;

namespace Amparo.Records;

/// <summary>A date known to the year, the month or the day.</summary>
/// <remarks>Years run from 1 to 9999, proleptic Gregorian. Immutable; the default value is no date and must not be used.</remarks>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PartialDate
{
    private PartialDate(int year, int month, int day)
    {
        Year = year;
        Month = month;
        Day = day;
    }

    /// <summary>The year.</summary>
    public int Year { get; }

    /// <summary>The month from 1 to 12, or 0 if it is not known.</summary>
    public int Month { get; }

    /// <summary>The day of the month from 1, or 0 if it is not known.</summary>
    public int Day { get; }

    /// <summary>Whether the day is known.</summary>
    public bool IsComplete => Day > 0;

    /// <summary>The first day that the date can mean.</summary>
    public LocalDate Earliest => new(Year, Math.Max(Month, 1), Math.Max(Day, 1));

    /// <summary>The last day that the date can mean.</summary>
    public LocalDate Latest
    {
        get
        {
            var month = Month == 0 ? 12 : Month;
            return new(Year, month, Day == 0 ? DateTime.DaysInMonth(Year, month) : Day);
        }
    }

    /// <summary>Makes a complete date.</summary>
    /// <param name="date">The day, in the years 1 to 9999.</param>
    /// <returns>The date.</returns>
    public static PartialDate Of(LocalDate date) => new(date.Year, date.Month, date.Day);

    /// <summary>Makes a date from its parts, if such a day, month or year exists.</summary>
    /// <param name="parts">Year from 1 to 9999; month and day, or 0 for what is not known. A day needs a month.</param>
    /// <returns>The date, or null if the calendar has none.</returns>
    public static PartialDate? TryCreate((int Year, int Month, int Day) parts)
    {
        var (year, month, day) = parts;
        if (year is < 1 or > 9999 || month is < 0 or > 12 || day < 0 || (month == 0 && day > 0))
            return null;
        return day > 0 && day > DateTime.DaysInMonth(year, month) ? null : new PartialDate(year, month, day);
    }

    /// <summary>Reads a date as <see cref="ToString"/> writes it.</summary>
    /// <param name="text"><c>yyyy</c>, <c>yyyy-MM</c> or <c>yyyy-MM-dd</c>.</param>
    /// <returns>The date, or null if the text is written otherwise or means no date.</returns>
    public static PartialDate? TryParse(string? text)
    {
        if (text is null || text.Length is not (4 or 7 or 10))
            return null;
        if (text.Length >= 7 && text[4] != '-' || text.Length == 10 && text[7] != '-')
            return null;
        return Digits(text, 0..4) is { } year
            && (text.Length < 7 ? 0 : Digits(text, 5..7)) is { } month && (month > 0 || text.Length < 7)
            && (text.Length < 10 ? 0 : Digits(text, 8..10)) is { } day && (day > 0 || text.Length < 10)
            ? TryCreate((year, month, day))
            : null;
    }

    /// <summary>The date in ISO 8601, as precisely as it is known: <c>1999</c>, <c>1999-05</c>, <c>1999-05-03</c>.</summary>
    /// <returns>The text.</returns>
    public override string ToString() =>
        Day > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}-{Day:00}")
        : Month > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Year:0000}-{Month:00}")
        : Year.ToString("0000", CultureInfo.InvariantCulture);

    private static int? Digits(string text, Range range) =>
        int.TryParse(text.AsSpan(range), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
