using System.Text.Json;
using Amparo.Linkage.Comparing;

namespace Amparo.Linkage.Tests.Clear;

/// <summary>Against values that a program in another language made from the definitions.</summary>
public sealed class SimilarityGolden
{
    private static readonly JsonElement Golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "reference", "linkage", "similarity.json"))).RootElement;

    [Fact]
    public void Jaro_Winkler_and_one_edit_agree_with_their_definitions()
    {
        var pairs = Golden.GetProperty("pairs").EnumerateArray().ToList();
        pairs.Count.ShouldBeGreaterThan(200);
        foreach (var pair in pairs)
        {
            var (one, other) = (pair.GetProperty("one").GetString()!, pair.GetProperty("other").GetString()!);
            TokenSimilarity.JaroWinkler(one, other).ShouldBe(pair.GetProperty("jaroWinkler").GetDouble(), 1e-12, $"{one} {other}");
            TokenSimilarity.WithinOneEdit(one, other).ShouldBe(pair.GetProperty("oneEdit").GetBoolean(), $"{one} {other}");
            TokenSimilarity.WithinOneEdit(other, one).ShouldBe(pair.GetProperty("oneEdit").GetBoolean(), $"{other} {one}");
        }
    }
}
