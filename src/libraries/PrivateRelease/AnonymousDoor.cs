using System.Globalization;
using System.Security.Cryptography;
using Amparo.PrivateRelease.Anonymity;
using Amparo.PrivateRelease.Reporting;
using Amparo.PrivateRelease.Tables;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.PrivateRelease;

/// <summary>What is asked of a k-anonymous release.</summary>
public sealed record AnonymousRequest
{
    /// <summary>The id of the released file; lower-case words joined by hyphens.</summary>
    public required string Id { get; init; }

    /// <summary>The population that the records speak of; it is under the classical regime.</summary>
    public required string Population { get; init; }

    /// <summary>k and the quasi-identifiers; where these are null, all columns but the sensitive ones.</summary>
    public required KAnonymityOptions Anonymity { get; init; }

    /// <summary>
    /// The sensitive columns, each with the number of different codes that every group of equal rows must have in it; where a group has fewer, the column is withheld in all
    /// its rows. Empty if none is watched.
    /// </summary>
    public IReadOnlyList<DiversityAim> Sensitive { get; init; } = [];

    /// <summary>What was made coarser before, for the report.</summary>
    public IReadOnlyList<CoarsenedColumn> Coarsened { get; init; } = [];

    /// <summary>Whether the persons were recorded or invented.</summary>
    public DataOrigin Origin { get; init; }

    /// <summary>The program and its version, for the report.</summary>
    public string Software { get; init; } = "Amparo";
}

/// <summary>What left as a k-anonymous file.</summary>
public sealed class AnonymousRelease
{
    private readonly ReleaseReport _report;

    internal AnonymousRelease(Released<RecordTable> released, byte[] content, DiverseTable made, ReleaseReport report) =>
        (Released, Content, Table, _report, WithheldGroups, Diversity) = (released, content, made.Table, report, made.Withheld, made.Left);

    /// <summary>The file's description with its line of the ledger.</summary>
    public Released<RecordTable> Released { get; }

    /// <summary>The bytes of the file; a withheld cell is <c>*</c>.</summary>
    public byte[] Content { get; }

    /// <summary>The protected rows: how many cells were withheld, and how small the smallest class is.</summary>
    public AnonymousTable Table { get; }

    /// <summary>In how many groups of equal rows each sensitive column was withheld, in the order asked.</summary>
    public IReadOnlyList<int> WithheldGroups { get; }

    /// <summary>What is left to say of the other groups, for each sensitive column.</summary>
    public IReadOnlyList<DiversityCounts> Diversity { get; }

    /// <summary>Writes the report for programs.</summary>
    /// <param name="stream">Where to, UTF-8; not closed.</param>
    public void WriteJson(Stream stream) => ReleaseReportJson.Write(stream, _report);

    /// <summary>Writes the report for people.</summary>
    /// <param name="stream">Where to, UTF-8; not closed.</param>
    /// <param name="language">English, or Spanish for every other language.</param>
    public void WritePage(Stream stream, Language language) =>
        ReleaseReportDocument.Write(stream, _report, language == Language.English ? language : Language.Spanish);
}

/// <summary>The door for k-anonymous files of records: classical regime, without a formal bound.</summary>
/// <remarks>A population is released once under this regime: two files of the same persons, each k-anonymous, can give one of them away together. Not thread-safe.</remarks>
public sealed class AnonymousDoor
{
    private readonly Instant _now;
    private readonly Action<Ledger> _save;

