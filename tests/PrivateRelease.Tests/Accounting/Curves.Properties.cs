using Amparo.PrivateRelease.Accounting;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.PrivateRelease.Tests.Accounting;

/// <summary>What must hold of both conversions whatever the budget.</summary>
public sealed class CurvesProperties
{
    private static readonly Gen<(double Epsilon, double Delta)> Budgets =
        from epsilon in Gen.Choose(1, 2_000)
        from power in Gen.Choose(20, 100)
        select (epsilon / 100.0, Math.Pow(10, -power / 10.0));

    [Fact]
    public void More_epsilon_or_more_delta_never_buys_less() => Each((epsilon, delta) =>
    {
        var (mu, rho) = (GaussianCurve.Mu(epsilon, delta), ZeroConcentrated.Rho(epsilon, delta));
        GaussianCurve.Mu(epsilon * 1.01, delta).ShouldBeGreaterThan(mu);
        GaussianCurve.Mu(epsilon, delta * 1.5).ShouldBeGreaterThan(mu);
        ZeroConcentrated.Rho(epsilon * 1.01, delta).ShouldBeGreaterThan(rho);
        ZeroConcentrated.Rho(epsilon, delta * 1.5).ShouldBeGreaterThan(rho);
    });

    [Fact]
    public void The_concentrated_conversion_never_allows_more_than_the_exact_curve() => Each((epsilon, delta) =>
    {
        var mu = GaussianCurve.Mu(epsilon, delta);
        ZeroConcentrated.Rho(epsilon, delta).ShouldBeLessThan(mu * mu / 2);
    });

    [Fact]
    public void What_was_bought_costs_no_more_than_was_paid() => Each((epsilon, delta) =>
    {
        GaussianCurve.Delta(GaussianCurve.Mu(epsilon, delta), epsilon).ShouldBeLessThanOrEqualTo(delta);
        ZeroConcentrated.Delta(ZeroConcentrated.Rho(epsilon, delta), epsilon).ShouldBeLessThanOrEqualTo(delta);
    });

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(1.0)]
    [InlineData(double.NaN)]
    public void A_delta_that_is_none_is_refused(double delta)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => ZeroConcentrated.Rho(1, delta));
        Should.Throw<ArgumentOutOfRangeException>(() => ZeroConcentrated.Epsilon(1, delta));
        Should.Throw<ArgumentOutOfRangeException>(() => ZeroConcentrated.Rho(double.NaN, 0.1));
        Should.Throw<ArgumentOutOfRangeException>(() => ZeroConcentrated.Epsilon(double.NaN, 0.1));
    }

    private static void Each(Action<double, double> check) => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(20261128UL, 1UL),
        Prop.ForAll(Budgets.ToArbitrary(), budget => check(budget.Epsilon, budget.Delta)));
}
