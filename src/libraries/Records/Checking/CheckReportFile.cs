using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Amparo.Records;

/// <summary>Writes what checking found, for programs as JSON and for people as text. The page for people is <see cref="CheckReportPage"/>.</summary>
/// <remarks>Row numbers, fields, codes and counts; never a value of the file. The same run gives the same bytes.</remarks>
public static class CheckReportFile
{
    /// <summary>The first key of the document that <see cref="Write"/> writes, by which such files are known.</summary>
    public const string Mark = "amparo-check";

    // Enough to find the fault in the agency's file; the file of the quarantine names every row.
    private const int MostRows = 100;
    private const int RowsInText = 5;

    /// <summary>Writes a run as a JSON document.</summary>
    /// <remarks>
    /// Top level: <c>amparo-check</c> (1, the version of this format), <c>read</c>, <c>accepted</c>, <c>quarantined</c>, <c>mended</c>, <c>warnings</c>,
    /// <c>notes</c>, <c>software</c>, <c>files</c> (see <see cref="WriteJson(Utf8JsonWriter, CheckReport)"/>, each with <c>file</c>, <c>sha256</c>, <c>mapping</c>, <c>schema</c> and
    /// <c>rules</c> by id and version) and <c>refused</c> (<c>file</c>, and <c>problems</c> by <c>code</c>, <c>subject</c> and <c>path</c>).
    /// </remarks>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="run">The run.</param>
    public static void Write(Stream stream, CheckRun run)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(run);
        using var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteNumber(Mark, 1);
        json.WriteNumber("read", run.Read);
        json.WriteNumber("accepted", run.Accepted);
        json.WriteNumber("quarantined", run.Quarantined);
        json.WriteNumber("mended", run.Mended);
        json.WriteNumber("warnings", run.CountRemarks(RuleSeverity.Warning));
        json.WriteNumber("notes", run.CountRemarks(RuleSeverity.Note));
        json.WriteString("software", run.Software);
        json.WriteStartArray("files");
        foreach (var file in run.Files)
        {
            json.WriteStartObject();
            WriteFile(json, file);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("refused");
        foreach (var file in run.Refused)
            WriteRefused(json, file);
        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        stream.WriteByte((byte)'\n');
    }

