using System.Text.Json.Nodes;

namespace Amparo.Cli.Tests;

/// <summary>The files of publishers, by the name of a shipped mapping alone: no country, no folder, no agency.</summary>
public sealed class PublishedFilesTests
{
    [Theory]
    [InlineData("ctdc-victim-perpetrator-2022", "ctdc-victim-perpetrator-synthetic-2022/CTDC_VPsynthetic_condensed.csv", 21_195, 0)]
    [InlineData("ctdc-kanon-2020-subset", "ctdc-kanon-2020-subset/ctdc_kanon_2020-04_subset_with_coords.csv", 48_773, 0)]
    [InlineData("ctdc-kanon-2020", "ctdc-kanon-2020-fullwidth-sample/ctdc_kanon_header_and_sample.csv", 3, 0)]
    [InlineData("ctdc-synthetic-2025-extract", "ctdc-synthetic-2025-na-recode/final_data.csv", 91_043, 0)]
    [InlineData("ctdc-cleaned-extract", "ctdc-kanon-cleaned-extract/eda5b.csv", 14_299, 0)]
    [InlineData("glotip-country-year", "unodc-glotip/glotip_2023-05_all.csv.gz", 46_556, 1_261)]
    [InlineData("population-world-bank", "population/worldbank_total_population_region.csv", 1_690, 0)]
    public void A_published_file_is_checked_and_mapped_by_the_name_of_its_mapping(string mapping, string path, int read, int quarantined)
    {
        using var work = new Workspace();
        var file = Published(path);

        var check = AmparoProcess.Run("check", file, "--mapping", mapping, "--json");
        check.Exit.ShouldBe(quarantined > 0 ? 1 : 0, check.Error);
        var found = Find(JsonNode.Parse(check.Output)!, "quarantined")!;
        ((int)found["read"]!, (int)found["accepted"]!, (int)found["quarantined"]!).ShouldBe((read, read - quarantined, quarantined));

        var map = AmparoProcess.Run("map", file, "--mapping", mapping, "--out", work.At("out.csv"), "--json");
        map.Exit.ShouldBe(quarantined > 0 ? 1 : 0, map.Error);
        File.ReadLines(work.At("out.csv")).Count().ShouldBe(read - quarantined + 1);
    }

    [Fact]
    public void A_mapped_file_is_exported_to_the_cells_it_came_from()
    {
        using var work = new Workspace();
        var file = Published("ctdc-kanon-cleaned-extract/eda5b.csv");
        AmparoProcess.Run("map", file, "--mapping", "ctdc-cleaned-extract", "--out", work.At("standard.csv")).Exit.ShouldBe(0);

        var export = AmparoProcess.Run("export", work.At("standard.csv"), "--mapping", "ctdc-cleaned-extract", "--out", work.At("back.csv"), "--json");

        export.Exit.ShouldBe(0, export.Error);
        Find(JsonNode.Parse(export.Output)!, "lost")!["lost"]!.AsArray().ShouldBeEmpty();
        // All columns but the one that the mapping leaves unread; the order is the mapping's, so they are compared by name.
        var (before, after) = (Columns(file), Columns(work.At("back.csv")));
        after.Keys.Order(StringComparer.Ordinal).ShouldBe(before.Keys.Where(name => name != "ControlCategory").Order(StringComparer.Ordinal));
        foreach (var (name, cells) in after)
            cells.ShouldBe(before[name], name);
    }

    [Fact]
    public void An_export_that_loses_something_says_of_which_fields_and_never_replaces_a_file()
    {
        using var work = new Workspace();
        var file = Published("ctdc-kanon-cleaned-extract/eda5b.csv");
        AmparoProcess.Run("map", file, "--mapping", "ctdc-cleaned-extract", "--out", work.At("standard.csv")).Exit.ShouldBe(0);
        string[] arguments = ["export", work.At("standard.csv"), "--mapping", "ctdc-victim-perpetrator-2022", "--out", work.At("back.csv"), "--json"];

        var export = AmparoProcess.Run(arguments);

        export.Exit.ShouldBe(1, export.Error);
        var lost = Find(JsonNode.Parse(export.Output)!, "lost")!["lost"]!.AsArray().ToDictionary(field => (string)field!["field"]!, field => (int)field!["records"]!, StringComparer.Ordinal);
        lost["citizenship"].ShouldBe(14_299 - 8_353);
        lost["source-kind"].ShouldBe(14_299);
        lost.ShouldNotContainKey("sex");
        var written = File.ReadAllBytes(work.At("back.csv"));
        var again = AmparoProcess.Run(arguments);
        again.Exit.ShouldBe(2);
        again.Error.ShouldContain("CLI-029");
        File.ReadAllBytes(work.At("back.csv")).ShouldBe(written);
    }

    private static Dictionary<string, string[]> Columns(string path)
    {
        var rows = File.ReadLines(path).Select(line => line.Split(',')).ToArray();
        return rows[0].Select((name, place) => (name, cells: rows.Skip(1).Select(row => row[place]).ToArray()))
            .ToDictionary(column => column.name, column => column.cells, StringComparer.Ordinal);
    }

    internal static string Published(string name)
    {
        var folder = Environment.GetEnvironmentVariable("AMPARO_SHARED_DATA") is { Length: > 0 } named ? named : Nearby();
        Assert.SkipWhen(folder is null, "The publishers' files are not on this machine: set AMPARO_SHARED_DATA to their folder.");
        return Path.Combine(folder!, name);
    }

    // The object that has a property, wherever the verb puts it.
    private static JsonObject? Find(JsonNode? node, string property) => node switch
    {
        JsonObject found when found.ContainsKey(property) => found,
        JsonObject other => other.Select(entry => Find(entry.Value, property)).FirstOrDefault(found => found is not null),
        JsonArray items => items.Select(item => Find(item, property)).FirstOrDefault(found => found is not null),
        _ => null,
    };

    private static string? Nearby()
    {
        for (var folder = new DirectoryInfo(AmparoProcess.Root); folder is not null; folder = folder.Parent)
        {
            if (Directory.Exists(Path.Combine(folder.FullName, "shared", "data")))
                return Path.Combine(folder.FullName, "shared", "data");
        }

        return null;
    }
}
