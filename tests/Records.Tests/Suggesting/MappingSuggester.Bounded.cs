using System.Globalization;
using System.IO.Compression;
using System.Text;
using Amparo.Records.Tests.Reading;
using static Amparo.Records.Tests.Suggesting.SuggestionFixture;

namespace Amparo.Records.Tests.Suggesting;

/// <summary>A proposal with bounds reads no more than they say, however large the file is. Counted in bytes, never in time.</summary>
public sealed class MappingSuggesterBoundedTests
{
    // What the layout is found out by: a beginning of the file, a few times.
    private const long Looking = 16L << 20;

    private const string Header = "Expediente;Fecha de registro;Sexo;Edad;Nacionalidad\n";
    private const int RowLength = 45;

    private static string Row(long row) => string.Create(CultureInfo.InvariantCulture, $"E-{row:00000000};{(row % 28) + 1:00}/03/2025;{(row % 3 == 0 ? "Masculino" : "Femenino ")};{20 + (row % 30)};Guatemala\n");

    // Half a gigabyte, of which no byte lies anywhere.
    private static MadeStream Large()
    {
        Row(1).Length.ShouldBe(RowLength);
        var header = Encoding.ASCII.GetBytes(Header);
        var (at, bytes) = (-1L, Array.Empty<byte>());
        return new(500L << 20, place =>
        {
            if (place < header.Length)
                return header[place];
            var row = (place - header.Length) / RowLength;
            if (row != at)
                (at, bytes) = (row, Encoding.ASCII.GetBytes(Row(row)));
            return bytes[(place - header.Length) % RowLength];
        });
    }

    private static MappingSuggestion Suggest(Stream stream, int? rows, long? bytes) =>
        MappingSuggester.Suggest(stream, Fixture.Schema, new() { Words = Words, MostRows = rows, MostBytes = bytes }).Value;

    [Fact]
    public void Of_half_a_gigabyte_only_the_first_rows_are_read()
    {
        using var file = Large();

        var suggestion = Suggest(file, 20_000, null);

        (suggestion.Rows.All, suggestion.IsPart).ShouldBe((20_000, true));
        suggestion.Rows.LookedAt.ShouldBe(11_000);
        file.BytesRead.ShouldBeLessThan((20_000 * RowLength) + Looking);
        suggestion.Yaml.ShouldContain("de las primeras 20");
        suggestion.FieldOf("Expediente").ShouldBe("file-number");
    }

    [Fact]
    public void Where_rows_are_long_the_bytes_are_the_bound()
    {
        using var file = Large();

        var suggestion = Suggest(file, null, 1 << 20);

        suggestion.IsPart.ShouldBeTrue();
        suggestion.Rows.All.ShouldBeInRange((1 << 20) / RowLength / 2, 3 * (1 << 20) / RowLength);
        file.BytesRead.ShouldBeLessThan((3 << 20) + Looking);
    }

    [Fact]
    public void The_bytes_of_a_packed_file_are_counted_as_they_lie()
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            zip.Write(Encoding.ASCII.GetBytes(Header));
            for (var row = 0; row < 400_000; row++)
                zip.Write(Encoding.ASCII.GetBytes(Row(row)));
        }

        packed.Position = 0;

        var suggestion = Suggest(packed, null, 1 << 18);

        suggestion.IsPart.ShouldBeTrue();
        suggestion.Rows.All.ShouldBeLessThan(350_000);
        suggestion.Rows.All.ShouldBeGreaterThan(10_000);
    }

    [Fact]
    public void Bounds_that_the_file_does_not_reach_change_nothing()
    {
        var text = Header + string.Concat(Enumerable.Range(0, 300).Select(row => Row(row)));

        var (free, bound) = (Suggest(Fixture.Utf8(text), null, null), Suggest(Fixture.Utf8(text), 300, text.Length));

        bound.IsPart.ShouldBeFalse();
        bound.Yaml.ShouldBe(free.Yaml);
        Suggest(Fixture.Utf8(text), 299, null).IsPart.ShouldBeTrue();
    }

    [Theory]
    [InlineData(0, null), InlineData(null, 0L), InlineData(-1, 1L)]
    public void A_bound_below_one_is_the_callers_mistake(int? rows, long? bytes) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Suggest(Fixture.Utf8(Header), rows, bytes));

    // A row of persons that passed for headings would be shown where no value is.
    [Fact]
    public void Formulas_that_failed_in_every_row_make_no_row_of_data_the_header()
    {
        string[] header = ["Sexo", "Edad", "alfa", "beta", "gamma", "delta", "iota", "kappa", "sigma", "omega"];
        string?[] Row(int row) => [Workbook.Text("Zqx ana"), Workbook.Text("Zqx luz"), Workbook.Text($"{20 + row}"), Workbook.Text($"2025-03-{row:00}"), .. Enumerable.Range(0, 5).Select(cell => Workbook.Text($"palabra {(char)('a' + cell)}{(char)('a' + row)}")), Workbook.Error("#N/A")];
        using var file = Workbook.Of(("Hoja", [[.. header.Select(Workbook.Text)], .. Enumerable.Range(1, 15).Select(Row)]));
        var suggestion = MappingSuggester.Suggest(file, Fixture.Schema, new() { Words = Words });
        if (suggestion.Succeeded)
            suggestion.Value.Columns.Select(column => column.Heading).ShouldBe(header);
        else
            suggestion.Problems[0].Code.ShouldBe(SuggestionProblems.HeaderDoubtful);
    }
}
