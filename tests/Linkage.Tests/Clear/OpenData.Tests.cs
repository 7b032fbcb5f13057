using System.IO.Compression;
using Amparo.Linkage.Normalising;
using Amparo.Linkage.Reading;

namespace Amparo.Linkage.Tests.Clear;

/// <summary>On public lists with known persons; the line is drawn without them. The lists are not part of this repository.</summary>
public sealed class OpenDataTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("rldata/RLdata10000.csv", "ent_id", 0.96)]
    [InlineData("splink/fake_1000.csv", "cluster", 0.86)]
    [InlineData("splink/historical_figures_50k.csv.gz", "cluster", 0.75)]
    [InlineData("febrl/dataset3.csv", null, 0.998)]
    [InlineData("opencr/uganda_data_v21_20201501.csv", null, 1)]
    public void Persons_are_found_again_in_one_list(string file, string? truth, double bar) => Holds(bar, truth, default, file);

    [Fact]
    public void Persons_are_found_again_across_two_lists_that_hold_each_once() =>
        Holds(0.9998, null, new LinkOptions { AllDeduplicated = true }, "febrl/dataset4a.csv", "febrl/dataset4b.csv");

    private void Holds(double bar, string? truth, LinkOptions? options, params string[] files)
    {
        var lists = PersonLists.Read(
            [.. files.Select(file => new ListSource(Path.GetFileNameWithoutExtension(file), Open(file)))],
            column => column == truth ? FieldRole.Truth : LinkLayout.Recognised.RoleOf(column), _ => { }).Value;
        var result = PersonLinkage.Run(lists, Knowledge(), options ?? new LinkOptions(), _ => { }).Value;

        PairwiseQuality quality;
        if (truth is null)
        {
            // rec-1070-org and rec-1070-dup-0 are one.
            var persons = Enumerable.Range(0, lists.Count).Select(record => int.Parse(lists.IdOf(record).Split('-')[1], System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            quality = PairwiseQuality.Of(result.Clusters, persons);
        }
        else
        {
            quality = result.Against().ShouldNotBeNull().Chosen;
        }

        output.WriteLine($"{files[0]}: precision {quality.Precision:F5}, recall {quality.Recall:F5}, F1 {quality.F1:F5}");
        quality.F1.ShouldBeGreaterThanOrEqualTo(bar);
    }

    private static MemoryStream Open(string file)
    {
        var path = Environment.GetEnvironmentVariable("AMPARO_SHARED_DATA") is { Length: > 0 } named ? Path.Combine(named, "linkage", file) : null;
        Assert.SkipWhen(!File.Exists(path), "The open lists are not on this machine: set AMPARO_SHARED_DATA to the folder of shared data.");
        var whole = new MemoryStream();
        using var stream = File.OpenRead(path!);
        if (file.EndsWith(".gz", StringComparison.Ordinal))
        {
            using var unpacked = new GZipStream(stream, CompressionMode.Decompress);
            unpacked.CopyTo(whole);
        }
        else
        {
            stream.CopyTo(whole);
        }

        whole.Position = 0;
        return whole;
    }

    private static NameKnowledge Knowledge()
    {
        static IEnumerable<(string, string)> Pairs(string file) => File.ReadLines(Path.Combine(TestSupport.Repository.Root, "content", "linkage", file)).Skip(1)
            .Select(line => line.Split(',')).Select(cells => (cells[0], cells[1]));
        return new NameKnowledge(Pairs("nicknames.csv"), Pairs("abbreviations.csv"));
    }
}
