using Amparo.Vocabulary.Yaml;

namespace Amparo.Vocabulary;

/// <summary>Reads what each problem code means in one language: a document of lines <c>REC-001: sentence</c>.</summary>
public static class ProblemSentences
{
    /// <summary>Reads one language's sentences.</summary>
    /// <param name="reader">The document's text.</param>
    /// <param name="fileName">How problems name the document.</param>
    /// <returns>Sentences by problem code, or VOC-001 … VOC-009, VOC-016, VOC-017 with the line.</returns>
    public static Outcome<IReadOnlyDictionary<string, string>> Read(TextReader reader, string fileName)
    {
        var document = YamlReader.Read(reader, fileName);
        if (!document.Succeeded)
            return Outcome<IReadOnlyDictionary<string, string>>.Refused(document.Problems);

        var faults = new YamlFaults(fileName);
        var fields = new YamlFields(document.Value, faults);
        var sentences = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (code, node) in fields.TakeRest())
        {
            if (!IsProblemCode(code.Value))
                faults.Add(VocabularyProblems.NotAProblemCode, code);
            else if (fields.TextOf(node, code.Value) is { } sentence)
                sentences[code.Value] = sentence;
        }

        return faults.Conclude<IReadOnlyDictionary<string, string>>(() => sentences);
    }

    // Three capitals, a hyphen, three digits.
    private static bool IsProblemCode(string text) =>
        text.Length == 7 && text[3] == '-' && text[..3].All(char.IsAsciiLetterUpper) && text[4..].All(char.IsAsciiDigit);
}
