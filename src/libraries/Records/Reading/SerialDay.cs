using NodaTime;

namespace Amparo.Records;

/// <summary>Days as office software counts them.</summary>
internal static class SerialDay
{
    // The 31st of December 9999: the last day that workbooks know.
    private const double Last = 2_958_465;

    // Workbooks give the year 1900 a leap day that it did not have, so that from March 1900 on day zero is the 30th of December 1899.
    private static readonly LocalDate DayZero = new(1899, 12, 30);
    private static readonly LocalDate DayZero1904 = new(1904, 1, 1);
    private const int FirstOfMarch1900 = 61;

    /// <summary>The day; null for numbers that are none. The time of the day is dropped.</summary>
    internal static LocalDate? ToDate(double number, bool since1904)
    {
        if (!(number >= 1 && number < Last + 1))
            return null;
        var days = (int)Math.Floor(number);
        if (since1904)
            return days > Last - 1462 ? null : DayZero1904.PlusDays(days);
        return days == FirstOfMarch1900 - 1 ? null : DayZero.PlusDays(days < FirstOfMarch1900 ? days + 1 : days);
    }
}
