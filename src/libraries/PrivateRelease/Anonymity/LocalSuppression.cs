using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>The search for few stars: levels of patterns, then growth for what is left, then stars taken back.</summary>
internal static class LocalSuppression
{
    // What a row that waits counts for, beyond the stars of the level: the dearer, the more copies are borrowed for it.
    private const int Patience = 2;

    /// <summary>Puts every row of a table with at least k rows into a class of at least k.</summary>
    public static ClassStock Run(WeightedRows rows, int k, Action<double>? progress)
    {
        var stock = new ClassStock(rows, k);
        var search = new PatternSearch(stock);
        for (var stars = 1; stars <= stock.Columns && stock.Waiting.Size > 0; stars++)
        {
            progress?.Invoke(0.8 * (stars - 1) / stock.Columns);
            if (search.Level(stars, stars + Patience) is null)
                break;
        }

        progress?.Invoke(0.8);
        ClassGrowth.Finish(stock);
        ClassImprovement.Settle(stock);
        return stock;
    }
}
