using Amparo.Vocabulary;

namespace Amparo.Publication.Tests;

/// <summary>Whole units against files under Golden, byte for byte; <c>UPDATE=1</c> rewrites them.</summary>
public class ChartsGolden
{
    public static TheoryData<string> Names => [.. Charts.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_unit_in_Spanish_is_the_golden_one(string name) => Compare(name + ".es", Charts.All[name](Language.Spanish));

    [Theory]
    [InlineData("bars-invented")]
    [InlineData("line-belize")]
    [InlineData("pyramid-steps")]
    [InlineData("icons-sexes")]
    [InlineData("map-places")]
    [InlineData("flow-nine")]
    [InlineData("progress-shelters")]
    [InlineData("spark-guatemala")]
    [InlineData("panels-nine")]
    public void A_unit_in_English_is_the_golden_one(string name) => Compare(name + ".en", Charts.All[name](Language.English));

    [Theory]
    [InlineData("icons-forms")]
    [InlineData("map-places")]
    public void A_unit_in_Haitian_Creole_is_the_golden_one(string name) => Compare(name + ".ht", Charts.All[name](Language.HaitianCreole));

    private static void Compare(string name, FigureUnit unit)
    {
        var different = new List<string>();
        different.AddRange(Differences(name + ".html", System.Text.Encoding.UTF8.GetBytes(unit.Html)));
        different.AddRange(Differences(name + ".svg", System.Text.Encoding.UTF8.GetBytes(unit.StandaloneSvg)));
        different.AddRange(Differences(name + ".csv", unit.Csv.ToArray()));
        different.ShouldBeEmpty();
    }

    private static IEnumerable<string> Differences(string file, byte[] bytes)
    {
        var path = Path.Combine(Texts.Repository(), "tests", "Publication.Tests", "Golden", file);
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
            File.WriteAllBytes(path, bytes);
        if (!File.Exists(path) || !File.ReadAllBytes(path).AsSpan().SequenceEqual(bytes))
            yield return file;
    }
}
