using System.Globalization;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amparo.PrivateRelease;
using Amparo.Publication.Formats;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Tests.Formats;

/// <summary>Every open format of one release says the same, and nothing more.</summary>
public sealed class OpenFormatsTests
{
    public static TheoryData<int, string> CubesAndLanguages =>
        new(Enumerable.Range(0, Samples.Cubes.Count).SelectMany(at => new[] { (at, "es"), (at, "en") }));

    [Theory, MemberData(nameof(CubesAndLanguages))]
    public void All_formats_of_a_release_state_the_same_cells(int at, string code)
    {
        var cube = Samples.Cubes[at];
        var language = Language.Find(code)!;
        var table = Samples.Open(cube, language);
        var expected = ReadBack.Cube(cube.Value);

        expected.ShouldNotBeEmpty();
        table.RowCount.ShouldBe(expected.Count);
        ReadBack.CsvCells(Samples.Bytes(table, TableFormat.Csv), cube.Value).ShouldBe(expected);
        ReadBack.CsvCells(Samples.Bytes(table, TableFormat.HxlCsv), cube.Value, skip: 1).ShouldBe(expected);
        ReadBack.WorkbookCells(Samples.Bytes(table, TableFormat.Workbook), cube.Value, Texts.In(language)).ShouldBe(expected);
        ReadBack.JsonCells(Samples.Bytes(table, TableFormat.Json)).ShouldBe(expected);
    }

    [Fact]
    public void The_figure_of_a_page_and_its_CSV_state_the_cells_of_the_files()
    {
        var text = Texts.In(Language.English);
        var slice = new CubeSlice(Samples.Glotip, new Running("sex")) { At = new Dictionary<string, string>(StringComparer.Ordinal) { ["country"] = "BZ", ["year"] = "2019" } };
        var unit = BarChart.Draw(new ChartSpec("by-sex", slice), text).Value;
        var whole = ReadBack.CsvCells(Samples.Bytes(Samples.Open(Samples.Glotip, Language.English), TableFormat.Csv), Samples.Glotip.Value);
        var names = ReadBack.Csv(Samples.Bytes(Samples.Open(Samples.Glotip, Language.English), TableFormat.Csv))
            .Select(row => (Code: row["sex"], Name: row["sex_name"])).Distinct().ToDictionary(pair => pair.Name, pair => pair.Code, StringComparer.Ordinal);

        ReadBack.CsvCells(unit.Csv, Samples.Glotip.Value).ShouldAllBe(cell => whole[cell.Key] == cell.Value);
        var rows = Markup.TableRows(unit);
        rows.Count.ShouldBe(5);
        foreach (var row in rows)
        {
            var stated = whole[$"BZ|2019|{names[row[0]]}"].Split(' ');
            string Number(string digits) => text.Number(decimal.Parse(digits, CultureInfo.InvariantCulture), MeasureKind.Count);
            row[1].ShouldBe(stated[0] switch
            {
                "exact" => Number(stated[1]),
                "interval" => $"{Number(stated[1])}–{Number(stated[2])}",
                "withheld" => text.Say(ChartTextKeys.Withheld, []),
                _ => text.Say(ChartTextKeys.Missing, []),
            });
        }
    }

    [Fact]
    public void The_same_release_gives_the_same_bytes_in_every_culture()
    {
        List<string> Hashes(string culture)
        {
            var before = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = new CultureInfo(culture);
            try
            {
                return [.. Samples.Cubes.Select(cube => Samples.Open(cube)).Append(OpenTable.Of(Samples.Estimates, Texts.In(Language.Spanish)))
                    .Append(OpenTable.Of(Samples.Laws, Texts.In(Language.Spanish)))
                    .SelectMany(table => TableFiles.WriteAll(table).Append(new DataFile(TableFormat.Json, Package(table))).Append(new DataFile(TableFormat.Json, Catalogue(table))))
                    .Select(file => Convert.ToHexStringLower(SHA256.HashData(file.Bytes.Span)))];
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }
        }

        var expected = Hashes("en-US");
        expected.Count.ShouldBeGreaterThan(40);
        foreach (var culture in new[] { "es-GT", "fr-FR", "tr-TR", "ar-SA", "fa-IR", "th-TH", "ht" })
            Hashes(culture).ShouldBe(expected, culture);
    }

