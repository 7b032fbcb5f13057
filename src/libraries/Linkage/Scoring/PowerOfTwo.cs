namespace Amparo.Linkage.Scoring;

/// <summary>Powers of two, for odds in bits: the library's own takes ten times as long, and millions are needed.</summary>
internal static class PowerOfTwo
{
    private const double Largest = 1_000;

    // log(2)^n / n!, the series of 2^f; with |f| up to a half the first term left out is below 1e-11.
    private static readonly double[] Terms = Series(10);

    /// <summary>2 to a power, to ten digits; the same on every machine.</summary>
    /// <param name="exponent">Beyond ± 1,000 it counts as ± 1,000.</param>
    public static double Of(double exponent)
    {
        exponent = Math.Clamp(exponent, -Largest, Largest);
        var whole = Math.Floor(exponent + 0.5);
        var rest = exponent - whole;
        var sum = Terms[^1];
        for (var i = Terms.Length - 2; i >= 0; i--)
            sum = (sum * rest) + Terms[i];
        return sum * BitConverter.Int64BitsToDouble(((long)whole + 1023) << 52);
    }

    private static double[] Series(int count)
    {
        var terms = new double[count];
        terms[0] = 1;
        for (var i = 1; i < count; i++)
            terms[i] = terms[i - 1] * Math.Log(2) / i;
        return terms;
    }
}
