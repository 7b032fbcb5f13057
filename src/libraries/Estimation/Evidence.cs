using System.Numerics;
using Amparo.Estimation.Histories;
using Amparo.Vocabulary;

namespace Amparo.Estimation;

/// <summary>Whether a table says anything of hidden persons.</summary>
internal static class Evidence
{
    /// <summary>What is missing, where a posterior would be the prior alone.</summary>
    /// <param name="table">Capture histories.</param>
    /// <returns><c>EST-008</c> without persons, <c>EST-012</c> where nobody is on two lists; null otherwise.</returns>
    internal static Problem? Lacks(CaptureHistories table)
    {
        if (table.Observed == 0)
            return new(EstimationProblems.NoPersons, "counts");
        for (var history = 1; history < table.Counts.Length; history++)
        {
            if (table.Count(history) > 0 && BitOperations.PopCount((uint)history) > 1)
                return null;
        }

        return new(EstimationProblems.NoOverlap, "lists");
    }
}
