using System.Text;
using Amparo.Content;
using Amparo.Vocabulary;

namespace Amparo.Records.Tests;

/// <summary>The real code lists, schema and mappings, read from the repository.</summary>
internal static class Fixture
{
    internal static string Root { get; } = FindRoot();

    internal static CodeListCatalogue Lists { get; } = new ContentFolder(Path.Combine(Root, "content")).LoadCodeLists().Value;

    internal static RecordSchema Schema { get; } = RecordSchemaReader.Read(
        new StringReader(File.ReadAllText(Path.Combine(Root, "content", "schemas", "person-report.yaml"))), "person-report.yaml", Lists).Value;

    internal static RecordMapping Demonstration(string id) => MappingReader.Read(
        new StringReader(File.ReadAllText(Path.Combine(Root, "content", "mappings", "demonstration", $"{id}.yaml"))), $"{id}.yaml", Schema).Value;

    internal static Outcome<RecordMapping> Mapping(string yaml) => MappingReader.Read(new StringReader(yaml), "mapping.yaml", Schema);

    /// <summary>A mapping of a CSV file with the columns <c>file</c> and <c>date</c>, and further entries under <c>fields</c>.</summary>
    internal static RecordMapping Small(string moreFields, string file = "{ kind: delimited, delimiter: \",\" }") => Mapping(
        $$"""
        id: small
        version: 1
        schema: person-report
        country: GT
        agency-kind: police
        title: Small
        translation: { es: reviewed }
        file: {{file}}
        missing: { "-99": unknown, refused: refused }
        fields:
          file-number: { as: text, from: file }
          registered: { as: date, from: date, formats: [yyyy-MM-dd] }
        {{string.Join('\n', moreFields.Split('\n').Select(line => $"  {line}"))}}
        """).Value;

    internal static Stream Utf8(string text) => new MemoryStream(Encoding.UTF8.GetBytes(text));

    internal static Outcome<MappedFile> Map(RecordMapping mapping, Stream stream) => RecordMapper.Map(stream, mapping, new MappingOptions());

    internal static MappedFile MapSmall(string moreFields, string csv) => Map(Small(moreFields), Utf8(csv)).Value;

    /// <summary>Coded cells by their spelling in the standard file.</summary>
    internal static string[] Coded(this RecordSet records, string field)
    {
        var column = records.FindCoded(field)!;
        return [.. column.Cells.ToArray().Select(cell => cell >= 0 ? column.List.Codes[cell].Id : $"_{MissingKinds.NameOf((MissingKind)(-cell))}")];
    }

    /// <summary>The codes of flags that hold, joined by semicolons.</summary>
    internal static string[] Flags(this RecordSet records, string field)
    {
        var column = records.FindFlags(field)!;
        return [.. Enumerable.Range(0, records.Count).Select(row => string.Join(
            ';', column.List.Codes.Where((_, code) => column[code, row] == FlagsColumn.Yes).Select(code => code.Id)))];
    }

    internal static string[] Text(this RecordSet records, string field) => [.. records.FindText(field)!];

    internal static string[] Spelled(this CheckReport report) =>
        [.. report.Findings.Select(finding => FormattableString.Invariant($"{finding.Row} {finding.Field} {finding.Code}"))];

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Amparo.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
