using System.Globalization;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.RealData.Tests;

/// <summary>Any records, also such as no file of that layout could hold: what is not named as lost is there when the file is read again.</summary>
public sealed class AnyRecordsTests
{
    private const int Count = 400;

    // Worked out when a file is read, or known from where it lies: not in the file's columns.
    private static readonly string[] WorkedOut =
        [PersonReport.Record, PersonReport.Subject, PersonReport.Country, PersonReport.AgencyKind, PersonReport.Form, PersonReport.AgeGroup, PersonReport.Age];

    private static readonly string[] Texts =
        ["", "Ana", "De León Paz", "a;b", "x,y", "say \"no\"", "two\nlines", "tab\there", "=1+1", "-99", "N/S", "Muñoz, Ana", "de la Cruz", "García  Paz", "ñ"];

    public static TheoryData<string> Mappings => [.. Shipped.Standards.Concat(Shipped.Demonstration).Select(mapping => mapping.Id)];

    [Theory]
    [MemberData(nameof(Mappings))]
    public void What_is_not_named_as_lost_is_there_again(string id)
    {
        var mapping = Shipped.Mapping(id);
        var random = new Random(20_261_123);
        var records = new RecordSet(Count, [.. mapping.Schema.Fields.Select(field => AnyColumn(field, mapping, random))]);
        using var stream = new MemoryStream();

        var written = SourceFile.Write(stream, records, mapping).Value;
        stream.Position = 0;
        var again = RecordMapper.Map(
            stream, SourceFile.LayoutOf(mapping), new MappingOptions { Country = "GT", AgencyKind = mapping.AgencyKind ?? "iom" }, TestContext.Current.CancellationToken).Value;

        written.Rows.ShouldBe(Count);
        again.Report.Read.ShouldBe(Count);
        var lost = written.Lost.ToDictionary(field => field.Field, field => field.Records, StringComparer.Ordinal);
        // A row is refused only for what could not be written.
        again.Report.Findings.Select(finding => finding.Field).Distinct().ShouldBeSubsetOf(lost.Keys.Append(PersonReport.AgeGroup));
        var kept = records.Take([.. again.Rows.Select(row => row - 1)]);
        kept.Count.ShouldBeGreaterThan(0);
        foreach (var column in again.Records.Columns.Where(column => mapping.Schema.Id != PersonReport.SchemaId || !WorkedOut.Contains(column.Field, StringComparer.Ordinal)))
        {
            if (column.Field == PersonReport.Record || (column.Field == PersonReport.Year && mapping.IsIdentified))
                continue;
            var (before, after) = (Lines(kept, column.Field, (again.Records, mapping)), Lines(again.Records, column.Field, (again.Records, mapping)));
            var changed = before.Zip(after).Count(row => row.First != row.Second);
            // In rows that were refused the field may have been lost as well.
            changed.ShouldBeLessThanOrEqualTo(lost.GetValueOrDefault(column.Field), column.Field);
            if (again.Report.Quarantined == 0 && lost.TryGetValue(column.Field, out var named))
                changed.ShouldBe(named, column.Field);
        }
    }

    private static RecordColumn AnyColumn(RecordField field, RecordMapping mapping, Random random)
    {
        var person = mapping.Schema.Id == PersonReport.SchemaId;
        // Without these a row of an agency is refused, which other tests are about.
        if (person && field.Id == PersonReport.FileNumber)
            return new TextColumn(field.Id, [.. Enumerable.Range(1, Count).Select(row => string.Create(CultureInfo.InvariantCulture, $"F-{row}"))]);
        if (person && field.Id == PersonReport.Registered)
            return new TextColumn(field.Id, [.. Enumerable.Range(0, Count).Select(row => new DateOnly(2023, 1, 1).AddDays(row).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))]);
        return field.Kind switch
        {
            FieldKind.Coded => new CodedColumn(field.Id, field.List!, Cells(() => Code(field.List!, random))),
            FieldKind.Flags => new FlagsColumn(field.Id, field.List!, [.. field.List!.Codes.Select(_ => Cells(() => (short)random.Next(-6, 2)))], Count),
            FieldKind.Count => new CountColumn(field.Id, [.. Enumerable.Range(0, Count).Select(_ => AnyCount(random))]),
            FieldKind.Date => new TextColumn(field.Id, [.. Enumerable.Range(0, Count).Select(_ => random.Next(4) switch { 0 => "", 1 => "1990", 2 => "1990-05", _ => "1990-05-03" })]),
            FieldKind.WholeNumber => new TextColumn(field.Id, [.. Enumerable.Range(0, Count).Select(_ => random.Next(3) == 0 ? "" : random.Next(100).ToString(CultureInfo.InvariantCulture))]),
            _ => new TextColumn(field.Id, [.. Enumerable.Range(0, Count).Select(_ => Texts[random.Next(Texts.Length)])]),
        };
    }

    // Half of them codes, so that lists of hundreds do not crowd out the kinds of missing values.
    private static short Code(CodeList list, Random random) => (short)(random.Next(2) == 0 ? random.Next(list.Codes.Count) : -random.Next(1, 7));

    private static short[] Cells(Func<short> next) => [.. Enumerable.Range(0, Count).Select(_ => next())];

    private static PublishedCount AnyCount(Random random)
    {
        var low = random.Next(4) == 0 ? 0 : random.Next(20_000);
        return random.Next(4) switch
        {
            0 => PublishedCount.Absent((MissingKind)random.Next(1, 7)),
            1 => PublishedCount.Between((low, low + random.Next(10))),
            _ => PublishedCount.Exactly(low),
        };
    }

    // One text for each record: as the standard file writes the field.
    private static string[] Lines(RecordSet records, string field, (RecordSet Again, RecordMapping Mapping) with)
    {
        var (again, mapping) = with;
        if (records.Find(field) is TextColumn texts)
            return [.. texts];
        // A code that the layout does not ask about is not asked in the file, whatever the record said; that it was said is lost.
        if (records.Find(field) is FlagsColumn flags)
        {
            var unasked = flags.List.Codes.Select((_, code) => !again.FindFlags(field)!.IsAsked(code)).ToArray();
            return [.. Enumerable.Range(0, records.Count).Select(row => string.Join(
                ',', unasked.Select((isUnasked, code) => flags[code, row] is var cell && cell == -2 || (cell < 0 && isUnasked) ? -1 : cell)))];
        }

        var text = System.Text.Encoding.UTF8.GetString(Shipped.Bytes(new RecordSet(records.Count, [records.Find(field)!]), mapping.Schema));
        var lines = text.Split('\n')[1..^1];
        // What nobody asked comes back as an empty cell. A field without a column in the file is not asked there; that it had a value is what was lost.
        lines = [.. lines.Select(line => line == "_not-asked" ? "_blank" : line)];
        return again.FindCoded(field) is { } coded && coded.Cells.IndexOfAnyExcept(CodedColumn.Missing(MissingKind.NotAsked)) < 0
            ? [.. lines.Select(line => line[0] == '_' ? "_blank" : line)]
            : lines;
    }
}
