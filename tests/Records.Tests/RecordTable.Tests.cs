using Amparo.Vocabulary;

namespace Amparo.Records.Tests;

public sealed class RecordTableTests
{
    [Fact]
    public void The_same_records_give_the_same_bytes_and_come_back_whole()
    {
        var saved = Saved(Sample());

        Saved(Sample()).ShouldBe(saved);
        var read = RecordTable.Read(new MemoryStream(saved), Fixture.Schema).Value;
        Csv(read).ShouldBe(Csv(Sample()));
        Saved(read).ShouldBe(saved);
    }

    [Fact]
    public void No_byte_can_change_unnoticed()
    {
        var saved = Saved(Sample());
        var random = new Random(5);
        for (var trial = 0; trial < 2_000; trial++)
        {
            var changed = (byte[])saved.Clone();
            changed[random.Next(changed.Length)] ^= (byte)(1 << random.Next(8));

            RecordTable.Read(new MemoryStream(changed), Fixture.Schema).Succeeded.ShouldBeFalse();
        }
    }

    [Fact]
    public void A_table_that_is_cut_off_or_no_table_is_refused()
    {
        var saved = Saved(Sample());
        for (var length = 1; length < saved.Length; length += 7)
            Codes(saved[..length]).ShouldBe([RecordsProblems.TableDamaged]);
        Codes([]).ShouldBe([RecordsProblems.EmptyFile]);
        Codes("record,country\n"u8.ToArray()).ShouldBe([RecordsProblems.TableDamaged]);
        Codes([.. saved, .. saved]).ShouldBe([RecordsProblems.TableDamaged]);
    }

    [Fact]
    public void Codes_that_changed_since_are_refused_field_by_field()
    {
        var fields = Fixture.Schema.Fields.Select(field => field.Id switch
        {
            "sex" => field with { List = Fixture.Lists["yes-no"] },
            "forms" => field with { List = Fixture.Lists["means-group"] },
            _ => field,
        });
        var other = new RecordSchema(PersonReport.SchemaId, 9, LocalizedText.Same("x"), [.. fields]);

        RecordTable.Read(new MemoryStream(Saved(Sample())), other).Problems
            .ShouldBe([new Problem(RecordsProblems.TableOfOtherCodes, "sex"), new Problem(RecordsProblems.TableOfOtherCodes, "forms")]);
    }

    [Fact]
    public void A_table_of_another_schema_is_refused()
    {
        var other = new RecordSchema("interview", 1, LocalizedText.Same("x"), Fixture.Schema.Fields);

        RecordTable.Read(new MemoryStream(Saved(Sample())), other).Problems.Single().Code.ShouldBe(RecordsProblems.TableOfOtherSchema);
    }

    [Fact]
    public void Nothing_of_a_refused_row_is_saved()
    {
        var mapped = Fixture.MapSmall("given-names: { as: text, from: name }", "file,date,name\n1,2017-01-01,Ana\n2,2017-02-30,Zacarias\n3,2017-01-01,Eva\n");

        mapped.Report.Quarantined.ShouldBe(1);
        System.Text.Encoding.UTF8.GetString(Saved(mapped.Records)).ShouldNotContain("Zacarias");
    }

    [Fact]
    public void Counts_and_numbered_ids_come_back()
    {
        var schema = new RecordSchema("counts", 1, LocalizedText.Same("c"), [Field("record", FieldKind.Text), Field("count", FieldKind.Count)]);
        PublishedCount[] counts = [PublishedCount.Exactly(7), PublishedCount.Between((0, 4)), PublishedCount.Absent(MissingKind.Suppressed)];
        var records = new RecordSet(3, [new TextColumn("record", ["a-1", "a-2", "a-3"]), new CountColumn("count", counts)]);
        using var stream = new MemoryStream();
        RecordTable.Write(stream, records, schema);
        stream.Position = 0;

        var read = RecordTable.Read(stream, schema).Value;

        read.FindCounts("count")!.Counts.ToArray().ShouldBe(counts);
        read.Text("record").ShouldBe(["a-1", "a-2", "a-3"]);
    }

    private static RecordField Field(string id, FieldKind kind) => new(id, kind, null, Sensitivity.PublicCode, LocalizedText.Same(id));

    private static RecordSet Sample() => Fixture.MapSmall(
        """
        sex: { as: code, from: sex, values: { F: female, M: male } }
        given-names: { as: text, from: name }
        forms: { as: codes, from: forms, separator: ";", values: { s: sexual, l: labour } }
        country-of-exploitation: { as: code, from: where, standard: names }
        """,
        "file,date,sex,name,forms,where\n" + string.Concat(Enumerable.Range(1, 200).Select(row => FormattableString.Invariant(
            $"{row},201{row % 10}-01-0{(row % 9) + 1},{(row % 3 == 0 ? "F" : row % 3 == 1 ? "M" : "refused")},Ana {row % 7},{(row % 2 == 0 ? "s;l" : "-99")},Guatemala\n")))).Records;

    private static byte[] Saved(RecordSet records)
    {
        using var stream = new MemoryStream();
        RecordTable.Write(stream, records, Fixture.Schema);
        return stream.ToArray();
    }

    private static byte[] Csv(RecordSet records)
    {
        using var stream = new MemoryStream();
        RecordFile.Write(stream, records, Fixture.Schema);
        return stream.ToArray();
    }

    private static string[] Codes(byte[] bytes) =>
        [.. RecordTable.Read(new MemoryStream(bytes), Fixture.Schema).Problems.Select(problem => problem.Code)];
}
