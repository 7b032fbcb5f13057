namespace Amparo.Linkage.Encoded.Linking;

/// <summary>The score from which on two rows are taken for one person, chosen without knowing any pair.</summary>
/// <remarks>
/// The score of two rows that are each other's most alike is their Dice coefficient plus its lead over the runner-up: a counterpart leads, a stranger is one of many. In a
/// list without duplicates a person has at most one counterpart, so the second most alike row is nobody's; where two rows are each other's second, or would be without their
/// counterparts, their score, with the third as runner-up, shows what strangers (relatives among them) come to. The same reasoning serves with decoys in the search of
/// spectra (J. E. Elias and S. P. Gygi 2007, doi:10.1038/nmeth1019). Of n rows, B(t) pairs and S(t) strangers reach a bound t. Only rows without a counterpart link wrongly, so that
/// the wrong links F are F = S (1 − (B − F) / n), which gives F = S (1 − B / n) / (1 − S / n). The bound maximises B − 2 F, right links less wrong ones, among those with
/// (F + 1) / B at most a tenth.
/// </remarks>
internal static class CounterpartBound
{
    private const double MostWrong = 0.1;
    private const int Steps = 4096;

    /// <summary>A coefficient and its lead over the runner-up.</summary>
    internal static double Score(double dice, double runnerUp) => (2 * dice) - runnerUp;

    /// <summary>The bound; null if none separates counterparts from strangers: then there is nothing to link.</summary>
    /// <param name="pairs">The scores of pairs that are each other's most alike.</param>
    /// <param name="strangers">The scores of pairs that are strangers.</param>
    /// <param name="rows">The rows of the smaller list.</param>
    internal static double? Choose(IEnumerable<double> pairs, IEnumerable<double> strangers, int rows)
    {
        var (above, below) = (Histogram(pairs), Histogram(strangers));
        var (links, alike) = (0.0, 0.0);
        (double Gain, int From, int To)? chosen = null;
        for (var bound = above.Length - 1; bound >= 0; bound--)
        {
            links += above[bound];
            alike += below[bound];
            var wrong = alike < rows ? Math.Max(0, alike * (1 - (links / rows)) / (1 - (alike / rows))) : rows;
            var gain = links - (2 * wrong);
            if (wrong + 1 > MostWrong * links)
                continue;
            if (chosen is null || gain > chosen.Value.Gain)
                chosen = (gain, bound, bound);
            else if (gain == chosen.Value.Gain && bound == chosen.Value.To - 1)
                chosen = (gain, chosen.Value.From, bound);
        }

        // Where nothing lies between, the middle: as far from strangers as from counterparts.
        return chosen is { } found ? (found.From + found.To) / 2 / (double)Steps : null;
    }

    // A score lies between 0 and 2.
    private static long[] Histogram(IEnumerable<double> scores)
    {
        var counts = new long[(2 * Steps) + 1];
        foreach (var score in scores)
            counts[(int)(score * Steps)]++;
        return counts;
    }
}
