using System.Globalization;

namespace Amparo.Records.Tests;

/// <summary>Records written down cell by cell, as the standard file spells them, and what the shipped rules say about them.</summary>
internal static class Rows
{
    internal static RecordRules Shipped { get; } = Read(
        File.ReadAllText(Path.Combine(Fixture.Root, "content", "rules", "person-report.yaml"))).Value;

    internal static RecordMapping Identified { get; } = Fixture.Small("sex: { as: constant, missing-kind: not-asked }");

    internal static RecordMapping Published { get; } = Fixture.Mapping(
        """
        id: published
        version: 1
        schema: person-report
        records: published
        title: Published
        translation: { es: reviewed }
        file: { kind: delimited, delimiter: "," }
        fields:
          sex: { as: code, from: sex, standard: id }
        """).Value;

    internal static Vocabulary.Outcome<RecordRules> Read(string yaml) => RecordRulesReader.Read(new StringReader(yaml), "rules.yaml", Fixture.Schema);

    /// <summary>Records out of columns: a field's id and its cells, or <c>FIELD.CODE</c> and <c>yes</c>, <c>no</c> or a kind of missing value.</summary>
    internal static RecordSet Of(params (string Name, string[] Cells)[] columns)
    {
        var count = columns[0].Cells.Length;
        var made = new List<RecordColumn>();
        foreach (var group in columns.GroupBy(column => column.Name.Split('.')[0]))
        {
            var field = Fixture.Schema.Find(group.Key)!;
            made.Add(field.Kind switch
            {
                FieldKind.Coded => new CodedColumn(field.Id, field.List!, [.. group.Single().Cells.Select(cell => Missing(cell) ?? (short)field.List!.PositionOf(cell))]),
                FieldKind.Flags => new FlagsColumn(
                    field.Id, field.List!,
                    [.. field.List!.Codes.Select(code => group.FirstOrDefault(column => column.Name == $"{field.Id}.{code.Id}").Cells?.Select(Flag).ToArray())], count),
                _ => new TextColumn(field.Id, group.Single().Cells),
            });
        }

        return new RecordSet(count, made);
    }

    /// <summary>Judges records as rows 1, 2, 3 … of a file of which nothing is in quarantine yet.</summary>
    internal static MappedFile Judge(RecordSet records, RecordMapping? mapping = null, RecordRules? rules = null) => (rules ?? Shipped).Apply(
        new MappedFile(records, new CheckReport(records.Count, []), [.. Enumerable.Range(1, records.Count)]), mapping ?? Identified);

    /// <summary>Everything that was found, in one spelling: <c>RUL-001 1 3</c>.</summary>
    internal static string[] Found(this MappedFile file) =>
    [
        .. file.Report.Counts(int.MaxValue).OrderBy(count => count.Code, StringComparer.Ordinal)
            .Select(count => $"{count.Code} {string.Join(' ', count.Rows.Select(row => row.ToString(CultureInfo.InvariantCulture)))}"),
    ];

    private static short? Missing(string cell) =>
        cell is ['_', .. var name] ? CodedColumn.Missing(MissingKinds.Find(name)!.Value) : null;

    private static short Flag(string cell) => Missing(cell) ?? (cell == "yes" ? FlagsColumn.Yes : FlagsColumn.No);
}
