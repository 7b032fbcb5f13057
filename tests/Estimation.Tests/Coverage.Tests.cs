using Amparo.Simulations;

namespace Amparo.Estimation.Tests;

/// <summary>The coverage simulation at a size that shows its machinery works.</summary>
public sealed class CoverageTests
{
    [Fact]
    public void A_small_simulation_is_sound_and_the_same_for_any_number_of_threads()
    {
        var table = ReferenceTables.Table(ReferenceTables.Uk);
        var result = CoverageSimulation.Run(table, new() { Runs = 20, Replicates = 100 });
        var again = CoverageSimulation.Run(table, new() { Runs = 20, Replicates = 100, Threads = 2 });

        result.Truth.ShouldBe(11313);
        result.WithoutEstimate.ShouldBe(0);
        result.Coverages.Single(coverage => coverage is { Name: "BCa", Level: 0.95 }).Share.ShouldBeGreaterThan(0.6);
        result.Spreads[0].LogRoot.Value.ShouldBeInRange(0.05, 0.5);
        again.Table().ShouldBe(result.Table());
    }
}