    /// <summary>Opens the door.</summary>
    /// <param name="ledger">What was released so far.</param>
    /// <param name="now">The time to write on the new line.</param>
    /// <param name="save">Makes a ledger durable before it returns.</param>
    public AnonymousDoor(Ledger ledger, Instant now, Action<Ledger> save)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(save);
        (Ledger, _now, _save) = (ledger, now, save);
    }

    /// <summary>What has been released, this session included.</summary>
    public Ledger Ledger { get; private set; }

    /// <summary>Protects and releases.</summary>
    /// <param name="table">The true records, one row a person.</param>
    /// <param name="request">What is asked.</param>
    /// <param name="progress">Told the share of the work done, 0 to 1; null if nobody asks.</param>
    /// <returns>
    /// The release; <c>PRV-005</c> if the population is under the formal regime, <c>PRV-008</c> if anything else of it was released before, <c>PRV-015</c> if there is no row,
    /// <c>PRV-034</c>, <c>PRV-039</c> or <c>PRV-033</c> if a sensitive column cannot be watched, or what <see cref="KAnonymity.Protect"/> refuses.
    /// </returns>
    public Outcome<AnonymousRelease> Release(CodedTable table, AnonymousRequest request, Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(request);
        if (table.Rows == 0)
            return new Problem(PrivateReleaseProblems.NoRows, request.Id);
        if (Ledger.Entries.Any(entry => entry.Population == request.Population && entry.Regime != PrivacyRegime.Classical))
            return new Problem(PrivateReleaseProblems.MixedRegimes, request.Population);
        var columns = QuasiIdentifiers(table.Domain, request);
        if (LDiversity.Refusal(table.Domain, columns, request.Sensitive) is { } refused)
            return refused;
        var made = KAnonymity.Protect(table, request.Anonymity with { QuasiIdentifiers = columns }, progress);
        return made.Succeeded
            ? Leave(LDiversity.Withhold(made.Value, columns, request.Sensitive), request, columns)
            : Outcome<AnonymousRelease>.Refused(made.Problems);
    }

    private Outcome<AnonymousRelease> Leave(DiverseTable diverse, AnonymousRequest request, IReadOnlyList<int> columns)
    {
        var made = diverse.Table;
        var content = CodedCsv.Write(made);
        var described = new RecordTable(
            request.Id, RecordKind.Anonymous, [.. made.Source.Columns.Select(column => column.Name)], made.Rows,
            Convert.ToHexStringLower(SHA256.HashData(content)), request.Origin);
        var method = string.Create(
            CultureInfo.InvariantCulture, $"k-anonymous; k {request.Anonymity.K}; by {string.Join(", ", columns.Select(column => made.Source.Columns[column].Name))}")
            + string.Concat(request.Sensitive.Select(aim => string.Create(CultureInfo.InvariantCulture, $"; l {aim.L} of {made.Source.Columns[aim.Column].Name}")));
        var passage = new Passage(Door.Mechanism, request.Population, PrivacyRegime.Classical, method);
        var hash = Convert.ToHexStringLower(SHA256.HashData(ArchiveFormat.Write(described, passage)));
        if (Ledger.Entries.Any(entry => entry.Door == Door.Mechanism && entry.Population == request.Population && entry.ContentHash != hash))
            return new Problem(PrivateReleaseProblems.ReleasedBefore, request.Population);
        var entry = Ledger.Find(hash);
        if (entry is null)
        {
            (var ledger, entry) = Ledger.Append(new(0, _now, passage.Door, request.Id, passage.Population, passage.Regime, passage.Method, hash, "", ""));
            _save(ledger);
            Ledger = ledger;
        }

        return new AnonymousRelease(new Released<RecordTable>(described, entry), content, diverse, ReportOf(diverse, request, columns, entry));
    }

    private static IReadOnlyList<int> QuasiIdentifiers(CodedDomain domain, AnonymousRequest request) =>
        request.Anonymity.QuasiIdentifiers ?? [.. Enumerable.Range(0, domain.Count).Where(column => request.Sensitive.All(aim => aim.Column != column))];

    private ReleaseReport ReportOf(DiverseTable diverse, AnonymousRequest request, IReadOnlyList<int> columns, LedgerEntry entry)
    {
        return new()
        {
            Population = request.Population,
            Mechanism = PublishedMechanisms.Anonymity,
            Regime = PrivacyRegime.Classical,
            Anonymity = new(
                request.Anonymity.K, [.. columns.Select(NameOf)],
                [.. columns.Concat(request.Sensitive.Select(aim => aim.Column)).Select(column => new SuppressedShare(NameOf(column), ShareOf(column)))],
                [.. request.Sensitive.Select((aim, at) => new DiversityFact(
                    NameOf(aim.Column), aim.L, diverse.Withheld[at], diverse.Left[at], ShareOf(aim.Column)))]),
            Rows = diverse.Table.Rows,
            Coarsened = [.. request.Coarsened.Select(column => new Coarsening(column.Column, column.Level, (column.Before, column.After), Reporting.CoarseningReason.Declared))],
            Ledger = new(entry.Sequence, entry.Hash, null),
            Date = _now.InUtc().Date,
            Software = request.Software,
            Invented = request.Origin == DataOrigin.Invented,
        };

        string NameOf(int column) => diverse.Table.Source.Columns[column].Name;
        double ShareOf(int column) => diverse.Table.SuppressedByColumn[column] / (double)diverse.Table.Rows;
    }
}
