namespace Amparo.Vocabulary;

/// <summary>What an id in a content file may look like.</summary>
public static class ContentId
{
    // Long enough for any sensible name, short enough for a file name and a column header.
    private const int Longest = 60;

    /// <summary>Whether a text is an id: ASCII letters and digits, with single hyphens inside.</summary>
    /// <param name="text">The text; null is no id.</param>
    /// <returns>True if it is. The reserved codes <c>_T</c> and <c>_U</c> are not.</returns>
    /// <remarks>The alphabet keeps ids safe as file names, XML names, CSV cells and spreadsheet cells without any quoting.</remarks>
    public static bool IsValid(string? text)
    {
        if (text is null || text.Length is 0 or > Longest || text[0] == '-' || text[^1] == '-')
            return false;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiLetterOrDigit(text[i]) && (text[i] != '-' || text[i - 1] == '-'))
                return false;
        }

        return true;
    }
}
