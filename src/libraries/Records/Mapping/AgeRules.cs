using System.Globalization;
using System.Runtime.InteropServices;
using NodaTime;

namespace Amparo.Records;

/// <summary>The youngest and oldest age in whole years that a statement can mean.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AgeSpan(int Youngest, int Oldest)
{
    internal const int OldestAccepted = 110;

    internal const int Majority = 18;

    /// <summary>The code of the group that all ages of the span fall into, or null if they fall into both.</summary>
    internal string? Group =>
        Oldest < Majority ? PersonReport.Minor : Youngest >= Majority ? PersonReport.Adult : null;

    /// <summary>The age on a day of a person born on a date known to the year, month or day.</summary>
    /// <remarks>
    /// A year alone leaves two ages, whatever the day: the birthday may still be ahead. So does a month alone, if it is the month
    /// of the day. Somebody born on the 29th of February has the birthday on the 1st of March of other years.
    /// </remarks>
    internal static AgeSpan At(LocalDate day, PartialDate birth)
    {
        var years = day.Year - birth.Year;
        if (birth.Month == 0 || (!birth.IsComplete && birth.Month == day.Month))
            return new(Math.Max(years - 1, 0), years);
        var ahead = birth.Month > day.Month || (birth.Month == day.Month && birth.Day > day.Day);
        var age = ahead ? years - 1 : years;
        return new(age, age);
    }

    /// <summary>Reads a band: <c>9-17</c> or <c>48+</c>; null if the text is neither.</summary>
    internal static AgeSpan? FromBand(string text)
    {
        if (text.EndsWith('+'))
            return Years(text.AsSpan(0, text.Length - 1)) is { } open ? new(open, OldestAccepted) : null;
        // Spreadsheets and office software put a dash where the keyboard had a hyphen.
        var dash = text.AsSpan().IndexOfAny('-', '\u2013');
        if (dash <= 0 || Years(text.AsSpan(0, dash)) is not { } low || Years(text.AsSpan(dash + 1)) is not { } high || high < low)
            return null;
        return new(low, high);
    }

    /// <summary>Reads a band as code lists write it: <c>9-17</c>, <c>48-plus</c>.</summary>
    internal static AgeSpan? FromCode(string code) =>
        FromBand(code.EndsWith("-plus", StringComparison.Ordinal) ? $"{code[..^5]}+" : code);

    /// <summary>Reads whole years, from 0 to 999; null if the text is no such number.</summary>
    internal static int? Years(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return text.Length is > 0 and <= 3 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var years) ? years : null;
    }
}
