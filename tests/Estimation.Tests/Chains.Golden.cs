using Amparo.Estimation.Chains;
using Amparo.Estimation.Randomness;

namespace Amparo.Estimation.Tests;

/// <summary>Diagnostics of chains against an independent program, and the draws that the chains are made of.</summary>
public sealed class ChainsGolden
{
    [Fact]
    public void Diagnostics_are_those_of_the_independent_program()
    {
        foreach (var known in ReferenceTables.Json("chain_diagnostics.json").EnumerateObject())
        {
            double[][] chains = [.. known.Value.GetProperty("chains").EnumerateArray().Select(chain => chain.EnumerateArray().Select(draw => draw.GetDouble()).ToArray())];

            ChainDiagnostics.SplitRHat(chains).ShouldBe(known.Value.GetProperty("rhat").GetDouble(), 1e-10, known.Name);
            ReferenceTables.RelativeError(ChainDiagnostics.EffectiveSize(chains), known.Value.GetProperty("ess").GetDouble()).ShouldBeLessThan(1e-9, known.Name);
        }
    }

    [Fact]
    public void Chains_that_never_move_have_not_converged()
    {
        double[][] still = [[1, 1, 1, 1, 1, 1, 1, 1], [1, 1, 1, 1, 1, 1, 1, 1]];

        ChainDiagnostics.SplitRHat(still).ShouldBe(double.NaN);
        ChainDiagnostics.EffectiveSize(still).ShouldBe(double.NaN);
        ChainDiagnostics.Of(still, still).Converged.ShouldBeFalse();
    }

    [Fact]
    public void Pooled_draws_have_the_quantiles_of_all_chains()
    {
        var posterior = new Posterior([[3, 1, 5], [2, 4, 6]]);

        posterior.Median.ShouldBe(3.5, 1e-12);
        posterior.Mean.ShouldBe(3.5, 1e-12);
        posterior.Draws.ShouldBe(6);
        Should.Throw<ArgumentOutOfRangeException>(() => posterior.Quantile(0));
    }

    [Fact]
    public void Normal_draws_have_the_shares_of_the_normal_distribution()
    {
        var random = new SeededStream(5, 0);
        var draws = Enumerable.Range(0, 400_000).Select(_ => random.Normal()).ToArray();

        foreach (var limit in new[] { -4, -3.442619855899, -2.5, -1, -0.1, 0, 0.5, 1.7, 3, 3.6 })
            Agrees(draws.Count(draw => draw <= limit), draws.Length, MathNet.Numerics.Distributions.Normal.CDF(0, 1, limit), $"{limit}");
    }

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.7)]
    [InlineData(1)]
    [InlineData(3.5)]
    [InlineData(400)]
    public void Gamma_draws_have_the_shares_of_the_gamma_distribution(double shape)
    {
        var random = new SeededStream(6, 0);
        var draws = Enumerable.Range(0, 100_000).Select(_ => random.Gamma(shape)).ToArray();

        foreach (var share in new[] { 0.1, 0.5, 0.9, 0.99 })
        {
            var limit = MathNet.Numerics.Distributions.Gamma.InvCDF(shape, 1, share);
            // The library's inverse errs for small shapes: what matters is the share at the place that it gives.
            Agrees(draws.Count(draw => draw <= limit), draws.Length, MathNet.Numerics.Distributions.Gamma.CDF(shape, 1, limit), $"{shape} {share}");
        }
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 12)]
    [InlineData(900, 0.3)]
    public void Beta_draws_have_the_shares_of_the_beta_distribution(double first, double second)
    {
        var random = new SeededStream(7, 0);
        var draws = Enumerable.Range(0, 100_000).Select(_ => random.Beta(first, second)).ToArray();

        foreach (var limit in new[] { 0.05, 0.2, 0.5, 0.95, 0.9999 })
            Agrees(draws.Count(draw => draw <= limit), draws.Length, MathNet.Numerics.Distributions.Beta.CDF(first, second, limit), $"{limit}");
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(37.5)]
    [InlineData(5000)]
    public void Poisson_draws_have_the_shares_of_the_Poisson_distribution(double mean)
    {
        var random = new SeededStream(8, 0);
        var draws = Enumerable.Range(0, 100_000).Select(_ => random.Poisson(mean)).ToArray();

        foreach (var away in new[] { -2.0, -0.7, 0, 1, 2.3 })
        {
            var limit = Math.Max(0, Math.Floor(mean + (away * Math.Sqrt(mean))));
            Agrees(draws.Count(draw => draw <= limit), draws.Length, MathNet.Numerics.Distributions.Poisson.CDF(mean, limit), $"{limit}");
        }
    }

    [Theory]
    [InlineData(5, 0.6)]
    [InlineData(300, 0.9)]
    public void Negative_binomial_draws_have_their_shares_with_and_without_a_cap(double successes, double failure)
    {
        var random = new SeededStream(9, 0);
        var mean = successes * failure / (1 - failure);
        var draws = Enumerable.Range(0, 100_000).Select(_ => random.NegativeBinomial(successes, failure)).ToArray();
        double Cumulative(double limit) => MathNet.Numerics.SpecialFunctions.BetaRegularized(successes, limit + 1, 1 - failure);
        foreach (var limit in new[] { Math.Floor(0.5 * mean), Math.Floor(mean), Math.Floor(1.2 * mean) })
            Agrees(draws.Count(draw => draw <= limit), draws.Length, Cumulative(limit), $"{limit}");

        var cap = Math.Floor(0.9 * mean);
        var capped = Enumerable.Range(0, 20_000).Select(_ => random.NegativeBinomialUpTo(successes, failure, cap)).ToArray();
        capped.Max().ShouldBe(cap);
        foreach (var limit in new[] { Math.Floor(0.5 * mean), Math.Floor(0.8 * mean), cap - 1 })
            Agrees(capped.Count(draw => draw <= limit), capped.Length, Cumulative(limit) / Cumulative(cap), $"{limit} of {cap}");
    }

    // Within 4.5 standard errors: a wrong sampler is far outside, a right one outside once in a hundred thousand seeds.
    private static void Agrees(int count, int draws, double share, string what)
    {
        var error = Math.Sqrt(Math.Max(share * (1 - share), 1e-7) / draws);
        Math.Abs(((double)count / draws) - share).ShouldBeLessThan(4.5 * error, what);
    }
}
