namespace Amparo.PrivateRelease;

/// <summary>How person records are made publishable.</summary>
public enum ReleaseMechanism
{
    /// <summary>Synthetic records fitted to noisy tables of up to three columns: the default.</summary>
    FitRows,

    /// <summary>Noisy tables of up to three columns, all of which agree, with an interval for each cell.</summary>
    Aggregates,

    /// <summary>Synthetic records by a maximum spanning tree of column pairs: for comparison.</summary>
    MaximumSpanningTree,

    /// <summary>Synthetic records by adaptive and iterative measurement on a junction tree: for comparison.</summary>
    AdaptiveIterative,
}
