using Amparo.Content;
using Amparo.Indicators;
using Amparo.PrivateRelease;
using Amparo.TestSupport;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.Portal.Tests.Samples;

/// <summary>A data folder as the chain leaves it: official figures of the content, and invented counts that passed the door of suppression.</summary>
public static class SampleReleases
{
    /// <summary>The repository's content.</summary>
    public static string ContentFolder { get; } = Path.Combine(Repository.Root, "content");

    /// <summary>Releases everything and writes ledger and archives.</summary>
    /// <param name="dataFolder">The data folder; it exists.</param>
    /// <param name="linked">Whether persons were counted after linkage.</param>
    public static void Write(string dataFolder, bool linked = true)
    {
        var lists = Lists();
        var official = OfficialContent.Load(new ContentFolder(ContentFolder), lists).Value;
        var doors = new ReleaseDoors(Ledger.Empty, Instant.FromUtc(2026, 11, 23, 8, 0));
        var cubes = official.Cubes.OrderBy(cube => cube.Key, StringComparer.Ordinal).Select(cube => doors.AlreadyPublic(cube.Value)).ToDictionary(cube => cube.Entry.Subject);
        var detected = doors.Suppress(Detected(lists, linked), new CellSuppression(10), "demonstration-detected").Value;
        cubes.Add(detected.Entry.Subject, detected);
        List<byte[]> archives =
        [
            .. cubes.Values.Select(ReleaseArchive.Write),
            .. DerivedContent.Load(new ContentFolder(ContentFolder)).Value.Select(indicator => ReleaseArchive.Write(doors.Derive(indicator, cubes).Value)),
            .. official.Registers.Select(register => ReleaseArchive.Write(doors.NonPersonal(register.Value, official.Holdings[register.Key]))),
        ];
        if (linked)
            archives.Add(ReleaseArchive.Write(doors.Suppress(Repeated(lists), new CellSuppression(10), "demonstration-repeated").Value));
        if (linked)
            archives.Add(ReleaseArchive.Write(doors.Estimate(Estimated(), new EstimateRounding(100), "demonstration-detected").Value));
        var records = SampleRecords.Release(doors.Ledger, out var grown);
        File.WriteAllBytes(Path.Combine(Directory.CreateDirectory(Path.Combine(dataFolder, "releases")).FullName, $"{archives.Count}.csv"), records.Content);
        archives.Add(ReleaseArchive.Write(records.Released));
        using (var ledger = File.Create(Path.Combine(dataFolder, "ledger.jsonl")))
            grown.Write(ledger);
        for (var at = 0; at < archives.Count; at++)
            File.WriteAllBytes(Path.Combine(dataFolder, "releases", $"{at}.json"), archives[at]);
    }

    // Counts by a fixed rule: large and small cells, some unknown, several forms, a growing course.
    private static CountedCube Detected(CodeListCatalogue lists, bool linked)
    {
        var definition = Indicator(linked ? "detected-persons-linked.yaml" : "detected-persons.yaml");
        var dimensions = definition.Dimensions.Select(declared => new Dimension(declared.Field, Narrow(lists[declared.Field], declared.Codes))).ToList();
        var sizes = dimensions.Select(CountedCube.BaseSize).ToArray();
        var counts = new int[sizes.Aggregate(1, (product, size) => product * size)];
        int[] byCountry = [2, 14, 22, 12, 34, 18, 95, 6, 9];
        int[] bySex = [70, 24, 1, 5];
        int[] byAge = [42, 50, 8];
        int[] byForm = [46, 22, 7, 5, 3, 0, 2, 9, 6];
        for (var index = 0; index < counts.Length; index++)
        {
            var at = Positions(index, sizes);
            if (at[0] >= byCountry.Length || at[1] == sizes[1] - 1)
                continue;
            var size = byCountry[at[0]] * (10 + at[1]) * bySex[at[2]] * byAge[at[3]] * byForm[at[4]];
            counts[index] = (size + (index * 7919 % 90_000)) / 90_000;
        }

        return new CountedCube(definition.Header, dimensions, definition.Views, counts);
    }

    // The second country's is small: it is withheld, and another with it.
    private static CountedCube Repeated(CodeListCatalogue lists)
    {
        var definition = Indicator("repeated-records.yaml");
        var dimension = new Dimension("country", lists["country"]);
        var counts = new int[CountedCube.BaseSize(dimension)];
        int[] byCountry = [20, 3, 300, 120, 1000, 180, 2000, 60, 90];
        byCountry.CopyTo(counts, 0);
        return new CountedCube(definition.Header, [dimension], definition.Views, counts);
    }

    // One of each kind: usable, an order of magnitude, no answer, too few persons.
    private static EstimateTable Estimated() => new(
        Indicator("estimated-victims.yaml").Header, "stepwise", 0.95m,
        [
            new("HN", EstimateStanding.Usable, Figure.Between((1_712, 2_288)), Figure.Exact(1_934)) { Observed = Figure.Exact(1_400) },
            new("GT", EstimateStanding.Indicative, Figure.Between((8_455, 9_410)), Figure.Exact(8_930)) { Observed = Figure.Exact(5_600) },
            new("NI", EstimateStanding.NotEstimable, Figure.Missing, Figure.Missing) { Observed = Figure.Exact(240) },
            new("BZ", EstimateStanding.Indicative, Figure.Between((60, 90)), Figure.Exact(70)) { Observed = Figure.Exact(41) },
        ]);

    private static IndicatorDefinition Indicator(string name)
    {
        using var reader = new StreamReader(Path.Combine(ContentFolder, "indicators", name));
        return IndicatorReader.Read(reader, name).Value;
    }

    private static CodeList Narrow(CodeList list, IReadOnlyList<string>? codes) => codes is null
        ? list
        : new CodeList(list.Id, list.Version, list.Title, list.Source, [.. codes.Select(code => list.Find(code)!)]);

    private static int[] Positions(int index, int[] sizes)
    {
        var at = new int[sizes.Length];
        for (var axis = sizes.Length - 1; axis >= 0; axis--)
        {
            at[axis] = index % sizes[axis];
            index /= sizes[axis];
        }

        return at;
    }

    private static CodeListCatalogue Lists() => CodeListCatalogue.Of(
        Directory.EnumerateFiles(Path.Combine(ContentFolder, "vocabulary"), "*.yaml").Select(path =>
        {
            using var reader = new StreamReader(path);
            return CodeListReader.Read(reader, Path.GetFileName(path)).Value;
        })).Value;
}
