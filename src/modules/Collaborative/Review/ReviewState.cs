using Amparo.Linkage.Review;

namespace Amparo.Collaborative.Review;

/// <summary>How far a pair has come.</summary>
public enum PairStatus
{
    /// <summary>Nobody has decided.</summary>
    Open,

    /// <summary>In the blind sample, with one verdict.</summary>
    AwaitsSecond,

    /// <summary>The reviewers do not say the same.</summary>
    Conflict,

    /// <summary>One person.</summary>
    Same,

    /// <summary>Two people.</summary>
    Different,

    /// <summary>Nobody can tell.</summary>
    Unsure,
}

/// <summary>Where every pair of a queue stands, by one state of the decisions.</summary>
/// <param name="queue">The pairs.</param>
/// <param name="log">The decisions.</param>
internal sealed class ReviewState(SampledQueue queue, DecisionLog log)
{
    private readonly IReadOnlyDictionary<PairKey, SettledPair> _settled = log.Settled();

    /// <summary>The decisions.</summary>
    public DecisionLog Log => log;

    /// <summary>Number of pairs.</summary>
    public int Count => queue.Count;

    /// <summary>How far a pair has come.</summary>
    public PairStatus StatusAt(int position)
    {
        if (SettledAt(position) is not { } settled)
            return PairStatus.Open;
        return settled.Settlement switch
        {
            Settlement.AwaitsSecond => PairStatus.AwaitsSecond,
            Settlement.Conflict => PairStatus.Conflict,
            Settlement.Same => PairStatus.Same,
            Settlement.Different => PairStatus.Different,
            _ => PairStatus.Unsure,
        };
    }

    /// <summary>The last decision of each reviewer on a pair, by name.</summary>
    public IReadOnlyList<Decision> LastAt(int position) => SettledAt(position)?.Last ?? [];

    /// <summary>
    /// Whether a pair of the blind sample has not been decided by two yet: until then nobody sees what the model or another reviewer holds of it,
    /// not even after a verdict of one's own, so that a change of it is blind as well.
    /// </summary>
    public bool IsVeiled(int position) => queue.InSample(position) && LastAt(position).Count < 2;

    /// <summary>Whether a pair waits for a reviewer: undecided, in need of a second verdict that this one can give, or in conflict.</summary>
    public bool WaitsFor(string reviewer, int position) => StatusAt(position) switch
    {
        PairStatus.Open or PairStatus.Conflict => true,
        PairStatus.AwaitsSecond => LastAt(position).All(decision => decision.Reviewer != reviewer),
        // Decided by one who was not blind although the pair is in the sample: by a queue of an earlier day, with another share.
        _ => false,
    };

    /// <summary>The next pair that waits for a reviewer, from a position on and then from the beginning; conflicts come last.</summary>
    /// <param name="reviewer">How decisions name the reviewer.</param>
    /// <param name="from">The position to begin with.</param>
    public int? Next(string reviewer, int from)
    {
        int? conflict = null;
        for (var step = 0; step < Count; step++)
        {
            var position = (from + step) % Count;
            if (!WaitsFor(reviewer, position))
                continue;
            if (StatusAt(position) != PairStatus.Conflict)
                return position;
            conflict ??= position;
        }

        return conflict;
    }

    /// <summary>How many pairs wait for a reviewer.</summary>
    public int WaitingFor(string reviewer) => Enumerable.Range(0, Count).Count(position => WaitsFor(reviewer, position));

    private SettledPair? SettledAt(int position) => _settled.GetValueOrDefault(queue.KeyAt(position));
}
