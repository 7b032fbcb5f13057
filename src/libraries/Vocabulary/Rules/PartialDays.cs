using System.Globalization;
using NodaTime;

namespace Amparo.Vocabulary.Rules;

/// <summary>Reads a date that may lack its day, or month and day, as the days that it can mean.</summary>
internal static class PartialDays
{
    /// <summary>Reads <c>yyyy</c>, <c>yyyy-MM</c> or <c>yyyy-MM-dd</c>, in the years 1800 to 2999.</summary>
    /// <returns>The days, or null if the text is written otherwise or no such date exists.</returns>
    internal static DateInterval? Parse(string text)
    {
        var parts = text.Split('-');
        if (parts.Length > 3 || NumberOf(parts[0], 4) is not (>= 1800 and <= 2999 and var year))
            return null;
        if (parts.Length == 1)
            return new DateInterval(new LocalDate(year, 1, 1), new LocalDate(year, 12, 31));
        if (NumberOf(parts[1], 2) is not (>= 1 and <= 12 and var month))
            return null;
        var last = CalendarSystem.Iso.GetDaysInMonth(year, month);
        if (parts.Length == 2)
            return new DateInterval(new LocalDate(year, month, 1), new LocalDate(year, month, last));
        if (NumberOf(parts[2], 2) is not { } day || day < 1 || day > last)
            return null;
        var date = new LocalDate(year, month, day);
        return new DateInterval(date, date);
    }

    private static int? NumberOf(string text, int digits) =>
        text.Length == digits && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
