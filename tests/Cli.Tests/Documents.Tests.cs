using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Amparo.Cli.Tests;

/// <summary>Infographics and factsheets of one page, as a communications office makes them.</summary>
public sealed class DocumentsTests(ReleasedDemonstration demonstration) : IClassFixture<ReleasedDemonstration>
{
    private const string Address = "https://figures.example.org";

    [Theory]
    [InlineData("es", "Guatemala detectó 434 víctimas de trata en 2019, más que las 371 de 2018")]
    [InlineData("en", "Guatemala detected 434 victims of trafficking in 2019, more than the 371 of 2018")]
    public void An_infographic_of_a_country_is_there_in_every_form(string language, string message)
    {
        using var work = new Workspace();
        var run = Make(work, "infographic", "--country", "gt", "--year", "2019", "--language", language);
        run.Exit.ShouldBe(0, run.Error);
        run.Output.ShouldContain(message);
        var name = $"infographic-country-GT-2019-{language}";
        Directory.GetFiles(work.At("out")).Select(Path.GetFileName).Order(StringComparer.Ordinal).ShouldBe(
            new[] { ".course.svg", ".html", ".json", ".pdf", ".png", ".rates.svg", ".txt" }.Select(ending => name + ending).Order(StringComparer.Ordinal));
        File.ReadAllBytes(work.At("out", name + ".png")).Take(4).ShouldBe(new byte[] { 0x89, 0x50, 0x4E, 0x47 });
        File.ReadAllText(work.At("out", name + ".html")).ShouldContain("data-table=\"glotip-detected-victims\"");
        File.ReadAllText(work.At("out", name + ".txt")).ShouldContain($"{Address}/n/2jmkhb4hql");
        XDocument.Load(work.At("out", name + ".course.svg")).Root!.Name.LocalName.ShouldBe("svg");

        var pdf = File.ReadAllBytes(work.At("out", name + ".pdf"));
        Encoding.Latin1.GetString(pdf).ShouldContain("/StructTreeRoot");
        if (Poppler("pdfinfo", work.At("out", name + ".pdf")) is { } info)
        {
            info.ShouldMatch(@"Pages:\s+1\n");
            info.ShouldMatch(@"Tagged:\s+yes");
            info.ShouldContain("(A4)");
        }

        if (Poppler("pdftotext", "-layout", work.At("out", name + ".pdf"), "-") is { } text)
        {
            var record = JsonNode.Parse(File.ReadAllText(work.At("out", name + ".json")))!;
            foreach (var figure in record["figures"]!.AsArray().Where(one => (string)one!["kind"]! != "missing"))
                text.ShouldContain((string)figure!["printed"]!);
        }
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("ht")]
    public void A_page_of_the_region_and_a_factsheet_are_one_sheet_in_every_language(string language)
    {
        using var work = new Workspace();
        Make(work, "infographic", "--year", "2019", "--language", language).Exit.ShouldBe(0);
        var factsheet = Make(work, "factsheet", "--country", "MX", "--year", "2023", "--language", language, "--json");
        factsheet.Exit.ShouldBe(0, factsheet.Error);
        var result = JsonNode.Parse(factsheet.Output)!["result"]!;
        ((bool)result["invented"]!).ShouldBeTrue();
        var html = File.ReadAllText(work.At("out", $"factsheet-programme-MX-2023-{language}.html"));
        html.ShouldContain("class=\"mark\"");
        html.ShouldContain("class=\"project\"");
        File.Exists(work.At("out", $"infographic-region-region-2019-{language}.pdf")).ShouldBeTrue();
    }

