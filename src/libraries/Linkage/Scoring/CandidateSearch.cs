using Amparo.Linkage.Blocking;
using Amparo.Linkage.Comparing;
using Amparo.Linkage.Tables;

namespace Amparo.Linkage.Scoring;

/// <summary>Compares the pairs of all blocks and keeps those that may be one person.</summary>
internal static class CandidateSearch
{
    private const int PairsAChunk = 1 << 16;
    private const long PairsFullySampled = 1 << 21;

    /// <summary>What a search found.</summary>
    /// <param name="Candidates">The pairs that may be one person.</param>
    /// <param name="Sample">One in <paramref name="Every"/> of the pairs that may be one person by their names, or by all fields.</param>
    /// <param name="Every">How thin the sample is.</param>
    /// <param name="Compared">How many pairs were compared.</param>
    public sealed record Found(CandidatePair[] Candidates, CandidatePair[] Sample, int Every, long Compared);

    /// <summary>Compares the pairs of all blocks.</summary>
    /// <param name="table">The records.</param>
    /// <param name="lanes">Their blocks.</param>
    /// <param name="comparison">How two are compared.</param>
    /// <param name="keep">The model that decides what is hopeless, and the log2 odds below which a pair is.</param>
    /// <param name="tell">Told the share of the work done.</param>
    /// <returns>The pairs in the order of the blocks: whatever the number of threads, the same.</returns>
    public static Found Find(PersonTable table, KeyLanes lanes, RecordComparison comparison, (LinkModel Model, double Floor) keep, Action<double> tell)
    {
        var done = 0;
        var chunks = Chunks(lanes.Blocks);
        var every = (int)Math.Max(1, lanes.Effects.Sum(effect => effect.Pairs) / PairsFullySampled);
        var found = new Part[chunks.Count];
        Parallel.For(0, chunks.Count, chunk =>
        {
            var part = new Part(every);
            var (start, end) = chunks[chunk];
            for (var block = start; block < end; block++)
                Compare(table, lanes, comparison, keep, block, part);
            found[chunk] = part;
            tell((double)Interlocked.Increment(ref done) / chunks.Count);
        });
        return new(Joined(found, part => part.Kept), Joined(found, part => part.Sample), every, found.Sum(part => part.Compared));
    }

    private static CandidatePair[] Joined(Part[] parts, Func<Part, List<CandidatePair>> of)
    {
        var joined = new CandidatePair[parts.Sum(part => of(part).Count)];
        var at = 0;
        foreach (var part in parts)
        {
            of(part).CopyTo(joined, at);
            at += of(part).Count;
        }

        return joined;
    }

    private static void Compare(
        PersonTable table, KeyLanes lanes, RecordComparison comparison, (LinkModel Model, double Floor) keep, int block, Part part)
    {
        var members = lanes.Blocks[block].Members;
        var value = lanes.Blocks[block].Value;
        // The rows of a block lie far apart: brought together once, they are read as often as the block has records.
        var (rows, keys) = part.Room(members.Length);
        for (var i = 0; i < members.Length; i++)
        {
            table.Row(members[i]).CopyTo(rows.AsSpan(i * PersonTable.Width));
            lanes.Row(members[i]).CopyTo(keys.AsSpan(i * KeyLanes.Width));
        }

        for (var i = 0; i < members.Length; i++)
        {
            ReadOnlySpan<int> left = rows.AsSpan(i * PersonTable.Width, PersonTable.Width);
            ReadOnlySpan<uint> leftKeys = keys.AsSpan(i * KeyLanes.Width, KeyLanes.Width);
            for (var j = i + 1; j < members.Length; j++)
            {
                if (lanes.OwnerOf(leftKeys, keys.AsSpan(j * KeyLanes.Width, KeyLanes.Width)) != value)
                    continue;
                part.Compared++;
                ReadOnlySpan<int> right = rows.AsSpan(j * PersonTable.Width, PersonTable.Width);
                var prior = keep.Model.Prior[left[PersonTable.List] == right[PersonTable.List] ? 0 : 1];
                var sampled = part.Every == 1 || TextDictionary.Mix(((ulong)(uint)members[i] << 32) | (uint)members[j]) % (uint)part.Every == 0;
                if (!sampled)
                {
                    // Nearly all pairs are hopeless, and that is seen before letters are compared.
                    var rough = comparison.CompareRoughly(left, right, out var most);
                    if (keep.Model.MatchWeight(rough, most) + prior < keep.Floor)
                        continue;
                }

                var pattern = comparison.Compare(left, right, out var rarity);
                var kept = keep.Model.MatchWeight(pattern, rarity) + prior >= keep.Floor;
                var pair = new CandidatePair(members[i], members[j], pattern) { Rarity = rarity };
                if (kept)
                    part.Kept.Add(pair);
                if (sampled && (kept || keep.Model.NamesakeWeight(pair) + prior >= keep.Floor))
                    part.Sample.Add(pair);
            }
        }
    }

    private sealed class Part(int every)
    {
        private int[] _rows = [];
        private uint[] _keys = [];

        public int Every { get; } = every;

        public List<CandidatePair> Kept { get; } = [];

        public List<CandidatePair> Sample { get; } = [];

        public long Compared { get; set; }

        public (int[] Rows, uint[] Keys) Room(int records)
        {
            if (_rows.Length < records * PersonTable.Width)
                (_rows, _keys) = (new int[records * PersonTable.Width], new uint[records * KeyLanes.Width]);
            return (_rows, _keys);
        }
    }

    private static List<(int Start, int End)> Chunks(IReadOnlyList<Block> blocks)
    {
        var chunks = new List<(int, int)>();
        var (start, pairs) = (0, 0L);
        for (var block = 0; block < blocks.Count; block++)
        {
            pairs += (long)blocks[block].Size * (blocks[block].Size - 1) / 2;
            if (pairs >= PairsAChunk || block == blocks.Count - 1)
            {
                chunks.Add((start, block + 1));
                (start, pairs) = (block + 1, 0);
            }
        }

        return chunks;
    }
}
