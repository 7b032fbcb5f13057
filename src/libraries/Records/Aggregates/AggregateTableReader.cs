using Amparo.Records.Tables;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Records.Aggregates;

/// <summary>Reads aggregate tables: first the declaration, then the figures.</summary>
/// <remarks>Stateless and thread-safe. Every problem of a file is reported, not only the first.</remarks>
public static class AggregateTableReader
{
    /// <summary>Reads the declaration of a table.</summary>
    /// <param name="yaml">
    /// The declaration: <c>id</c>, <c>version</c>, <c>measure</c> (count, distinct, share, rate), <c>origin</c> (official only),
    /// <c>translation</c>, <c>title</c>, <c>definition</c>, <c>limits</c>, <c>unit</c>, <c>source</c>, <c>dimensions</c> (each an id,
    /// or <c>field</c> and <c>codes</c>), <c>views</c>, and, if the table is made from a publisher's file, <c>extract</c> (see
    /// <see cref="ExtractRule"/>: <c>where</c>, <c>axes</c>, <c>figure</c>, <c>repeated</c>). Unknown keys are refused.
    /// </param>
    /// <param name="fileName">How problems name the document.</param>
    /// <returns>The declaration; or every problem found (<c>VOC-</c> codes of the document), each with its line.</returns>
    public static Outcome<AggregateTable> ReadDeclaration(TextReader yaml, string fileName)
    {
        var document = YamlReader.Read(yaml, fileName);
        return document.Succeeded
            ? new AggregateDeclaration(document.Value, fileName).Read()
            : Outcome<AggregateTable>.Refused(document.Problems);
    }

    /// <summary>Reads the figures of a table.</summary>
    /// <param name="table">The table's declaration.</param>
    /// <param name="csv">
    /// The figures: comma-separated, column ids in the first line, columns in any order. Codes are those of the lists, or
    /// <see cref="CodeList.Unknown"/>, or <see cref="CodeList.Total"/> for a dimension the figure does not divide by. Empty figures and
    /// absent lines are missing, never zero.
    /// </param>
    /// <param name="fileName">How problems name the table.</param>
    /// <param name="lists">The code lists; one for each dimension.</param>
    /// <returns>
    /// The figures as stated: parts are not forced to add up, and no total is computed that the table does not state. Or problems
    /// <c>REC-401</c> to <c>REC-411</c> and <c>REC-414</c>, with line numbers and never a cell.
    /// </returns>
    public static Outcome<Cube> ReadFigures(AggregateTable table, TextReader csv, string fileName, CodeListCatalogue lists)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(csv);
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        ArgumentNullException.ThrowIfNull(lists);
        var problems = new List<Problem>();
        var dimensions = DimensionsOf(table, lists, problems);
        if (problems.Count > 0)
            return Outcome<Cube>.Refused(problems);

        var read = TextTable.Read(csv, fileName);
        if (!read.Succeeded)
            return Outcome<Cube>.Refused(read.Problems);
        string[] figures = read.Value.Columns.Contains(FigureLines.Value, StringComparer.Ordinal)
            ? [FigureLines.Value]
            : [FigureLines.Low, FigureLines.High];
        var refused = read.Value.CheckColumns([.. dimensions.Select(dimension => dimension.Id), .. figures], fileName);
        if (refused.Count > 0)
            return Outcome<Cube>.Refused(refused);

        var frame = new Cube(table.Header, dimensions, table.Views, []);
        var lines = new FigureLines(frame, read.Value, fileName);
        foreach (var line in read.Value.Lines)
            lines.Take(line);
        return lines.Problems.Count == 0
            ? new Cube(table.Header, dimensions, table.Views, lines.Cells)
            : Outcome<Cube>.Refused(lines.Problems);
    }

    /// <summary>The axes of a table; what is wrong with them is added to the problems.</summary>
    internal static Dimension[] DimensionsOf(AggregateTable table, CodeListCatalogue lists, List<Problem> problems) =>
        [.. table.Dimensions.Select(dimension => Scope(dimension, lists, problems)).OfType<Dimension>()];

    private static Dimension? Scope(AggregateDimension dimension, CodeListCatalogue lists, List<Problem> problems)
    {
        if (lists.Find(dimension.Field) is not { } list)
        {
            problems.Add(new(TableProblems.ListMissing, dimension.Field));
            return null;
        }

        if (dimension.Codes is null)
            return new(dimension.Field, list);
        var codes = dimension.Codes.Select(list.Find).OfType<Code>().ToArray();
        if (codes.Length != dimension.Codes.Count)
        {
            problems.Add(new(TableProblems.ScopeUnknown, dimension.Field));
            return null;
        }

        return new(dimension.Field, new CodeList(list.Id, list.Version, list.Title, list.Source, codes));
    }
}
