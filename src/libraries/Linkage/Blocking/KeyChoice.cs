using System.Numerics;
using Amparo.Linkage.Comparing;
using Amparo.Linkage.Reading;
using Amparo.Linkage.Scoring;
using Amparo.Linkage.Tables;

namespace Amparo.Linkage.Blocking;

/// <summary>Chooses the keys from the data when nobody names any.</summary>
/// <remarks>
/// Every key of up to three parts is tried on invented pairs of records of one person: each part is there as often as the lists fill it and agrees as often
/// as expected. Keys are taken one by one, each time the one that finds most new pairs for the comparisons that it costs, counted on a sample.
/// </remarks>
internal static class KeyChoice
{
    /// <summary>Up to so many records, all pairs are compared.</summary>
    public const int AllPairsUpTo = 3_000;

    private const int Invented = 1 << 13;
    private const int MostSampled = 1 << 14;
    private const double Again = 0.1;
    private const double LanePrice = 0.5;

    /// <summary>A key with what is expected of it.</summary>
    /// <param name="Key">The key.</param>
    /// <param name="Finds">Share of the pairs of one person that it is expected to find alone.</param>
    /// <param name="Adds">Share that the keys before it do not find.</param>
    /// <param name="Pairs">Comparisons that it is expected to cost.</param>
    public sealed record Chosen(BlockingKey Key, double Finds, double Adds, double Pairs);

    /// <summary>The keys for these records, the most useful first.</summary>
    /// <param name="table">The records.</param>
    /// <param name="budget">Comparisons that may be made.</param>
    public static IReadOnlyList<Chosen> For(PersonTable table, double budget)
    {
        if (table.Count <= AllPairsUpTo)
            return [new(new([KeyPart.Everybody]), 1, 1, (double)table.Count * (table.Count - 1) / 2)];
        var parts = PartsOf(table);
        var agreed = Invent(table, parts);
        var sample = Sample(table);
        var hashes = new KeyParts(table);
        var pool = Pool(parts).Select(key => (Key: key, Found: FoundBy(key, agreed), Pairs: PairsOf(key, hashes, sample, table.Count)))
            .Where(key => key.Pairs <= budget).ToList();
        var all = budget;
        var chosen = new List<Chosen>();
        var covered = new ulong[Invented / 64];
        var twice = new ulong[Invented / 64];
        var lanes = KeyLanes.Width;
        while (pool.Count > 0)
        {
            // Being found twice counts too, though less: real pairs are more various than invented ones.
            var best = pool.Select(key => (Key: key, New: NewBits(key.Found, covered), Again: NewBits(key.Found, twice)))
                .Where(key => key.Key.Pairs <= budget && (key.Key.Key.IsTwofold ? 2 : 1) <= lanes && key.New + key.Again > 0)
                .OrderByDescending(key => (key.New + (Again * key.Again)) / ((key.Key.Pairs / all) + (LanePrice * (key.Key.Key.IsTwofold ? 2 : 1) / KeyLanes.Width)))
                .FirstOrDefault();
            if (best.Key.Key is null)
                break;
            for (var i = 0; i < covered.Length; i++)
            {
                twice[i] |= covered[i] & best.Key.Found[i];
                covered[i] |= best.Key.Found[i];
            }

            // What a coarser key finds, a finer one need not look for.
            lanes += chosen.Where(key => Refines(key.Key, best.Key.Key)).Sum(key => key.Key.IsTwofold ? 2 : 1);
            budget += chosen.Where(key => Refines(key.Key, best.Key.Key)).Sum(key => key.Pairs);
            chosen.RemoveAll(key => Refines(key.Key, best.Key.Key));
            pool.RemoveAll(key => Refines(key.Key, best.Key.Key));
            chosen.Add(new(best.Key.Key, (double)Bits(best.Key.Found) / Invented, (double)best.New / Invented, best.Key.Pairs));
            budget -= best.Key.Pairs;
            lanes -= best.Key.Key.IsTwofold ? 2 : 1;
        }

        return chosen;
    }

