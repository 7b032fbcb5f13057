namespace Amparo.Linkage.Encoded.Linking;

/// <summary>Which counterparts are persons, chosen without knowing any pair.</summary>
/// <remarks>
/// First by the strangers within the lists: in a list without duplicates all rows are. They never make persons of strangers, and miss many where the lists fill different fields. Then
/// by runners-up: whoever is linked has no second counterpart in a list without duplicates: without the links, all that is best for a linked row are strangers, relatives among them. They show what scores
/// strangers come to, with just the fields that both lists fill. The same reasoning serves with decoys in the search of spectra (J. E. Elias and S. P. Gygi 2007,
/// doi:10.1038/nmeth1019). From the pairs of rows of which one is linked to all pairs of rows the number of strangers that reach a bound t is multiplied: S(t). Two rows link
/// wrongly only if neither has a counterpart: of B(t) links, the wrong ones F are the fixed point of F = S (1 − (B − F) / n) (1 − (B − F) / m) with the rows n and m of the lists. The bound
/// maximises B − 2 F, right links less wrong ones and so nearly the expected F1, among those with (F + 1) / B at most a tenth. Which rows are linked depends on the bound, so it is chosen again a few times.
/// </remarks>
internal static class CounterpartBound
{
    private const double MostWrong = 0.1;
    // A bound that is best by chance is seldom the best: so many spreads of their number are strangers counted too high where bounds are weighed against one another.
    private const double Caution = 4;
    private const int FixedPointSteps = 30;
    private const int Rounds = 3;

    /// <summary>The counterparts that are taken for persons, the best first; none if nothing tells persons from strangers.</summary>
    /// <param name="pairs">The pairs between the lists.</param>
    /// <param name="scores">Their Dice coefficients.</param>
    /// <param name="strangers">The scores that strangers within the lists come to by their coefficients.</param>
    internal static List<Counterpart> ByStrangersWithin(CandidatePairs pairs, double[] scores, IEnumerable<double> strangers)
    {
        var found = pairs.Counterparts(scores, new HashSet<int>());
        var (first, second) = ((double)pairs.First.Rows, (double)pairs.Second.Rows);
        var within = ((first * (first - 1)) + (second * (second - 1))) / 2;
        return found[..Reach(found, [.. strangers.OrderDescending()], (first, second), first * second / within)];
    }

    /// <summary>The same by the runners-up of rows that are linked.</summary>
    internal static List<Counterpart> ByRunnersUp(CandidatePairs pairs, double[] scores)
    {
        var found = pairs.Counterparts(scores, new HashSet<int>());
        var (first, second) = ((double)pairs.First.Rows, (double)pairs.Second.Rows);
        // Before anything is linked, whoever is second best is a stranger.
        var strangers = pairs.Counterparts(scores, found.Select(pair => pair.Pair).ToHashSet());
        var links = found[..Reach(found, Scores(strangers), (first, second), 1)];
        for (var round = 0; round < Rounds && links.Count > 0; round++)
        {
            var linked = links.Select(link => link.Pair).ToHashSet();
            var rows = (First: linked.Select(pair => pairs.Pairs[pair].First).ToHashSet(), Second: linked.Select(pair => pairs.Pairs[pair].Second).ToHashSet());
            strangers = pairs.Counterparts(scores, linked).FindAll(pair => rows.First.Contains(pairs.Pairs[pair.Pair].First) || rows.Second.Contains(pairs.Pairs[pair.Pair].Second));
            var seen = (first * second) - ((first - links.Count) * (second - links.Count));
            links = found[..Reach(found, Scores(strangers), (first, second), first * second / seen)];
        }

        return links;
    }

    private static double[] Scores(List<Counterpart> counterparts) => [.. counterparts.Select(pair => pair.Score)];

    // How many of the best to take; those with one score all or none.
    private static int Reach(List<Counterpart> found, double[] strangers, (double First, double Second) rows, double scale)
    {
        var (taken, most, alike) = (0, 0.0, 0);
        for (var count = 1; count <= found.Count; count++)
        {
            var bound = found[count - 1].Score;
            while (alike < strangers.Length && strangers[alike] >= bound)
                alike++;
            if (count < found.Count && found[count].Score == bound)
                continue;
            var gain = count - (2 * Wrong(count, (alike + (Caution * Math.Sqrt(alike + 1))) * scale, rows));
            if (Wrong(count, alike * scale, rows) + 1 > MostWrong * count || gain <= most)
                continue;
            (taken, most) = (count, gain);
        }

        return taken;
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
}
