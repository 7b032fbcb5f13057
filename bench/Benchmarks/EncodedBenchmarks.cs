using Amparo.Linkage.Encoded;
using Amparo.Linkage.Encoded.Kernels;
using BenchmarkDotNet.Attributes;

namespace Amparo.Benchmarks;

/// <summary>Every pair of random keys tested against an exact Dice coefficient of 0.7 on one thread; the scalar kernel is the baseline.</summary>
public class DiceBenchmarks
{
    private const int Keys = 10_000;
    private const int Bound = 2867;
    private KeyGroups _left = null!;
    private KeyGroups _right = null!;

    /// <summary>Bits of a key.</summary>
    [Params(1024, 512)]
    public int Bits { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        (_left, _right) = (Draw(random), Draw(random));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Keys * Keys)]
    public long Scalar() => _left.CountAlike(_right, Bound, DiceKernel.Scalar);

    [Benchmark(OperationsPerInvoke = Keys * Keys)]
    public long Avx2() => _left.CountAlike(_right, Bound, DiceKernel.Avx2!);

    [Benchmark(OperationsPerInvoke = Keys * Keys)]
    public long Avx512() => _left.CountAlike(_right, Bound, DiceKernel.Avx512!);

    // About 45 of 100 bits set, as in keys of persons.
    private KeyGroups Draw(Random random)
    {
        var words = new ulong[Keys * Bits / 64];
        for (var bit = 0; bit < words.Length * 64; bit++)
            words[bit >> 6] |= (random.Next(100) < 45 ? 1UL : 0) << (bit & 63);
        return KeyGroups.Of(words, Bits / 64);
    }
}

/// <summary>Records to keys on one thread: with what tokens set kept from record to record, against an encoder that computes every token anew.</summary>
[MemoryDiagnoser]
public class EncodingBenchmarks
{
    private const int Records = 20_000;
    private const int Anew = 1_000;
    private static readonly string[] Syllables = ["MA", "RI", "LO", "PEZ", "CA", "AL", "XO", "CHOC", "GAR", "CIA", "TZ", "UL", "JO", "SE", "AN", "TO", "NI", "VAS", "QUE", "Z"];
    private readonly PersonRecord[] _records = [.. Persons()];
    private readonly ulong[] _key = new ulong[16];
    private RecordEncoder _kept = null!;
    private LinkageKey _linkageKey = null!;

    [GlobalSetup]
    public void Prepare()
    {
        _linkageKey = LinkageKey.FromShares([KeyShare.Draw(new Repeating(1)), KeyShare.Draw(new Repeating(2))]).Value;
        _kept = new RecordEncoder(EncodingSchema.Persons, _linkageKey, default);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Anew)]
    public ulong EveryTokenAnew()
    {
        for (var record = 0; record < Anew; record++)
            new RecordEncoder(EncodingSchema.Persons, _linkageKey, default).TryEncode(_records[record], _key);
        return _key[0];
    }

    [Benchmark(OperationsPerInvoke = Records)]
    public ulong TokensKept()
    {
        foreach (var record in _records)
            _kept.TryEncode(record, _key);
        return _key[0];
    }

    [Benchmark(OperationsPerInvoke = Records)]
    public ulong TokensKeptFromAnEmptyStart()
    {
        var encoder = new RecordEncoder(EncodingSchema.Persons, _linkageKey, default);
        foreach (var record in _records)
            encoder.TryEncode(record, _key);
        return _key[0];
    }

    // Names of two to four syllables, a birth date, a document of thirteen digits, a telephone, a place: all fields present.
    private static IEnumerable<PersonRecord> Persons()
    {
        var random = new Random(3);
        string Name() => string.Concat(Enumerable.Range(0, 2 + random.Next(3)).Select(_ => Syllables[random.Next(Syllables.Length)]));
        string Digits(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => (char)('0' + random.Next(10))));
        for (var record = 0; record < Records; record++)
        {
            yield return new PersonRecord("", [
                new("given", Name()), new("given", Name()), new("surname", Name()), new("surname", Name()), new("sex", random.Next(2) == 0 ? "F" : "M"),
                new("birth", $"{1950 + random.Next(60)}-{2 + random.Next(11):D2}-{1 + random.Next(28):D2}"), new("municipality", Name()),
                new("document", Digits(13)), new("phone", Digits(8))]);
        }
    }

    private sealed class Repeating(int seed) : RandomSource
    {
        private readonly Random _random = new(seed);

        public override void Fill(Span<byte> bytes) => _random.NextBytes(bytes);
    }
}