    [Fact]
    public void A_part_of_five_years_is_not_printed_beside_the_whole_of_one_without_saying_so()
    {
        using var work = new Workspace();
        var run = Make(work, "factsheet", "--country", "GT", "--year", "2023", "--language", "es");
        run.Exit.ShouldBe(0, run.Error);
        var name = work.At("out", "factsheet-programme-GT-2023-es");
        var words = File.ReadAllText(name + ".txt");
        words.ShouldContain("de ellas, menores de edad (2020–2024): ");
        words.ShouldContain("registros repetidos unidos (no por año): ");
        words.ShouldContain("detectadas un año antes (2022): ");
        foreach (var chart in new[] { ".forms.svg", ".ages.svg" })
            File.ReadAllText(name + chart).ShouldContain("(2020–2024)");
        XDocument.Parse(File.ReadAllText(name + ".html")["<!DOCTYPE html>\n".Length..]).Descendants("section")
            .Where(one => ((string?)one.Attribute("class"))?.StartsWith("panel", StringComparison.Ordinal) == true)
            .Select(one => one.Element("h2")!.Value).ShouldAllBe(headline => headline.Contains("(2020–2024)", StringComparison.Ordinal));
    }

    [Fact]
    public void The_words_keep_every_caveat_and_the_footer_names_the_releases_of_what_is_printed()
    {
        using var work = new Workspace();
        Make(work, "infographic", "--country", "GT", "--year", "2019", "--language", "es").Exit.ShouldBe(0);
        var words = File.ReadAllText(work.At("out", "infographic-country-GT-2019-es.txt"));
        foreach (var caveat in new[] { "732–736; suma de 6 de 9 países", "\nMarco legal (por verificar)\n", "\nMétodo\n", "\nSi necesita ayuda\n" })
            words.ShouldContain(caveat);
        var record = JsonNode.Parse(File.ReadAllText(work.At("out", "infographic-country-GT-2019-es.json")))!;
        var tables = record["releases"]!.AsArray().Select(release => (string)release!["table"]!).ToList();
        tables.ShouldContain("glotip-detected-victims-rate");
        tables.ShouldNotContain("glotip-detected-victims-sex");
    }

    [Fact]
    public void A_year_that_was_refused_is_not_offered()
    {
        using var work = new Workspace();
        var run = Make(work, "infographic", "--country", "GT", "--year", "2025", "--language", "es");
        run.Exit.ShouldBe(3);
        run.Error.ShouldContain("2021)");
        run.Error.ShouldNotContain("2025");
    }

    [Fact]
    public void A_country_of_which_hardly_anything_is_known_has_a_page_that_says_so()
    {
        using var work = new Workspace();
        var run = Make(work, "infographic", "--country", "NI", "--year", "2021", "--language", "es");
        run.Exit.ShouldBe(0, run.Error);
        run.Output.ShouldContain("ninguna cifra publicada");
    }

    [Fact]
    public void A_hotline_is_printed_from_the_countrys_profile_with_the_day_of_a_call_and_without_one_nothing_is_made()
    {
        using var work = new Workspace();
        var content = work.At("content");
        Workspace.Copy(Path.Combine(AmparoProcess.Root, "content"), content);
        var profile = Path.Combine(content, "countries", "gt.yaml");
        string[] publish = ["publish", "infographic", "--country", "GT", "--year", "2019", "--language", "es", "--out", work.At("out"), "--data", demonstration.Data, "--base", Address];

        File.AppendAllText(profile, "hotline: { number: \"0000-0000\", name: { es: Línea de prueba, en: A line of tests }, confirmed: 2026-11-01 }\n");
        AmparoProcess.RunWith(("AMPARO_CONTENT", content), publish).Exit.ShouldBe(0);
        File.ReadAllText(work.At("out", "infographic-country-GT-2019-es.html")).ShouldContain("0000-0000");
        Directory.Delete(work.At("out"), recursive: true);

        File.WriteAllText(profile, File.ReadAllText(profile).Replace(", confirmed: 2026-11-01 }\n", " }\n", StringComparison.Ordinal));
        var run = AmparoProcess.RunWith(("AMPARO_CONTENT", content), publish);
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("VOC-006 ");
        run.Error.ShouldNotContain("0000-0000");
        Directory.Exists(work.At("out")).ShouldBeFalse();
    }

    [Fact]
    public void The_page_the_record_and_the_words_are_the_same_bytes_each_time()
    {
        using var work = new Workspace();
        string[] forms = [".html", ".json", ".txt"];
        byte[][] Run()
        {
            Make(work, "infographic", "--country", "GT", "--year", "2019", "--language", "es").Exit.ShouldBe(0);
            return [.. forms.Select(form => File.ReadAllBytes(work.At("out", "infographic-country-GT-2019-es" + form)))];
        }

        Run().ShouldBe(Run());
    }

