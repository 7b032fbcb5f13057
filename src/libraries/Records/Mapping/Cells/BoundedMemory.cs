namespace Amparo.Records;

/// <summary>Remembers what keys mean, up to a bound that a column of free text cannot break.</summary>
internal sealed class BoundedMemory<TKey, TValue>(IEqualityComparer<TKey>? comparer = null)
    where TKey : notnull
{
    // An agency writes some dozens of spellings and some thousands of dates.
    private const int Most = 8_192;

    private readonly Dictionary<TKey, TValue> _known = new(comparer);

    internal bool TryGet(TKey key, out TValue value) => _known.TryGetValue(key, out value!);

    internal TValue Keep(TKey key, TValue value)
    {
        if (_known.Count < Most)
            _known[key] = value;
        return value;
    }
}
