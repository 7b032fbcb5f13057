using System.Text;
using Amparo.Indicators.Derived;
using Amparo.Vocabulary;

namespace Amparo.Content;

/// <summary>The measures of released tables of a content folder (<c>indicators/derived/</c>).</summary>
public static class DerivedContent
{
    // A byte that is not UTF-8 is a damaged file, not a question mark.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads them all.</summary>
    /// <param name="folder">The content folder; without such a folder in it there are none.</param>
    /// <returns>
    /// The definitions in the order of their ids; or every problem found: <c>CNT-002</c> for a file, <c>VOC-015</c> for one not named after its
    /// id, and the codes of what is wrong inside.
    /// </returns>
    public static Outcome<IReadOnlyList<DerivedIndicator>> Load(ContentFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var path = Path.Combine(folder.Root, "indicators", "derived");
        var files = Directory.Exists(path) ? Directory.GetFiles(path, "*.yaml") : [];
        var problems = new List<Problem>();
        var read = new List<DerivedIndicator>();
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            var indicator = Read(file);
            if (!indicator.Succeeded)
                problems.AddRange(indicator.Problems);
            else if (indicator.Value.Id != Path.GetFileNameWithoutExtension(file))
                problems.Add(new(VocabularyProblems.FileNameDiffers, Path.GetFileName(file)));
            else
                read.Add(indicator.Value);
        }

        DerivedIndicator[] all = [.. read];
        return problems.Count == 0 ? all : Outcome<IReadOnlyList<DerivedIndicator>>.Refused(problems);
    }

    private static Outcome<DerivedIndicator> Read(string file)
    {
        try
        {
            using var reader = new StreamReader(file, Strict);
            return DerivedReader.Read(reader, Path.GetFileName(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or DecoderFallbackException)
        {
            return new Problem(ContentProblems.Unreadable, Path.GetFileName(file));
        }
    }
}
