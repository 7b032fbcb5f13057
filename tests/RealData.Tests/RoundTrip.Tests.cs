using System.Globalization;
using System.Text;
using Amparo.Records;
using static Amparo.RealData.Tests.AccountsTests;

namespace Amparo.RealData.Tests;

/// <summary>A file that is mapped and written back loses nothing that the standard can hold.</summary>
public sealed class RoundTripTests
{
    public static TheoryData<string, string> Files => new()
    {
        { "ctdc-victim-perpetrator-2022", VictimPerpetrator },
        { "ctdc-kanon-2020-subset", Subset },
        { "ctdc-kanon-2020", FullWidth },
        { "ctdc-synthetic-2025-extract", Extract2025 },
        { "ctdc-cleaned-extract", Cleaned },
        { "glotip-country-year", Glotip },
        { "sdg-16-2-2", Sdg },
        { "sdg-16-2-2-derived", SdgDerived },
        { "population-wpp-2019", Wpp2019 },
        { "population-wpp-2024", Wpp2024 },
        { "population-world-bank", WorldBank },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public void A_published_file_mapped_back_and_mapped_again_gives_the_same_records(string mapping, string path)
    {
        var file = PublishedFile.Of(mapping, path);
        var (written, text) = Write(file.Mapped.Records, file.Mapping);
        written.Lost.ShouldBeEmpty();
        written.Rows.ShouldBe(file.Mapped.Records.Count);

        var again = MapAgain(text, file.Mapping);

        again.Report.Quarantined.ShouldBe(0);
        Content(again.Records, file.Mapping).ShouldBe(Content(file.Mapped.Records, file.Mapping));
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void A_published_file_mapped_back_has_the_same_cells_but_for_known_spellings(string mapping, string path)
    {
        var file = PublishedFile.Of(mapping, path);
        var (_, text) = Write(file.Mapped.Records, file.Mapping);
        var lines = text.TrimEnd('\n').Split('\n');
        lines.Length.ShouldBe(file.Mapped.Records.Count + 1);

        var changed = new HashSet<string>(StringComparer.Ordinal);
        for (var place = 0; place < file.Mapping.Columns.Count; place++)
        {
            var column = file.Mapping.Columns[place];
            var before = file.Cells(column);
            for (var row = 0; row < before.Length; row++)
            {
                var after = Cell(lines[row + 1], place);
                if (after == before[row])
                    continue;
                IsKnown(mapping, column, (before[row], after)).ShouldBeTrue($"{column}, row {row + 1}");
                changed.Add(column);
            }
        }

        changed.Order(StringComparer.Ordinal).ShouldBe(mapping switch
        {
            "glotip-country-year" => ["Category"],
            "population-wpp-2019" => ["pop_thousands"],
            _ => [],
        });
    }

    // What is not lossless in the letters, though it is in the meaning.
    private static bool IsKnown(string mapping, string column, (string Before, string After) cell) => (mapping, column) switch
    {
        // Countries are free text in several languages: they are written under the name of the standard, in English.
        ("glotip-country-year", "Category") => true,
        // A number is written without zeros that say nothing: 0.0 is 0.
        ("population-wpp-2019", "pop_thousands") =>
            decimal.Parse(cell.Before, CultureInfo.InvariantCulture) == decimal.Parse(cell.After, CultureInfo.InvariantCulture),
        _ => false,
    };

    [Fact]
    public void What_a_layout_cannot_hold_is_counted_and_never_written_as_something_else()
    {
        var file = PublishedFile.Of("ctdc-kanon-2020-subset", Subset);
        var layout = Shipped.Mapping("ctdc-synthetic-2025-extract");

        var (written, text) = Write(file.Mapped.Records, layout);
        var again = MapAgain(text, layout).Records;

        // Years and countries have no column there; a "no", and a man, have no word.
        string[] fields = ["year", "sex", "citizenship", "forms", "gender", "country-of-exploitation"];
        written.Lost.Select(lost => lost.Field).ShouldBe(fields);
        var said = file.Coded("gender").Count(gender => gender == "man");
        said.ShouldBe(13_267);
        written.Lost.Single(lost => lost.Field == "gender").Records.ShouldBe(said);
        again.FindCoded("gender")!.Cells.ToArray().Count(cell => cell < 0).ShouldBe(said);
        var forms = again.FindFlags("forms")!;
        Enumerable.Range(0, forms.List.Codes.Count).ShouldAllBe(code => Enumerable.Range(0, forms.Count).All(row => forms[code, row] != FlagsColumn.No));
    }

    internal static (WrittenSource Written, string Text) Write(RecordSet records, RecordMapping mapping)
    {
        using var stream = new MemoryStream();
        var written = SourceFile.Write(stream, records, mapping).Value;
        var utf16 = mapping.Format.Kind == SourceKind.Delimited && mapping.Format.Encoding == SourceEncoding.Utf16;
        return (written, (utf16 ? Encoding.Unicode : mapping.Format.Encoding == SourceEncoding.Windows1252 ? Encoding.Latin1 : Encoding.UTF8).GetString(stream.ToArray()));
    }

    private static MappedFile MapAgain(string text, RecordMapping mapping)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return RecordMapper.Map(stream, SourceFile.LayoutOf(mapping), new MappingOptions()).Value;
    }

    // All but the ids, which hold the number of the row: rows in quarantine are not written, so later ones move up.
    private static byte[] Content(RecordSet records, RecordMapping mapping) =>
        Shipped.Bytes(new RecordSet(records.Count, [.. records.Columns.Select(column =>
            column.Field is "record" or "subject" ? new TextColumn(column.Field, Enumerable.Repeat("-", records.Count).ToArray()) : column)]), mapping.Schema);

    private static string Cell(string line, int place)
    {
        if (!line.Contains('"', StringComparison.Ordinal))
            return line.Split(',')[place];
        // In these files only names of countries and counts with thousands are quoted, and none of them holds a quotation mark.
        var cells = new List<string>();
        foreach (var (part, number) in line.Split('"').Select((part, number) => (part, number)))
        {
            if (number % 2 == 1)
                cells[^1] += part;
            else if (number == 0)
                cells.AddRange(part.Split(','));
            else
            {
                var pieces = part.Split(',');
                cells[^1] += pieces[0];
                cells.AddRange(pieces[1..]);
            }
        }

        return cells[place];
    }
}
