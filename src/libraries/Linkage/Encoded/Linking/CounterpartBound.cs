namespace Amparo.Linkage.Encoded.Linking;

/// <summary>The score from which on two rows are taken for one person, chosen without knowing any pair.</summary>
/// <remarks>
/// The score of two rows that are each other's most alike is their Dice coefficient plus its lead over the runner-up: a counterpart leads, a stranger is one of many. Within a
/// list without duplicates all are strangers, relatives among them: the pairs of rows that are each other's most alike there show what scores strangers come to. The same
/// reasoning serves with decoys in the search of spectra (J. E. Elias and S. P. Gygi 2007, doi:10.1038/nmeth1019). From the pairs of rows within the lists to those between them the
/// number of strangers above a bound t is multiplied by the number of pairs of rows: S(t). Only rows without a counterpart link wrongly: of B(t) links, the wrong ones F are the
/// fixed point of F = S (1 − (B − F) / n) (1 − (B − F) / m) for lists of n and m rows. The bound maximises B − 2 F, right links less wrong ones, among those with
/// (F + 1) / B at most a tenth.
/// </remarks>
internal static class CounterpartBound
{
    private const double MostWrong = 0.1;
    private const int Steps = 4096;
    private const int FixedPointSteps = 30;

    /// <summary>A coefficient and its lead over the runner-up.</summary>
    internal static double Score(double dice, double runnerUp) => (2 * dice) - runnerUp;

    /// <summary>The bound; null if none separates counterparts from strangers: then there is nothing to link.</summary>
    /// <param name="pairs">The scores of pairs between the lists that are each other's most alike.</param>
    /// <param name="strangers">The scores of such pairs within the lists.</param>
    /// <param name="rows">The rows of the two lists.</param>
    internal static double? Choose(IEnumerable<double> pairs, IEnumerable<double> strangers, (int First, int Second) rows)
    {
        var (above, below) = (Histogram(pairs), Histogram(strangers));
        var (first, second) = ((double)rows.First, (double)rows.Second);
        var scale = first * second / ((first * (first - 1) / 2) + (second * (second - 1) / 2));
        var (links, alike) = (0.0, 0.0);
        (double Gain, int From, int To)? chosen = null;
        for (var bound = above.Length - 1; bound >= 0; bound--)
        {
            links += above[bound];
            alike += below[bound];
            var wrong = Wrong(links, alike * scale, (first, second));
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

    private static double Wrong(double links, double strangers, (double First, double Second) rows)
    {
        var wrong = 0.0;
        for (var step = 0; step < FixedPointSteps; step++)
        {
            var right = links - wrong;
            wrong = Math.Min(links, strangers * Math.Max(0, 1 - (right / rows.First)) * Math.Max(0, 1 - (right / rows.Second)));
        }

        return wrong;
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
