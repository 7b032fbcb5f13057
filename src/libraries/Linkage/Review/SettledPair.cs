namespace Amparo.Linkage.Review;

/// <summary>What the reviewers' verdicts on a pair amount to.</summary>
public enum Settlement
{
    /// <summary>The pair is in the blind sample, and only one reviewer has decided it.</summary>
    AwaitsSecond,

    /// <summary>The reviewers do not say the same: nothing follows until they do.</summary>
    Conflict,

    /// <summary>Everybody who decided says that it is one person.</summary>
    Same,

    /// <summary>Everybody who decided says that these are two people.</summary>
    Different,

    /// <summary>Everybody who decided is unsure: the model's word stands.</summary>
    Unsure,
}

/// <summary>Where a pair stands: the last verdict of each reviewer, and what they amount to.</summary>
/// <param name="Key">The pair.</param>
/// <param name="Settlement">
/// Only <see cref="Settlement.Same"/> and <see cref="Settlement.Different"/> are labels that an engine may follow. A reviewer who is unsure does not
/// agree with one who is sure: that is a <see cref="Settlement.Conflict"/>, to be talked over.
/// </param>
/// <param name="Last">The last decision of each reviewer, in the order of the reviewers' names.</param>
public sealed record SettledPair(PairKey Key, Settlement Settlement, IReadOnlyList<Decision> Last)
{
    internal static SettledPair Of(PairKey key, IReadOnlyList<Decision> decisions)
    {
        var last = decisions.GroupBy(decision => decision.Reviewer, StringComparer.Ordinal).Select(own => own.Last())
            .OrderBy(decision => decision.Reviewer, StringComparer.Ordinal).ToList();
        if (last.Count == 1 && last[0].Blind)
            return new(key, Settlement.AwaitsSecond, last);
        if (last.Exists(decision => decision.Verdict != last[0].Verdict))
            return new(key, Settlement.Conflict, last);
        return new(
            key,
            last[0].Verdict switch { Verdict.Same => Settlement.Same, Verdict.Different => Settlement.Different, _ => Settlement.Unsure },
            last);
    }
}
