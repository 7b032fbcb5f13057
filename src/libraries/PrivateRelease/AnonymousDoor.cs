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

    /// <summary>k and the quasi-identifiers.</summary>
    public required KAnonymityOptions Anonymity { get; init; }

    /// <summary>Whether the persons were recorded or invented.</summary>
    public DataOrigin Origin { get; init; }

    /// <summary>The program and its version, for the report.</summary>
    public string Software { get; init; } = "Amparo";
}

/// <summary>What left as a k-anonymous file.</summary>
public sealed class AnonymousRelease
{
    private readonly ReleaseReport _report;

    internal AnonymousRelease(Released<RecordTable> released, byte[] content, AnonymousTable table, ReleaseReport report) =>
        (Released, Content, Table, _report) = (released, content, table, report);

    /// <summary>The file's description with its line of the ledger.</summary>
    public Released<RecordTable> Released { get; }

    /// <summary>The bytes of the file; a withheld cell is <c>*</c>.</summary>
    public byte[] Content { get; }

    /// <summary>The protected rows: how many cells were withheld, and how small the smallest class is.</summary>
    public AnonymousTable Table { get; }

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
    /// The release; <c>PRV-005</c> if the population is under the formal regime, <c>PRV-008</c> if anything else of it was released before, <c>PRV-015</c> if there is no row, or what
    /// <see cref="KAnonymity.Protect"/> refuses.
    /// </returns>
    public Outcome<AnonymousRelease> Release(CodedTable table, AnonymousRequest request, Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(request);
        if (table.Rows == 0)
            return new Problem(PrivateReleaseProblems.NoRows, request.Id);
        if (Ledger.Entries.Any(entry => entry.Population == request.Population && entry.Regime != PrivacyRegime.Classical))
            return new Problem(PrivateReleaseProblems.MixedRegimes, request.Population);
        var made = KAnonymity.Protect(table, request.Anonymity, progress);
        return made.Succeeded ? Leave(made.Value, request) : Outcome<AnonymousRelease>.Refused(made.Problems);
    }

    private Outcome<AnonymousRelease> Leave(AnonymousTable made, AnonymousRequest request)
    {
        var content = CodedCsv.Write(made);
        var described = new RecordTable(
            request.Id, RecordKind.Anonymous, [.. made.Source.Columns.Select(column => column.Name)], made.Rows,
            Convert.ToHexStringLower(SHA256.HashData(content)), request.Origin);
        var columns = QuasiIdentifiers(made.Source, request);
        var method = string.Create(
            CultureInfo.InvariantCulture, $"k-anonymous; k {request.Anonymity.K}; by {string.Join(", ", columns.Select(column => made.Source.Columns[column].Name))}");
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

        return new AnonymousRelease(new Released<RecordTable>(described, entry), content, made, ReportOf(made, request, columns, entry));
    }

    private static IReadOnlyList<int> QuasiIdentifiers(CodedDomain domain, AnonymousRequest request) =>
        request.Anonymity.QuasiIdentifiers ?? [.. Enumerable.Range(0, domain.Count)];

    private ReleaseReport ReportOf(AnonymousTable made, AnonymousRequest request, IReadOnlyList<int> columns, LedgerEntry entry) => new()
    {
        Population = request.Population,
        Mechanism = PublishedMechanisms.Anonymity,
        Regime = PrivacyRegime.Classical,
        Anonymity = new(
            request.Anonymity.K, [.. columns.Select(column => made.Source.Columns[column].Name)],
            [.. columns.Select(column => new SuppressedShare(made.Source.Columns[column].Name, made.SuppressedByColumn[column] / (double)made.Rows))]),
        Rows = made.Rows,
        Ledger = new(entry.Sequence, entry.Hash, null),
        Date = _now.InUtc().Date,
        Software = request.Software,
        Invented = request.Origin == DataOrigin.Invented,
    };
}
