using Amparo.Records.Tables;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Records.Registers;

/// <summary>Reads registers: first the declaration, then the facts.</summary>
/// <remarks>Stateless and thread-safe. Every problem of a file is reported, not only the first.</remarks>
public static class RegisterReader
{
    /// <summary>Reads the declaration of a register.</summary>
    /// <param name="yaml">
    /// The declaration: <c>id</c>, <c>version</c>, <c>holds</c> (a word of <see cref="RegisterHolding"/> in lower case), <c>translation</c>,
    /// <c>title</c>, <c>note</c>, <c>source</c>, <c>columns</c> (each
    /// <c>id</c>, <c>kind</c>, <c>title</c>; <c>list</c> for codes; <c>required: yes</c> where no cell may be empty) and <c>key</c>
    /// (the columns that identify a line). Unknown keys are refused.
    /// </param>
    /// <param name="fileName">How problems name the document.</param>
    /// <returns>The declaration; or every problem found (<c>VOC-</c> codes of the document), each with its line.</returns>
    public static Outcome<RegisterDeclaration> ReadDeclaration(TextReader yaml, string fileName)
    {
        var document = YamlReader.Read(yaml, fileName);
        if (!document.Succeeded)
            return Outcome<RegisterDeclaration>.Refused(document.Problems);

        var faults = new YamlFaults(fileName);
        var root = new YamlFields(document.Value, faults);
        var id = root.Id("id");
        var version = root.Version();
        var holds = Holding(root, faults);
        var statuses = TranslationStatuses.Take(root, faults);
        var title = statuses.TakeText(root, "title", faults);
        var note = statuses.TakeText(root, "note", faults);
        var source = SourceFields.Take(root, faults);
        var columns = new List<DeclaredColumn>();
        foreach (var node in root.List("columns"))
        {
            if (root.MapOf(node, "columns") is not { } fields || Column(fields, statuses, faults) is not { } column)
                continue;
            if (columns.Exists(other => other.Column.Id == column.Column.Id))
                faults.Add(VocabularyProblems.ValueNotAllowed, node, "columns");
            else
                columns.Add(column);
        }

        var key = root.Texts("key");
        if (key.Any(part => !columns.Exists(column => column.Column.Id == part)))
            faults.Add(VocabularyProblems.ValueNotAllowed, root.Node, "key");
        root.Finish();
        return faults.Conclude(() => new RegisterDeclaration(id!, version!.Value, title!, note!, source!, columns, key, holds!.Value));
    }

    /// <summary>Reads the facts of a register.</summary>
    /// <param name="register">The register's declaration.</param>
    /// <param name="csv">
    /// The facts: comma-separated, column ids in the first line, columns in any order; an empty cell is an unknown fact.
    /// </param>
    /// <param name="fileName">How problems name the register.</param>
    /// <param name="lists">The code lists; one for each column of codes.</param>
    /// <returns>
    /// The register: columns in the declared order, lines in the file's, codes as ids. Or problems <c>REC-401</c>, <c>REC-403</c> to
    /// <c>REC-406</c>, <c>REC-409</c> and <c>REC-411</c> to <c>REC-414</c>, with line numbers and never a cell.
    /// </returns>
    public static Outcome<RegisterTable> ReadFacts(
        RegisterDeclaration register, TextReader csv, string fileName, CodeListCatalogue lists)
    {
        ArgumentNullException.ThrowIfNull(register);
        ArgumentNullException.ThrowIfNull(csv);
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        ArgumentNullException.ThrowIfNull(lists);
        var missing = register.Columns.Where(column => column.List is not null && lists.Find(column.List) is null)
            .Select(column => new Problem(TableProblems.ListMissing, column.List!)).Distinct().ToArray();
        if (missing.Length > 0)
            return Outcome<RegisterTable>.Refused(missing);

        var read = TextTable.Read(csv, fileName);
        if (!read.Succeeded)
            return Outcome<RegisterTable>.Refused(read.Problems);
        var ids = register.Columns.Select(column => column.Column.Id).ToArray();
        var refused = read.Value.CheckColumns(ids, fileName);
        return refused.Count == 0 ? Rows(register, read.Value, fileName, lists) : Outcome<RegisterTable>.Refused(refused);
    }

