using System.Globalization;
using Amparo.Records;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Rules;

namespace Amparo.Cli.Classifying;

/// <summary>A file of cases: CSV in any delimiter and encoding that agency files may have, or JSON Lines (<c>.jsonl</c>, <c>.ndjson</c>).</summary>
internal static class CaseFile
{
    /// <summary>Reads the rows of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="vocabulary">The elements and their codes.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <returns>The sheet; or why the file cannot be used: VOC-103, VOC-104, VOC-110, VOC-112, VOC-113, VOC-115, REC-.</returns>
    internal static Outcome<CaseSheet> Read(string path, RuleVocabulary vocabulary, CancellationToken cancel)
    {
        using var stream = File.OpenRead(path);
        var sheet = new CaseSheet(vocabulary);
        var problems = Path.GetExtension(path).ToUpperInvariant() is ".JSONL" or ".NDJSON"
            ? CaseLines.Read(stream, sheet) is { } problem ? [problem] : []
            : ReadTable(stream, sheet, cancel);
        if (problems.Count > 0)
            return Outcome<CaseSheet>.Refused(problems);
        return sheet.Rows == 0 ? new Problem(RulesProblems.NoRows, "file") : sheet;
    }

    private static IReadOnlyList<Problem> ReadTable(Stream stream, CaseSheet sheet, CancellationToken cancel)
    {
        var opened = RowSource.Open(stream, new SourceFormat(), new ReadingLimits());
        if (!opened.Succeeded)
            return opened.Problems;
        using var rows = opened.Value;
        var problems = sheet.CheckFields(rows.Header);
        if (problems.Count > 0)
            return problems;
        while (rows.Read())
        {
            cancel.ThrowIfCancellationRequested();
            if (sheet.Rows >= CaseSheet.MostRows)
                return [new Problem(RulesProblems.TooManyRows, "file", Place(rows.RowNumber))];
            var cells = rows.Header.Select((name, column) => KeyValuePair.Create(name, rows.Text(column))).ToArray();
            if (rows.RowProblem is { } code)
                sheet.AddUnreadable(new Problem(code, "row", Place(rows.RowNumber)), cells.FirstOrDefault(cell => cell.Key == "case").Value);
            else
                sheet.Add(rows.RowNumber, cells);
        }

        return rows.Failure is { } failure ? [failure] : [];
    }

    private static string Place(int row) => string.Create(CultureInfo.InvariantCulture, $"row {row}");
}
