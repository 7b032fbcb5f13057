using System.Text;
using System.Text.Json;
using Amparo.Linkage.Review;
using NodaTime;

namespace Amparo.Linkage.Tests.Review;

/// <summary>Against an independent program: tests/reference/linkage-review/agreement.py.</summary>
public sealed class AgreementGolden
{
    private static readonly JsonElement Suite = JsonDocument.Parse(File.ReadAllBytes(
        Path.Combine(AppContext.BaseDirectory, "reference", "linkage-review", "agreement.json"))).RootElement;

    public static TheoryData<string> Cases => [.. Suite.GetProperty("kappa").EnumerateArray().Select(entry => entry.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Kappa_is_that_of_the_definition(string name)
    {
        var suite = Suite.GetProperty("kappa").EnumerateArray().Single(entry => entry.GetProperty("name").GetString() == name);
        var first = Verdicts(suite.GetProperty("first"));
        var second = Verdicts(suite.GetProperty("second"));
        var log = DecisionLog.Empty;
        for (var pair = 0; pair < first.Count; pair++)
        {
            // The second one decides first now and then: rows and columns go by the name.
            var drafts = new[] { Draft(pair, "A", first[pair]), Draft(pair, "B", second[pair]) };
            log = pair % 3 == 0 ? log.Append(drafts[1]).Append(drafts[0]) : log.Append(drafts[0]).Append(drafts[1]);
            // A change after both are known, which does not count.
            log = log.Append(drafts[0] with { Verdict = Verdict.Unsure, Blind = false });
        }

        var agreement = log.Append(Draft(1000, "A", Verdict.Same)).Agreement();
        agreement.Pairs.ShouldBe(first.Count);
        agreement.Observed.ShouldBe(suite.GetProperty("observed").GetDouble(), 1e-12);
        if (suite.GetProperty("kappa").ValueKind == JsonValueKind.Null)
        {
            agreement.Kappa.ShouldBeNull();
            agreement.Undefined.ShouldBe(first.Count == 0 ? KappaUndefined.NoPairs : KappaUndefined.OneVerdictOnly);
        }
        else
        {
            agreement.Kappa!.Value.ShouldBe(suite.GetProperty("kappa").GetDouble(), 1e-12);
            agreement.Undefined.ShouldBe(KappaUndefined.No);
        }

        agreement.Count((Verdict.Same, Verdict.Different)).ShouldBe(first.Zip(second).Count(pair => pair is (Verdict.Same, Verdict.Different)));
    }

    [Fact]
    public void A_chain_that_another_program_wrote_is_read_and_written_again_byte_by_byte()
    {
        var bytes = Encoding.UTF8.GetBytes(string.Concat(Suite.GetProperty("chain").EnumerateArray().Select(line => line.GetString() + "\n")));
        using var stream = new MemoryStream(bytes);
        var log = DecisionLog.ReadWhole(stream).Value;
        log.Entries.Count.ShouldBe(3);
        using var written = new MemoryStream();
        log.Write(written);
        written.ToArray().ShouldBe(bytes);
    }

    [Fact]
    public void The_id_of_a_pair_and_its_place_in_the_sample_are_those_of_another_program()
    {
        foreach (var suite in Suite.GetProperty("pairs").EnumerateArray())
        {
            var pair = Key(suite.GetProperty("second")).PairedWith(Key(suite.GetProperty("first")));
            pair.Id().ShouldBe(suite.GetProperty("id").GetString());
            var fraction = suite.GetProperty("fraction").GetDouble();
            pair.IsInBlindSample(fraction).ShouldBeFalse();
            pair.IsInBlindSample(fraction + 1e-9).ShouldBeTrue();
        }
    }

    private static RecordKey Key(JsonElement key) => new(key[0].GetString()!, key[1].GetString()!);

    private static List<Verdict> Verdicts(JsonElement words) =>
        [.. words.EnumerateArray().Select(word => Enum.Parse<Verdict>(word.GetString()!, ignoreCase: true))];

    private static DecisionDraft Draft(int pair, string reviewer, Verdict verdict) => new()
    {
        Left = new("POLICE", $"{pair}"),
        Right = new("SHELTER", $"{pair}"),
        Verdict = verdict,
        Reviewer = reviewer,
        Blind = true,
        At = Instant.FromUtc(2026, 11, 28, 15, 0),
        Model = "0a1b2c",
    };
}
