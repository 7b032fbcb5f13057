using Amparo.Linkage.Comparing;
using Amparo.Linkage.Reading;

namespace Amparo.Linkage.Scoring;

/// <summary>Which levels of a comparison exclude one another, and what is expected of them before any record is seen.</summary>
/// <remarks>
/// The levels of a group share their probability: that two births are days and not intervals, say, is no evidence for or against, so days and
/// intervals are groups of their own. The expectations weigh as much as a few pairs and matter only where the lists are small.
/// </remarks>
internal static class LevelGroups
{
    private static readonly int[][] OfTokens = [[1, 2, 3, 4, 5, 6]];
    private static readonly int[][] OfOrder = [[1, 2], [3, 4], [5, 6]];
    private static readonly int[][] OfBirth = [[1, 2, 3, 4, 5, 6], [7, 8, 9, 10]];
    private static readonly int[][] OfSex = [[1, 2], [3, 4]];

    /// <summary>The groups of a comparison.</summary>
    public static int[][] Of(int comparison) => comparison switch
    {
        Comparison.SurnameOrder or Comparison.GivenOrder => OfOrder,
        Comparison.Birth => OfBirth,
        Comparison.Sex => OfSex,
        _ => OfTokens,
    };

    /// <summary>Levels from the most to the least alike, where that is beyond doubt.</summary>
    public static int[][] Descending(int comparison) => comparison switch
    {
        Comparison.SurnameOrder or Comparison.GivenOrder => [],
        Comparison.Birth => [[1, 2], [1, 3, 4, 5, 6], [7, 8, 9, 10]],
        Comparison.Sex => OfSex,
        _ => [[1, 2], [1, 3], [1, 4, 5, 6]],
    };

    /// <summary>The levels expected among records of one person, by level; each group sums to one.</summary>
    public static double[] ExpectedOfMatches(int comparison, FieldRole role) => comparison switch
    {
        Comparison.Surname1 or Comparison.Given1 => [0, 0.80, 0.05, 0.02, 0.06, 0.02, 0.05],
        Comparison.Surname2 or Comparison.Given2 => [0, 0.75, 0.05, 0.01, 0.06, 0.02, 0.11],
        Comparison.SurnameOrder or Comparison.GivenOrder => [0, 0.95, 0.05, 0.9, 0.1, 0.9, 0.1],
        Comparison.Birth => [0, 0.80, 0.02, 0.10, 0.02, 0.02, 0.04, 0.80, 0.13, 0.04, 0.03],
        Comparison.Sex => [0, 0.98, 0.02, 0.95, 0.05],
        _ => role switch
        {
            FieldRole.Document => [0, 0.90, 0.00, 0.00, 0.05, 0.01, 0.04],
            FieldRole.Phone => [0, 0.65, 0.00, 0.00, 0.05, 0.01, 0.29],
            FieldRole.Place => [0, 0.65, 0.03, 0.00, 0.04, 0.03, 0.25],
            _ => [0, 0.65, 0.00, 0.00, 0.08, 0.05, 0.22],
        },
    };

    /// <summary>Births expected between members of one household, by level.</summary>
    public static double[] ExpectedBirthsOfHousehold { get; } = [0, 0.03, 0.003, 0.03, 0.04, 0.20, 0.697, 0.20, 0.25, 0.25, 0.30];
}
