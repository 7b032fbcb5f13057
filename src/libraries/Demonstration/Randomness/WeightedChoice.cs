namespace Amparo.Demonstration.Randomness;

/// <summary>Items drawn in proportion to their weights.</summary>
/// <remarks>Immutable; a draw takes O(log n). Cumulative sums are added in the order of the table, so all platforms agree.</remarks>
internal sealed class WeightedChoice<T>
{
    private readonly T[] _items;
    private readonly double[] _cumulative;

    internal WeightedChoice(IEnumerable<(T Item, double Weight)> weighted)
    {
        var list = weighted.Where(entry => entry.Weight > 0 && double.IsFinite(entry.Weight)).ToList();
        if (list.Count == 0)
            throw new ArgumentException("At least one positive weight.", nameof(weighted));
        _items = [.. list.Select(entry => entry.Item)];
        _cumulative = new double[list.Count];
        var sum = 0.0;
        for (var i = 0; i < list.Count; i++)
            _cumulative[i] = sum += list[i].Weight;
    }

    internal T Draw(Xoshiro256 random)
    {
        var target = random.NextUnit() * _cumulative[^1];
        var found = Array.BinarySearch(_cumulative, target);
        // An exact hit on a boundary belongs to the next item: the intervals are half-open.
        var index = found >= 0 ? found + 1 : ~found;
        return _items[Math.Min(index, _items.Length - 1)];
    }
}
