using System.Globalization;
using System.Text;
using Amparo.Linkage.Encoded;
using Amparo.Linkage.Encoded.Kernels;
using Amparo.Linkage.Encoded.Linking;
using Amparo.Linkage.Normalising;
using Amparo.Linkage.Reading;

namespace Amparo.Linkage.Tests.Encoded;

/// <summary>How far encoded lists are behind the same lists in clear text: two agencies' lists as the demonstration has them, names left out, ages for births, few documents.</summary>
public sealed class ClearTextTests(ITestOutputHelper output)
{
    private const int Persons = 2400;

    private static readonly (string Name, double Weight)[] Given = Weighed("given-names.csv", "spanish");
    private static readonly (string Name, double Weight)[] Surnames = Weighed("surnames.csv", "gt", "hn", "sv", "maya");
    private static readonly (string Name, double Weight)[] Places = Weighed("municipalities.csv", "GT");
    private static readonly NameKnowledge Knowledge = new(Pairs("nicknames.csv"), Pairs("abbreviations.csv"));

    [Theory]
    [InlineData(Hardening.None, 0.03)]
    [InlineData(Hardening.Fold, 0.04)]
    public void Encoded_lists_of_the_demonstrations_kind_are_little_behind_clear_text(Hardening hardening, double most)
    {
        var (first, second) = Lists(seed: 7);

        var clear = Clear(first, second);
        var encoded = Encoded(first, second, hardening);

        output.WriteLine($"{hardening}: clear text {clear.F1:F4}, encoded {encoded.F1:F4} (precision {encoded.Precision:F3}, recall {encoded.Recall:F3}), {encoded.Linked} linked of {encoded.True}");
        encoded.F1.ShouldBeGreaterThan(clear.F1 - most);
    }

    private static PairwiseQuality Clear(string first, string second)
    {
        var lists = PersonLists.Read([Source("first", first), Source("second", second)], LinkLayout.Recognised.RoleOf, _ => { }).Value;
        var result = PersonLinkage.Run(lists, Knowledge, new LinkOptions { AllDeduplicated = true }, _ => { }).Value;
        return PairwiseQuality.Of(result.Clusters, [.. Enumerable.Range(0, lists.Count).Select(record => int.Parse(lists.IdOf(record), CultureInfo.InvariantCulture))]);
    }

    private static PairwiseQuality Encoded(string first, string second, Hardening hardening)
    {
        var encoder = new RecordEncoder(EncodingSchema.Persons, Keys.One, new EncodingSettings { Hardening = hardening });
        var (one, other) = (Encode(first, encoder, seed: 1), Encode(second, encoder, seed: 2));
        var links = CounterpartLinks.Of(one.List, other.List, DiceKernel.Best).Links;
        return new(links.Count(link => one.Ids[link.First] == other.Ids[link.Second]), links.Count, one.Ids.Intersect(other.Ids, StringComparer.Ordinal).Count());
    }

    private static ListEncoding Encode(string list, RecordEncoder encoder, int seed) =>
        ListEncoding.Of(PersonList.Read(Source("list", list), Knowledge).Value, encoder, default, new SeededRandom(seed)).Value;

    private static ListSource Source(string name, string list) => new(name, new MemoryStream(Encoding.UTF8.GetBytes(list)));

    // Half of the persons are in both lists, the others in one. The id is the person's in both; nothing compares it.
    private static (string First, string Second) Lists(int seed)
    {
        var random = new Random(seed);
        const string header = "rec_id,given1,given2,surname1,surname2,sex,dob,age,ref_date,municipality,doc_id,phone\n";
        var (first, second) = (new StringBuilder(header), new StringBuilder(header));
        string[] before = [];
        for (var person = 0; person < Persons; person++)
        {
            // One in ten is a brother or sister of the one before.
            var family = person > 0 && random.Next(10) == 0 ? before : [Of(Surnames, random), Of(Surnames, random), Of(Places, random)];
            string[] own =
            [
                Of(Given, random), random.Next(10) < 6 ? Of(Given, random) : "", family[0], family[1], random.Next(3) == 0 ? "M" : "F",
                new DateOnly(1960, 1, 1).AddDays(random.Next(18_000)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), family[2],
                $"{random.NextInt64(1_000_000_000_000, 9_999_999_999_999)}", $"{random.Next(30_000_000, 59_999_999)}",
            ];
            before = family;
            if (person % 4 != 0)
                first.Append(CultureInfo.InvariantCulture, $"{person},{Written(own, random)}\n");
            if (person % 4 != 1)
                second.Append(CultureInfo.InvariantCulture, $"{person},{Written(own, random)}\n");
        }

        return (first.ToString(), second.ToString());
    }

    private static string Written(string[] own, Random random)
    {
        string Now(string text, int percent) => random.Next(100) < percent ? text : "";
        string Slip(string name) => name.Length > 3 && random.Next(100) < 7 ? name.Remove(random.Next(name.Length), 1).Trim() : name;
        var (given, second) = (Slip(own[0]), Now(Slip(own[1]), 65));
        var (surname, mother) = (Slip(own[2]), Now(Slip(own[3]), 75));
        if (second.Length > 0 && random.Next(30) == 0)
            (given, second) = (second, given);
        var aged = random.Next(10) < 4;
        var age = 2024 - int.Parse(own[5].AsSpan(0, 4), CultureInfo.InvariantCulture) - (own[5].AsSpan(5).CompareTo("07-01", StringComparison.Ordinal) > 0 ? 1 : 0);
        var birth = random.Next(30) == 0 ? own[5][..4] + "-01-01" : own[5];
        var place = random.Next(4) == 0 ? Of(Places, random) : own[6];
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{given},{second},{surname},{mother},{own[4]},{(aged ? "" : birth)},{(aged ? age + (random.Next(10) == 0 ? 1 : 0) : "")},2024-07-01,{place},{Now(own[7], 20)},{Now(own[8], 25)}");
    }

    private static string Of((string Name, double Weight)[] names, Random random)
    {
        var left = random.NextDouble() * names.Sum(name => name.Weight);
        return names.First(name => (left -= name.Weight) <= 0 || name == names[^1]).Name;
    }

    // The list is the first cell of a line, name and weight are the last two; the few names with a comma are passed over.
    private static (string Name, double Weight)[] Weighed(string file, params string[] lists) =>
        [.. File.ReadLines(Content("demonstration", file)).Where(line => !line.Contains('"', StringComparison.Ordinal)).Select(line => line.Split(',')).Where(cells => lists.Contains(cells[0], StringComparer.Ordinal))
            .Select(cells => (cells[^2], double.Parse(cells[^1], CultureInfo.InvariantCulture)))];

    private static IEnumerable<(string Short, string Long)> Pairs(string file) =>
        File.ReadLines(Content("linkage", file)).Skip(1).Select(line => line.Split(',')).Select(cells => (cells[0], cells[1]));

    private static string Content(params string[] parts) => Path.Combine([TestSupport.Repository.Root, "content", .. parts]);
}
