using Amparo.PrivateRelease.Accounting;
using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Synthesis;
using Amparo.PrivateRelease.Tables;
using Amparo.PrivateRelease.Tests.Samples;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.PrivateRelease.Tests;

public class FormalDoorTests
{
    private static readonly CodedTable Table = Coded.Chain(200, [3, 2, 2], 7);

    private static FormalRequest Ask(double epsilon, double? delta = 1e-6, double? budget = 10, ReleaseMechanism mechanism = ReleaseMechanism.Aggregates) => new()
    {
        Id = "cases",
        Population = "persons",
        Mechanism = mechanism,
        Epsilon = epsilon,
        Delta = delta,
        Budget = budget,
    };

    private static FormalDoor Open(Ledger ledger) => new(ledger, Sample.Noon, _ => { }, new SeededNoise(11));

    private static Ledger Charged(params PrivacyCharge[] charges) => charges.Aggregate(Ledger.Empty, (ledger, charge) => Line(ledger, Door.Charge, PrivacyRegime.Formal, charge.ToLine()));

    private static Ledger Line(Ledger ledger, Door door, PrivacyRegime regime, string method) =>
        ledger.Append(new(0, Sample.Noon, door, "cases", "persons", regime, method, new string('a', 64), "", "")).Ledger;

    [Theory]
    [InlineData(null)]
    [InlineData(1e-6)]
    public void The_charge_is_saved_before_any_noise_is_drawn(double? delta)
    {
        var saved = Ledger.Empty;
        var noise = new WatchedNoise(() => saved.Entries.Count(entry => entry.Door == Door.Charge));
        new FormalDoor(Ledger.Empty, Sample.Noon, ledger => saved = ledger, noise).Release(Table, Ask(1, delta)).Succeeded.ShouldBeTrue();

        noise.ChargesAtFirst.ShouldBe(1);
        noise.ChargesAtLast.ShouldBe(delta is null ? 2 : 1);
        saved.Entries[^1].Door.ShouldBe(Door.Mechanism);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(1e-6)]
    public void A_save_that_fails_draws_nothing_and_spends_nothing_in_memory(double? delta)
    {
        var noise = new WatchedNoise(() => 0);
        var door = new FormalDoor(Ledger.Empty, Sample.Noon, _ => throw new IOException("full"), noise);

        Should.Throw<IOException>(() => door.Release(Table, Ask(1, delta)));

        noise.ChargesAtFirst.ShouldBeNull();
        door.Ledger.Entries.ShouldBeEmpty();
    }

    [Fact]
    public void A_charge_without_its_release_stays_spent()
    {
        var saved = Ledger.Empty;
        var door = new FormalDoor(Ledger.Empty, Sample.Noon, ledger => saved = ledger, new BrokenNoise());
        Should.Throw<InvalidOperationException>(() => door.Release(Table, Ask(4.5, budget: 5)));

        saved.Entries.ShouldHaveSingleItem().Door.ShouldBe(Door.Charge);
        PopulationBudget.Of(saved, "persons").Spent.ShouldBe(4.5, 1e-6);
        Open(saved).Release(Table, Ask(4.5, budget: 5)).Problems.ShouldHaveSingleItem().Code.ShouldBe(PrivateReleaseProblems.OverBudget);
    }

    [Fact]
    public void A_refusal_says_what_remains_and_writes_nothing()
    {
        var ledger = Charged(new PrivacyCharge("count", 3, 0, 0, 0, 4));
        var noise = new WatchedNoise(() => 0);
        var saves = 0;
        var problem = new FormalDoor(ledger, Sample.Noon, _ => saves++, noise).Release(Table, Ask(2, budget: 4)).Problems.ShouldHaveSingleItem();

        problem.Code.ShouldBe(PrivateReleaseProblems.OverBudget);
        problem.Path.ShouldContain("epsilon 1");
        saves.ShouldBe(0);
        noise.ChargesAtFirst.ShouldBeNull();
    }

    [Theory]
    [InlineData(0.0, 0.05, 0.0, 0.0)]
    [InlineData(0.02, 0.05, 0.11, 0.0)]
    [InlineData(0.3, 0.0, 0.0, 0.4)]
    public void Several_gaussian_charges_compose_to_the_exact_curve(double pure, double first, double second, double third)
    {
        const double delta = 1e-6;
        var ledger = Charged(new PrivacyCharge("count", pure, 0, 0, 0, 50), new("fit-rows", 0, first, 0, delta, 50), new("aggregates", 0, second, 0, delta, 50), new("aggregates", 0, third, 0, delta, 50));
        var mu = Math.Sqrt(first + second + third);
        var epsilon = PopulationBudget.Of(ledger, "persons").Spent - pure;

        // The curve worked out anew: delta at that epsilon.
        (Tail((epsilon / mu) - (mu / 2)) - (Math.Exp(epsilon) * Tail((epsilon / mu) + (mu / 2)))).ShouldBe(delta, delta * 1e-3);
    }

