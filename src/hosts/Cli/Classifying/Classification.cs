using Amparo.Languages;
using Amparo.Languages.Rules;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Rules;

namespace Amparo.Cli.Classifying;

/// <summary>One case with what both rules give.</summary>
internal sealed record ClassifiedCase(CaseStatements Statements, EventAssessment Assessment, EventAssessments History, string Sentence)
{
    /// <summary>Whether both rules are met.</summary>
    internal bool Both => Assessment.Trafficking.Overall == Truth.Met && Assessment.Smuggling.Overall == Truth.Met;
}

/// <summary>What a file of cases gives.</summary>
internal sealed record Classification(IReadOnlyList<ClassifiedCase> Cases, IReadOnlyList<RefusedCase> Refused)
{
    /// <summary>The file.</summary>
    internal required CaseSheet Sheet { get; init; }

    /// <summary>The language of the sentences.</summary>
    internal required Language Language { get; init; }

    /// <summary>How many cases give an answer to the Palermo rule.</summary>
    internal int Trafficking(Truth answer) => Cases.Count(one => one.Assessment.Trafficking.Overall == answer);

    /// <summary>How many cases give an answer to the smuggling test.</summary>
    internal int Smuggling(Truth answer) => Cases.Count(one => one.Assessment.Smuggling.Overall == answer);

    /// <summary>Applies both rules to every case of a sheet.</summary>
    /// <param name="sheet">The cases.</param>
    /// <param name="vocabulary">The elements and their codes.</param>
    /// <param name="texts">The texts in the language of the sentences.</param>
    internal static Classification Of(CaseSheet sheet, RuleVocabulary vocabulary, LanguageTexts texts)
    {
        var sentences = new RuleSentences(texts, vocabulary);
        return new([.. sheet.Cases.Select(one => Classify(one, vocabulary, sentences))], [.. sheet.Refused])
        {
            Sheet = sheet,
            Language = texts.Language,
        };
    }

    private static ClassifiedCase Classify(CaseStatements statements, RuleVocabulary vocabulary, RuleSentences sentences)
    {
        var history = EventAssessments.Over(statements, vocabulary);
        // The last day has every statement in it; a case without days is assessed as a whole.
        var now = history.Latest
            ?? new EventAssessment(default, PalermoRule.Apply(statements, vocabulary), SmugglingRule.Apply(statements, vocabulary));
        var sentence = sentences.Explain(now);
        return new(
            statements, now, history, history.TurnedIntoTrafficking is { } day ? $"{sentence} {sentences.Turned(day)}" : sentence);
    }
}
