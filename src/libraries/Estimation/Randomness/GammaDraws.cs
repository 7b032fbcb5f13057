namespace Amparo.Estimation.Randomness;

/// <summary>Normal, exponential, gamma and beta draws.</summary>
/// <remarks>
/// Normals by the ziggurat of 128 layers, [Marsaglia2000z] G. Marsaglia, W. W. Tsang, The ziggurat method for generating random variables,
/// J. Statistical Software 5(8), doi:10.18637/jss.v005.i08, with the layer and the place in it from different bits, [Doornik2005]. Gammas by
/// [Marsaglia2000] G. Marsaglia, W. W. Tsang, A simple method for generating gamma variables, ACM TOMS 26(3), doi:10.1145/358407.358414.
/// </remarks>
internal static class GammaDraws
{
    private const int Layers = 128;
    private const double Start = 3.442619855899;
    private const double Area = 9.91256303526217e-3;

    private static readonly double[] Edges = MakeEdges();
    private static readonly double[] Ratios = [.. Enumerable.Range(0, Layers).Select(i => Edges[i + 1] / Edges[i])];

    /// <summary>A standard normal number.</summary>
    internal static double Normal(this SeededStream random)
    {
        while (true)
        {
            var bits = random.NextBits();
            var layer = (int)(bits & (Layers - 1));
            var u = (((bits >> 11) + 0.5) * (2.0 / (1UL << 53))) - 1;
            if (Math.Abs(u) < Ratios[layer])
                return u * Edges[layer];
            if (layer == 0)
                return random.NormalTail(u < 0);
            var x = u * Edges[layer];
            var lower = Math.Exp(-0.5 * ((Edges[layer] * Edges[layer]) - (x * x)));
            var upper = Math.Exp(-0.5 * ((Edges[layer + 1] * Edges[layer + 1]) - (x * x)));
            if (upper + (random.NextOpenUnit() * (lower - upper)) < 1)
                return x;
        }
    }

    /// <summary>An exponential number of mean one.</summary>
    internal static double Exponential(this SeededStream random) => -Math.Log(random.NextOpenUnit());

    /// <summary>A gamma number of rate one.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="shape">Above zero.</param>
    internal static double Gamma(this SeededStream random, double shape) =>
        shape < 1 ? random.Gamma(shape + 1) * Math.Exp(-random.Exponential() / shape) : random.LargeGamma(shape);

    /// <summary>A beta number.</summary>
    /// <param name="random">The stream.</param>
    /// <param name="first">Above zero.</param>
    /// <param name="second">Above zero.</param>
    internal static double Beta(this SeededStream random, double first, double second)
    {
        if (first == 1 && second == 1)
            return random.NextOpenUnit();
        var one = random.Gamma(first);
        return one / (one + random.Gamma(second));
    }

    private static double LargeGamma(this SeededStream random, double shape)
    {
        var d = shape - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var x = random.Normal();
            var root = 1 + (c * x);
            if (root <= 0)
                continue;
            var v = root * root * root;
            var u = random.NextOpenUnit();
            var square = x * x;
            if (u < 1 - (0.0331 * square * square) || Math.Log(u) < (0.5 * square) + (d * (1 - v + Math.Log(v))))
                return d * v;
        }
    }

    private static double NormalTail(this SeededStream random, bool negative)
    {
        while (true)
        {
            var x = random.Exponential() / Start;
            if (2 * random.Exponential() > x * x)
                return negative ? -(Start + x) : Start + x;
        }
    }

    private static double[] MakeEdges()
    {
        var edges = new double[Layers + 1];
        var height = Math.Exp(-0.5 * Start * Start);
        edges[0] = Area / height;
        edges[1] = Start;
        for (var i = 2; i < Layers; i++)
        {
            edges[i] = Math.Sqrt(-2 * Math.Log((Area / edges[i - 1]) + height));
            height = Math.Exp(-0.5 * edges[i] * edges[i]);
        }

        return edges;
    }
}
