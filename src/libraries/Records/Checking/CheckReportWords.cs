using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>The words of a report in one language.</summary>
/// <remarks>Spanish and English; readers of other languages get the Spanish ones, as everywhere.</remarks>
public sealed record CheckReportWords
{
    private readonly Dictionary<string, string> _words;

    private CheckReportWords(Language language, IReadOnlyDictionary<string, string> sentences)
    {
        Language = language == Language.English ? Language.English : Language.Spanish;
        Sentences = sentences;
        _words = Language == Language.English ? ReportTexts.English : ReportTexts.Spanish;
    }

    /// <summary>The language that is really used.</summary>
    public Language Language { get; }

    /// <summary>What each code of a problem or rule means (<c>content/languages/problems.*.yaml</c>, <see cref="RecordRules.SentencesIn"/>).</summary>
    public IReadOnlyDictionary<string, string> Sentences { get; }

    internal string this[string key] => _words[key];

    /// <summary>The words of a language.</summary>
    /// <param name="language">The reader's language.</param>
    /// <param name="sentences">What each code means in it.</param>
    /// <returns>The words.</returns>
    public static CheckReportWords In(Language language, IReadOnlyDictionary<string, string> sentences)
    {
        ArgumentNullException.ThrowIfNull(language);
        ArgumentNullException.ThrowIfNull(sentences);
        return new(language, sentences);
    }

    /// <summary>How a field is called: its title in the schema, and for one flag of a field the code's name after a colon.</summary>
    /// <param name="field">A field's id, <c>FIELD.CODE</c> for one flag, or <see cref="CheckFinding.WholeRow"/>.</param>
    /// <param name="schema">The schema.</param>
    /// <returns>The title; the id itself if the schema has no such field.</returns>
    public string TitleOf(string field, RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(schema);
        if (field == CheckFinding.WholeRow)
            return this["whole-row"];
        if (schema.Find(field) is { } found)
            return found.Title[Language];
        var dot = field.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && schema.Find(field[..dot]) is { List: { } list } flags && list.Find(field[(dot + 1)..]) is { } code
            ? $"{flags.Title[Language]}: {code.Name[Language]}"
            : field;
    }

    /// <summary>The sentence of a code, or the code itself.</summary>
    internal string SentenceOf(string code) => Sentences.GetValueOrDefault(code, code);

    internal string SeverityOf(RuleSeverity severity) => this[severity switch
    {
        RuleSeverity.Error => "error",
        RuleSeverity.Warning => "warning",
        _ => "note",
    }];
}
