using System.Globalization;
using System.Numerics;

namespace Amparo.Estimation.LogLinear;

/// <summary>Which lists a log-linear model lets depend on one another.</summary>
/// <remarks>
/// A term is a set of lists as bits. The intercept and every single list are always in the model; a term of several lists brings all
/// the terms within it, so that the model is hierarchical. Immutable; two models of the same terms are equal.
/// </remarks>
public sealed class HierarchicalModel : IEquatable<HierarchicalModel>
{
    private readonly int[] _interactions;

    private HierarchicalModel(int lists, int[] interactions)
    {
        Lists = lists;
        _interactions = interactions;
    }

    /// <summary>Number of lists.</summary>
    public int Lists { get; }

    /// <summary>Terms of two lists and more, as bits: by number of lists, then in the order 12, 13, …, 23, ….</summary>
    public IReadOnlyList<int> Interactions => _interactions;

    /// <summary>Number of parameters: the intercept, the lists, the interactions.</summary>
    public int Parameters => 1 + Lists + _interactions.Length;

    /// <summary>The model without interactions: lists find persons independently of one another.</summary>
    /// <param name="lists">Number of lists.</param>
    public static HierarchicalModel MainEffects(int lists) => Of(lists, []);

    /// <summary>The model with these terms and all the terms within them.</summary>
    /// <param name="lists">Number of lists, from 2.</param>
    /// <param name="terms">Sets of lists as bits; the empty set and single lists add nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException">A term has a bit beyond the lists.</exception>
    public static HierarchicalModel Of(int lists, IEnumerable<int> terms)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lists, 2);
        ArgumentNullException.ThrowIfNull(terms);
        var all = new HashSet<int>();
        foreach (var term in terms)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(term, nameof(terms));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(term, 1 << lists, nameof(terms));
            for (var within = term; within > 0; within = (within - 1) & term)
            {
                if (BitOperations.PopCount((uint)within) > 1)
                    all.Add(within);
            }
        }

        var sorted = all.ToArray();
        Array.Sort(sorted, Compare);
        return new(lists, sorted);
    }

    /// <summary>Pairs of lists in the order 12, 13, …, 1t, 23, ….</summary>
    internal static int[] Pairs(int lists) =>
        [.. Enumerable.Range(0, lists).SelectMany(one => Enumerable.Range(one + 1, lists - one - 1), (one, other) => (1 << one) | (1 << other))];

    /// <summary>This model and one term more, with all the terms within it.</summary>
    /// <param name="term">Bits of the lists.</param>
    public HierarchicalModel With(int term) => Of(Lists, [.. _interactions, term]);

    /// <summary>Whether a term is in the model.</summary>
    /// <param name="term">Bits of the lists.</param>
    public bool Contains(int term) => BitOperations.PopCount((uint)term) < 2 || Array.IndexOf(_interactions, term) >= 0;

    /// <summary>The model by its largest terms, lists counted from 1: <c>[12,23,4]</c>.</summary>
    /// <remarks>With more than nine lists the numbers of a term are joined by colons.</remarks>
    public override string ToString()
    {
        var terms = Enumerable.Range(0, Lists).Select(list => 1 << list).Concat(_interactions).ToArray();
        var largest = terms.Where(term => !Array.Exists(terms, other => other != term && (other & term) == term))
            .OrderByDescending(term => BitOperations.PopCount((uint)term)).ThenBy(Digits, StringComparer.Ordinal).Select(Digits);
        return $"[{string.Join(',', largest)}]";
    }

    /// <inheritdoc/>
    public bool Equals(HierarchicalModel? other) => other is not null && other.Lists == Lists && other._interactions.AsSpan().SequenceEqual(_interactions);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as HierarchicalModel);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Lists);
        foreach (var term in _interactions)
            hash.Add(term);
        return hash.ToHashCode();
    }

    /// <summary>Terms by number of lists, then lexically by the lists' numbers.</summary>
    internal static int Compare(int one, int other)
    {
        var size = BitOperations.PopCount((uint)one) - BitOperations.PopCount((uint)other);
        if (size != 0 || one == other)
            return size;
        // The first list that only one of the two has decides.
        var difference = one ^ other;
        return (one & (difference & -difference)) != 0 ? -1 : 1;
    }

    private string Digits(int term) =>
        string.Join(Lists > 9 ? ":" : "", Enumerable.Range(0, Lists).Where(list => (term & (1 << list)) != 0).Select(list => (list + 1).ToString(CultureInfo.InvariantCulture)));
}
