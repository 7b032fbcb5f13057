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
}
