using System.Globalization;
using System.Security.Cryptography;
using Amparo.PrivateRelease.Accounting;
using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Reporting;
using Amparo.PrivateRelease.Synthesis;
using Amparo.PrivateRelease.Tables;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.PrivateRelease;

/// <summary>What is asked of a formal release.</summary>
public sealed record FormalRequest
{
    /// <summary>The id of the released file; lower-case words joined by hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>The population that the records speak of; it declares the formal regime with its first release.</summary>
    public required string Population { get; init; }

    /// <summary>By which mechanism.</summary>
    public ReleaseMechanism Mechanism { get; init; }

    /// <summary>How much of the budget to spend: 0.001 to 50.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Delta: above 0, at most 0.001; null for 1 / (n ln n) of a noisy number of persons.</summary>
    public double? Delta { get; init; }

    /// <summary>The epsilon agreed for the population over all releases; null for what was agreed before, or this release's epsilon.</summary>
    public double? Budget { get; init; }

    /// <summary>Whether the persons were recorded or invented.</summary>
    public DataOrigin Origin { get; init; }

    /// <summary>The program and its version, for the report.</summary>
    public string Software { get; init; } = "Amparo";

    /// <summary>What was made coarser beforehand, for the report.</summary>
    public IReadOnlyList<CoarsenedColumn> Coarsened { get; init; } = [];
}

/// <summary>What left by the formal door.</summary>
/// <param name="Released">The file's description with its line of the ledger.</param>
/// <param name="Content">The bytes of the file.</param>
/// <param name="Facts">What can be said of it without looking at the true records.</param>
public sealed record FormalRelease(Released<RecordTable> Released, byte[] Content, FormalFacts Facts);

/// <summary>The door for differentially private releases: what is spent is on disk before any noise is drawn, and is never given back.</summary>
/// <remarks>
/// <para>
/// A release is up to four lines of the ledger: a charge for the number of persons (once a population, if delta is to be worked out), the noisy number, the
/// charge for the mechanism, and the released file. Each charge is handed to <c>save</c> and must be durable when it returns; a process killed after that leaves a charge without
/// a release: spent, and void. Nothing is drawn twice for one charge, so nobody can try until it looks good.
/// </para>
/// <para>Not thread-safe; one door a ledger at a time.</para>
/// </remarks>
public sealed class FormalDoor
{
    private const double LargestEpsilon = 50;

    // Below, the noise is larger than any population, and its variance than what can be written as a ratio.
    private const double LeastEpsilon = 0.001;
    private const double LargestDelta = 1e-3;
    private const int FewestPersons = 100;

    // A two-hundredth of epsilon finds the number of persons to within a few hundreds: delta needs no more.
    private const double ShareForCount = 1.0 / 200;

    private readonly Instant _now;
    private readonly Action<Ledger> _save;
    private readonly NoiseSource _noise;