    private static bool Refines(BlockingKey key, BlockingKey coarser) => coarser.Parts.All(part => key.Parts.Contains(part)
        || (part == KeyPart.AnySurname && key.Parts.Contains(KeyPart.BothSurnames))
        || (part is KeyPart.AnyGiven or KeyPart.GivenStart && key.Parts.Contains(KeyPart.FirstGiven))
        || (part is KeyPart.BirthYear or KeyPart.BirthMonth or KeyPart.DayAndMonth && key.Parts.Contains(KeyPart.BirthDay))
        || (part is KeyPart.BirthYear && key.Parts.Contains(KeyPart.BirthMonth)));

    private static List<KeyPart> PartsOf(PersonTable table)
    {
        List<KeyPart> parts = [];
        bool Any(Func<int[], int, bool> has)
        {
            for (var record = 0; record < table.Count; record++)
            {
                if (has(table.Rows, record * PersonTable.Width))
                    return true;
            }

            return false;
        }

        if (table.Surnames.Total > 0)
            parts.AddRange([KeyPart.AnySurname, KeyPart.SurnameStart]);
        if (Any((rows, at) => rows[at + PersonTable.Surname2] != 0))
            parts.Add(KeyPart.BothSurnames);
        if (table.Given.Total > 0)
            parts.AddRange([KeyPart.AnyGiven, KeyPart.FirstGiven, KeyPart.GivenStart]);
        if (Any((rows, at) => rows[at + PersonTable.BirthFirst] != 0))
            parts.AddRange([KeyPart.BirthDay, KeyPart.DayAndMonth, KeyPart.BirthMonth, KeyPart.BirthYear]);
        if (Any((rows, at) => (rows[at + PersonTable.Marks] & PersonTable.SexMask) != 0))
            parts.Add(KeyPart.Sex);
        parts.AddRange(table.Fields.Select((_, place) => KeyPart.Value + place));
        return parts;
    }

    // Keys of one to three parts that speak of different things.
    private static IEnumerable<BlockingKey> Pool(List<KeyPart> parts)
    {
        for (var i = 0; i < parts.Count; i++)
        {
            yield return new([parts[i]]);
            for (var j = i + 1; j < parts.Count; j++)
            {
                if (Topic(parts[i]) == Topic(parts[j]))
                    continue;
                yield return new([parts[i], parts[j]]);
                for (var k = j + 1; k < parts.Count; k++)
                {
                    if (Topic(parts[k]) != Topic(parts[i]) && Topic(parts[k]) != Topic(parts[j]))
                        yield return new([parts[i], parts[j], parts[k]]);
                }
            }
        }
    }

    // Two of "whichever" in one key would need four lanes.
    private static int Topic(KeyPart part) => part switch
    {
        KeyPart.AnySurname or KeyPart.BothSurnames or KeyPart.SurnameStart => 1,
        KeyPart.AnyGiven or KeyPart.FirstGiven or KeyPart.GivenStart => 2,
        KeyPart.BirthDay or KeyPart.DayAndMonth or KeyPart.BirthMonth or KeyPart.BirthYear => 3,
        _ => (int)part + 10,
    };

    private static readonly double[] Carelessness = [0.5, 1, 1, 2, 2, 3, 4, 5];

