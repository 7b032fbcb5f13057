using System.Runtime.InteropServices;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Vocabulary.Screening;

/// <summary>How much an indicator says.</summary>
public enum Strength
{
    /// <summary>Weak.</summary>
    Weak,

    /// <summary>Medium.</summary>
    Medium,

    /// <summary>Strong.</summary>
    Strong,
}

/// <summary>Where a set's list of indicators was read.</summary>
public enum IndicatorBasis
{
    /// <summary>In the publication itself.</summary>
    Original,

    /// <summary>In somebody else's account of the publication.</summary>
    Secondary,

    /// <summary>Nowhere: recalled, to be checked before anybody relies on it.</summary>
    Recalled,
}

/// <summary>One indicator in one dimension.</summary>
/// <param name="Code">Its id and name, out of the list <c>operational-indicator</c>.</param>
/// <param name="Strength">How much it says in this set and dimension: the same indicator may be strong in one and weak in another.</param>
public sealed record OperationalIndicator(Code Code, Strength Strength);

/// <summary>A dimension of a set.</summary>
/// <param name="Code">Its id and name, out of the list <c>screening-dimension</c>.</param>
/// <param name="Indicators">Its indicators, the strong ones first.</param>
/// <param name="IsComplete">
/// Whether all indicators of the source are here. If not, the dimension can come out as positive and never as not positive.
/// </param>
public sealed record ScreeningDimension(Code Code, IReadOnlyList<OperationalIndicator> Indicators, bool IsComplete);

/// <summary>One way in which a dimension is positive: at least so many indicators answered with yes. Zero asks for none.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PositiveWhen
{
    /// <summary>At least so many strong ones.</summary>
    public int Strong { get; init; }

    /// <summary>At least so many medium ones.</summary>
    public int Medium { get; init; }

    /// <summary>At least so many weak ones.</summary>
    public int Weak { get; init; }

    /// <summary>At least so many that are medium or weak.</summary>
    public int MediumOrWeak { get; init; }

    /// <summary>Whether counts satisfy it.</summary>
    /// <param name="counts">How many indicators of each strength.</param>
    /// <returns>True if they do; more of anything never makes it false.</returns>
    public bool IsSatisfiedBy(StrengthCounts counts) =>
        counts.Strong >= Strong && counts.Medium >= Medium && counts.Weak >= Weak && counts.Medium + counts.Weak >= MediumOrWeak;
}

/// <summary>How many indicators of each strength.</summary>
/// <param name="Strong">Strong ones.</param>
/// <param name="Medium">Medium ones.</param>
/// <param name="Weak">Weak ones.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct StrengthCounts(int Strong, int Medium, int Weak)
{
    /// <summary>All together.</summary>
    public int Total => Strong + Medium + Weak;

    internal static StrengthCounts Of(IEnumerable<OperationalIndicator> indicators)
    {
        var by = indicators.CountBy(indicator => indicator.Strength).ToDictionary();
        return new(by.GetValueOrDefault(Strength.Strong), by.GetValueOrDefault(Strength.Medium), by.GetValueOrDefault(Strength.Weak));
    }
}

/// <summary>Which positive dimensions together make the pattern that a set looks for.</summary>
/// <param name="All">Ids of dimensions that must all be positive.</param>
/// <param name="Any">Ids of dimensions of which one must be positive; empty if none is needed.</param>
public sealed record ScreeningPattern(IReadOnlyList<string> All, IReadOnlyList<string> Any);

/// <summary>A set of operational indicators: data under <c>content/screening/</c>, versioned.</summary>
/// <remarks>
/// The structure is that of ILO and European Commission, Operational indicators of trafficking in human beings (2009): six dimensions,
/// three strengths, rules of combination. See docs/methods/screening-indicators.md. Immutable and thread-safe.
/// </remarks>
/// <param name="Id">The set's id: <c>adult-labour</c>, <c>child-sexual</c> …</param>
/// <param name="Version">Its version, from one.</param>
/// <param name="Title">What it is called.</param>
public sealed record IndicatorSet(string Id, int Version, LocalizedText Title)
{
    /// <summary>The publication.</summary>
    public required Source Source { get; init; }

    /// <summary>Where the list was read.</summary>
    public required IndicatorBasis Basis { get; init; }

    /// <summary>Whether the set still has to be checked against the publication.</summary>
    public required bool IsProvisional { get; init; }

    /// <summary>The six dimensions.</summary>
    public required IReadOnlyList<ScreeningDimension> Dimensions { get; init; }

    /// <summary>The ways in which a dimension is positive; any one is enough.</summary>
    public required IReadOnlyList<PositiveWhen> PositiveWhen { get; init; }

    /// <summary>The pattern.</summary>
    public required ScreeningPattern Pattern { get; init; }

    /// <summary>Whether every dimension holds all indicators of its source.</summary>
    public bool IsComplete => Dimensions.All(dimension => dimension.IsComplete);
}