    /// <summary>Opens the door.</summary>
    /// <param name="ledger">What was released so far.</param>
    /// <param name="now">The time to write on new lines.</param>
    /// <param name="save">Makes a ledger durable before it returns; if it throws, nothing is drawn.</param>
    /// <param name="noise">The operating system's randomness.</param>
    public FormalDoor(Ledger ledger, Instant now, Action<Ledger> save, NoiseSource noise)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(save);
        ArgumentNullException.ThrowIfNull(noise);
        (Ledger, _now, _save, _noise) = (ledger, now, save, noise);
    }

    /// <summary>What has been released and spent, this session included.</summary>
    public Ledger Ledger { get; private set; }

    /// <summary>Charges, draws, and releases.</summary>
    /// <param name="table">The true records, one row a person.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="progress">Told the share of the work done, 0 to 1; null if nobody asks.</param>
    /// <returns>
    /// The release; <c>PRV-004</c> if a charge of the population cannot be read, <c>PRV-005</c> if the population is under another regime, <c>PRV-010</c>, <c>PRV-011</c>, <c>PRV-013</c> for parameters that cannot be, <c>PRV-012</c> if it would
    /// cost more than is left, <c>PRV-015</c> if there is no row. After a refusal nothing has been spent.
    /// </returns>
    public Outcome<FormalRelease> Release(CodedTable table, FormalRequest request, Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(request);
        var budget = PopulationBudget.Of(Ledger, request.Population);
        if (Refuse(table, request, budget) is { } refused)
            return refused;

        var before = budget.Charges.Count > 0 ? budget.Spent : 0;
        var agreed = budget.Agreed > 0 ? budget.Agreed : request.Budget ?? request.Epsilon;
        var left = request.Epsilon;
        if (request.Delta is null && budget.Delta <= 0 && budget.NoisyPersons == 0)
        {
            // All of it must fit before a part is spent: the number alone would be of no use to anyone.
            var count = request.Epsilon * ShareForCount;
            if (budget.Spent + request.Epsilon > agreed * (1 + 1e-9))
                return Over(request, budget, agreed);
            Charge(request, new("count", count, 0, 0, 0, agreed));
            CountPersons(table.Rows, count, request);
            left -= count;
            budget = PopulationBudget.Of(Ledger, request.Population);
        }

        var delta = budget.Delta > 0 ? budget.Delta : request.Delta ?? DeltaFor(budget.NoisyPersons);
        var charge = ChargeFor(table.Domain, request, (left, delta), agreed);
        if (budget.After(charge) > agreed * (1 + 1e-9))
            return Over(request, budget, agreed);
        var sequence = Charge(request, charge);
        return Draw(table, request, charge, (sequence, before, progress));
    }

    /// <summary>1 / (n ln n), and never more than may be asked for.</summary>
    internal static double DeltaFor(long persons)
    {
        var number = Math.Max(persons, FewestPersons);
        return Math.Min(LargestDelta, 1 / (number * Math.Log(number)));
    }

    private static PrivacyCharge ChargeFor(CodedDomain domain, FormalRequest request, (double Epsilon, double Delta) bought, double agreed) =>
        AdaptsItsNoise(request.Mechanism) || !MeasurementPlan.IsNearContinuous(domain)
            ? new(NameOf(request.Mechanism), 0, 0, ZeroConcentrated.Rho(bought.Epsilon, bought.Delta), bought.Delta, agreed)
            : new(NameOf(request.Mechanism), 0, Math.Pow(GaussianCurve.Mu(bought.Epsilon, bought.Delta), 2), 0, bought.Delta, agreed);

    private static bool AdaptsItsNoise(ReleaseMechanism mechanism) =>
        mechanism is ReleaseMechanism.MaximumSpanningTree or ReleaseMechanism.AdaptiveIterative;

    // Gaussian mechanisms count in squared mu, of which zCDP is half; those that adapt their noise count in zCDP.
    private static double MeterOf(ReleaseMechanism mechanism, PrivacyCharge charge) =>
        AdaptsItsNoise(mechanism) ? charge.Rho : charge.MuSquared + (2 * charge.Rho);

    /// <summary>The mechanism's name in the ledger and on the command line.</summary>
    internal static string NameOf(ReleaseMechanism mechanism) => mechanism switch
    {
        ReleaseMechanism.FitRows => "fit-rows",
        ReleaseMechanism.Aggregates => "aggregates",
        ReleaseMechanism.MaximumSpanningTree => "mst",
        _ => "aim",
    };

    private static Problem Over(FormalRequest request, PopulationBudget budget, double agreed) => new(
        PrivateReleaseProblems.OverBudget, request.Population,
        string.Create(CultureInfo.InvariantCulture, $"epsilon {Math.Floor(1e6 * Math.Max(0, agreed - budget.Spent)) / 1e6}"));

    private Problem? Refuse(CodedTable table, FormalRequest request, PopulationBudget budget)
    {
        if (!(request.Epsilon >= LeastEpsilon && request.Epsilon <= LargestEpsilon))
            return new(PrivateReleaseProblems.EpsilonOutOfRange, "epsilon");
        if (request.Delta is { } delta && (!(delta > 0 && delta <= LargestDelta) || (budget.Delta > 0 && budget.Delta != delta)))
            return new(PrivateReleaseProblems.DeltaOutOfRange, "delta");
        if (request.Budget is { } asked && !(asked >= LeastEpsilon && asked <= LargestEpsilon))
            return new(PrivateReleaseProblems.EpsilonOutOfRange, "budget");
        if (request.Budget is { } wished && budget.Agreed > 0 && wished != budget.Agreed)
            return new(PrivateReleaseProblems.OtherBudget, request.Population);
        if (Ledger.Entries.Any(entry => entry.Population == request.Population && entry.Regime != PrivacyRegime.Formal))
            return new(PrivateReleaseProblems.MixedRegimes, request.Population);
        // A charge that cannot be read may be any size: nothing more is spent on top of it.
        if (Ledger.Entries.FirstOrDefault(entry => entry.Population == request.Population && entry.Door == Door.Charge && PrivacyCharge.Parse(entry.Method) is null) is { } odd)
            return new(PrivateReleaseProblems.UnreadableLine, "ledger", string.Create(CultureInfo.InvariantCulture, $"line {odd.Sequence}"));
        return table.Rows == 0 ? new(PrivateReleaseProblems.NoRows, request.Id) : null;
    }

    private void CountPersons(int persons, double epsilon, FormalRequest request)
    {
        // The scale is rounded up.
        var noise = DiscreteLaplace.Draw(new RandomBits(_noise), Rational.AtLeast(1 / epsilon));
        var noisy = Math.Max(FewestPersons, persons + noise);
        var method = PopulationBudget.CountMethod(noisy);
        Append(new(0, _now, Door.Mechanism, $"{request.Population}-persons", request.Population, PrivacyRegime.Formal, method, HashOf(method), "", ""));
    }

    private int Charge(FormalRequest request, PrivacyCharge charge)
    {
        var line = charge.ToLine();
        return Append(new(0, _now, Door.Charge, request.Id, request.Population, PrivacyRegime.Formal, line, HashOf(line), "", "")).Sequence;
    }

    private LedgerEntry Append(LedgerEntry draft)
    {
        var (ledger, entry) = Ledger.Append(draft);
        _save(ledger);
        Ledger = ledger;
        return entry;
    }

    private FormalRelease Draw(CodedTable table, FormalRequest request, PrivacyCharge charge, (int Sequence, double Before, Action<double>? Progress) course)
    {
        // From here on the charge is spent, whatever happens.
        var made = MechanismRun.Draw(request.Mechanism, new(table, new BudgetMeter(MeterOf(request.Mechanism, charge)), _noise, course.Progress));
        var described = new RecordTable(
            request.Id, made.Kind, made.Columns, made.Lines, Convert.ToHexStringLower(SHA256.HashData(made.Content)), request.Origin);
        var method = string.Create(
            CultureInfo.InvariantCulture,
            $"{charge.Mechanism}; epsilon {request.Epsilon:R}; delta {charge.Delta:R}; one person added or removed; charge {course.Sequence}");
        var passage = new Passage(Door.Mechanism, request.Population, PrivacyRegime.Formal, method);
        var archive = ArchiveFormat.Write(described, passage);
        var entry = Append(new(
            0, _now, passage.Door, request.Id, passage.Population, passage.Regime, passage.Method, Convert.ToHexStringLower(SHA256.HashData(archive)), "", ""));
        return new(new Released<RecordTable>(described, entry), made.Content, FactsOf(request, charge, made, (entry, course.Before)));
    }

    private FormalFacts FactsOf(FormalRequest request, PrivacyCharge charge, MechanismRun made, (LedgerEntry Line, double SpentBefore) position)
    {
        var budget = PopulationBudget.Of(Ledger, request.Population);
        var replace = FormalFacts.ReplaceEpsilonOf(charge, request.Delta is null ? budget.Charges.Where(one => one.PureEpsilon > 0).Sum(one => one.PureEpsilon) : 0);
        var persons = Math.Max(1, made.Kind == RecordKind.Counts ? budget.NoisyPersons : made.Lines);
        var report = new ReleaseReport
        {
            Population = request.Population,
            Mechanism = PublishedMechanisms.Of(request.Mechanism),
            Regime = PrivacyRegime.Formal,
            Formal = new(
                new PrivacyBound(request.Epsilon, charge.Delta), new PrivacyBound(replace, charge.Delta),
                charge.Rho > 0 ? BudgetUnit.Rho : BudgetUnit.MuSquared, charge.Rho + charge.MuSquared),
            Rows = made.Lines,
            Errors = PredictedErrors.From(made.Domain, made.Measured, persons, made.ShareBelow),
            Ledger = new(position.Line.Sequence, position.Line.Hash, new()
            {
                Unit = BudgetUnit.Epsilon,
                Agreed = budget.Agreed,
                SpentBefore = position.SpentBefore,
                SpentNow = Math.Max(0, budget.Spent - position.SpentBefore),
            }),
            Coarsened = [.. request.Coarsened.Select(column => new Coarsening(column.Column, column.Level, (column.Before, column.After), column.Declared ? Reporting.CoarseningReason.Declared : Reporting.CoarseningReason.PredictedError))],
            Date = _now.InUtc().Date,
            Software = request.Software,
            Invented = request.Origin == DataOrigin.Invented,
        };
        return new(report)
        {
            Population = request.Population,
            Mechanism = charge.Mechanism,
            Epsilon = request.Epsilon,
            Delta = charge.Delta,
            ReplaceEpsilon = replace,
            Rows = made.Lines,
            NoisyPersons = budget.NoisyPersons,
            Sequence = position.Line.Sequence,
            Agreed = budget.Agreed,
            Spent = budget.Spent,
        };
    }

    private static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
