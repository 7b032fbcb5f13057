using System.Globalization;
using System.Text;

namespace Amparo.TestSupport;

/// <summary>Texts of which one can see whether they are whole: a version, a long filling that depends on it, the version again.</summary>
public static class VersionedText
{
    /// <summary>Makes the text of a version.</summary>
    /// <param name="version">Zero or more.</param>
    /// <returns>About 300 kB of UTF-8.</returns>
    public static byte[] Make(int version)
    {
        var number = version.ToString(CultureInfo.InvariantCulture);
        return Encoding.UTF8.GetBytes($"{number}\n{new string((char)('a' + (version % 26)), 300_000 + (version % 7))}\n{number}\n");
    }

    /// <summary>Recognises a whole text.</summary>
    /// <param name="content">A file's bytes.</param>
    /// <returns>Its version; null if these are not exactly the bytes of one.</returns>
    public static int? VersionOf(ReadOnlySpan<byte> content)
    {
        var end = content.IndexOf((byte)'\n');
        return end > 0 && int.TryParse(content[..end], NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            && content.SequenceEqual(Make(version))
            ? version
            : null;
    }
}
