using Amparo.Linkage.Blocking;
using Amparo.Linkage.Comparing;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Linkage.Tests.Clear;

public sealed class BlockingTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(20).WithReplay(20261128UL, 13UL);

    private static readonly BlockingKey[] Keys =
    [
        new([KeyPart.AnySurname, KeyPart.BirthYear]), new([KeyPart.AnyGiven, KeyPart.Sex]), new([KeyPart.BothSurnames]), new([KeyPart.GivenStart, KeyPart.SurnameStart]),
        new([KeyPart.BirthDay]), new([KeyPart.Value]), new([KeyPart.FirstGiven, KeyPart.BirthMonth]), new([KeyPart.DayAndMonth, KeyPart.Sex]),
    ];

    [Fact]
    public void Every_pair_that_shares_a_key_is_compared_once() => Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
    {
        var table = Table(seed, 60);
        var lanes = KeyLanes.Of(table, Keys, long.MaxValue / 4);

        var compared = Compared(lanes);

        compared.Count.ShouldBe(compared.Distinct().Count());
        compared.Order().ShouldBe(Naive(table, Keys).Keys.Order());
        lanes.Effects.ShouldAllBe(effect => effect.Dropped == 0);
    }).Check(Fixed);

    [Fact]
    public void The_keys_of_a_pair_are_those_that_it_shares()
    {
        var table = Table(3, 60);
        var lanes = KeyLanes.Of(table, Keys, long.MaxValue / 4);
        foreach (var ((a, b), shared) in Naive(table, Keys))
        {
            var bits = shared.Aggregate(0u, (keys, key) => keys | (1u << key));
            lanes.KeysOf(a, b).ShouldBe(bits);
            lanes.KeysOf(b, a).ShouldBe(bits);
        }
    }

    [Fact]
    public void Blocks_that_are_too_large_are_dropped_and_that_is_said()
    {
        var table = Table(4, 200);
        BlockingKey key = new([KeyPart.AnySurname]);
        var whole = KeyLanes.Of(table, [key], long.MaxValue / 4);
        var most = whole.Effects[0].Pairs / 3;

        var cut = KeyLanes.Of(table, [key], most);

        var effect = cut.Effects.ShouldHaveSingleItem();
        effect.Pairs.ShouldBeLessThanOrEqualTo(most);
        effect.Dropped.ShouldBeGreaterThan(0);
        effect.Dropped.ShouldBe(whole.Blocks.Sum(block => block.Size) - cut.Blocks.Sum(block => block.Size));
        effect.Blocks.ShouldBe(cut.Blocks.Count);
        cut.Blocks.Max(block => block.Size).ShouldBeLessThan(whole.Blocks.Max(block => block.Size));
        // What is left is compared once.
        var compared = Compared(cut);
        compared.Count.ShouldBe(compared.Distinct().Count());
        compared.ShouldBeSubsetOf(Compared(whole));
        compared.Order().ShouldBe(cut.Blocks.Select(block => block.Members.ToArray()).SelectMany(block => block.SelectMany((a, i) => block.Skip(i + 1).Select(b => (a, b)))).Distinct().Order());
    }

    [Fact]
    public void A_key_that_is_one_block_of_all_is_dropped_whole()
    {
        var rows = Enumerable.Range(0, 50).Select(i => $"r{i},Ana,Caal").ToList();
        var table = PersonTable.Of(ClearLists.Read(rows, "rec_id,given1,surname1"), ClearLists.Knowledge);
        var lanes = KeyLanes.Of(table, [new([KeyPart.AnySurname])], 1_000);
        lanes.Blocks.ShouldBeEmpty();
        lanes.Effects[0].Dropped.ShouldBe(50);
        Compared(lanes).ShouldBeEmpty();
    }

    [Fact]
    public void Chosen_keys_stay_within_what_may_be_compared()
    {
        var table = Table(6, 1_900);
        foreach (var budget in new[] { 5e3, 5e4, 5e5 })
        {
            var chosen = KeyChoice.For(table, budget);

            chosen.ShouldNotBeEmpty();
            chosen.Sum(key => key.Pairs).ShouldBeLessThanOrEqualTo(budget);
            chosen.Sum(key => key.Key.IsTwofold ? 2 : 1).ShouldBeLessThanOrEqualTo(KeyLanes.Width);
            var lanes = KeyLanes.Of(table, [.. chosen.Select(key => key.Key)], (long)budget);
            lanes.Effects.Count.ShouldBe(chosen.Count);
            lanes.Effects.Sum(effect => effect.Pairs).ShouldBeLessThanOrEqualTo((long)budget);
            chosen.ShouldAllBe(key => key.Finds > 0 && key.Finds <= 1 && key.Adds <= key.Finds);
        }
    }

    [Fact]
    public void A_larger_budget_finds_more_pairs_of_one_person()
    {
        var table = Table(6, 1_900);
        int Found(double budget)
        {
            var lanes = KeyLanes.Of(table, [.. KeyChoice.For(table, budget).Select(key => key.Key)], (long)budget);
            return Compared(lanes).Count(pair => table.KeyOf(pair.A).Id.Split('-')[0] == table.KeyOf(pair.B).Id.Split('-')[0]);
        }

        Found(5e5).ShouldBeGreaterThan(Found(1e4));
    }

    [Theory]
    [InlineData("surname+birth-year")]
    [InlineData("given-1+municipality")]
    [InlineData("all")]
    public void Keys_are_read_by_their_names(string name)
    {
        var fields = Table(1, 20).Fields;
        KeyNames.Of(KeyNames.Read(name, fields).ShouldNotBeNull(), fields).ShouldBe(name);
        KeyNames.Read(name + "+nonsense", fields).ShouldBeNull();
    }

    private static PersonTable Table(int seed, int persons) => PersonTable.Of(ClearLists.Read(ClearLists.Rows(seed, persons, slips: 0.2)), ClearLists.Knowledge);

    private static List<(int A, int B)> Compared(KeyLanes lanes)
    {
        var compared = new List<(int, int)>();
        foreach (var block in lanes.Blocks)
        {
            var keys = block.Members.ToArray().SelectMany(member => lanes.Row(member).ToArray()).ToArray();
            // With little room, so that it is full again and again.
            var pairs = new (int Left, int Right)[block.Size];
            for (var one = 0; one < block.Size - 1;)
            {
                (var count, one) = lanes.Pair(block.Value, keys, (one, 0), pairs, 0);
                foreach (var (left, right) in pairs.AsSpan(0, count))
                    compared.Add((block.Members[left], block.Members[right]));
            }
        }

        return compared;
    }

    // Every pair against every key, by the definition.
    private static Dictionary<(int A, int B), List<int>> Naive(PersonTable table, BlockingKey[] keys)
    {
        var parts = new KeyParts(table);
        string[] Values(BlockingKey key, int record) => [.. new[] { key.Parts.Select(part => parts.Of(part)[record]), key.Parts.Select(part => parts.SecondOf(part)[record]) }
            .Where(hashes => !hashes.Contains(0UL)).Select(hashes => string.Join(' ', hashes))];
        var shared = new Dictionary<(int, int), List<int>>();
        for (var key = 0; key < keys.Length; key++)
        {
            var values = Enumerable.Range(0, table.Count).Select(record => Values(keys[key], record)).ToArray();
            for (var a = 0; a < table.Count; a++)
            {
                for (var b = a + 1; b < table.Count; b++)
                {
                    if (!values[a].Intersect(values[b], StringComparer.Ordinal).Any())
                        continue;
                    if (!shared.TryGetValue((a, b), out var known))
                        shared.Add((a, b), known = []);
                    known.Add(key);
                }
            }
        }

        return shared;
    }
}