    [Fact]
    public void Without_Chromium_everything_else_is_written_and_it_is_said()
    {
        using var work = new Workspace();
        // An earlier edition that was drawn, with a chart that is no longer on the page: neither may stand beside the new figures.
        Make(work, "infographic", "--country", "GT", "--year", "2019", "--language", "es").Exit.ShouldBe(0);
        var gone = work.At("out", "infographic-country-GT-2019-es.earlier.svg");
        File.WriteAllText(gone, "<svg/>");
        var run = AmparoProcess.RunWith(
            ("AMPARO_CHROMIUM", work.At("no-such-browser")), "publish", "infographic", "--country", "GT", "--year", "2019", "--out", work.At("out"), "--data", demonstration.Data);
        run.Exit.ShouldBe(1);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("REN-001 ");
        run.Output.ShouldContain("Sin PDF ni PNG");
        Directory.GetFiles(work.At("out")).Select(Path.GetExtension).Distinct().Order(StringComparer.Ordinal).ShouldBe([".html", ".json", ".svg", ".txt"]);
        File.Exists(gone).ShouldBeFalse();
    }

    [Theory]
    [InlineData("PUB-050", 3, "infographic", "--country", "FR", "--year", "2019")]
    [InlineData("PUB-051", 3, "infographic", "--country", "GT", "--year", "1999")]
    [InlineData("CLI-002", 2, "infographic", "--country", "GT", "--year", "2019", "--language", "de")]
    [InlineData("CLI-002", 2, "infographic", "--country", "GT")]
    [InlineData("CLI-002", 2, "infographic", "--country", "GT", "--year", "2019", "--base", "ftp://x")]
    [InlineData("CLI-050", 3, "infographic", "--country", "GT", "--year", "2019", "--template", "poster")]
    [InlineData("CLI-003", 3, "infographic", "--country", "GT", "--year", "2019", "--since", "nowhere.json")]
    public void What_cannot_be_made_is_one_coded_line_and_nothing_is_written(string code, int exit, params string[] arguments)
    {
        using var work = new Workspace();
        // The base that comes last is the one that counts, so that none is added here.
        var run = AmparoProcess.Run(["publish", .. arguments, "--out", work.At("out"), "--data", demonstration.Data]);
        run.Exit.ShouldBe(exit, run.Error);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"{code} ");
        Directory.Exists(work.At("out")).ShouldBeFalse();
    }

    [Fact]
    public void A_template_with_a_number_that_no_cell_states_is_refused_before_anything_is_written()
    {
        using var work = new Workspace();
        var template = File.ReadAllText(Path.Combine(AmparoProcess.Root, "content", "publications", "infographic-country.yaml"));
        File.WriteAllText(work.At("own.yaml"), template.Replace("Detectar más:", "Detectar a las 20 000 que faltan:", StringComparison.Ordinal));
        var run = Make(work, "infographic", "--country", "GT", "--year", "2019", "--language", "es", "--template", work.At("own.yaml"));
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("PUB-053 ");
        run.Error.ShouldContain("actions.items.1");
        Directory.Exists(work.At("out")).ShouldBeFalse();
    }

    [Fact]
    public void A_page_that_does_not_fit_is_refused_and_leaves_what_was_there()
    {
        using var work = new Workspace();
        Make(work, "infographic", "--country", "GT", "--year", "2019", "--language", "es").Exit.ShouldBe(0);
        var before = Workspace.Snapshot(work.At("out"));
        var template = File.ReadAllText(Path.Combine(AmparoProcess.Root, "content", "publications", "infographic-country.yaml"));
        File.WriteAllText(work.At("own.yaml"), template.Replace("Detectar más:", string.Join(' ', Enumerable.Repeat("Detectar más y contarlo mejor.", 90)), StringComparison.Ordinal));
        var run = Make(work, "infographic", "--country", "GT", "--year", "2019", "--language", "es", "--template", work.At("own.yaml"));
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("REN-005 ");
        Workspace.Snapshot(work.At("out")).ShouldBe(before);
    }

    [Fact]
    public void What_changed_since_the_last_edition_stands_on_the_page_and_only_if_it_was_released()
    {
        using var work = new Workspace();
        Make(work, "infographic", "--country", "GT", "--year", "2018", "--language", "es").Exit.ShouldBe(0);
        var run = Make(work, "infographic", "--country", "GT", "--year", "2019", "--language", "es", "--since", work.At("out"));
        run.Exit.ShouldBe(0, run.Error);
        File.ReadAllText(work.At("out", "infographic-country-GT-2019-es.html")).ShouldContain("Qué cambió desde la edición de 2018");
        var changed = JsonNode.Parse(File.ReadAllText(work.At("out", "infographic-country-GT-2019-es.json")))!["since"]!["changed"]!.AsArray();
        var detected = changed.Single(one => (string)one!["id"]! == "detected")!;
        ((string)detected["old"]!, (string)detected["new"]!).ShouldBe(("371", "434"));

        var record = work.At("out", "infographic-country-GT-2018-es.json");
        File.WriteAllText(record, File.ReadAllText(record).Replace("\"low\": 371", "\"low\": 370", StringComparison.Ordinal));
        var forged = Make(work, "infographic", "--country", "GT", "--year", "2019", "--language", "es", "--since", record);
        forged.Exit.ShouldBe(3);
        forged.ErrorLines.ShouldAllBe(line => line.StartsWith("PUB-055 ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_file_of_somebody_elses_is_not_replaced()
    {
        using var work = new Workspace();
        Directory.CreateDirectory(work.At("out"));
        File.WriteAllText(work.At("out", "infographic-country-GT-2019-es.pdf"), "years of work");
        var run = Make(work, "infographic", "--country", "GT", "--year", "2019", "--language", "es");
        run.Exit.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-029 ");
        Directory.GetFiles(work.At("out")).ShouldHaveSingleItem();
    }

    [Fact]
    public void Killed_at_any_moment_it_leaves_whole_files_only()
    {
        using var work = new Workspace();
        string[] publish = ["publish", "infographic", "--country", "GT", "--year", "2019", "--language", "es", "--out", work.At("out"), "--data", demonstration.Data, "--base", Address];
        AmparoProcess.Run(publish).Exit.ShouldBe(0);
        var name = "infographic-country-GT-2019-es";
        // The page is the same each time; a PDF holds the time, so that it is looked at from both ends.
        var page = File.ReadAllBytes(work.At("out", name + ".html"));
        Directory.Delete(work.At("out"), recursive: true);
        Killing.AtRandomMoments(
            () =>
            {
                if (Directory.Exists(work.At("out")))
                    Directory.Delete(work.At("out"), recursive: true);
                return AmparoProcess.Start("es", publish);
            },
            () =>
            {
                if (File.Exists(work.At("out", name + ".html")))
                    File.ReadAllBytes(work.At("out", name + ".html")).ShouldBe(page);
                if (File.Exists(work.At("out", name + ".json")))
                    JsonNode.Parse(File.ReadAllText(work.At("out", name + ".json"))).ShouldNotBeNull();
                if (File.Exists(work.At("out", name + ".pdf")))
                    Encoding.Latin1.GetString(File.ReadAllBytes(work.At("out", name + ".pdf"))).TrimEnd().ShouldEndWith("%%EOF");
                if (File.Exists(work.At("out", name + ".png")))
                    Encoding.Latin1.GetString(File.ReadAllBytes(work.At("out", name + ".png"))[^8..]).ShouldStartWith("IEND");
            });
    }

    private AmparoProcess Make(Workspace work, params string[] arguments) =>
        AmparoProcess.Run(["publish", .. arguments, "--out", work.At("out"), "--data", demonstration.Data, "--base", Address]);

    // Tools that not every machine has; what only they see is looked at where they are.
    private static string? Poppler(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false });
            var text = process!.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return text;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }
}