    /// <summary>Writes what was found in one file, and what it was checked with, as one value.</summary>
    /// <param name="json">Where to; the caller can put the value anywhere in a document of its own.</param>
    /// <param name="file">The file.</param>
    public static void WriteJson(Utf8JsonWriter json, CheckedFile file)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(file);
        json.WriteStartObject();
        WriteFile(json, file);
        json.WriteEndObject();
    }

    /// <summary>
    /// Writes a report as one value: <c>read</c>, <c>accepted</c>, <c>quarantined</c>, <c>mended</c>, <c>warnings</c>, <c>notes</c>, <c>headerRow</c>,
    /// <c>unnoticedColumns</c>, and <c>problems</c>, the gravest first: <c>severity</c>, <c>code</c>, <c>field</c>, <c>count</c>, <c>rows</c> (the first
    /// hundred; the first row below the header is row one) and, for rows that repeat another one, <c>firstRows</c>.
    /// </summary>
    /// <param name="json">Where to.</param>
    /// <param name="report">The report.</param>
    public static void WriteJson(Utf8JsonWriter json, CheckReport report)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(report);
        json.WriteStartObject();
        WriteReport(json, report);
        json.WriteEndObject();
    }

    /// <summary>Writes text: lines of counts, then a line for each problem and field with its sentence and the first rows.</summary>
    /// <param name="report">The report.</param>
    /// <param name="schema">The schema of the records, whose titles name the fields.</param>
    /// <param name="words">The reader's language.</param>
    /// <returns>The text, lines ended by LF. A code without a sentence stands alone.</returns>
    public static string ToText(CheckReport report, RecordSchema schema, CheckReportWords words)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(words);
        var text = new StringBuilder();
        void Count(string key, int count) => text.Append(CultureInfo.InvariantCulture, $"{words[key]}: {count}\n");
        Count("read", report.Read);
        Count("accepted", report.Accepted);
        if (report.Mended > 0)
            Count("mended", report.Mended);
        Count("quarantined", report.Quarantined);
        var severity = RuleSeverity.Error;
        foreach (var count in report.Counts(RowsInText))
        {
            if (count.Severity != severity)
                Count(count.Severity == RuleSeverity.Warning ? "warnings" : "notes", report.CountRemarks(count.Severity));
            severity = count.Severity;
            text.Append(CultureInfo.InvariantCulture, $"  {count.Code} {words.TitleOf(count.Field, schema)}");
            if (count.Field != CheckFinding.WholeRow)
                text.Append(CultureInfo.InvariantCulture, $" ({count.Field})");
            text.Append(CultureInfo.InvariantCulture, $": {count.Count}");
            if (words.Sentences.TryGetValue(count.Code, out var sentence))
                text.Append(CultureInfo.InvariantCulture, $" – {sentence}");
            // Notes are about many rows, and no row of them is worth a look of its own.
            if (count.Severity != RuleSeverity.Note)
                text.Append(CultureInfo.InvariantCulture, $" [{words["sheet-rows"]}: {SheetRows(count, report, words)}{(count.Count > count.Rows.Count ? " …" : "")}]");
            text.Append('\n');
        }

        if (report.UnnoticedColumns.Count > 0)
            text.Append(CultureInfo.InvariantCulture, $"{words["unnoticed"]}: {string.Join(", ", report.UnnoticedColumns)}\n");
        return text.ToString();
    }

    /// <summary>Rows as a spreadsheet numbers them: <c>12, 40 (repeats 7)</c>.</summary>
    internal static string SheetRows(CheckCount count, CheckReport report, CheckReportWords words) => string.Join(", ", count.Rows.Select((row, at) =>
        count.FirstRows.Count > at
            ? string.Create(CultureInfo.InvariantCulture, $"{report.HeaderRow + row} ({words["repeats"]} {report.HeaderRow + count.FirstRows[at]})")
            : (report.HeaderRow + row).ToString(CultureInfo.InvariantCulture)));

    private static void WriteFile(Utf8JsonWriter json, CheckedFile file)
    {
        json.WriteString("file", file.Name);
        json.WriteString("sha256", file.Hash);
        WriteVersioned(json, "mapping", (file.Mapping.Id, file.Mapping.Version));
        WriteVersioned(json, "schema", (file.Mapping.Schema.Id, file.Mapping.Schema.Version));
        if (file.Rules is { } rules)
            WriteVersioned(json, "rules", (rules.Id, rules.Version));
        else
            json.WriteNull("rules");
        WriteReport(json, file.Report);
    }

    private static void WriteVersioned(Utf8JsonWriter json, string key, (string Id, int Version) what)
    {
        json.WriteStartObject(key);
        json.WriteString("id", what.Id);
        json.WriteNumber("version", what.Version);
        json.WriteEndObject();
    }

    private static void WriteReport(Utf8JsonWriter json, CheckReport report)
    {
        json.WriteNumber("read", report.Read);
        json.WriteNumber("accepted", report.Accepted);
        json.WriteNumber("quarantined", report.Quarantined);
        json.WriteNumber("mended", report.Mended);
        json.WriteNumber("warnings", report.CountRemarks(RuleSeverity.Warning));
        json.WriteNumber("notes", report.CountRemarks(RuleSeverity.Note));
        json.WriteNumber("headerRow", report.HeaderRow);
        WriteNumbers(json, "unnoticedColumns", report.UnnoticedColumns);
        json.WriteStartArray("problems");
        foreach (var count in report.Counts(MostRows))
        {
            json.WriteStartObject();
            json.WriteString("severity", count.Severity switch { RuleSeverity.Error => "error", RuleSeverity.Warning => "warning", _ => "note" });
            json.WriteString("code", count.Code);
            json.WriteString("field", count.Field);
            json.WriteNumber("count", count.Count);
            WriteNumbers(json, "rows", count.Rows);
            if (count.FirstRows.Count > 0)
                WriteNumbers(json, "firstRows", count.FirstRows);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string key, IReadOnlyList<int> numbers)
    {
        json.WriteStartArray(key);
        foreach (var number in numbers)
            json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static void WriteRefused(Utf8JsonWriter json, RefusedFile file)
    {
        json.WriteStartObject();
        json.WriteString("file", file.Name);
        json.WriteStartArray("problems");
        foreach (var problem in file.Problems)
        {
            json.WriteStartObject();
            json.WriteString("code", problem.Code);
            json.WriteString("subject", problem.Subject);
            json.WriteString("path", problem.Path);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
