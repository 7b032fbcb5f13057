using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>The search for few stars: levels of patterns, then growth for what is left, then rounds of improvement.</summary>
internal static class LocalSuppression
{
    private const int Rounds = 3;

    /// <summary>Puts every row of a table with at least k rows into a class of at least k.</summary>
    public static ClassStock Run(WeightedRows rows, int k, Action<double>? progress)
    {
        var stock = new ClassStock(rows, k);
        var search = new PatternSearch(stock);
        var deepest = stock.Columns;
        for (var stars = 1; stars <= stock.Columns && stock.Waiting.Size > 0; stars++)
        {
            progress?.Invoke(0.5 * stars / stock.Columns);
            if (search.Level(stars, stars + 2, all: false) is null)
            {
                deepest = stars - 1;
                break;
            }
        }

        ClassGrowth.Finish(stock);
        ClassImprovement.Settle(stock);
        for (var round = 0; round < Rounds; round++)
        {
            var opened = 0;
            for (var stars = 1; stars <= deepest; stars++)
                opened += search.Level(stars, 0, all: true) ?? 0;
            ClassImprovement.Settle(stock);
            progress?.Invoke(0.5 + (0.5 * (round + 1) / Rounds));
            if (opened == 0)
                break;
        }

        return stock;
    }
}
