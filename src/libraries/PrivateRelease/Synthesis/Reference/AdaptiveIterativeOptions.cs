namespace Amparo.PrivateRelease.Synthesis.Reference;

/// <summary>How AIM works; the defaults are those of its paper's program.</summary>
internal sealed record AdaptiveIterativeOptions
{
    /// <summary>The number of rounds that the budget is planned for; 16 for each column if null.</summary>
    public int? Rounds { get; init; }

    /// <summary>The largest size of the model, in megabytes (2^20 bytes) of its cliques' tables. What it may have grows with the budget spent.</summary>
    public double ModelMegabytes { get; init; } = 80;

    /// <summary>All tables over so many columns are the workload; fewer if there are fewer columns.</summary>
    public int WorkloadOrder { get; init; } = 3;

    /// <summary>Tables with more cells are not in the workload.</summary>
    public int LargestTable { get; init; } = 10_000_000;

    /// <summary>The most steps of one fit.</summary>
    public int Iterations { get; init; } = 1000;
}

/// <summary>How MST works; the defaults are those of its paper's program.</summary>
internal sealed record MaximumSpanningTreeOptions
{
    /// <summary>The most steps of one fit.</summary>
    public int Iterations { get; init; } = 5000;
}