    [Fact]
    public void No_text_becomes_a_formula_and_every_text_comes_back()
    {
        foreach (var language in new[] { Language.Spanish, Language.English })
        {
            var table = Samples.Open(Samples.Hostile, language);
            foreach (var format in new[] { TableFormat.Csv, TableFormat.HxlCsv, TableFormat.Dictionary })
            {
                foreach (var field in ReadBack.Csv(Samples.Bytes(table, format)).SelectMany(row => row.Values))
                    (field.Length == 0 || !"=+-@".Contains(field[0], StringComparison.Ordinal)).ShouldBeTrue(field);
            }

            var book = Samples.Bytes(table, TableFormat.Workbook);
            Part(book, "xl/worksheets/sheet1.xml").ShouldNotContain("<f");
            var sheet = ReadBack.Sheets(book)[0].Rows;
            var name = sheet[0].ToList().IndexOf("form_name");
            sheet.Skip(1).Select(row => row[name]).ShouldBe(Samples.Hostile.Value.Dimensions[0].List.Codes.Select(code => (object)code.Name[language]));
        }
    }

    [Fact]
    public void A_workbook_has_typed_numbers_a_frozen_heading_a_dictionary_and_notes_that_say_what_the_figures_do_not()
    {
        var table = Samples.Open(Samples.Glotip, Language.English);
        var book = Samples.Bytes(table, TableFormat.Workbook);
        var sheets = ReadBack.Sheets(book);
        sheets.Select(sheet => sheet.Name).ShouldBe(["Data", "Dictionary", "Notes"]);
        foreach (var part in new[] { "sheet1", "sheet2", "sheet3" })
            Part(book, $"xl/worksheets/{part}.xml").ShouldContain("state=\"frozen\"");
        Part(book, "xl/worksheets/sheet1.xml").ShouldContain("<col min=\"1\"");
        var notes = string.Join('\n', sheets[2].Rows.Select(row => string.Join('\t', row)));
        notes.ShouldContain("not prevalence");
        notes.ShouldContain("it does not say how many victims there are");
        notes.ShouldContain(Samples.Glotip.Entry.Method);
        notes.ShouldContain(Samples.Glotip.Entry.ContentHash);
        sheets[1].Rows.Count.ShouldBeGreaterThan(20);

        var invented = ReadBack.Sheets(Samples.Bytes(Samples.Open(Tables.Invented(), Language.English), TableFormat.Workbook))[2].Rows;
        invented[1][1].ShouldBe(Texts.In(Language.English).Say(ChartTextKeys.MarkInvented, []));
        string.Join('\n', invented.Select(row => row[1])).ShouldContain("threshold 10");

        using var package = new ZipArchive(new MemoryStream(book.ToArray()));
        package.Entries.Select(entry => entry.LastWriteTime.DateTime).Distinct().ShouldBe([new DateTime(1980, 1, 1, 0, 0, 0, DateTimeKind.Unspecified)]);
    }

    [Fact]
    public void A_workbook_is_valid_by_the_schemas_of_Office_Open_XML()
    {
        foreach (var table in Samples.Cubes.Select(cube => Samples.Open(cube)).Append(OpenTable.Of(Samples.Estimates, Texts.In(Language.English))).Append(OpenTable.Of(Samples.Laws, Texts.In(Language.English))))
        {
            using var document = DocumentFormat.OpenXml.Packaging.SpreadsheetDocument.Open(new MemoryStream(Samples.Bytes(table, TableFormat.Workbook).ToArray()), isEditable: false);
            new DocumentFormat.OpenXml.Validation.OpenXmlValidator().Validate(document, TestContext.Current.CancellationToken).Select(error => $"{table.Id} {error.Path?.XPath}: {error.Description}").ShouldBeEmpty();
        }
    }

