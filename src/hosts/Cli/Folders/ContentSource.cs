using System.Text;
using Amparo.Content;
using Amparo.Demonstration.Content;
using Amparo.Indicators;
using Amparo.Indicators.Derived;
using Amparo.Languages;
using Amparo.Records;
using Amparo.Records.Aggregates;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Rules;
using Amparo.Vocabulary.Standards;

namespace Amparo.Cli.Folders;

/// <summary>What the verbs read out of <c>content/</c>: code lists, schema, mappings, indicators, the demonstration's tables.</summary>
internal sealed class ContentSource
{
    private const string Variable = "AMPARO_CONTENT";

    // A byte that is not UTF-8 is a damaged file, not a question mark.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ContentSource(ContentFolder folder, CodeListCatalogue lists, IReadOnlyList<RecordSchema> schemas)
    {
        Folder = folder;
        Lists = lists;
        Schemas = schemas;
    }

    /// <summary>The folder.</summary>
    internal ContentFolder Folder { get; }

    /// <summary>The code lists of <c>vocabulary/</c> and its subfolders.</summary>
    internal CodeListCatalogue Lists { get; }

    /// <summary>The standard record.</summary>
    internal RecordSchema Schema => Schemas[0];

    /// <summary>All schemas that mappings may name, the standard record first.</summary>
    internal IReadOnlyList<RecordSchema> Schemas { get; }

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
    internal static Outcome<ContentSource> Open()
    {
        if (FindFolder() is not { } path)
            return new Problem(CliProblems.ContentMissing, Variable);
        var folder = new ContentFolder(path);
        return folder.LoadCodeLists().Then(lists => ReadSchemas(folder, lists).Then<IReadOnlyList<RecordSchema>, ContentSource>(schemas =>
            new ContentSource(folder, lists, schemas)));
    }

    /// <summary>A mapping: the file itself, or the one of that name under <c>mappings/</c>.</summary>
    /// <param name="name">A path, or a name without extension such as <c>police</c>.</param>
    internal Outcome<RecordMapping> Mapping(string name)
    {
        var file = File.Exists(name) ? name : FindMapping(name);
        return file is null
            ? new Problem(CliProblems.NoMapping, name)
            : Read(file, (reader, fileName) => MappingReader.Read(reader, fileName, Schemas));
    }

    /// <summary>An indicator.</summary>
    /// <param name="file">Its YAML document, or null for the indicator of detected persons.</param>
    internal Outcome<IndicatorDefinition> Indicator(string? file) =>
        Read(file ?? Path.Combine(Folder.Root, "indicators", "detected-persons.yaml"), IndicatorReader.Read);

    /// <summary>An indicator of those that come with the content.</summary>
    /// <param name="name">Its document's name without ending.</param>
    internal Outcome<IndicatorDefinition> IndicatorOf(string name) => Indicator(Path.Combine(Folder.Root, "indicators", $"{name}.yaml"));

    /// <summary>The tables that the demonstration is drawn from.</summary>
    internal Outcome<DemonstrationContent> Demonstration() =>
        DemonstrationContent.Parse(name => new StreamReader(Path.Combine(Folder.Root, "demonstration", name), Strict));

    /// <summary>The elements of the decision rules.</summary>
    internal Outcome<RuleVocabulary> Rules() => RuleVocabulary.Of(Lists);

    /// <summary>What the decision rules say, in every language: <c>languages/rules.LANGUAGE.yaml</c>.</summary>
    internal Outcome<TextCatalogue> RuleTexts()
    {
        var sources = new List<TextSource>();
        foreach (var known in Language.All)
        {
            var file = Path.Combine(Folder.Root, "languages", $"rules.{known.Code}.yaml");
            if (File.Exists(file))
                sources.Add(new TextSource(Path.GetFileName(file), known, new MemoryStream(File.ReadAllBytes(file), writable: false)));
        }

        return TextCatalogue.Read(sources);
    }

    /// <summary>The standards of the field and the crosswalks between them.</summary>
    internal Outcome<Crosswalks> Crosswalks() => Folder.LoadCrosswalks(Lists);

    /// <summary>How codes roll up: countries to areas, areas to sub-regions.</summary>
    internal Outcome<IReadOnlyList<Hierarchy>> Hierarchies() => Folder.LoadHierarchies(Lists);

    /// <summary>Official figures and registers.</summary>
    internal Outcome<OfficialContent> Official() => OfficialContent.Load(Folder, Lists);

    /// <summary>What is worked out from released tables, in the order of their ids; none where the content has no such folder.</summary>
    internal Outcome<IReadOnlyList<DerivedIndicator>> DerivedIndicators() => DerivedContent.Load(Folder);

    /// <summary>How the official tables are made from their publishers' files.</summary>
    internal Outcome<IReadOnlyList<AggregateTable>> OfficialDeclarations() => OfficialContent.Declarations(Folder);

    private static Outcome<IReadOnlyList<RecordSchema>> ReadSchemas(ContentFolder folder, CodeListCatalogue lists)
    {
        var first = Path.Combine(folder.Root, "schemas", $"{PersonReport.SchemaId}.yaml");
        var schemas = new List<RecordSchema>();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder.Root, "schemas"), "*.yaml").Order(StringComparer.Ordinal).Except([first], StringComparer.Ordinal).Prepend(first))
        {
            var schema = Read(file, (reader, name) => RecordSchemaReader.Read(reader, name, lists));
            if (!schema.Succeeded)
                return Outcome<IReadOnlyList<RecordSchema>>.Refused(schema.Problems);
            schemas.Add(schema.Value);
        }

        return schemas;
    }

    private static Outcome<T> Read<T>(string file, Func<TextReader, string, Outcome<T>> read)
        where T : class
    {
        if (!File.Exists(file))
            return new Problem(CliProblems.FileMissing, Path.GetFileName(file));
        using var reader = new StreamReader(file, Strict);
        return read(reader, Path.GetFileName(file));
    }

    private string? FindMapping(string name)
    {
        var mappings = Path.Combine(Folder.Root, "mappings");
        return name.Length > 0 && Directory.Exists(mappings)
            ? Directory.EnumerateFiles(mappings, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .FirstOrDefault(file => Path.GetFileNameWithoutExtension(file) == name)
            : null;
    }
}
