using System.Text;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Amparo.Vocabulary;

namespace Amparo.Records.Tests;

public sealed class CheckReportPageTests
{
    private static readonly CheckRun Run = new(
        "Amparo 0",
        [
            new("GT/<b>&\".csv", new string('a', 64), Rows.Identified, new CheckReport(20, [.. Enumerable.Range(1, 12).Select(row => new CheckFinding(row, "sex", "REC-110"))])
            {
                HeaderRow = 4,
                UnnoticedColumns = [2],
                Mended = 1,
                Remarks = [new("RUL-006", RuleSeverity.Warning, "age", [13]), new("RUL-030", RuleSeverity.Warning, "file-number", [15]) { FirstRows = [14] }],
            })
            {
                Rules = Rows.Shipped,
            },
            new("GT/good.csv", new string('b', 64), Rows.Published, new CheckReport(3, [])),
        ],
        [new("GT/bad.csv", [new Problem("REC-011", "file", "after row 3"), new Problem("REC-004", "Sexo")])]);

    [Theory]
    [InlineData("es", "Revisión de archivos", "después de la fila 3")]
    [InlineData("en", "Check of files", "after row 3")]
    [InlineData("ht", "Revisión de archivos", "después de la fila 3")]
    public void The_page_speaks_its_language_and_says_which(string language, string title, string place)
    {
        var page = Page(Run, language);
        page.DocumentElement.GetAttribute("lang").ShouldBe(language == "en" ? "en" : "es");
        page.QuerySelectorAll("h1").ShouldHaveSingleItem().TextContent.ShouldBe(title);
        page.Title.ShouldBe($"{title} – Amparo");
        page.QuerySelector("section.refused")!.TextContent.ShouldContain(place);
    }

    [Fact]
    public void The_page_needs_nothing_else_and_runs_nothing()
    {
        var page = Page(Run);
        page.QuerySelectorAll("script, link, img, iframe, object, embed, [src], [style]").ShouldBeEmpty();
        page.All.SelectMany(element => element.Attributes).Where(attribute => attribute.Name.StartsWith("on", StringComparison.Ordinal)).ShouldBeEmpty();
        page.QuerySelectorAll("a").Select(link => link.GetAttribute("href")).ShouldBe(["#files"]);
        page.GetElementById("files").ShouldNotBeNull();
        page.QuerySelector("style")!.TextContent.ShouldNotContain("url(");
        page.QuerySelector("style")!.TextContent.ShouldContain("size:A4");
    }

    [Fact]
    public void Every_table_has_headers_for_columns_and_rows_and_as_many_cells_in_each_row()
    {
        var tables = Page(Run).QuerySelectorAll("table");
        tables.ShouldHaveSingleItem();
        foreach (var table in tables)
        {
            table.GetAttribute("aria-labelledby").ShouldNotBeNull();
            table.Owner!.GetElementById(table.GetAttribute("aria-labelledby")!).ShouldNotBeNull();
            var columns = table.QuerySelectorAll("thead th[scope=col][role=columnheader]").Length;
            foreach (var row in table.QuerySelectorAll("tbody tr"))
            {
                row.Children.Length.ShouldBe(columns);
                row.QuerySelectorAll("th[scope=row][role=rowheader]").ShouldHaveSingleItem();
            }
        }
    }

    [Fact]
    public void Headings_go_down_one_step_at_a_time_and_ids_are_distinct()
    {
        var page = Page(Run);
        var level = 0;
        foreach (var heading in page.QuerySelectorAll("h1, h2, h3, h4"))
        {
            var next = heading.LocalName[1] - '0';
            next.ShouldBeLessThanOrEqualTo(level + 1);
            level = next;
        }

        var ids = page.QuerySelectorAll("[id]").Select(element => element.Id).ToArray();
        ids.Distinct().Count().ShouldBe(ids.Length);
    }

    [Fact]
    public void Totals_counts_and_the_first_rows_are_there_as_the_spreadsheet_numbers_them()
    {
        var page = Page(Run, "en");
        page.QuerySelectorAll("dl.totals dd").Select(total => total.TextContent).ShouldBe(["23", "11", "12", "1", "2", "0"]);
        var rows = page.QuerySelectorAll("tbody tr").Select(row => row.Children.Select(cell => cell.TextContent).ToArray()).ToArray();
        rows[0][0].ShouldBe("Quarantine");
        rows[0][2].ShouldStartWith("Sex");
        rows[0][3].ShouldBe("12");
        rows[0][4].ShouldBe("5, 6, 7, 8, 9, 10, 11, 12, 13, 14 and 2 more");
        rows[1][1].ShouldContain("more than one year");
        rows[2][4].ShouldBe("19 (repeats 18)");
        page.Body!.TextContent.ShouldContain(new string('a', 64));
        page.Body!.TextContent.ShouldContain("person-report, version 1");
    }

    [Fact]
    public void Names_are_text_and_never_markup()
    {
        Text(Run).ShouldNotContain("<b>");
        Page(Run).GetElementById("file-1")!.TextContent.ShouldBe("GT/<b>&\".csv");
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes_with_the_mark_at_their_start()
    {
        Text(Run).ShouldBe(Text(Run));
        Text(Run).ShouldStartWith(CheckReportPage.Mark);
        Text(new CheckRun("Amparo 0", [], Run.Refused)).ShouldContain("id=\"files\"");
    }

    [Fact]
    public void The_document_for_programs_has_its_counts_at_the_top()
    {
        using var stream = new MemoryStream();
        CheckReportFile.Write(stream, Run);
        using var json = JsonDocument.Parse(stream.ToArray());
        json.RootElement.EnumerateObject().Select(property => property.Name).ShouldBe(
            [CheckReportFile.Mark, "read", "accepted", "quarantined", "mended", "warnings", "notes", "software", "files", "refused"]);
        new[] { "read", "accepted", "quarantined", "mended" }.Select(key => json.RootElement.GetProperty(key).GetInt32()).ShouldBe([23, 11, 12, 1]);
        var file = json.RootElement.GetProperty("files")[0];
        file.GetProperty("sha256").GetString().ShouldBe(new string('a', 64));
        file.GetProperty("rules").GetProperty("version").GetInt32().ShouldBe(1);
        json.RootElement.GetProperty("files")[1].GetProperty("rules").ValueKind.ShouldBe(JsonValueKind.Null);
        json.RootElement.GetProperty("refused")[0].GetProperty("problems")[0].GetProperty("code").GetString().ShouldBe("REC-011");
    }

    private static string Text(CheckRun run, string language = "es")
    {
        var sentences = Rows.Shipped.SentencesIn(Language.Find(language)!);
        using var stream = new MemoryStream();
        CheckReportPage.Write(stream, run, CheckReportWords.In(Language.Find(language)!, sentences));
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static AngleSharp.Html.Dom.IHtmlDocument Page(CheckRun run, string language = "es") => new HtmlParser().ParseDocument(Text(run, language));
}
