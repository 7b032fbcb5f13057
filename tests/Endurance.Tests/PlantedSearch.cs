using System.Text;

namespace Amparo.Endurance.Tests;

/// <summary>What stands in uploaded files and nowhere else in the world, searched byte by byte.</summary>
/// <remarks>
/// Names, numbers of documents and of files share a beginning that no language has, so that one search finds each of them. Searched as UTF-8, as UTF-16 of both
/// orders, as Base64 of UTF-8 at each of its three alignments, and as hexadecimal digits; in the letters' own case, in capitals and in small letters.
/// </remarks>
/// <param name="texts">What is looked for.</param>
internal sealed class PlantedSearch(IEnumerable<string> texts)
{
    /// <summary>What planted names and numbers begin with.</summary>
    public const string Beginning = "Wqzxhv";

    /// <summary>A birth date of nobody, as it stands in the files; and as the standard record writes it.</summary>
    public static readonly IReadOnlyList<string> BirthDates = ["29/02/1932", "1932-02-29"];

    /// <summary>Looks for what the files of these tests hold.</summary>
    public static readonly PlantedSearch OfFiles = new([Beginning, .. BirthDates]);

    private readonly IReadOnlyList<(string Form, byte[] Bytes)> _patterns = [.. texts.SelectMany(Make)];

    /// <summary>Looks for what was planted.</summary>
    /// <param name="files">The files; one that has gone meanwhile holds nothing.</param>
    /// <returns>In which file it is found, in which form and where; empty if nowhere.</returns>
    public IReadOnlyList<string> In(IEnumerable<string> files)
    {
        var found = new List<string>();
        foreach (var file in files)
        {
            byte[] bytes;
            try
            {
                using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
                bytes = new byte[stream.Length];
                bytes = bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
            }
            catch (FileNotFoundException)
            {
                continue;
            }

            found.AddRange(In(bytes).Select(form => $"{Path.GetFileName(file)}: {form}"));
        }

        return found;
    }

    /// <summary>Looks for what was planted.</summary>
    /// <param name="bytes">What is looked through.</param>
    /// <returns>The forms in which it is there.</returns>
    public IReadOnlyList<string> In(byte[] bytes) => [.. _patterns.Where(pattern => bytes.AsSpan().IndexOf(pattern.Bytes) >= 0).Select(pattern => pattern.Form).Distinct()];

    private static IEnumerable<(string, byte[])> Make(string planted)
    {
        foreach (var text in new[] { planted, planted.ToUpperInvariant(), planted.ToLowerInvariant() }.Distinct(StringComparer.Ordinal))
        {
            var plain = Encoding.UTF8.GetBytes(text);
            yield return ("UTF-8", plain);
            yield return ("UTF-16", Encoding.Unicode.GetBytes(text));
            yield return ("UTF-16, high byte first", Encoding.BigEndianUnicode.GetBytes(text));
            yield return ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexString(plain)));
            yield return ("hexadecimal", Encoding.ASCII.GetBytes(Convert.ToHexStringLower(plain)));
            for (var before = 0; before < 3; before++)
            {
                // The digits that depend on the text alone, wherever it stands in what was encoded.
                var digits = Convert.ToBase64String([.. new byte[before], .. plain, 0, 0, 0]);
                yield return ("Base64", Encoding.ASCII.GetBytes(digits[(((before * 8) + 5) / 6)..((before + plain.Length) * 8 / 6)]));
            }
        }
    }
}