    [Fact]
    public void HXL_has_one_hashtag_a_column()
    {
        var tags = ReadBack.Csv(Samples.Bytes(Samples.Open(Samples.Glotip), TableFormat.HxlCsv))[0];
        tags.Values.ShouldAllBe(tag => Regex.IsMatch(tag, "^#[a-z]+(\\+[a-z][a-z0-9_]*)*$", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)));
        (tags["country"], tags["year"], tags["low"], tags["high"]).ShouldBe(("#country+code+v_iso2", "#date+year", "#affected+min", "#affected+max"));
    }

    [Fact]
    public void Estimates_and_registers_come_back_as_they_were_released()
    {
        var estimates = OpenTable.Of(Samples.Estimates, Texts.In(Language.English));
        var rows = ReadBack.Csv(Samples.Bytes(estimates, TableFormat.Csv));
        rows.Count.ShouldBe(2);
        (rows[0]["country"], rows[0]["standing"], rows[0]["kind"], rows[0]["low"], rows[0]["high"], rows[0]["level"]).ShouldBe(("HN", "Usable", "interval",
            Samples.Estimates.Value.Rows[0].Interval.Low.ToString(CultureInfo.InvariantCulture), Samples.Estimates.Value.Rows[0].Interval.High.ToString(CultureInfo.InvariantCulture), "0.95"));
        (rows[1]["standing"], rows[1]["kind"], rows[1]["low"], rows[1]["best"]).ShouldBe(("NotEstimable", "missing", "", ""));
        // Whom the lists know is for the door alone.
        rows[0].Keys.ShouldNotContain("observed");
        var sheet = ReadBack.Sheets(Samples.Bytes(estimates, TableFormat.Workbook))[0].Rows;
        sheet[1][4].ShouldBeOfType<double>().ShouldBe((double)Samples.Estimates.Value.Rows[0].Interval.Low);
        sheet[2][4].ShouldBe("no data");

        var laws = ReadBack.Csv(Samples.Bytes(OpenTable.Of(Samples.Laws, Texts.In(Language.English)), TableFormat.Csv));
        laws.Select(row => (row["country"], row["country_name"], row["law"])).ShouldBe([("GT", "Guatemala", "Decreto 9-2009"), ("BZ", "Belize", "'=Act"), ("PA", "Panama", "")]);
        using var json = JsonDocument.Parse(Samples.Bytes(OpenTable.Of(Samples.Laws, Texts.In(Language.English)), TableFormat.Json));
        json.RootElement.GetProperty("rows").EnumerateArray().Select(row => row.GetProperty("law").ValueKind == JsonValueKind.Null ? null : row.GetProperty("law").GetString())
            .ShouldBe(["Decreto 9-2009", "=Act", null]);
        TableFiles.Has(OpenTable.Of(Samples.Laws, Texts.In(Language.English)), TableFormat.SdmxCsv).ShouldBeFalse();
    }

    [Fact]
    public void The_dictionary_names_every_code_in_every_language_that_names_it()
    {
        var lines = ReadBack.Csv(Samples.Bytes(Samples.Open(Samples.Glotip), TableFormat.Dictionary));
        var guatemala = lines.Single(line => line["column"] == "country" && line["code"] == "PA");
        (guatemala["name_es"], guatemala["name_en"], guatemala["name_fr"]).ShouldBe(("Panamá", "Panama", ""));
        lines.Where(line => line["column"] == "sex").Select(line => line["code"]).ShouldBe(["", "female", "male", "other", "_U", "_T"]);
        lines.Single(line => line["column"] == "low" && line["code"].Length == 0)["type"].ShouldBe("number");
    }

    [Theory]
    [InlineData("es")]
    [InlineData("en")]
    public void A_data_package_keeps_the_rules_of_version_2(string code)
    {
        var language = Language.Find(code)!;
        foreach (var table in Samples.Cubes.Select(cube => Samples.Open(cube, language)).Append(OpenTable.Of(Samples.Estimates, Texts.In(language))).Append(OpenTable.Of(Samples.Laws, Texts.In(language))))
        {
            var files = TableFiles.WriteAll(table).ToDictionary(file => $"{table.Id}.{file.Extension}", StringComparer.Ordinal);
            DataPackageRules.Check(Package(table), path => files[path].Bytes);
        }
    }

    [Fact]
    public void A_catalogue_has_the_shape_of_DCAT_3()
    {
        using var document = JsonDocument.Parse(Catalogue(Samples.Open(Samples.Glotip, Language.English)));
        var catalogue = document.RootElement;
        catalogue.GetProperty("@type").GetString().ShouldBe("dcat:Catalog");
        catalogue.GetProperty("@context").GetProperty("dcat").GetString().ShouldBe("http://www.w3.org/ns/dcat#");
        var dataset = catalogue.GetProperty("dcat:dataset").EnumerateArray().ShouldHaveSingleItem();
        dataset.GetProperty("@type").GetString().ShouldBe("dcat:Dataset");
        foreach (var property in new[] { "dct:title", "dct:description", "dct:publisher", "dct:license", "dct:issued", "dcat:version", "dct:language", "dct:temporal", "dct:spatial" })
            dataset.TryGetProperty(property, out _).ShouldBeTrue(property);
        var temporal = dataset.GetProperty("dct:temporal");
        (temporal.GetProperty("dcat:startDate").GetProperty("@value").GetString(), temporal.GetProperty("dcat:endDate").GetProperty("@value").GetString()).ShouldBe(("2019", "2020"));
        dataset.GetProperty("dct:spatial").EnumerateArray().Select(place => place.GetProperty("skos:notation").GetString()).ShouldBe(["BZ", "GT"]);
        dataset.GetProperty("dct:language").EnumerateArray().Count().ShouldBe(2);
        var distributions = dataset.GetProperty("dcat:distribution").EnumerateArray().ToList();
        distributions.Count.ShouldBe(6);
        foreach (var distribution in distributions)
        {
            distribution.GetProperty("@type").GetString().ShouldBe("dcat:Distribution");
            foreach (var property in new[] { "dcat:accessURL", "dcat:downloadURL", "dcat:mediaType" })
                distribution.GetProperty(property).GetProperty("@id").GetString().ShouldNotBeNullOrEmpty();
        }
    }

    [Fact]
    public void Nothing_but_released_tables_can_be_opened()
    {
        typeof(OpenTable).GetConstructors(BindingFlags.Public | BindingFlags.Instance).ShouldBeEmpty();
        var doors = typeof(OpenTable).Assembly.GetExportedTypes().Where(type => type.Namespace == typeof(OpenTable).Namespace)
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static)).Where(method => method.ReturnType == typeof(OpenTable)).ToList();
        doors.Count.ShouldBe(3);
        doors.ShouldAllBe(door => door.GetParameters()[0].ParameterType.GetGenericTypeDefinition() == typeof(Released<>));
    }

    [Fact]
    public void The_description_of_the_addresses_is_OpenAPI_with_every_form()
    {
        using var buffer = new MemoryStream();
        OpenApiDocument.Write(["b-table", "a-table"], buffer);
        using var document = JsonDocument.Parse(buffer.ToArray());
        document.RootElement.GetProperty("openapi").GetString().ShouldBe("3.1.0");
        var paths = document.RootElement.GetProperty("paths").EnumerateObject().ToList();
        paths.Count.ShouldBe((TableFormats.All.Count * 2) + 4);
        paths.Select(path => path.Value.GetProperty("get").GetProperty("operationId").GetString()).Distinct().Count().ShouldBe(paths.Count);
        // Every place in an address is a declared parameter, and every parameter that is used exists.
        var declared = document.RootElement.GetProperty("components").GetProperty("parameters").EnumerateObject().Select(parameter => parameter.Name).ToList();
        foreach (var path in paths)
        {
            var used = path.Value.GetProperty("get").GetProperty("parameters").EnumerateArray().Select(parameter => parameter.GetProperty("$ref").GetString()!.Split('/')[^1]).ToList();
            used.ShouldAllBe(name => declared.Contains(name));
            Regex.Matches(path.Name, "(?<=\\{)[a-z]+(?=\\})", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Value).ShouldAllBe(name => used.Contains(name));
        }
    }

    private static byte[] Package(OpenTable table)
    {
        using var buffer = new MemoryStream();
        DataPackage.Write([new(table, TableFiles.WriteAll(table), format => $"{table.Id}.{TableFormats.Extension(format)}")], buffer);
        return buffer.ToArray();
    }

    private static byte[] Catalogue(OpenTable table)
    {
        using var buffer = new MemoryStream();
        DcatCatalogue.Write([table], new("/data/catalogue.jsonld", (one, format) => $"/data/{one.Id}.{TableFormats.Extension(format)}"), buffer);
        return buffer.ToArray();
    }

    private static string Part(ReadOnlyMemory<byte> book, string name)
    {
        using var package = new ZipArchive(new MemoryStream(book.ToArray()));
        using var reader = new StreamReader(package.GetEntry(name)!.Open(), Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
