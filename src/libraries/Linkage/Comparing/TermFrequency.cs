namespace Amparo.Linkage.Comparing;

/// <summary>How much more, or less, than on average agreement on a value says, because the value is rare or frequent.</summary>
internal static class TermFrequency
{
    private const float Most = 7f;

    /// <summary>The shifts of all tokens of a table.</summary>
    /// <param name="tokens">The tokens with their counts.</param>
    /// <returns>
    /// For each token log2(F / f): f is its share, F the mean share of agreeing values, sum f squared, both over the occurrences. Within ± 7 bits.
    /// </returns>
    public static float[] ShiftsOf(TokenTable tokens)
    {
        var shifts = new float[tokens.Count];
        double pairs = 0;
        for (var token = 1; token < shifts.Length; token++)
            pairs += (double)tokens.CountOf(token) * tokens.CountOf(token);
        if (tokens.Total == 0)
            return shifts;
        var mean = pairs / tokens.Total;
        for (var token = 1; token < shifts.Length; token++)
            shifts[token] = Math.Clamp((float)Math.Log2(mean / Math.Max(tokens.CountOf(token), 1)), -Most, Most);
        return shifts;
    }

    /// <summary>The shifts of the words of a name among people of one nationality, where both records have the same.</summary>
    /// <param name="table">The records.</param>
    /// <param name="tokens">The words.</param>
    /// <param name="place">Where the first of the two words stands in a row; the second follows it.</param>
    /// <returns>
    /// For each nationality's number the shifts of all tokens, log2(F / f) with f the share within the nationality; null for one with fewer than 200 records. Shares are drawn
    /// towards those of all records by as much as fifty words weigh.
    /// </returns>
    public static float[]?[] ByNationality(PersonTable table, TokenTable tokens, int place)
    {
        const int least = 200;
        const double pseudo = 50;
        var sizes = new Dictionary<int, int>();
        for (var record = 0; record < table.Count; record++)
        {
            var nationality = table.Row(record)[PersonTable.Marks] >> PersonTable.NationalityShift;
            sizes[nationality] = sizes.GetValueOrDefault(nationality) + 1;
        }

        var shifts = new float[]?[sizes.Count == 0 ? 0 : sizes.Keys.Max() + 1];
        if (tokens.Total == 0)
            return shifts;
        double pairs = 0;
        for (var token = 1; token < tokens.Count; token++)
            pairs += (double)tokens.CountOf(token) * tokens.CountOf(token);
        var mean = pairs / tokens.Total / tokens.Total;
        foreach (var nationality in sizes.Where(size => size.Key > 0 && size.Value >= least).Select(size => size.Key))
        {
            var counts = new int[tokens.Count];
            for (var record = 0; record < table.Count; record++)
            {
                var row = table.Row(record);
                if (row[PersonTable.Marks] >> PersonTable.NationalityShift != nationality)
                    continue;
                counts[row[place]]++;
                counts[row[place + 1]]++;
            }

            var total = counts.Skip(1).Sum();
            var own = shifts[nationality] = new float[tokens.Count];
            for (var token = 1; token < own.Length; token++)
            {
                var share = (counts[token] + (pseudo * Math.Max(tokens.CountOf(token), 1) / tokens.Total)) / (total + pseudo);
                own[token] = Math.Clamp((float)Math.Log2(mean / share), -Most, Most);
            }
        }

        return shifts;
    }
}
