using System.Text;
using Amparo.Records.Aggregates;
using Amparo.Records.Registers;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Content;

/// <summary>The official figures (<c>official/</c>) and registers (<c>registers/</c>) of a content folder.</summary>
/// <param name="Cubes">Official figures by id.</param>
/// <param name="Registers">Registers by id.</param>
/// <param name="Holdings">What each register says that it holds, by its id.</param>
/// <remarks>A table is a YAML file that declares it and a CSV file of the same name. Immutable and thread-safe.</remarks>
public sealed record OfficialContent(
    IReadOnlyDictionary<string, Cube> Cubes, IReadOnlyDictionary<string, RegisterTable> Registers,
    IReadOnlyDictionary<string, RegisterHolding> Holdings)
{
    // A byte that is not UTF-8 is a damaged file, not a question mark in somebody's law.
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads them all.</summary>
    /// <param name="folder">The content folder.</param>
    /// <param name="lists">Its code lists.</param>
    /// <returns>
    /// The tables; or every problem found: <c>CNT-001</c> and <c>CNT-002</c> for folders and files, <c>VOC-015</c> for a file not named
    /// after its id, and the codes of what is wrong inside.
    /// </returns>
    public static Outcome<OfficialContent> Load(ContentFolder folder, CodeListCatalogue lists)
    {
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(lists);
        var problems = new List<Problem>();
        var cubes = Tables(folder, "official", problems, pair =>
            pair.Read(
                AggregateTableReader.ReadDeclaration, table => table.Header.Id,
                (table, csv, fileName) => AggregateTableReader.ReadFigures(table, csv, fileName, lists)));
        var holdings = new Dictionary<string, RegisterHolding>(StringComparer.Ordinal);
        var registers = Tables(folder, "registers", problems, pair =>
            pair.Read(
                RegisterReader.ReadDeclaration, register => register.Id,
                (register, csv, fileName) =>
                {
                    holdings[register.Id] = register.Holds;
                    return RegisterReader.ReadFacts(register, csv, fileName, lists);
                }));
        return problems.Count == 0 ? new OfficialContent(cubes, registers, holdings) : Outcome<OfficialContent>.Refused(problems);
    }

    /// <summary>The declarations of the official tables, without their figures: what a publisher's new edition is read by.</summary>
    /// <param name="folder">The content folder.</param>
    /// <returns>The declarations by id; or every problem found, with the codes of <see cref="Load"/>.</returns>
    public static Outcome<IReadOnlyList<AggregateTable>> Declarations(ContentFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        var problems = new List<Problem>();
        var tables = Tables(folder, "official", problems, pair =>
            pair.Declaration(AggregateTableReader.ReadDeclaration, table => table.Header.Id));
        if (problems.Count > 0)
            return Outcome<IReadOnlyList<AggregateTable>>.Refused(problems);
        AggregateTable[] inOrder = [.. tables.OrderBy(table => table.Key, StringComparer.Ordinal).Select(table => table.Value)];
        return inOrder;
    }

    private static Dictionary<string, T> Tables<T>(
        ContentFolder folder, string name, List<Problem> problems, Func<FilePair, Outcome<T>> read)
        where T : class
    {
        var tables = new Dictionary<string, T>(StringComparer.Ordinal);
        var path = Path.Combine(folder.Root, name);
        if (!Directory.Exists(path))
        {
            problems.Add(new(ContentProblems.Missing, name));
            return tables;
        }

        // Every file is half of a pair; one left alone is reported when its pair is read.
        var names = Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file) is ".yaml" or ".csv")
            .Select(file => Path.GetFileNameWithoutExtension(file)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
        foreach (var id in names)
        {
            var table = read(new(path, id));
            if (table.Succeeded)
                tables.Add(id, table.Value);
            else
                problems.AddRange(table.Problems);
        }

        return tables;
    }

    /// <summary>A declaration and its table: two files of one name.</summary>
    private sealed record FilePair(string Folder, string Id)
    {
        public Outcome<TTable> Read<TDeclaration, TTable>(
            Func<TextReader, string, Outcome<TDeclaration>> readDeclaration, Func<TDeclaration, string> idOf,
            Func<TDeclaration, TextReader, string, Outcome<TTable>> readTable)
            where TDeclaration : class
            where TTable : class
        {
            var declaration = Declaration(readDeclaration, idOf);
            return !declaration.Succeeded
                ? Outcome<TTable>.Refused(declaration.Problems)
                : Open(".csv", (reader, fileName) => readTable(declaration.Value, reader, fileName));
        }

        public Outcome<TDeclaration> Declaration<TDeclaration>(
            Func<TextReader, string, Outcome<TDeclaration>> readDeclaration, Func<TDeclaration, string> idOf)
            where TDeclaration : class
        {
            var declaration = Open(".yaml", readDeclaration);
            return declaration.Succeeded && idOf(declaration.Value) != Id
                ? new Problem(VocabularyProblems.FileNameDiffers, $"{Id}.yaml")
                : declaration;
        }

        private Outcome<T> Open<T>(string extension, Func<TextReader, string, Outcome<T>> read)
            where T : class
        {
            var fileName = Id + extension;
            try
            {
                using var reader = new StreamReader(Path.Combine(Folder, fileName), Strict);
                return read(reader, fileName);
            }
            catch (FileNotFoundException)
            {
                return new Problem(ContentProblems.Missing, fileName);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return new Problem(ContentProblems.Unreadable, fileName);
            }
        }
    }
}
