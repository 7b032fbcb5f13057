using System.Text;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Content;

/// <content>Code lists, schemas, mappings and the sentences of problems.</content>
public sealed partial class ContentFolder
{
    // Strict, so that a file saved in another encoding is refused instead of showing broken letters to people.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Loads all code lists under <c>vocabulary/</c> and its subfolders, one subfolder a standard.</summary>
    /// <returns>
    /// The catalogue, or every problem of every file: CNT-001, CNT-002, the VOC- codes, and VOC-015 for a file that is not named
    /// after its list.
    /// </returns>
    public Outcome<CodeListCatalogue> LoadCodeLists()
    {
        var lists = LoadFolder("vocabulary", CodeListReader.Read, list => list.Id, SearchOption.AllDirectories);
        return lists.Succeeded ? CodeListCatalogue.Of(lists.Value) : Outcome<CodeListCatalogue>.Refused(lists.Problems);
    }

    /// <summary>Loads all hierarchies under <c>hierarchies/</c>.</summary>
    /// <param name="lists">The code lists they may name.</param>
    /// <returns>The hierarchies in ordinal order of their ids, or every problem of every file.</returns>
    public Outcome<IReadOnlyList<Hierarchy>> LoadHierarchies(CodeListCatalogue lists) =>
        LoadFolder("hierarchies", (reader, name) => HierarchyReader.Read(reader, name, lists), hierarchy => hierarchy.Id);

    /// <summary>Loads a record schema under <c>schemas/</c>.</summary>
    /// <param name="id">The schema's id, for example <see cref="PersonReport.SchemaId"/>.</param>
    /// <param name="lists">The code lists its fields may name.</param>
    /// <returns>The schema, or what is wrong with it.</returns>
    public Outcome<RecordSchema> LoadSchema(string id, CodeListCatalogue lists)
    {
        if (!ContentId.IsValid(id))
            throw new ArgumentException("This is no id.", nameof(id));
        return LoadFile(Path.Combine("schemas", $"{id}.yaml"), (reader, name) => RecordSchemaReader.Read(reader, name, lists));
    }

    /// <summary>Loads all record schemas under <c>schemas/</c>.</summary>
    /// <param name="lists">The code lists their fields may name.</param>
    /// <returns>The schemas in ordinal order of their ids, or every problem of every file.</returns>
    public Outcome<IReadOnlyList<RecordSchema>> LoadSchemas(CodeListCatalogue lists) =>
        LoadFolder("schemas", (reader, name) => RecordSchemaReader.Read(reader, name, lists), schema => schema.Id);

    /// <summary>Loads all mappings of a pack under <c>mappings/</c>, whichever records they make.</summary>
    /// <param name="pack">The pack's folder, for example <c>standards</c>.</param>
    /// <param name="schemas">The schemas that they may name.</param>
    /// <returns>The mappings in ordinal order of their ids, or every problem of every file.</returns>
    public Outcome<IReadOnlyList<RecordMapping>> LoadMappings(string pack, IReadOnlyList<RecordSchema> schemas)
    {
        if (!ContentId.IsValid(pack))
            throw new ArgumentException("This is no id.", nameof(pack));
        return LoadFolder(
            Path.Combine("mappings", pack), (reader, name) => MappingReader.Read(reader, name, schemas), mapping => mapping.Id);
    }

    /// <summary>Loads all mappings of a pack under <c>mappings/</c>.</summary>
    /// <param name="pack">The pack's folder, for example <c>demonstration</c>.</param>
    /// <param name="schema">The records they make.</param>
    /// <returns>The mappings in ordinal order of their ids, or every problem of every file.</returns>
    public Outcome<IReadOnlyList<RecordMapping>> LoadMappings(string pack, RecordSchema schema) => LoadMappings(pack, [schema]);

    /// <summary>Loads what each problem code means in a language, from <c>languages/problems.CODE.yaml</c>.</summary>
    /// <param name="language">The language.</param>
    /// <returns>Sentences by problem code, or what is wrong with the file; CNT-001 if the language has none.</returns>
    public Outcome<IReadOnlyDictionary<string, string>> LoadProblemSentences(Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return LoadFile(Path.Combine("languages", $"problems.{language.Code}.yaml"), ProblemSentences.Read);
    }

    private Outcome<IReadOnlyList<T>> LoadFolder<T>(
        string folder, Func<TextReader, string, Outcome<T>> read, Func<T, string> idOf, SearchOption depth = SearchOption.TopDirectoryOnly)
        where T : class
    {
        var path = Path.Combine(Root, folder);
        if (!Directory.Exists(path))
            return new Problem(ContentProblems.Missing, folder);

        var items = new List<T>();
        var problems = new List<Problem>();
        foreach (var file in Directory.EnumerateFiles(path, "*.yaml", depth).Order(StringComparer.Ordinal))
        {
            var item = LoadFile(Path.GetRelativePath(Root, file), read);
            problems.AddRange(item.Problems);
            if (item.Succeeded && idOf(item.Value) != Path.GetFileNameWithoutExtension(file))
                problems.Add(new Problem(VocabularyProblems.FileNameDiffers, Path.GetFileName(file)));
            else if (item.Succeeded)
                items.Add(item.Value);
        }

        return problems.Count > 0 ? Outcome<IReadOnlyList<T>>.Refused(problems) : items;
    }

    // Problems name a file by its path within the content folder, which says nothing about the machine.
    private Outcome<T> LoadFile<T>(string relative, Func<TextReader, string, Outcome<T>> read)
        where T : class
    {
        var name = relative.Replace(Path.DirectorySeparatorChar, '/');
        try
        {
            using var reader = new StreamReader(Path.Combine(Root, relative), Utf8);
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
