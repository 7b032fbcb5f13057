namespace Amparo.Estimation.Randomness;

/// <summary>Binomial and multinomial draws whose cost does not grow with the number of trials.</summary>
/// <remarks>
/// Ten expected successes or more: rejection from a transformed uniform, [Hormann1993] W. Hörmann, The generation of binomial random
/// variates, J. Statistical Computation and Simulation 46, 1993, doi:10.1080/00949659308811496, algorithm BTRS. Fewer: inversion by
/// adding up probabilities from zero.
/// </remarks>
internal static class BinomialDraws
{
    private const double FewExpected = 10;

    private static readonly double[] Tails = [.. Enumerable.Range(0, 16).Select(Tail)];

    /// <summary>Successes among trials.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="trials">Zero or more, a whole number.</param>
    /// <param name="chance">Of each, between 0 and 1.</param>
    internal static double Binomial(this SeededStream random, double trials, double chance)
    {
        if (trials <= 0 || chance <= 0)
            return 0;
        if (chance >= 1)
            return trials;
        if (chance > 0.5)
            return trials - random.Binomial(trials, 1 - chance);
        return trials * chance < FewExpected ? Inverted(random, trials, chance) : Rejected(random, trials, chance);
    }

    /// <summary>Draws as many cases as the weights hold, each falling on a place by its weight.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="weights">Whole numbers, zero or more.</param>
    /// <param name="drawn">As long as the weights; set to the cases of each place.</param>
    internal static void Resample(this SeededStream random, ReadOnlySpan<double> weights, Span<double> drawn)
    {
        var rest = 0.0;
        foreach (var weight in weights)
            rest += weight;
        var cases = rest;
        for (var i = 0; i < weights.Length; i++)
        {
            if (weights[i] <= 0)
            {
                drawn[i] = 0;
                continue;
            }

            drawn[i] = weights[i] >= rest ? cases : random.Binomial(cases, weights[i] / rest);
            cases -= drawn[i];
            rest -= weights[i];
        }
    }

    private static double Inverted(SeededStream random, double trials, double chance)
    {
        var odds = chance / (1 - chance);
        var probability = Math.Exp(trials * double.LogP1(-chance));
        var left = random.NextOpenUnit();
        var successes = 0.0;
        while (left > probability && successes < trials)
        {
            left -= probability;
            probability *= odds * (trials - successes) / (successes + 1);
            successes++;
        }

        return successes;
    }

    private static double Rejected(SeededStream random, double trials, double chance)
    {
        var failure = 1 - chance;
        var spread = Math.Sqrt(trials * chance * failure);
        var b = 1.15 + (2.53 * spread);
        var a = -0.0873 + (0.0248 * b) + (0.01 * chance);
        var centre = (trials * chance) + 0.5;
        var squeeze = 0.92 - (4.2 / b);
        var alpha = (2.83 + (5.1 / b)) * spread;
        var mode = Math.Floor((trials + 1) * chance);
        var odds = chance / failure;
        while (true)
        {
            var u = random.NextOpenUnit() - 0.5;
            var v = random.NextOpenUnit();
            var near = 0.5 - Math.Abs(u);
            var k = Math.Floor((((2 * a / near) + b) * u) + centre);
            if (near >= 0.07 && v <= squeeze)
                return k;
            if (k < 0 || k > trials)
                continue;
            var height = Math.Log(v * alpha / ((a / (near * near)) + b));
            var bound = ((mode + 0.5) * Math.Log((mode + 1) / (odds * (trials - mode + 1))))
                + ((trials + 1) * Math.Log((trials - mode + 1) / (trials - k + 1)))
                + ((k + 0.5) * Math.Log(odds * (trials - k + 1) / (k + 1)))
                + TailOf(mode) + TailOf(trials - mode) - TailOf(k) - TailOf(trials - k);
            if (height <= bound)
                return k;
        }
    }

    private static double TailOf(double k)
    {
        if (k < Tails.Length)
            return Tails[(int)k];
        var next = k + 1;
        var square = next * next;
        return ((1.0 / 12) - (((1.0 / 360) - (1.0 / 1260 / square)) / square)) / next;
    }

    // What Stirling's formula leaves out of the logarithm of k!: log k! − (k + 1/2) log(k + 1) + (k + 1) − log(2 pi)/2.
    private static double Tail(int k)
    {
        var factorial = 0.0;
        for (var i = 2; i <= k; i++)
            factorial += Math.Log(i);
        return factorial - ((k + 0.5) * Math.Log(k + 1)) + (k + 1) - (0.5 * Math.Log(2 * Math.PI));
    }
}
