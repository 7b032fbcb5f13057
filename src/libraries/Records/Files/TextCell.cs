namespace Amparo.Records;

/// <summary>Keeps texts from acting as formulas when a spreadsheet opens a CSV file, without losing a character.</summary>
/// <remarks>
/// A text that begins with <c>= + - @</c>, in their narrow or wide form, a tab, a line end or an apostrophe is written with an apostrophe before it. The
/// apostrophe itself is among them, so reading is simple: one leading apostrophe is always taken away.
/// </remarks>
public static class TextCell
{
    /// <summary>The text as it is written.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>A text that no spreadsheet calculates.</returns>
    public static string Neutralise(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text is ['=' or '+' or '-' or '@' or '＝' or '＋' or '－' or '＠' or '\t' or '\r' or '\n' or '\'', ..] ? $"'{text}" : text;
    }

    /// <summary>The text as it was; the inverse of <see cref="Neutralise"/>.</summary>
    /// <param name="text">A text as it was written.</param>
    /// <returns>The original text.</returns>
    public static string Restore(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text is ['\'', ..] ? text[1..] : text;
    }
}
