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

public sealed class FormalDoorTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 28, 12, 0);
    private static readonly CodedTable Table = Coded.Chain(800, [2, 3, 2, 4], 11);

    [Fact]
    public void Every_charge_is_saved_before_any_noise_is_drawn_for_it()
    {
        Ledger? saved = null;
        var charges = new List<int>();
        var noise = new WatchedNoise(() => charges.Add(saved?.Entries.Count(entry => entry.Door == Door.Charge) ?? 0));
        var door = new FormalDoor(Ledger.Empty, Now, ledger => saved = ledger, noise);
        door.Release(Table, Ask(1)).Succeeded.ShouldBeTrue();
        // The number of persons is drawn after the first charge, everything else after the second.
        charges[0].ShouldBe(1);
        charges.Skip(1).ShouldAllBe(count => count == 2);
        charges.Count.ShouldBeGreaterThan(2);
        saved!.LastHash.ShouldBe(door.Ledger.LastHash);
    }

    [Fact]
    public void A_disk_that_fails_lets_nothing_be_drawn()
    {
        var drawn = 0;
        var door = new FormalDoor(Ledger.Empty, Now, _ => throw new IOException("full"), new WatchedNoise(() => drawn++));
        Should.Throw<IOException>(() => door.Release(Table, Ask(1)));
        drawn.ShouldBe(0);
        door.Ledger.Entries.ShouldBeEmpty();
    }

    [Fact]
    public void A_process_that_dies_after_its_charge_has_spent_it()
    {
        var saved = Ledger.Empty;
        // The second save is the mechanism's charge when delta is given; after it the process dies.
        var dying = new FormalDoor(Ledger.Empty, Now, ledger => saved = ledger, new WatchedNoise(() => throw new InvalidOperationException("killed")));
        Should.Throw<InvalidOperationException>(() => dying.Release(Table, Ask(1) with { Delta = 1e-5, Budget = 1.5 }));
        saved.Entries.ShouldHaveSingleItem().Door.ShouldBe(Door.Charge);
        PopulationBudget.Of(saved, "shelters").Spent.ShouldBe(1, 1e-6);
        var again = Door_(saved).Release(Table, Ask(1) with { Delta = 1e-5 });
        again.Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-012");
        again.Problems[0].Path.ShouldStartWith("epsilon 0.");
    }

    [Fact]
    public void What_would_exceed_the_budget_is_refused_and_nothing_is_written()
    {
        var door = Door_(Ledger.Empty);
        door.Release(Table, Ask(1) with { Budget = 1.5 }).Succeeded.ShouldBeTrue();
        var before = door.Ledger.LastHash;
        door.Release(Table, Ask(1) with { Id = "second" }).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-012");
        door.Ledger.LastHash.ShouldBe(before);
        // Gaussian releases compose better than their epsilons add up.
        door.Release(Table, Ask(0.8) with { Id = "second" }).Succeeded.ShouldBeTrue();
        PopulationBudget.Of(door.Ledger, "shelters").Spent.ShouldBeLessThan(1.5);
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

    [Fact]
    public void The_first_agreement_holds()
    {
        var door = Door_(Ledger.Empty);
        door.Release(Table, Ask(0.5) with { Budget = 1 }).Succeeded.ShouldBeTrue();
        door.Release(Table, Ask(0.1) with { Id = "second", Budget = 9 }).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-013");
        door.Release(Table, Ask(0.1) with { Id = "second", Delta = 1e-4 }).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-011");
        // A line that claims another agreement does not raise it.
        var (forged, _) = door.Ledger.Append(new(
            0, Now, Door.Charge, "x", "shelters", PrivacyRegime.Formal, new PrivacyCharge("fit-rows", 0, 0, 0, 0, 99).ToLine(), new string('a', 64), "", ""));
        PopulationBudget.Of(forged, "shelters").Agreed.ShouldBe(1);
    }

    [Fact]
    public void Regimes_do_not_mix()
    {
        var anonymous = new AnonymousDoor(Ledger.Empty, Now, _ => { });
        anonymous.Release(Table, Anonymous("shelters")).Succeeded.ShouldBeTrue();
        Door_(anonymous.Ledger).Release(Table, Ask(1)).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-005");
        // Another file of the same persons could show one of them beside the first.
        anonymous.Release(Coded.Chain(900, [2, 3, 2, 4], 3), Anonymous("shelters")).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-008");

        var formal = Door_(Ledger.Empty);
        formal.Release(Table, Ask(1)).Succeeded.ShouldBeTrue();
        new AnonymousDoor(formal.Ledger, Now, _ => { }).Release(Table, Anonymous("shelters")).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-005");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(51)]
    public void An_epsilon_that_is_none_is_refused(double epsilon)
    {
        var door = Door_(Ledger.Empty);
        door.Release(Table, Ask(epsilon)).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-010");
        door.Ledger.Entries.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-9)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void A_delta_that_is_none_is_refused(double delta) =>
        Door_(Ledger.Empty).Release(Table, Ask(1) with { Delta = delta }).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-011");

    [Fact]
    public void A_table_without_rows_is_refused() =>
        Door_(Ledger.Empty).Release(new(Table.Domain, [[], [], [], []]), Ask(1)).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-015");

    [Theory]
    [InlineData("epsilon 0.005", "epsilon 0.001")]
    [InlineData("budget 1", "budget 9")]
    [InlineData("noisy count of persons; ", "noisy count of persons; 9")]
    [InlineData("fit-rows; epsilon 0", "fit-rows; epsilon 1")]
    public void A_changed_line_is_found(string was, string becomes)
    {
        var door = Door_(Ledger.Empty);
        door.Release(Table, Ask(1)).Succeeded.ShouldBeTrue();
        using var written = new MemoryStream();
        door.Ledger.Write(written);
        var text = Encoding.UTF8.GetString(written.ToArray());
        text.ShouldContain(was);
        var changed = text.Replace(was, becomes, StringComparison.Ordinal);
        Ledger.Read(new MemoryStream(Encoding.UTF8.GetBytes(changed))).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-001");
        Ledger.Read(new MemoryStream(Encoding.UTF8.GetBytes(text))).Value.LastHash.ShouldBe(door.Ledger.LastHash);
    }

    [Fact]
    public void A_file_is_believed_only_with_its_line_and_its_own_bytes()
    {
        var door = Door_(Ledger.Empty);
        var made = door.Release(Table, Ask(1)).Value;
        var archive = ReleaseArchive.Write(made.Released);
        var read = ReleaseArchive.ReadRecords(archive, door.Ledger, made.Content).Value;
        read.Value.Rows.ShouldBe(made.Facts.Rows);
        read.Value.Columns.ShouldBe(["c0", "c1", "c2", "c3"]);
        var other = made.Content.ToArray();
        other[^2] ^= 1;
        ReleaseArchive.ReadRecords(archive, door.Ledger, other).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-002");
        archive[^2] ^= 1;
        ReleaseArchive.ReadRecords(archive, door.Ledger, made.Content).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-002");
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

    private static AnonymousRequest Anonymous(string population) => new() { Id = "file", Population = population, Anonymity = new(5) };

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
