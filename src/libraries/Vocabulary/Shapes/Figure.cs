namespace Amparo.Vocabulary.Shapes;

/// <summary>What a cell of a published table states.</summary>
public enum FigureKind
{
    /// <summary>Nothing is known: the source does not publish this cell.</summary>
    Missing,

    /// <summary>One number.</summary>
    Exact,

    /// <summary>A number somewhere between two bounds, both included: the source prints <c>&lt;5</c> for 0 to 4.</summary>
    Interval,

    /// <summary>Withheld so that nobody can be found through it.</summary>
    Withheld,
}

/// <summary>One cell of a published table: a number, an interval, or the honest absence of one.</summary>
/// <remarks>
/// An absent figure is never zero. Counts are whole numbers of persons; rates are persons per 100,000 inhabitants; shares are
/// fractions of one. Immutable; the default value is <see cref="FigureKind.Missing"/>.
/// </remarks>
public readonly record struct Figure
{
    private Figure(FigureKind kind, decimal low, decimal high)
    {
        Kind = kind;
        Low = low;
        High = high;
    }

    /// <summary>A cell the source does not publish.</summary>
    public static Figure Missing => default;

    /// <summary>A cell withheld to protect people.</summary>
    public static Figure Withheld => new(FigureKind.Withheld, 0, 0);

    /// <summary>What the cell states.</summary>
    public FigureKind Kind { get; }

    /// <summary>The lower bound, included; equals <see cref="High"/> for an exact figure; zero if nothing is stated.</summary>
    public decimal Low { get; }

    /// <summary>The upper bound, included; zero if nothing is stated.</summary>
    public decimal High { get; }

    /// <summary>Whether a number or an interval is stated.</summary>
    public bool IsStated => Kind is FigureKind.Exact or FigureKind.Interval;

    /// <summary>One number.</summary>
    /// <param name="value">The number, zero or more.</param>
    /// <returns>An exact figure.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static Figure Exact(decimal value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return new(FigureKind.Exact, value, value);
    }

    /// <summary>A number between two bounds, both included.</summary>
    /// <param name="bounds">The bounds: zero or more, the lower one first. Equal bounds give an exact figure.</param>
    /// <returns>An interval, or an exact figure.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A bound is negative, or the bounds are reversed.</exception>
    public static Figure Between((decimal Low, decimal High) bounds)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bounds.Low, nameof(bounds));
        ArgumentOutOfRangeException.ThrowIfLessThan(bounds.High, bounds.Low, nameof(bounds));
        return bounds.Low == bounds.High ? Exact(bounds.Low) : new(FigureKind.Interval, bounds.Low, bounds.High);
    }
}
