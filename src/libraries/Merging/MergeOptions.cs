using Amparo.Linkage.Normalising;
using Amparo.Linkage.Review;

namespace Amparo.Merging;

/// <summary>What is known beside the records when they are brought together.</summary>
public sealed record MergeOptions
{
    /// <summary>Nicknames and abbreviations; none by default.</summary>
    public NameKnowledge Knowledge { get; init; } = NameKnowledge.None;

    /// <summary>
    /// What reviewers decided in queues of earlier runs, of all countries together; nothing by default. A decision about a record that is not there waits until
    /// it is again.
    /// </summary>
    public DecisionLog Decisions { get; init; } = DecisionLog.Empty;

    /// <summary>Told the share of the work done, from 0 to 1; from any thread.</summary>
    public Action<double> Tell { get; init; } = _ => { };
}