    private static Outcome<RegisterTable> Rows(RegisterDeclaration register, TextTable table, string fileName, CodeListCatalogue lists)
    {
        var places = register.Columns.Select(column => table.PlaceOf(column.Column.Id)).ToArray();
        var keyPlaces = register.Key.Select(table.PlaceOf).ToArray();
        var problems = new List<Problem>();
        var rows = new List<IReadOnlyList<string>>();
        var keys = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in table.Lines)
        {
            var row = places.Select(place => line.Cells[place]).ToArray();
            for (var at = 0; at < row.Length; at++)
            {
                if (RefusalOf(row[at], register.Columns[at], lists) is { } code)
                    problems.Add(new(code, register.Columns[at].Column.Id, Places.Line(fileName, line.Number)));
            }

            // A separator that no cell of a key holds, so that two keys join to one text only if they are equal.
            if (!keys.Add(string.Join('\u001f', keyPlaces.Select(place => line.Cells[place]))))
                problems.Add(new(TableProblems.LineTwice, fileName, Places.Line(line.Number)));
            rows.Add(row);
        }

        return problems.Count == 0
            ? new RegisterTable(
                register.Id, register.Title, register.Note, register.Source,
                [.. register.Columns.Select(column => column.Column with { List = lists.Find(column.List) })], rows)
            : Outcome<RegisterTable>.Refused(problems);
    }

    private static string? RefusalOf(string cell, DeclaredColumn column, CodeListCatalogue lists)
    {
        if (cell.Length == 0)
            return column.Required ? TableProblems.CellMissing : null;
        return column.Kind switch
        {
            RegisterColumnKind.Code when lists[column.List!].Find(cell) is null => TableProblems.CodeUnknown,
            RegisterColumnKind.Date when PartialDate.TryParse(cell) is null => TableProblems.DateRefused,
            // Blanks look like a fact that is there, and are none.
            RegisterColumnKind.Text when string.IsNullOrWhiteSpace(cell) => TableProblems.CellMissing,
            _ => null,
        };
    }

    private static RegisterHolding? Holding(YamlFields root, YamlFaults faults)
    {
        if (root.TakeRequired("holds") is not { } node || root.TextOf(node, "holds") is not { } word)
            return null;
        foreach (var holding in Enum.GetValues<RegisterHolding>())
        {
            // Words only: a number, or another case, is no spelling of a holding.
            if (string.Equals(holding.ToString(), word, StringComparison.OrdinalIgnoreCase) && !word.Any(char.IsUpper))
                return holding;
        }

        faults.Add(VocabularyProblems.ValueNotAllowed, node, "holds");
        return null;
    }

    private static DeclaredColumn? Column(YamlFields fields, TranslationStatuses statuses, YamlFaults faults)
    {
        var id = fields.Id("id");
        RegisterColumnKind? kind = fields.Text("kind") switch
        {
            "text" => RegisterColumnKind.Text,
            "date" => RegisterColumnKind.Date,
            "code" => RegisterColumnKind.Code,
            _ => null,
        };
        if (kind is null)
            faults.Add(VocabularyProblems.ValueNotAllowed, fields.Node, "kind");
        var list = kind is RegisterColumnKind.Code ? fields.Text("list") : null;
        var required = fields.OptionalText("required");
        if (required is not (null or "yes" or "no"))
            faults.Add(VocabularyProblems.ValueNotAllowed, fields.Node, "required");
        var title = statuses.TakeText(fields, "title", faults);
        fields.Finish();
        return id is null || kind is null || title is null ? null : new(new(id, title), kind.Value, list, required == "yes");
    }
}
