using System.Globalization;
using System.Runtime.InteropServices;

namespace Amparo.Linkage.Normalising;

/// <summary>The days between which a person was born, as far as a record tells.</summary>
/// <param name="First">The first possible day as year × 10,000 + month × 100 + day; 0 if nothing is known.</param>
/// <param name="Last">The last possible day, in the same form; 0 if nothing is known.</param>
/// <remarks>
/// 1 January is read as "the year is known": files that know no more than the year write it, and there are so many of them that the day is no evidence.
/// A date that is none keeps the year that can be read in it.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct BirthInterval(int First, int Last)
{
    /// <summary>Nothing is known.</summary>
    public static BirthInterval Unknown => default;

    /// <summary>Whether the day is known.</summary>
    public bool IsDay => First == Last && First > 0;

    /// <summary>Reads a date: year first or day first, with or without separators, complete or not.</summary>
    /// <param name="text">The date as written.</param>
    public static BirthInterval OfDate(ReadOnlySpan<char> text)
    {
        Span<int> numbers = stackalloc int[3];
        Span<int> lengths = stackalloc int[3];
        var count = 0;
        text = text.Trim();
        if (text.IsEmpty || text[0] == '-')
            return Unknown;
        for (var i = 0; i < text.Length && count < 3;)
        {
            var start = i;
            var number = 0;
            while (i < text.Length && char.IsAsciiDigit(text[i]) && i - start < 8)
                number = (number * 10) + (text[i++] - '0');
            if (i > start)
                (numbers[count], lengths[count++]) = (number, i - start);
            else
                i++;
            // A time of day may follow.
            if (i < text.Length && text[i] is 'T' && count > 0)
                break;
        }

        return count switch
        {
            1 when lengths[0] == 8 => OfParts(numbers[0] / 10_000, numbers[0] / 100 % 100, numbers[0] % 100),
            1 when lengths[0] == 6 => OfParts(numbers[0] / 100, numbers[0] % 100, 0),
            1 when lengths[0] == 4 => OfParts(numbers[0], 0, 0),
            2 when lengths[0] == 4 => OfParts(numbers[0], numbers[1], 0),
            2 when lengths[1] == 4 => OfParts(numbers[1], numbers[0], 0),
            3 when lengths[0] == 4 => OfParts(numbers[0], numbers[1], numbers[2]),
            // Day first, as the region writes; month first where no month has such a number.
            3 when lengths[2] == 4 && numbers[1] > 12 => OfParts(numbers[2], numbers[0], numbers[1]),
            3 when lengths[2] == 4 => OfParts(numbers[2], numbers[1], numbers[0]),
            _ => Unknown,
        };
    }

    /// <summary>Makes an interval of the parts of a date.</summary>
    /// <param name="year">The year.</param>
    /// <param name="month">The month, or 0.</param>
    /// <param name="day">The day, or 0.</param>
    public static BirthInterval OfParts(int year, int month, int day)
    {
        if (year is < 1 or > 9999)
            return Unknown;
        var start = year * 10_000;
        if (month is < 1 or > 12 || (month == 1 && day == 1))
            return new(start + 101, start + 1231);
        var first = start + (month * 100);
        var days = DateTime.DaysInMonth(year, month);
        return day >= 1 && day <= days ? new(first + day, first + day) : new(first + 1, first + days);
    }

    /// <summary>The interval of somebody who was so old on a day.</summary>
    /// <param name="age">Completed years, 0 to 130.</param>
    /// <param name="on">The day, or an interval that is a day or a year.</param>
    public static BirthInterval OfAge(int age, BirthInterval on)
    {
        if (age is < 0 or > 130 || on.First == 0)
            return Unknown;
        var (first, last) = (on.First - ((age + 1) * 10_000), on.Last - (age * 10_000));
        return first < 10_000 ? Unknown : new(Valid(first), Valid(last));
    }

    /// <summary>Reads an age.</summary>
    /// <param name="text">Digits; decimals are cut off.</param>
    /// <returns>Completed years, or -1.</returns>
    public static int Age(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var age) && age is >= 0 and <= 130 ? (int)age : -1;

    // 29 February a year earlier or later.
    private static int Valid(int day) => day % 10_000 == 229 && !DateTime.IsLeapYear(day / 10_000) ? day - 1 : day;
}
