using System.Globalization;
using System.Text.Json;
using Amparo.PrivateRelease.Accounting;

namespace Amparo.PrivateRelease.Tests.Accounting;

/// <summary>Against values of an independent program at sixty digits (tests/reference/private-release/gaussian_curve.py).</summary>
public sealed class CurvesGolden
{
    private static readonly JsonElement Reference = JsonDocument.Parse(File.ReadAllText(
        Path.Combine(AppContext.BaseDirectory, "reference", "private-release", "gaussian-curve.json"))).RootElement;

    [Fact]
    public void Delta_of_a_mu_at_an_epsilon() => Each("curve", value =>
        Near(GaussianCurve.Delta(Of(value, "mu"), Of(value, "epsilon")), Of(value, "delta"), 1e-9 + (1e-16 / Of(value, "delta"))));

    [Fact]
    public void Mu_of_an_epsilon_and_a_delta() => Each("budgets", value =>
        Near(GaussianCurve.Mu(Of(value, "epsilon"), Of(value, "delta")), Of(value, "mu"), 1e-9));

    [Fact]
    public void Epsilon_of_a_mu_and_a_delta() => Each("budgets", value =>
        Near(GaussianCurve.Epsilon(Of(value, "mu"), Of(value, "delta")), Of(value, "epsilon"), 1e-8));

    [Fact]
    public void Rho_of_an_epsilon_and_a_delta_and_back() => Each("budgets", value =>
    {
        Near(ZeroConcentrated.Rho(Of(value, "epsilon"), Of(value, "delta")), Of(value, "rho"), 1e-7);
        Near(ZeroConcentrated.Epsilon(Of(value, "rho"), Of(value, "delta")), Of(value, "epsilon"), 1e-7);
    });

    // The table of section 2 of the design notes, made by yet another program, to its printed digits.
    [Theory]
    [InlineData(0.5, 0.124, 0.0066)]
    [InlineData(1, 0.236, 0.0243)]
    [InlineData(4, 0.837, 0.3102)]
    [InlineData(12, 2.147, 2.0849)]
    public void The_budgets_of_the_largest_test_set(double epsilon, double mu, double rho)
    {
        var delta = 1 / (91_043 * Math.Log(91_043));
        GaussianCurve.Mu(epsilon, delta).ShouldBe(mu, 0.0006);
        ZeroConcentrated.Rho(epsilon, delta).ShouldBe(rho, 0.00006);
    }

    [Fact]
    public void What_is_no_parameter_is_refused()
    {
        foreach (var wrong in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Should.Throw<ArgumentOutOfRangeException>(() => GaussianCurve.Mu(wrong, 0.1));
            Should.Throw<ArgumentOutOfRangeException>(() => GaussianCurve.Mu(1, wrong));
            Should.Throw<ArgumentOutOfRangeException>(() => new BudgetMeter(wrong));
            Should.Throw<ArgumentOutOfRangeException>(() => new BudgetMeter(1).Spend(wrong));
        }
    }

    [Fact]
    public void A_meter_gives_out_what_it_was_charged_and_no_more()
    {
        var meter = new BudgetMeter(1);
        for (var part = 0; part < 10; part++)
            meter.Spend(0.1);
        meter.Remaining.ShouldBe(0, 1e-12);
        Should.Throw<InvalidOperationException>(() => meter.Spend(1e-6));
        meter.Spent.ShouldBe(1, 1e-12);
    }

    private static void Each(string suite, Action<JsonElement> check)
    {
        Reference.GetProperty(suite).GetArrayLength().ShouldBeGreaterThan(20);
        foreach (var value in Reference.GetProperty(suite).EnumerateArray())
            check(value);
    }

    private static double Of(JsonElement value, string name) => double.Parse(value.GetProperty(name).GetString()!, CultureInfo.InvariantCulture);

    private static void Near(double got, double expected, double tolerance) =>
        Math.Abs(got - expected).ShouldBeLessThanOrEqualTo(tolerance * Math.Abs(expected));
}