    [Fact]
    public void A_concentrated_charge_makes_the_gaussian_ones_concentrated_too()
    {
        var ledger = Charged(new PrivacyCharge("count", 0.02, 0, 0, 0, 50), new("fit-rows", 0, 0.1, 0, 1e-6, 50), new("aim", 0, 0, 0.05, 1e-6, 50));
        const double rho = 0.05 + (0.1 / 2);

        // Never more than the plain conversion, never less than the Gaussian of the same rho.
        var spent = PopulationBudget.Of(ledger, "persons").Spent - 0.02;
        spent.ShouldBeLessThanOrEqualTo(rho + (2 * Math.Sqrt(rho * Math.Log(1e6))));
        spent.ShouldBeGreaterThan(GaussianCurve.Epsilon(Math.Sqrt(2 * rho), 1e-6));
    }

    [Fact]
    public void A_later_line_cannot_raise_what_was_agreed()
    {
        var budget = PopulationBudget.Of(Charged(new PrivacyCharge("count", 1, 0, 0, 0, 2), new("count", 0.5, 0, 0, 0, 50)), "persons");
        budget.Agreed.ShouldBe(2);
        budget.Remaining.ShouldBe(0.5, 1e-12);
        Open(Charged(new PrivacyCharge("count", 1, 0, 0, 0, 2))).Release(Table, Ask(0.5, budget: 3)).Problems.ShouldHaveSingleItem()
            .Code.ShouldBe(PrivateReleaseProblems.OtherBudget);
    }

    [Fact]
    public void Delta_is_fixed_once()
    {
        var door = Open(Ledger.Empty);
        door.Release(Table, Ask(1)).Succeeded.ShouldBeTrue();
        door.Release(Table, Ask(1, 1e-5)).Problems.ShouldHaveSingleItem().Code.ShouldBe(PrivateReleaseProblems.DeltaOutOfRange);
        door.Release(Table, Ask(1, null)).Value.Facts.Delta.ShouldBe(1e-6);
    }

    [Fact]
    public void The_number_of_persons_is_drawn_once_a_population()
    {
        var door = Open(Ledger.Empty);
        var first = door.Release(Table, Ask(1, null)).Value.Facts;
        var second = door.Release(Table, Ask(1, null)).Value.Facts;

        second.NoisyPersons.ShouldBe(first.NoisyPersons);
        second.Delta.ShouldBe(first.Delta);
        door.Ledger.Entries.Count(entry => entry.Method.StartsWith("noisy count", StringComparison.Ordinal)).ShouldBe(1);
        first.Spent.ShouldBe(1, 1e-6);
    }

    [Fact]
    public void Regimes_do_not_mix_in_either_direction()
    {
        Open(Line(Ledger.Empty, Door.Mechanism, PrivacyRegime.Classical, "cell-suppression; threshold 5")).Release(Table, Ask(1))
            .Problems.ShouldHaveSingleItem().Code.ShouldBe(PrivateReleaseProblems.MixedRegimes);

        // A void charge is enough to declare the regime.
        new ReleaseDoors(Charged(new PrivacyCharge("count", 1, 0, 0, 0, 2)), Sample.Noon).Suppress(Sample.Counted([2, 2], [9, 9, 9, 9, 9, 9, 9, 9, 9]), new CellSuppression(5), "persons")
            .Problems.ShouldHaveSingleItem().Code.ShouldBe(PrivateReleaseProblems.MixedRegimes);
    }

