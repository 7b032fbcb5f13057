using System.Text;
using Amparo.Content;
using Amparo.Demonstration.Content;
using Amparo.Indicators;
using Amparo.Linkage.Normalising;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Cli.Folders;

/// <summary>Where the command line finds <c>content/</c>, and what of it a user may name by a file instead.</summary>
internal static class CliContent
{
    private const string Variable = "AMPARO_CONTENT";

    // A byte that is not UTF-8 is a damaged file, not a question mark.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // What the user can do about it is said with the options of the command line.
    private static readonly Dictionary<string, string> OwnCodes = new(StringComparer.Ordinal)
    {
        [ContentProblems.NoMapping] = CliProblems.NoMapping,
        [ContentProblems.CountryUnknown] = CliProblems.CountryUnknown,
    };

    /// <summary>The content folder: named by <c>AMPARO_CONTENT</c>, or the nearest one above the program.</summary>
    /// <returns>Its path, or null.</returns>
    internal static string? FindFolder()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
            return Directory.Exists(named) ? named : null;
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var content = Path.Combine(folder.FullName, "content");
            if (Directory.Exists(Path.Combine(content, "vocabulary")))
                return content;
        }

        return null;
    }

    /// <summary>Opens the content and reads what every verb needs.</summary>
    internal static Outcome<ContentSource> Open() =>
        FindFolder() is { } path ? ContentSource.Open(new ContentFolder(path)) : new Problem(CliProblems.ContentMissing, Variable);

    /// <summary>What is known of names.</summary>
    internal static Outcome<NameKnowledge> Names() => Linkage(folder => folder.LoadNameKnowledge());

    /// <summary>What levels and fields of a comparison are called.</summary>
    internal static Outcome<IReadOnlyDictionary<string, LocalizedText>> LinkageTexts() => Linkage(folder => folder.LoadLinkageTexts());

    /// <summary>A mapping: the file itself, or the one of that name under <c>mappings/</c>.</summary>
    /// <param name="content">The content.</param>
    /// <param name="name">A path, or a name without extension such as <c>police</c>.</param>
    internal static Outcome<RecordMapping> NamedMapping(this ContentSource content, string name) => File.Exists(name)
        ? Read(name, (reader, fileName) => MappingReader.Read(reader, fileName, content.Schemas))
        : InOwnCodes(content.Mapping(name));

    /// <summary>An indicator.</summary>
    /// <param name="content">The content.</param>
    /// <param name="file">Its YAML document, or null for the indicator of detected persons.</param>
    internal static Outcome<IndicatorDefinition> NamedIndicator(this ContentSource content, string? file) =>
        file is null ? content.Indicator("detected-persons") : Read(file, IndicatorReader.Read);

    /// <summary>The tables that the demonstration is drawn from.</summary>
    internal static Outcome<DemonstrationContent> Demonstration(this ContentSource content) =>
        DemonstrationContent.Parse(name => new StreamReader(Path.Combine(content.Folder.Root, "demonstration", name), Strict));

    /// <summary>Says problems of the content that a user can mend with an option by the command line's own codes.</summary>
    internal static Outcome<T> InOwnCodes<T>(Outcome<T> outcome)
        where T : class =>
        outcome.Succeeded ? outcome : Outcome<T>.Refused([.. outcome.Problems.Select(problem => problem with { Code = OwnCodes.GetValueOrDefault(problem.Code, problem.Code) })]);

    private static Outcome<T> Linkage<T>(Func<ContentFolder, Outcome<T>> load)
        where T : class =>
        FindFolder() is { } path ? load(new ContentFolder(path)) : new Problem(CliProblems.ContentMissing, "content");

    private static Outcome<T> Read<T>(string file, Func<TextReader, string, Outcome<T>> read)
        where T : class
    {
        if (!File.Exists(file))
            return new Problem(CliProblems.FileMissing, Path.GetFileName(file));
        using var reader = new StreamReader(file, Strict);
        return read(reader, Path.GetFileName(file));
    }
}
