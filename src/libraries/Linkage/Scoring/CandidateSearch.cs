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
            var part = new Part(table, lanes, comparison, keep, every);
            var (start, end) = chunks[chunk];
            for (var block = start; block < end; block++)
                part.Compare(lanes.Blocks[block]);
            part.Weigh();
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

    // Compares the pairs of a chunk's blocks, a batch at a time.
    private sealed class Part(PersonTable table, KeyLanes lanes, RecordComparison comparison, (LinkModel Model, double Floor) keep, int every)
    {
        private const int Batch = 1 << 8;

        private (int Left, int Right)[] _pairs = new (int, int)[Batch];
        private ComparedPair[] _compared = new ComparedPair[Batch];
        private int[] _records = new int[Batch];
        private int[] _rows = new int[Batch * PersonTable.Width];
        private uint[] _keys = new uint[Batch * KeyLanes.Width];
        private int _taken;
        private int _waiting;

        public List<CandidatePair> Kept { get; } = [];

        public List<CandidatePair> Sample { get; } = [];

        public long Compared { get; private set; }

        public void Compare(in Block block)
        {
            var first = Take(block.Members);
            var keys = _keys.AsSpan(first * KeyLanes.Width, block.Size * KeyLanes.Width);
            for (var one = 0; one < block.Size - 1;)
            {
                (_waiting, one) = lanes.Pair(block.Value, keys, (one, first), _pairs, _waiting);
                if (one < block.Size - 1)
                    Weigh();
            }
        }

        /// <summary>Compares what is waiting.</summary>
        public void Weigh()
        {
            comparison.Compare(_rows, _pairs.AsSpan(0, _waiting), _compared);
            Compared += _waiting;
            for (var at = 0; at < _waiting; at++)
            {
                var (left, right) = _pairs[at];
                var rarity = _compared[at].Rarity;
                var pattern = _compared[at].Pattern;
                var prior = keep.Model.Prior[_rows[(left * PersonTable.Width) + PersonTable.List] == _rows[(right * PersonTable.Width) + PersonTable.List] ? 0 : 1];
                var kept = keep.Model.MatchWeight(pattern, rarity) + prior >= keep.Floor;
                var (a, b) = (_records[left], _records[right]);
                var sampled = every == 1 || TextDictionary.Mix(((ulong)(uint)a << 32) | (uint)b) % (uint)every == 0;
                if (!(kept | sampled))
                    continue;
                var pair = new CandidatePair(a, b, pattern) { Rarity = rarity };
                if (kept)
                    Kept.Add(pair);
                if (sampled && (kept || keep.Model.NamesakeWeight(pair) + prior >= keep.Floor))
                    Sample.Add(pair);
            }

            _waiting = 0;
        }

        // The rows of a block lie far apart: brought together once, they are read as often as the block has records.
        private int Take(ReadOnlySpan<int> members)
        {
            if (_taken + members.Length > _records.Length)
            {
                Weigh();
                _taken = 0;
                if (members.Length > _records.Length)
                {
                    (_records, _rows, _keys) = (new int[members.Length], new int[members.Length * PersonTable.Width], new uint[members.Length * KeyLanes.Width]);
                    (_pairs, _compared) = (new (int, int)[members.Length], new ComparedPair[members.Length]);
                }
            }

            var first = _taken;
            foreach (var member in members)
            {
                table.Row(member).CopyTo(_rows.AsSpan(_taken * PersonTable.Width));
                lanes.Row(member).CopyTo(_keys.AsSpan(_taken * KeyLanes.Width));
                _records[_taken++] = member;
            }

            return first;
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
