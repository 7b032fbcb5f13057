using System.Globalization;
using System.Security.Cryptography;
using Amparo.Indicators;
using Amparo.Indicators.Derived;
using Amparo.Records.Registers;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.PrivateRelease;

/// <summary>The doors through which a table may leave; each writes the ledger.</summary>
/// <remarks>
/// Holds the growing ledger of one host; not thread-safe. Save <see cref="Ledger"/> before the archives: an entry without an
/// archive is harmless, an archive without an entry is refused when it is read back. A table whose newest release has the same content
/// writes no second entry; going back to an older content does, because it changes what stands.
/// </remarks>
public sealed class ReleaseDoors
{
    private const string EstimateMethod = "estimate-rounding";

    private readonly Instant _now;

    /// <summary>Opens the doors on a ledger.</summary>
    /// <param name="ledger">What has been released so far.</param>
    /// <param name="now">The time to write on new entries.</param>
    public ReleaseDoors(Ledger ledger, Instant now)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        Ledger = ledger;
        _now = now;
    }

    /// <summary>What has been released, the tables of this session included.</summary>
    public Ledger Ledger { get; private set; }

    /// <summary>The door of a mechanism: small counts are withheld, with enough others that none can be worked out.</summary>
    /// <param name="cube">Exact counts.</param>
    /// <param name="mechanism">The threshold.</param>
    /// <param name="population">The population the counts speak of; lower-case words joined by hyphens.</param>
    /// <returns>
    /// The protected table; <c>PRV-005</c> if the population has been released under another regime; <c>PRV-006</c> if the cube is
    /// too large to search; <c>PRV-007</c> if its views do not share one core of dimensions; <c>PRV-008</c> if anything else has been
    /// released of the population before.
    /// </returns>
    /// <remarks>
    /// A population is released once. The same table again is no second release; another table of the same persons (after a
    /// correction, with another threshold, by other dimensions) is refused, because one person added shows in the difference of two
    /// tables that are each safe. Who is a population is the caller's word: give other persons another name, and only them.
    /// </remarks>
    public Outcome<Released<Cube>> Suppress(CountedCube cube, CellSuppression mechanism, string population)
    {
        ArgumentNullException.ThrowIfNull(cube);
        ArgumentException.ThrowIfNullOrWhiteSpace(population);
        if (Ledger.Entries.Any(entry => entry.Population == population && entry.Regime != PrivacyRegime.Classical))
            return new Problem(PrivateReleaseProblems.MixedRegimes, population);

        var planned = SuppressionPlan.For(cube, mechanism);
        if (!planned.Succeeded)
            return Outcome<Released<Cube>>.Refused(planned.Problems);

        var method = string.Create(CultureInfo.InvariantCulture, $"cell-suppression; threshold {mechanism.Threshold}");
        var passage = new Passage(Door.Mechanism, population, PrivacyRegime.Classical, method);
        var hash = HashOf(ArchiveFormat.Write(planned.Value.Protected, passage));
        // Rounded estimates of the same persons are no second table of counts: nothing can be subtracted from them.
        if (Ledger.Entries.Any(entry => IsOf(entry, population) && !IsEstimate(entry) && entry.ContentHash != hash))
            return new Problem(PrivateReleaseProblems.ReleasedBefore, population);
        return Leave(planned.Value.Protected, passage);
    }

    /// <summary>The door of a mechanism for estimates: rounded so far that no person's presence shows.</summary>
    /// <param name="estimates">Estimates as they were made, with the observed persons of each place.</param>
    /// <param name="mechanism">The rounding.</param>
    /// <param name="population">The population they speak of: that of the counts they were made from.</param>
    /// <returns>
    /// The rounded table; <c>PRV-005</c> if the population has been released under another regime; <c>PRV-008</c> if other estimates of it
    /// have been released before.
    /// </returns>
    public Outcome<Released<EstimateTable>> Estimate(EstimateTable estimates, EstimateRounding mechanism, string population)
    {
        ArgumentNullException.ThrowIfNull(estimates);
        ArgumentException.ThrowIfNullOrWhiteSpace(population);
        if (mechanism.Least == 0)
            throw new ArgumentException("A rounding needs a least number of persons.", nameof(mechanism));
        if (Ledger.Entries.Any(entry => entry.Population == population && entry.Regime != PrivacyRegime.Classical))
            return new Problem(PrivateReleaseProblems.MixedRegimes, population);

        var rounded = new EstimateTable(estimates.Header, estimates.Method, estimates.Level, [.. estimates.Rows.Select(mechanism.Apply)]);
        var method = string.Create(CultureInfo.InvariantCulture, $"{EstimateMethod}; digits {EstimateRounding.Digits}; at least {mechanism.Least} observed");
        var passage = new Passage(Door.Mechanism, population, PrivacyRegime.Classical, method);
        var archive = ArchiveFormat.Write(rounded, passage);
        var hash = HashOf(archive);
        if (Ledger.Entries.Any(entry => IsOf(entry, population) && IsEstimate(entry) && entry.ContentHash != hash))
            return new Problem(PrivateReleaseProblems.ReleasedBefore, population);
        return new Released<EstimateTable>(rounded, Enter(rounded.Header.Id, archive, passage));
    }

    /// <summary>The door for official statistics that others have published already.</summary>
    /// <param name="cube">Their figures; its header's origin is <see cref="DataOrigin.Official"/> and its source names them.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">The cube's origin is not official, or a table of that id has passed a mechanism.</exception>
    public Released<Cube> AlreadyPublic(Cube cube)
    {
        ArgumentNullException.ThrowIfNull(cube);
        if (cube.Header.Origin != DataOrigin.Official)
            throw new ArgumentException("Only official statistics of others are already public.", nameof(cube));
        if (Ledger.Entries.Any(entry => entry.Door == Door.Mechanism && entry.Subject == cube.Header.Id))
            throw new ArgumentException("What passes a mechanism is not already public.", nameof(cube));

        var source = cube.Header.Source;
        var method = $"already public; {source.Title}; {NodaTime.Text.LocalDatePattern.Iso.Format(source.Date)}";
        return Leave(cube, new(Door.AlreadyPublic, source.Publisher, PrivacyRegime.NotPersonal, method));
    }

    /// <summary>The door for registers without persons.</summary>
    /// <param name="register">The register.</param>
    /// <param name="holding">What its declaration says that it holds: why nobody can be in it.</param>
    /// <returns>The table.</returns>
    public Released<RegisterTable> NonPersonal(RegisterTable register, RegisterHolding holding)
    {
        ArgumentNullException.ThrowIfNull(register);
        if (!Enum.IsDefined(holding))
            throw new ArgumentOutOfRangeException(nameof(holding));

#pragma warning disable CA1308 // The words of the ledger are lower case; this is no comparison.
        var method = $"no persons; {holding.ToString().ToLowerInvariant()}";
#pragma warning restore CA1308
        var passage = new Passage(Door.NonPersonal, register.Source.Publisher, PrivacyRegime.NotPersonal, method);
        return new(register, Enter(register.Id, ArchiveFormat.Write(register, passage), passage));
    }

    /// <summary>The door for what is worked out from released tables alone.</summary>
    /// <param name="indicator">What to work out.</param>
    /// <param name="released">The released tables by id.</param>
    /// <returns>
    /// The measure; <c>IND-007</c> and <c>IND-008</c> if a table or a dimension is not there; <c>PRV-005</c> if its tables keep different
    /// promises about different persons, so that no one line could say which of them holds.
    /// </returns>
    /// <exception cref="ArgumentException">A table of that id has left by another door.</exception>
    /// <remarks>Only released tables go in, so that nothing comes out that they do not say: it spends nothing and protects nothing anew.</remarks>
    public Outcome<Released<Cube>> Derive(DerivedIndicator indicator, IReadOnlyDictionary<string, Released<Cube>> released)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        ArgumentNullException.ThrowIfNull(released);
        if (Ledger.Entries.Any(entry => entry.Door != Door.Derived && entry.Subject == indicator.Id))
            throw new ArgumentException("What is worked out from released tables cannot take the name of another table.", nameof(indicator));
        var cube = DerivedCube.Of(indicator, released.ToDictionary(table => table.Key, table => table.Value.Value, StringComparer.Ordinal));
        if (!cube.Succeeded)
            return Outcome<Released<Cube>>.Refused(cube.Problems);
        LedgerEntry[] lines = [.. indicator.Tables.Select(id => released[id].Entry)];
        LedgerEntry[] personal = [.. lines.Where(line => line.Regime != PrivacyRegime.NotPersonal)];
        if (personal.Select(line => (line.Population, line.Regime)).Distinct().Count() > 1)
            return new Problem(PrivateReleaseProblems.MixedRegimes, indicator.Id);
        var holds = personal.FirstOrDefault() ?? lines[0];
        return Leave(cube.Value, new Passage(Door.Derived, holds.Population, holds.Regime, Derivations.Method(indicator.How.Name, lines)));
    }

    /// <summary>The same door for every measure whose tables have all been released.</summary>
    /// <param name="indicators">What to work out, in the order in which it is written down.</param>
    /// <param name="released">The released tables, each id once.</param>
    /// <returns>
    /// The measures in the order of the indicators, without those that lack a table: an office without linked records has no table of them, and nothing is wrong.
    /// Or the first refusal, as of <see cref="Derive"/>; measures before it are in the ledger then.
    /// </returns>
    /// <exception cref="ArgumentException">Two tables have one id, or a measure has the id of a table that left by another door.</exception>
    public Outcome<IReadOnlyList<Released<Cube>>> DeriveAll(IReadOnlyList<DerivedIndicator> indicators, IReadOnlyList<Released<Cube>> released)
    {
        ArgumentNullException.ThrowIfNull(indicators);
        ArgumentNullException.ThrowIfNull(released);
        var tables = released.ToDictionary(cube => cube.Entry.Subject, StringComparer.Ordinal);
        var made = new List<Released<Cube>>();
        foreach (var indicator in indicators.Where(indicator => indicator.Tables.All(tables.ContainsKey)))
        {
            var derived = Derive(indicator, tables);
            if (!derived.Succeeded)
                return Outcome<IReadOnlyList<Released<Cube>>>.Refused(derived.Problems);
            made.Add(derived.Value);
        }

        return made;
    }

    private Released<Cube> Leave(Cube cube, Passage passage) =>
        new(cube, Enter(cube.Header.Id, ArchiveFormat.Write(cube, passage), passage));

    private static bool IsOf(LedgerEntry entry, string population) => entry.Door == Door.Mechanism && entry.Population == population;

    private static bool IsEstimate(LedgerEntry entry) => entry.Method.StartsWith(EstimateMethod, StringComparison.Ordinal);

    private static string HashOf(byte[] archive) => Convert.ToHexStringLower(SHA256.HashData(archive));

    private LedgerEntry Enter(string subject, byte[] archive, Passage passage)
    {
        var hash = HashOf(archive);
        if (Ledger.Newest(subject) is { } standing && standing.ContentHash == hash)
            return standing;

        var draft = new LedgerEntry(
            0, _now, passage.Door, subject, passage.Population, passage.Regime, passage.Method, hash, string.Empty, string.Empty);
        (Ledger, var entry) = Ledger.Append(draft);
        return entry;
    }
}

/// <summary>How a table left: what the archive repeats of its ledger entry, so that neither can be exchanged alone.</summary>
internal readonly record struct Passage(Door Door, string Population, PrivacyRegime Regime, string Method)
{
    public static Passage Of(LedgerEntry entry) => new(entry.Door, entry.Population, entry.Regime, entry.Method);
}
