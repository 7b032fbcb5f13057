using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Records.Tests;

public sealed class RecordFileProperties
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(20_261_123, 1);

    // Texts that CSV and spreadsheets stumble over, among any others that UTF-8 can write.
    private static readonly Gen<string> Texts = Gen.Frequency(
        (1, Gen.Elements("", "'", "''", "\"", "=", "a,b", "a\nb", "a\r\nb", "\r", "\n", "\t", " a ", "-", "+1", "@x", "'=1", "\uFEFF", "\0", "ñ", "𝄞")),
        (2, ArbMap.Default.GeneratorFor<string>().Where(text => text is not null && IsWritable(text))));

    [Fact]
    public void Every_set_is_read_back_as_it_was_written()
    {
        var sets = Gen.Choose(0, 6).SelectMany(Set);

        Prop.ForAll(sets.ToArbitrary(), set =>
        {
            using var stream = new MemoryStream();
            RecordFile.Write(stream, set, Fixture.Schema);
            stream.Position = 0;
            ShouldBeSame(RecordFile.Read(stream, Fixture.Schema).Value, set);
        }).Check(Config);
    }

    [Fact]
    public void Parts_put_together_are_the_whole()
    {
        var pairs = Gen.Choose(0, 4).SelectMany(Set).SelectMany(one => Gen.Choose(0, 4).SelectMany(Set).Select(two => (one, two)));

        Prop.ForAll(pairs.ToArbitrary(), pair =>
        {
            var whole = RecordSet.Concat([pair.one, pair.two]);
            whole.Count.ShouldBe(pair.one.Count + pair.two.Count);
            foreach (var column in whole.Coded)
                whole.Coded(column.Field).ShouldBe([.. pair.one.Coded(column.Field), .. pair.two.Coded(column.Field)]);
            foreach (var field in whole.TextFields)
                whole.Text(field).ShouldBe([.. pair.one.Text(field), .. pair.two.Text(field)]);
        }).Check(Config);
    }

    [Fact]
    public void Neutralised_texts_never_begin_like_a_formula_and_are_restored()
    {
        Prop.ForAll(Texts.ToArbitrary(), text =>
        {
            var written = TextCell.Neutralise(text);
            (written.Length > 0 && "=+-@\t\r".Contains(written[0], StringComparison.Ordinal)).ShouldBeFalse();
            TextCell.Restore(written).ShouldBe(text);
        }).Check(Config);
    }

    private static bool IsWritable(string text)
    {
        try
        {
            _ = new UTF8Encoding(false, throwOnInvalidBytes: true).GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    // Half of the codes of each field of flags are asked about, so that columns come and go.
    private static Gen<RecordSet> Set(int count)
    {
        var coded = Fixture.Schema.Fields.Where(field => field.Kind == FieldKind.Coded).ToArray();
        var flags = Fixture.Schema.Fields.Where(field => field.Kind == FieldKind.Flags).ToArray();
        var texts = Fixture.Schema.Fields.Where(field => field.IsText).ToArray();
        return Gen.Choose(-6, 1_000).ArrayOf(count * (coded.Length + (flags.Length * 64))).SelectMany(cells => Texts.ArrayOf(count * texts.Length).Select(words =>
        {
            var at = 0;
            short Next(int codes)
            {
                var cell = cells[at++];
                return cell >= 0 ? (short)(cell % codes) : (short)cell;
            }

            var columns = new List<RecordColumn>();
            foreach (var field in coded)
                columns.Add(new CodedColumn(field.Id, field.List!, [.. Enumerable.Range(0, count).Select(_ => Next(field.List!.Codes.Count))]));
            foreach (var field in flags)
            {
                columns.Add(new FlagsColumn(
                    field.Id, field.List!,
                    [.. field.List!.Codes.Select((_, code) => code % 2 == 0 ? Enumerable.Range(0, count).Select(_ => Next(2)).ToArray() : null)], count));
            }

            foreach (var (field, i) in texts.Select((field, i) => (field, i)))
                columns.Add(new TextColumn(field.Id, words[(i * count)..((i + 1) * count)]));
            return new RecordSet(count, columns);
        }));
    }

    private static void ShouldBeSame(RecordSet read, RecordSet written)
    {
        read.Count.ShouldBe(written.Count);
        foreach (var field in Fixture.Schema.Fields)
        {
            if (field.Kind == FieldKind.Coded)
                read.Coded(field.Id).ShouldBe(written.Coded(field.Id));
            else if (field.Kind == FieldKind.Flags)
                Cells(read.FindFlags(field.Id)!).ShouldBe(Cells(written.FindFlags(field.Id)!));
            else
                read.Text(field.Id).ShouldBe(written.Text(field.Id));
        }
    }

    private static short[] Cells(FlagsColumn flags) =>
        [.. Enumerable.Range(0, flags.List.Codes.Count).SelectMany(code => Enumerable.Range(0, flags.Count).Select(row => flags[code, row]))];
}