    [Fact]
    public void A_charge_that_cannot_be_read_stops_everything() =>
        Open(Line(Ledger.Empty, Door.Charge, PrivacyRegime.Formal, "charge; person; count; epsilon NaN; mu² 0; rho 0; delta 0; budget 9")).Release(Table, Ask(1))
            .Problems.ShouldHaveSingleItem().Code.ShouldBe(PrivateReleaseProblems.UnreadableLine);

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(51.0)]
    public void Impossible_epsilons_and_budgets_are_refused_and_spend_nothing(double epsilon)
    {
        var door = Open(Ledger.Empty);
        door.Release(Table, Ask(epsilon)).Problems.ShouldHaveSingleItem().Code.ShouldBe(PrivateReleaseProblems.EpsilonOutOfRange);
        door.Release(Table, Ask(1, budget: epsilon)).Problems.ShouldHaveSingleItem().Code.ShouldBe(PrivateReleaseProblems.EpsilonOutOfRange);
        door.Ledger.Entries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void Impossible_deltas_are_refused(double delta) =>
        Open(Ledger.Empty).Release(Table, Ask(1, delta)).Problems.ShouldHaveSingleItem().Code.ShouldBe(PrivateReleaseProblems.DeltaOutOfRange);

    [Fact]
    public void A_changed_charge_is_noticed_on_reading()
    {
        using var written = new MemoryStream();
        Charged(new PrivacyCharge("count", 0.25, 0.5, 0.125, 1e-6, 4)).Write(written);
        var text = System.Text.Encoding.UTF8.GetString(written.ToArray());
        foreach (var (from, to) in new[] { ("epsilon 0.25", "epsilon 0.05"), (" 0.5;", " 0.1;"), ("rho 0.125", "rho 0.001"), ("delta 1E-06", "delta 1E-03"), ("budget 4", "budget 9"), ("count;", "other;") })
        {
            text.ShouldContain(from);
            Ledger.Read(new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text.Replace(from, to, StringComparison.Ordinal))))
                .Problems.ShouldHaveSingleItem().Code.ShouldBe(PrivateReleaseProblems.BrokenChain);
        }
    }

    [Theory]
    [InlineData(ReleaseMechanism.FitRows)]
    [InlineData(ReleaseMechanism.Aggregates)]
    public void A_mechanism_spends_its_charge_and_no_more(ReleaseMechanism mechanism)
    {
        var meter = new BudgetMeter(0.3);
        MechanismRun.Draw(mechanism, new(Table, meter, new SeededNoise(5), null));
        // Noise is rounded up, so a little of the charge may stay unspent.
        meter.Spent.ShouldBe(0.3, 0.3e-3);
        meter.Spent.ShouldBeLessThanOrEqualTo(0.3 * (1 + 1e-9));
    }

    [Fact]
    public void No_sequence_of_releases_spends_more_than_agreed() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(15).WithReplay(20261128, 7),
        Prop.ForAll(Gen.Choose(1, 40).ArrayOf(6).ToArbitrary(), tenths =>
        {
            var door = Open(Ledger.Empty);
            var done = 0;
            foreach (var tenth in tenths)
            {
                done += door.Release(Table, Ask(tenth / 10.0, null, 5)).Succeeded ? 1 : 0;
                PopulationBudget.Of(door.Ledger, "persons").Spent.ShouldBeLessThanOrEqualTo(5 * (1 + 1e-9));
            }

            done.ShouldBeGreaterThan(0);
        }));

    [Fact]
    public void An_archive_of_records_refuses_changed_bytes_of_itself_or_of_its_file()
    {
        var door = Open(Ledger.Empty);
        var made = door.Release(Table, Ask(1)).Value;
        var archive = ReleaseArchive.Write(made.Released);
        ReleaseArchive.ReadRecords(archive, door.Ledger, made.Content).Value.Value.ContentHash.ShouldBe(made.Released.Value.ContentHash);
        ReleaseArchive.ReadRecords(archive, Ledger.Empty, made.Content).Succeeded.ShouldBeFalse();
        for (var at = 0; at < archive.Length; at += 7)
            ReleaseArchive.ReadRecords(Changed(archive, at), door.Ledger, made.Content).Problems.ShouldHaveSingleItem().Code.ShouldBe(PrivateReleaseProblems.NotInLedger);
        for (var at = 0; at < made.Content.Length; at += 97)
            ReleaseArchive.ReadRecords(archive, door.Ledger, Changed(made.Content, at)).Problems.ShouldHaveSingleItem().Code.ShouldBe(PrivateReleaseProblems.NotInLedger);
    }

    private static byte[] Changed(byte[] bytes, int at)
    {
        var changed = (byte[])bytes.Clone();
        changed[at] ^= 1;
        return changed;
    }

    // P(Z > x) by Simpson's rule: nothing of the library.
    private static double Tail(double x)
    {
        const int steps = 20_000;
        var width = 14.0 / steps;
        var sum = 0.0;
        for (var step = 0; step <= steps; step++)
        {
            var at = x + (step * width);
            sum += Math.Exp(-at * at / 2) * (step is 0 or steps ? 1 : step % 2 == 1 ? 4 : 2);
        }

        return sum * width / 3 / Math.Sqrt(2 * Math.PI);
    }

    private sealed class WatchedNoise(Func<int> charges) : NoiseSource
    {
        private readonly SeededNoise _noise = new(3);

        public int? ChargesAtFirst { get; private set; }

        public int? ChargesAtLast { get; private set; }

        public override void Fill(Span<byte> bytes)
        {
            ChargesAtLast = charges();
            ChargesAtFirst ??= ChargesAtLast;
            _noise.Fill(bytes);
        }
    }

    private sealed class BrokenNoise : NoiseSource
    {
        public override void Fill(Span<byte> bytes) => throw new InvalidOperationException("No randomness.");
    }
}
