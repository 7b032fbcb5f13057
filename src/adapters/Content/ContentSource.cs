using System.Text;
using Amparo.Indicators;
using Amparo.Indicators.Derived;
using Amparo.Languages;
using Amparo.Linkage.Normalising;
using Amparo.Records;
using Amparo.Records.Aggregates;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Countries;
using Amparo.Vocabulary.Rules;
using Amparo.Vocabulary.Standards;

namespace Amparo.Content;

/// <summary>What the steps from an agency's file to a release read out of <c>content/</c>: code lists, schemas, mappings, rules, indicators.</summary>
/// <remarks>
/// Code lists and schemas are read when it is opened; everything else when it is asked for, anew each time. Files are named in problems by their own name.
/// Immutable and thread-safe.
/// </remarks>
public sealed class ContentSource
{
    private const string IndicatorFolder = "indicators";

    // A byte that is not UTF-8 is a damaged file, not a question mark.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private ContentSource(ContentFolder folder, CodeListCatalogue lists, IReadOnlyList<RecordSchema> schemas)
    {
        Folder = folder;
        Lists = lists;
        Schemas = schemas;
    }

    /// <summary>The folder.</summary>
    public ContentFolder Folder { get; }

    /// <summary>The code lists of <c>vocabulary/</c> and its subfolders.</summary>
    public CodeListCatalogue Lists { get; }

    /// <summary>The standard record.</summary>
    public RecordSchema Schema => Schemas[0];

    /// <summary>All schemas that mappings may name, the standard record first.</summary>
    public IReadOnlyList<RecordSchema> Schemas { get; }

    /// <summary>Opens the content and reads what every step needs.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The content; or what is wrong with its code lists or its schemas.</returns>
    public static Outcome<ContentSource> Open(ContentFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var lists = folder.LoadCodeLists();
        if (!lists.Succeeded)
            return Outcome<ContentSource>.Refused(lists.Problems);
        var schemas = ReadSchemas(folder, lists.Value);
        return schemas.Succeeded ? new ContentSource(folder, lists.Value, schemas.Value) : Outcome<ContentSource>.Refused(schemas.Problems);
    }

    /// <summary>A mapping under <c>mappings/</c>, in whichever pack.</summary>
    /// <param name="name">Its document's name without ending, such as <c>police</c>; only compared with names of files, so it leads nowhere else.</param>
    /// <returns>The mapping; CNT-004 if there is none; or what is wrong with it.</returns>
    public Outcome<RecordMapping> Mapping(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var mappings = Path.Combine(Folder.Root, "mappings");
        var file = name.Length == 0 || !Directory.Exists(mappings) ? null
            : Directory.EnumerateFiles(mappings, "*.yaml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
                .FirstOrDefault(known => Path.GetFileNameWithoutExtension(known) == name);
        return file is null ? new Problem(ContentProblems.NoMapping, name) : Read(file, (reader, fileName) => MappingReader.Read(reader, fileName, Schemas));
    }

    /// <summary>How an agency's file is read by a mapping: with the rules that the content has for its records, and its country checked.</summary>
    /// <param name="mapping">One of <see cref="Schemas"/>' mappings.</param>
    /// <param name="said">What the caller says about the file; its rules are replaced by the content's.</param>
    /// <returns>
    /// Options for <see cref="RecordMapper.Map(Stream, RecordMapping, MappingOptions, CancellationToken)"/>, without a country where the mapping names no agency;
    /// CNT-005 for a country that is not in the list, CNT-006 where nobody says it; or what is wrong with the rules.
    /// </returns>
    public Outcome<MappingOptions> OptionsFor(RecordMapping mapping, MappingOptions said)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(said);
        var rules = RulesFor(mapping.Schema);
        if (!rules.Succeeded)
            return Outcome<MappingOptions>.Refused(rules.Problems);
        var options = said with { Rules = rules.Value.Count > 0 ? rules.Value[0] : null };
        if (mapping.Schema.Find(PersonReport.Country)?.List is not { } countries || !mapping.IsIdentified)
            return options with { Country = null };
        if (said.Country is not null && countries.Find(said.Country) is null)
            return new Problem(ContentProblems.CountryUnknown, said.Country, string.Join(' ', countries.Codes.Select(code => code.Id)));
        return said.Country is null && mapping.Country is null ? new Problem(ContentProblems.CountryNotGiven, mapping.Id) : options;
    }

    /// <summary>The rules that the records of a schema are judged by: <c>rules/SCHEMA.yaml</c>.</summary>
    /// <param name="schema">The schema.</param>
    /// <returns>One set of rules; none if the content has no rules for the schema; or what is wrong with them.</returns>
    public Outcome<IReadOnlyList<RecordRules>> RulesFor(RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var file = Path.Combine(Folder.Root, "rules", $"{schema.Id}.yaml");
        if (!File.Exists(file))
            return Array.Empty<RecordRules>();
        var rules = Read(file, (reader, name) => RecordRulesReader.Read(reader, name, schema));
        return rules.Succeeded ? new[] { rules.Value } : Outcome<IReadOnlyList<RecordRules>>.Refused(rules.Problems);
    }

