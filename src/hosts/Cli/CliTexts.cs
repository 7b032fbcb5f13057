using System.Collections.ObjectModel;
using System.Globalization;
using Amparo.Cli.Folders;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Cli;

/// <summary>What the command line says, in the reader's language.</summary>
internal sealed class CliTexts(Language language)
{
    private static readonly TextTable Verbs = TextTable.Read("verbs.tsv");
    private static readonly TextTable Lines = TextTable.Read("texts.tsv");
    private static readonly TextTable Problems = TextTable.Read("problems.tsv");

    /// <summary>The verbs in the order in which help lists them.</summary>
    internal static IReadOnlyList<string> VerbNames => Verbs.Keys;

    private readonly Lazy<IReadOnlyDictionary<string, string>> _sentences = new(() => ReadSentences(language));

    /// <summary>The reader's language.</summary>
    internal Language Language { get; } = language;

    /// <summary>What the problems of the libraries mean, by code: content. Empty if the content cannot be read.</summary>
    internal IReadOnlyDictionary<string, string> Sentences => _sentences.Value;

    /// <summary>A sentence with its blanks filled in; numbers without grouping, so that they can be copied.</summary>
    internal string this[string key, params object[] values] =>
        string.Format(
            CultureInfo.InvariantCulture,
            Lines.Find(key, Language) ?? throw new ArgumentException($"There is no text {key}.", nameof(key)),
            values);

    /// <summary>
    /// The reader's language: English if <c>AMPARO_LANGUAGE</c>, <c>LC_ALL</c> or <c>LANG</c> (the first one that is set) begins
    /// with <c>en</c>, Spanish otherwise. The launcher decides in the same way.
    /// </summary>
    internal static CliTexts FromEnvironment()
    {
        string[] names = ["AMPARO_LANGUAGE", "LC_ALL", "LANG"];
        var wish = names.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return new(wish?.StartsWith("en", StringComparison.Ordinal) == true ? Language.English : Language.Spanish);
    }

    /// <summary>The line that describes a verb.</summary>
    internal string LineOf(string verb) =>
        Verbs.Find(verb, Language) ?? throw new ArgumentException("There is no such verb.", nameof(verb));

    /// <summary>A problem in one line: its code, its sentence, then what it concerns and where.</summary>
    internal string LineOf(Problem problem)
    {
        var sentence = Problems.Find(problem.Code, Language) ?? Sentences.GetValueOrDefault(problem.Code)?.TrimEnd('.');
        var place = CheckReportWords.In(Language, Sentences).PlaceOf(problem);
        return string.Join(' ', new[] { problem.Code, sentence, place.Length > 0 ? $"({place})" : null }.Where(part => part is not null))
            .ReplaceLineEndings(" ");
    }

    // A sentence that cannot be found must not hide the problem itself: its code is shown all the same.
    private static IReadOnlyDictionary<string, string> ReadSentences(Language language)
    {
        var file = Path.Combine(CliContent.FindFolder() ?? "", "languages", $"problems.{language.Code}.yaml");
        if (!File.Exists(file))
            return ReadOnlyDictionary<string, string>.Empty;
        using var reader = new StreamReader(file);
        var read = ProblemSentences.Read(reader, Path.GetFileName(file));
        return read.Succeeded ? read.Value : ReadOnlyDictionary<string, string>.Empty;
    }
}
