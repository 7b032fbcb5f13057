using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Indicators.Derived;

/// <summary>A measure that is worked out from released tables alone: a rate, a share, a sum, a coverage, a comparison in time, a median.</summary>
/// <remarks>
/// It cannot say more than the tables that it is made from, because it sees nothing else. Intervals stay intervals; what is withheld or
/// missing in a table is withheld or missing here. Immutable and thread-safe.
/// </remarks>
/// <param name="Id">The indicator's id; lower-case words joined by hyphens.</param>
/// <param name="Version">The definition's version, one or more.</param>
/// <param name="Words">What it is called, what it says and does not say, and its unit.</param>
/// <param name="Of">The id of the table that it is worked out from.</param>
/// <param name="At">Where dimensions of the table stand still: code by dimension. They are no dimensions of the measure.</param>
/// <param name="How">How it is worked out.</param>
public sealed record DerivedIndicator(
    string Id, int Version, DerivedWords Words, string Of, IReadOnlyDictionary<string, string> At, Derivation How)
{
    /// <summary>The ids of all tables that it needs, the one that it is worked out from first.</summary>
    public IReadOnlyList<string> Tables => How is PerPopulation { Population: var population } ? [Of, population] : [Of];
}

/// <summary>The words of a derived indicator.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Definition">How it is worked out.</param>
/// <param name="Limits">What it does not say.</param>
/// <param name="Unit">What stands after a number.</param>
public sealed record DerivedWords(LocalizedText Title, LocalizedText Definition, LocalizedText Limits, LocalizedText Unit);

/// <summary>How a measure is worked out.</summary>
public abstract record Derivation
{
    private protected Derivation()
    {
    }

    /// <summary>What its numbers are.</summary>
    public abstract MeasureKind Measure { get; }

    /// <summary>How the ledger calls it: lower-case words joined by hyphens.</summary>
    public abstract string Name { get; }
}

/// <summary>Persons per 100,000 inhabitants of the same country and year.</summary>
/// <param name="Population">The id of the table of inhabitants, whose dimensions the table has, too.</param>
public sealed record PerPopulation(string Population) : Derivation
{
    /// <inheritdoc/>
    public override MeasureKind Measure => MeasureKind.Rate;

    /// <inheritdoc/>
    public override string Name => "rate-per-100000";
}

/// <summary>
/// The share of each code among those of whom the code is known: the denominator is the total without "unknown" where the table states both,
/// else the sum of the codes. It is the share over those who were asked; who was not asked is no "no".
/// </summary>
/// <param name="Dimension">The dimension whose codes share the total.</param>
public sealed record ShareOfKnown(string Dimension) : Derivation
{
    /// <inheritdoc/>
    public override MeasureKind Measure => MeasureKind.Share;

    /// <inheritdoc/>
    public override string Name => "share-of-known";
}

/// <summary>The sum over the codes of a dimension that state a figure, "unknown" included; of counts only. Intervals add up to intervals.</summary>
/// <param name="Over">The dimension that is added up and is gone afterwards.</param>
public sealed record SumOver(string Over) : Derivation
{
    /// <inheritdoc/>
    public override MeasureKind Measure => MeasureKind.Count;

    /// <inheritdoc/>
    public override string Name => "sum";
}

/// <summary>For how many codes of a dimension the table holds a figure, withheld ones too, as a share of them: how complete a series is.</summary>
/// <param name="Over">The dimension, such as the year; it is gone afterwards.</param>
public sealed record CoverageOver(string Over) : Derivation
{
    /// <inheritdoc/>
    public override MeasureKind Measure => MeasureKind.Share;

    /// <inheritdoc/>
    public override string Name => "coverage";
}

/// <summary>A figure as a multiple of an earlier one: 1.5 is half as much again. Before and after a campaign, a law, a year.</summary>
/// <param name="Dimension">The dimension of time, or of phases; it is gone afterwards.</param>
/// <param name="Before">The code that is compared with.</param>
/// <param name="After">The code that is compared.</param>
public sealed record AfterBefore(string Dimension, string Before, string After) : Derivation
{
    /// <inheritdoc/>
    public override MeasureKind Measure => MeasureKind.Ratio;

    /// <inheritdoc/>
    public override string Name => "after-before";
}

/// <summary>The median of a quantity that is known in ordered classes, as the bounds of the class that holds it.</summary>
/// <param name="Dimension">The dimension of classes; it is gone afterwards.</param>
/// <param name="Bounds">Lowest and highest value of each code of the dimension, in ascending order without overlap.</param>
public sealed record MedianOf(string Dimension, IReadOnlyDictionary<string, (decimal Low, decimal High)> Bounds) : Derivation
{
    /// <inheritdoc/>
    public override MeasureKind Measure => MeasureKind.Median;

    /// <inheritdoc/>
    public override string Name => "median";
}