    /// <summary>An indicator under <c>indicators/</c>.</summary>
    /// <param name="name">Its document's name without ending, such as <c>detected-persons</c>; an id.</param>
    /// <returns>The indicator; CNT-001 if there is none; or what is wrong with it.</returns>
    /// <exception cref="ArgumentException">The name is no id.</exception>
    public Outcome<IndicatorDefinition> Indicator(string name) => ContentId.IsValid(name)
        ? Read(Path.Combine(Folder.Root, IndicatorFolder, $"{name}.yaml"), IndicatorReader.Read)
        : throw new ArgumentException("This is no id.", nameof(name));

    /// <summary>The elements of the decision rules.</summary>
    /// <returns>The elements; or the lists that lack one.</returns>
    public Outcome<RuleVocabulary> Rules() => RuleVocabulary.Of(Lists);

    /// <summary>What the decision rules say, in every language: <c>languages/rules.LANGUAGE.yaml</c>.</summary>
    /// <returns>The texts; or what is wrong with them.</returns>
    public Outcome<TextCatalogue> RuleTexts()
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

    /// <summary>What is known of names.</summary>
    /// <returns>As <see cref="ContentFolder.LoadNameKnowledge"/>.</returns>
    public Outcome<NameKnowledge> Names() => Folder.LoadNameKnowledge();

    /// <summary>The words by which columns of an unknown file are recognised, for proposals of mappings.</summary>
    /// <returns>The words; or REC-512 and VOC- codes of the documents.</returns>
    public Outcome<SuggestionWords> SuggestionWords()
    {
        var folder = Path.Combine(Folder.Root, "suggestions");
        using var words = new StreamReader(Path.Combine(folder, $"{Schema.Id}.yaml"));
        using var texts = new StreamReader(Path.Combine(folder, "texts.yaml"));
        return SuggestionWordsReader.Read((words, texts), "suggestions", Schema);
    }

    /// <summary>What reviewers of pairs read.</summary>
    /// <returns>As <see cref="ContentFolder.LoadLinkageTexts"/>.</returns>
    public Outcome<IReadOnlyDictionary<string, LocalizedText>> LinkageTexts() => Folder.LoadLinkageTexts();

    /// <summary>The standards of the field and the crosswalks between them.</summary>
    /// <returns>The crosswalks; or every problem of every file.</returns>
    public Outcome<Crosswalks> Crosswalks() => Folder.LoadCrosswalks(Lists);

    /// <summary>How codes roll up: countries to areas, areas to sub-regions.</summary>
    /// <returns>The hierarchies; or every problem of every file.</returns>
    public Outcome<IReadOnlyList<Hierarchy>> Hierarchies() => Folder.LoadHierarchies(Lists);

    /// <summary>The profiles of the countries: languages, public bodies, retention, hotline, places.</summary>
    /// <returns>As <see cref="ContentFolder.LoadCountryProfiles"/>; or what is wrong with the hierarchies that they name.</returns>
    public Outcome<CountryProfiles> Countries()
    {
        var hierarchies = Hierarchies();
        return hierarchies.Succeeded ? Folder.LoadCountryProfiles(Lists, hierarchies.Value) : Outcome<CountryProfiles>.Refused(hierarchies.Problems);
    }

    /// <summary>Official figures and registers.</summary>
    /// <returns>As <see cref="OfficialContent.Load"/>.</returns>
    public Outcome<OfficialContent> Official() => OfficialContent.Load(Folder, Lists);

    /// <summary>What is worked out from released tables, in the order of their ids; none where the content has no such folder.</summary>
    /// <returns>As <see cref="DerivedContent.Load"/>.</returns>
    public Outcome<IReadOnlyList<DerivedIndicator>> DerivedIndicators() => DerivedContent.Load(Folder);

    /// <summary>How the official tables are made from their publishers' files.</summary>
    /// <returns>As <see cref="OfficialContent.Declarations"/>.</returns>
    public Outcome<IReadOnlyList<AggregateTable>> OfficialDeclarations() => OfficialContent.Declarations(Folder);

    private static Outcome<IReadOnlyList<RecordSchema>> ReadSchemas(ContentFolder folder, CodeListCatalogue lists)
    {
        var path = Path.Combine(folder.Root, "schemas");
        if (!Directory.Exists(path))
            return new Problem(ContentProblems.Missing, "schemas");
        var first = Path.Combine(path, $"{PersonReport.SchemaId}.yaml");
        var schemas = new List<RecordSchema>();
        foreach (var file in Directory.EnumerateFiles(path, "*.yaml").Order(StringComparer.Ordinal).Except([first], StringComparer.Ordinal).Prepend(first))
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
        var name = Path.GetFileName(file);
        try
        {
            using var reader = new StreamReader(file, Strict);
            return read(reader, name);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Problem(ContentProblems.Missing, name);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return new Problem(ContentProblems.Unreadable, name);
        }
    }
}