    // For each invented pair, the parts on which it agrees.
    private static uint[] Invent(PersonTable table, List<KeyPart> parts)
    {
        var filled = new double[PersonTable.Width];
        var days = 0.0;
        for (var record = 0; record < table.Count; record++)
        {
            var row = table.Row(record);
            for (var place = 0; place < PersonTable.Width; place++)
                filled[place] += (place == PersonTable.Marks ? row[place] & PersonTable.SexMask : row[place]) != 0 ? 1.0 / table.Count : 0;
            days += row[PersonTable.BirthFirst] != 0 && row[PersonTable.BirthFirst] == row[PersonTable.BirthLast] ? 1.0 / table.Count : 0;
        }

        var agreed = new uint[Invented];
        for (var pair = 0; pair < Invented; pair++)
        {
            var draw = (ulong)pair * 64;
            double Unit() => (TextDictionary.Mix(++draw) >> 11) * (1.0 / (1UL << 53));
            bool Both(int place) => Unit() < filled[place] & Unit() < filled[place];
            // Some write carefully and some do not, so errors come together.
            var careless = Carelessness[pair % Carelessness.Length];
            bool Agrees(int comparison, FieldRole role, int levels) =>
                Unit() > careless * (1 - LevelGroups.ExpectedOfMatches(comparison, role).Skip(1).Take(levels).Sum());
            var surname1 = Both(PersonTable.Surname1) & Agrees(Comparison.Surname1, default, 2);
            var surname2 = Both(PersonTable.Surname2) & Agrees(Comparison.Surname2, default, 2);
            var given1 = Both(PersonTable.Given1) & Agrees(Comparison.Given1, default, 2);
            var given2 = Both(PersonTable.Given2) & Agrees(Comparison.Given2, default, 2);
            var (birth, year, bothDays) = (Both(PersonTable.BirthFirst), 1 - ((1 - Unit()) / careless), Unit() < days & Unit() < days);
            var part = Unit();
            for (var i = 0; i < parts.Count; i++)
            {
                var agrees = parts[i] switch
                {
                    KeyPart.AnySurname => surname1 | surname2,
                    KeyPart.BothSurnames => surname1 & surname2,
                    KeyPart.SurnameStart => surname1 || (filled[PersonTable.Surname1] > 0 && part < 0.4),
                    KeyPart.AnyGiven => given1 | given2,
                    KeyPart.FirstGiven => given1,
                    KeyPart.GivenStart => given1 || (filled[PersonTable.Given1] > 0 && part < 0.4),
                    KeyPart.BirthDay => bothDays && year < 0.80,
                    KeyPart.DayAndMonth => bothDays && (year < 0.80 || part < 0.15),
                    KeyPart.BirthMonth => bothDays && (year < 0.84 || part < 0.15),
                    KeyPart.BirthYear => birth && (bothDays ? year < 0.88 || part < 0.15 : year < 0.55),
                    KeyPart.Sex => Both(PersonTable.Marks) && Unit() > 0.03 * careless,
                    _ => Both(PersonTable.Values + (parts[i] - KeyPart.Value))
                        & Agrees(Comparison.Values, table.Fields[parts[i] - KeyPart.Value].Role, 2),
                };
                if (agrees)
                    agreed[pair] |= 1u << (int)parts[i];
            }
        }

        return agreed;
    }

    private static ulong[] FoundBy(BlockingKey key, uint[] agreed)
    {
        var wanted = key.Parts.Aggregate(0u, (bits, part) => bits | (1u << (int)part));
        var found = new ulong[Invented / 64];
        for (var pair = 0; pair < agreed.Length; pair++)
        {
            if ((agreed[pair] & wanted) == wanted)
                found[pair / 64] |= 1UL << (pair % 64);
        }

        return found;
    }

    private static int NewBits(ulong[] found, ulong[] covered)
    {
        var bits = 0;
        for (var i = 0; i < found.Length; i++)
            bits += BitOperations.PopCount(found[i] & ~covered[i]);
        return bits;
    }

    private static int Bits(ulong[] found) => found.Sum(BitOperations.PopCount);

    // Records as if drawn by lot, the same ones each time.
    private static int[] Sample(PersonTable table)
    {
        var every = (ulong)Math.Max(1, table.Count / MostSampled);
        return [.. Enumerable.Range(0, table.Count).Where(record => every == 1 || TextDictionary.Mix((ulong)record) % every == 0)];
    }

    private static double PairsOf(BlockingKey key, KeyParts parts, int[] sample, int records)
    {
        var counts = new Dictionary<ulong, int>(sample.Length);
        for (var lane = 0; lane < (key.IsTwofold ? 2 : 1); lane++)
        {
            var arrays = key.Parts.Select(part => lane == 0 ? parts.Of(part) : parts.SecondOf(part)).ToArray();
            foreach (var record in sample)
            {
                var hash = 1UL;
                foreach (var array in arrays)
                    hash = array[record] == 0 ? 0 : hash == 0 ? 0 : TextDictionary.Mix(hash ^ array[record]);
                if (hash != 0)
                    System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, hash, out _)++;
            }
        }

        var scale = (double)records / sample.Length;
        return counts.Values.Sum(count => (double)count * (count - 1) / 2) * scale * scale;
    }
}
