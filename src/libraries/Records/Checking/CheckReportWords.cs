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

    /// <summary>What a problem concerns and where, in words of the language: <c>fila 7</c> for <c>row 7</c>.</summary>
    /// <param name="problem">A problem of a library; its subject and path are written in English, as for a log.</param>
    /// <returns>The words, joined by commas; empty if the problem says no more than that a file is meant.</returns>
    public string PlaceOf(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        var parts = new[] { problem.Subject }.Concat(problem.Path.Split(", ")).Where(part => part.Length > 0 && part != "file");
        return string.Join(", ", parts.Select(Translated));
    }

    // Only our own words are translated; names of files, fields and columns stay as they are.
    private string Translated(string part)
    {
        if (_words.TryGetValue($"place-{part}", out var whole))
            return whole;
        foreach (var place in ReportTexts.NumberedPlaces)
        {
            // "line 12: key" is a line of a document and a key in it.
            if (part.StartsWith($"{place} ", StringComparison.Ordinal) && part.Length > place.Length + 1 && char.IsAsciiDigit(part[place.Length + 1]))
                return $"{this[$"place-{place}"]}{part[place.Length..]}";
        }

        return part;
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
