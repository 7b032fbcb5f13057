using System.Text;
using Amparo.PrivateRelease.Accounting;
using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Tables;
using Amparo.PrivateRelease.Tests.Samples;
using Amparo.Vocabulary;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;

namespace Amparo.PrivateRelease.Tests;

/// <summary>What the mechanisms spend, how charges of several add up, and what a release says of itself.</summary>
public sealed class FormalMechanismsTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 28, 12, 0);
    private static readonly CodedTable Table = Coded.Chain(800, [4, 5, 4, 6], 11);

    [Theory]
    [InlineData(true, 2)]
    [InlineData(true, 2, 2)]
    [InlineData(true, 2, 3, 2, 4)]
    [InlineData(false, 4, 5, 4, 6)]
    [InlineData(false, 2, 2, 2, 2, 2, 2, 2, 2, 2)]
    public void Few_contrasts_are_accounted_by_the_bound_of_the_discrete_law(bool few, params int[] sizes)
    {
        var door = Door_(Ledger.Empty);
        var made = door.Release(Coded.Chain(300, sizes, 1), Ask(2)).Value;
        var charge = PopulationBudget.Of(door.Ledger, "shelters").Charges[^1];
        (charge.Rho > 0, charge.MuSquared > 0).ShouldBe((few, !few));
        PopulationBudget.Of(door.Ledger, "shelters").Spent.ShouldBe(2, 1e-6);
        made.Facts.ReplaceEpsilon.ShouldBeGreaterThan(2);
    }

    [Fact]
    public void Charges_compose_as_squares_on_the_exact_curve()
    {
        var door = Door_(Ledger.Empty);
        foreach (var id in new[] { "one", "two", "three" })
            door.Release(Table, Ask(0.5) with { Id = id, Budget = 3 }).Succeeded.ShouldBeTrue();
        var budget = PopulationBudget.Of(door.Ledger, "shelters");
        budget.Charges.Count(charge => charge.PureEpsilon > 0).ShouldBe(1);
        var squares = budget.Charges.Sum(charge => charge.MuSquared);
        var pure = 0.5 / 200;
        budget.Spent.ShouldBe(pure + GaussianCurve.Epsilon(Math.Sqrt(squares), budget.Delta), 1e-12);
        GaussianCurve.Mu(0.5 - pure, budget.Delta).ShouldBe(Math.Sqrt(budget.Charges.First(charge => charge.MuSquared > 0).MuSquared), 1e-12);
    }

    [Fact]
    public void Mechanisms_of_both_accounts_add_up_as_the_weaker_one()
    {
        var door = Door_(Ledger.Empty);
        door.Release(Table, Ask(0.5) with { Budget = 5 }).Succeeded.ShouldBeTrue();
        door.Release(Table, Ask(0.5) with { Id = "tree", Mechanism = ReleaseMechanism.MaximumSpanningTree }).Succeeded.ShouldBeTrue();
        var budget = PopulationBudget.Of(door.Ledger, "shelters");
        var rho = budget.Charges.Sum(charge => charge.Rho + (charge.MuSquared / 2));
        budget.Spent.ShouldBe((0.5 / 200) + ZeroConcentrated.Epsilon(rho, budget.Delta), 1e-12);
    }

    [Theory]
    [InlineData(ReleaseMechanism.FitRows)]
    [InlineData(ReleaseMechanism.Aggregates)]
    [InlineData(ReleaseMechanism.MaximumSpanningTree)]
    [InlineData(ReleaseMechanism.AdaptiveIterative)]
    public void Every_mechanism_spends_its_charge_and_no_more(ReleaseMechanism mechanism)
    {
        var meter = new BudgetMeter(0.05);
        var made = Amparo.PrivateRelease.Synthesis.MechanismRun.Draw(mechanism, new(Table, meter, new SeededNoise(4)));
        meter.Spent.ShouldBeInRange(0.995 * meter.Total, meter.Total * (1 + 1e-9));
        made.Content.Length.ShouldBeGreaterThan(20);
    }

    [Fact]
    public void No_sequence_of_releases_exceeds_what_was_agreed()
    {
        var asks =
            from epsilon in Gen.Elements(0.05, 0.2, 0.4, 0.9)
            from mechanism in Gen.Elements(ReleaseMechanism.FitRows, ReleaseMechanism.Aggregates, ReleaseMechanism.MaximumSpanningTree)
            from dies in Gen.Elements(false, false, true)
            select (epsilon, mechanism, dies);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(25).WithReplay(20261128UL, 1UL),
            Prop.ForAll(asks.ListOf(6).ToArbitrary(), list =>
            {
                var saved = Ledger.Empty;
                foreach (var (at, (epsilon, mechanism, dies)) in list.Index())
                {
                    var noise = new WatchedNoise(() => { if (dies) throw new InvalidOperationException("killed"); });
                    var door = new FormalDoor(saved, Now, ledger => saved = ledger, noise);
                    try
                    {
                        door.Release(Coded.Chain(150, [2, 3, 2], 1), Ask(epsilon) with { Id = $"r{at}", Mechanism = mechanism, Budget = 1 });
                    }
                    catch (InvalidOperationException)
                    {
                        // Killed after its charge.
                    }

                    PopulationBudget.Of(saved, "shelters").Spent.ShouldBeLessThanOrEqualTo(1 + 1e-6);
                }
            }));
    }

    [Fact]
    public void The_report_says_what_was_promised_and_nothing_measured_on_the_true_rows()
    {
        var made = Door_(Ledger.Empty).Release(Table, Ask(1) with { Origin = Amparo.Vocabulary.Shapes.DataOrigin.Invented }).Value;
        using var json = new MemoryStream();
        made.Facts.WriteJson(json);
        var text = Encoding.UTF8.GetString(json.ToArray());
        text.ShouldContain("\"epsilon\"");
        text.ShouldContain("\"invented\"");
        using var page = new MemoryStream();
        made.Facts.WritePage(page, Language.Spanish);
        Encoding.UTF8.GetString(page.ToArray()).ShouldContain("inventad");
        made.Facts.ReplaceEpsilon.ShouldBeGreaterThan(made.Facts.Epsilon);
    }

    private static FormalDoor Door_(Ledger ledger) => new(ledger, Now, _ => { }, new SeededNoise(21));

    private static FormalRequest Ask(double epsilon) => new() { Id = "first", Population = "shelters", Epsilon = epsilon };

    private sealed class WatchedNoise(Action watch) : NoiseSource
    {
        private readonly SeededNoise _noise = new(33);

        public override void Fill(Span<byte> bytes)
        {
            watch();
            _noise.Fill(bytes);
        }
    }
}
