using System.Security.Cryptography;
using System.Text.Json;

namespace Amparo.Cli.Tests;

/// <summary>The open formats that <c>publish</c> writes beside the figures.</summary>
public sealed class PublishedFormatsTests(ReleasedDemonstration demonstration) : IClassFixture<ReleasedDemonstration>
{
    [Theory]
    [InlineData("es")]
    [InlineData("en")]
    public void The_folder_is_a_data_package_whose_files_are_what_it_says(string language)
    {
        using var work = new Workspace();
        var run = AmparoProcess.Run("publish", demonstration.Data, "--out", work.At("out"), "--language", language);
        run.Exit.ShouldBe(0, run.Error);
        using var package = JsonDocument.Parse(File.ReadAllBytes(work.At("out", "datapackage.json")));
        package.RootElement.GetProperty("$schema").GetString().ShouldBe("https://datapackage.org/profiles/2.0/datapackage.json");
        var paths = new List<string>();
        foreach (var resource in package.RootElement.GetProperty("resources").EnumerateArray())
        {
            var path = resource.GetProperty("path").GetString()!;
            var bytes = File.ReadAllBytes(work.At("out", path));
            resource.GetProperty("bytes").GetInt32().ShouldBe(bytes.Length, path);
            resource.GetProperty("hash").GetString().ShouldBe("sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes)), path);
            paths.Add(path);
        }

        paths.Distinct(StringComparer.Ordinal).Count().ShouldBe(paths.Count);
        foreach (var extension in new[] { "csv", "hxl.csv", "xlsx", "json", "dictionary.csv" })
        {
            foreach (var table in new[] { "detected-persons", "glotip-detected-victims", "glotip-detected-victims-sex", "population", "trafficking-laws" })
                paths.ShouldContain($"{table}.{extension}");
        }

        // Only the custodian's figures have a place in the structure of the indicator.
        paths.Where(path => path.EndsWith(".sdmx.csv", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .ShouldBe(
            [
                "glotip-detected-victims-form-rate.sdmx.csv", "glotip-detected-victims-form.sdmx.csv", "glotip-detected-victims-rate.sdmx.csv",
                "glotip-detected-victims-sex-age.sdmx.csv", "glotip-detected-victims-sex.sdmx.csv", "glotip-detected-victims.sdmx.csv",
            ]);
    }

    [Fact]
    public void The_catalogue_and_the_contents_name_only_files_that_are_there()
    {
        using var work = new Workspace();
        AmparoProcess.Run("publish", demonstration.Data, "--out", work.At("out"), "--language", "en").Exit.ShouldBe(0);
        using var catalogue = JsonDocument.Parse(File.ReadAllBytes(work.At("out", "catalogue.jsonld")));
        var datasets = catalogue.RootElement.GetProperty("dcat:dataset").EnumerateArray().ToList();
        datasets.Count.ShouldBeGreaterThanOrEqualTo(5);
        var contents = File.ReadAllText(work.At("out", "index.html"));
        foreach (var distribution in datasets.SelectMany(dataset => dataset.GetProperty("dcat:distribution").EnumerateArray()))
        {
            var path = distribution.GetProperty("dcat:downloadURL").GetProperty("@id").GetString()!;
            File.Exists(work.At("out", path)).ShouldBeTrue(path);
            contents.ShouldContain($"href=\"{path}\"");
        }

        contents.ShouldContain("href=\"datapackage.json\"");
        contents.ShouldContain("href=\"catalogue.jsonld\"");
    }

    [Fact]
    public void Invented_figures_are_marked_in_every_form_for_people()
    {
        using var work = new Workspace();
        AmparoProcess.Run("publish", demonstration.Data, "--out", work.At("out"), "--language", "en").Exit.ShouldBe(0);
        foreach (var file in Directory.GetFiles(work.At("out"), "detected-persons.*").Where(file => Path.GetExtension(file) is ".csv" or ".json" && !file.EndsWith(".dictionary.csv", StringComparison.Ordinal)))
            File.ReadAllText(file).ShouldContain("invented", Case.Insensitive, file);
        File.ReadAllText(work.At("out", "datapackage.json")).ShouldContain("Invented data for demonstration");
        File.ReadAllText(work.At("out", "catalogue.jsonld")).ShouldContain("Invented data for demonstration");
    }
}
