namespace Amparo.Records;

/// <summary>What a text says under one way of writing dates.</summary>
internal enum DateReading
{
    /// <summary>It is written in another way.</summary>
    Unreadable,

    /// <summary>It is written in this way and means no day of the calendar.</summary>
    Impossible,

    /// <summary>It is a date.</summary>
    Read,
}

/// <summary>One way of writing dates, such as <c>dd/MM/yyyy</c> or <c>yyyy-MM</c>.</summary>
/// <remarks>
/// <c>yyyy</c> is four digits, <c>MM</c> and <c>dd</c> two, <c>M</c> and <c>d</c> one or two; every other character stands for itself.
/// Parsed here and not by the runtime, which cannot tell a date that does not exist from a text that is no date.
/// </remarks>
internal sealed class DateLayout
{
    private readonly (char Part, int Fewest, int Most)[] _parts;

    private DateLayout((char, int, int)[] parts) => _parts = parts;

    /// <summary>Whether the layout states the day.</summary>
    internal bool IsComplete => _parts.Any(part => part.Part == 'd');

    /// <summary>Reads a layout; null if it is not made of a year, a month only with a year, and a day only with a month.</summary>
    internal static DateLayout? TryParse(string format)
    {
        var parts = new List<(char, int, int)>();
        var seen = string.Empty;
        for (var i = 0; i < format.Length;)
        {
            var letter = format[i];
            var length = 1;
            while (i + length < format.Length && format[i + length] == letter)
                length++;
            if (letter is 'y' or 'M' or 'd')
            {
                if (seen.Contains(letter, StringComparison.Ordinal) || (letter == 'y' ? length != 4 : length > 2))
                    return null;
                seen += letter;
                parts.Add((letter, length, letter == 'y' ? 4 : 2));
                i += length;
            }
            else if (char.IsLetterOrDigit(letter))
            {
                return null;
            }
            else
            {
                parts.Add((letter, 0, 0));
                i++;
            }
        }

        var complete = seen.Length switch { 1 => seen == "y", 2 => !seen.Contains('d', StringComparison.Ordinal), 3 => true, _ => false };
        return complete ? new([.. parts]) : null;
    }

    /// <summary>Whether the layout states exactly as much as is known of a date.</summary>
    internal bool Fits(PartialDate date) =>
        IsComplete == date.IsComplete && _parts.Any(part => part.Part == 'M') == (date.Month > 0);

    /// <summary>Writes a date that fits.</summary>
    internal string Write(PartialDate date) => string.Concat(_parts.Select(part => part.Most == 0
        ? part.Part.ToString()
        : (part.Part switch { 'y' => date.Year, 'M' => date.Month, _ => date.Day }).ToString(
            part.Fewest switch { 4 => "0000", 2 => "00", _ => "0" }, System.Globalization.CultureInfo.InvariantCulture)));

    /// <summary>Reads a text.</summary>
    internal DateReading Read(string text, out PartialDate date)
    {
        date = default;
        int year = 0, month = 0, day = 0, at = 0;
        foreach (var (part, fewest, most) in _parts)
        {
            if (most == 0)
            {
                if (at >= text.Length || text[at++] != part)
                    return DateReading.Unreadable;
                continue;
            }

            var number = 0;
            var digits = 0;
            for (; digits < most && at < text.Length && char.IsAsciiDigit(text[at]); digits++)
                number = (number * 10) + (text[at++] - '0');
            if (digits < fewest)
                return DateReading.Unreadable;
            _ = part switch { 'y' => year = number, 'M' => month = number, _ => day = number };
        }

        if (at != text.Length)
            return DateReading.Unreadable;
        // A stated month or day of zero is no day of the calendar; to the constructor of dates it would mean "not known".
        var stated = (!_parts.Any(p => p.Part == 'M') || month > 0) && (!IsComplete || day > 0);
        if (!stated || PartialDate.TryCreate((year, month, day)) is not { } read)
            return DateReading.Impossible;
        date = read;
        return DateReading.Read;
    }
}
