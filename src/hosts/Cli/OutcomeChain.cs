using Amparo.Vocabulary;

namespace Amparo.Cli;

/// <summary>One step after the other, the first refusal ending the chain.</summary>
internal static class OutcomeChain
{
    /// <summary>Goes on with an answer, or passes the problems on.</summary>
    internal static Outcome<TNext> Then<T, TNext>(this Outcome<T> outcome, Func<T, Outcome<TNext>> next)
        where T : class
        where TNext : class =>
        outcome.Succeeded ? next(outcome.Value) : Outcome<TNext>.Refused(outcome.Problems);

    /// <summary>Ends a verb: with its result, or as failed.</summary>
    internal static VerbResult End<T>(this Outcome<T> outcome, Func<T, VerbResult> result)
        where T : class =>
        outcome.Succeeded ? result(outcome.Value) : VerbResult.Failed(outcome.Problems);
}
