using System.Buffers.Binary;
using System.Globalization;
using Amparo.Platform;
using NodaTime;

namespace Amparo.Collaborative.Submissions;

/// <summary>How far a submission has come.</summary>
public enum SubmissionState
{
    /// <summary>Its pieces are arriving.</summary>
    Receiving,

    /// <summary>It is being checked, or waits for it.</summary>
    Checking,

    /// <summary>Nobody has said yet what its columns mean.</summary>
    NeedsMapping,

    /// <summary>It was checked; its organisation has not handed it over yet.</summary>
    Checked,

    /// <summary>It cannot be used as a whole; the code says why.</summary>
    Refused,

    /// <summary>Its organisation handed it over: it may be merged.</summary>
    Accepted,

    /// <summary>It was taken back. Its keys are destroyed.</summary>
    Withdrawn,
}

/// <summary>A file that an organisation sends under an agreement, with all its versions.</summary>
public sealed class Submission : IOwned
{
    /// <summary>Its key; the compartment of its contents is named after it.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid NodeId { get; init; }

    /// <inheritdoc/>
    public required Guid OrganisationId { get; init; }

    /// <summary>Four digits by which people tell it from others of the same organisation and months; it never changes, and is no key.</summary>
    public string ShortNumber => (BinaryPrimitives.ReadUInt32BigEndian(Id.ToByteArray(bigEndian: true).AsSpan(12)) % 10_000).ToString("D4", CultureInfo.InvariantCulture);

    /// <summary>The agreement.</summary>
    public required Guid AgreementId { get; init; }

    /// <summary>The first month that it speaks of, <c>2025-01</c>.</summary>
    public required string PeriodFrom { get; init; }

    /// <summary>The last month.</summary>
    public required string PeriodTo { get; init; }

    /// <summary>How far it has come.</summary>
    public required SubmissionState State { get; set; }

    /// <summary>The number of its newest version.</summary>
    public required int Newest { get; set; }

    /// <summary>What it is read by: <c>content:NAME</c> or <c>own:ID</c>; null until somebody said so.</summary>
    public string? Mapping { get; set; }

    /// <summary>The account that sent it.</summary>
    public required Guid CreatedBy { get; init; }

    /// <summary>When its first piece was expected.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>When it was handed over; null before.</summary>
    public Instant? AcceptedAt { get; set; }

    /// <summary>When it was taken back; null while it stands.</summary>
    public Instant? WithdrawnAt { get; set; }

    /// <summary>When its time was over and it was erased for that; null otherwise.</summary>
    public Instant? ExpiredAt { get; set; }

    /// <summary>The job that checks it.</summary>
    public Guid? JobId { get; set; }

    /// <summary>Changes with every change.</summary>
    public required string Version { get; set; }
}

/// <summary>One version of a submission: the file as it came, or the same file with mended rows.</summary>
public sealed class SubmissionVersion : IOwned
{
    /// <summary>Its key; also the id of the file's content.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid NodeId { get; init; }

    /// <inheritdoc/>
    public required Guid OrganisationId { get; init; }

    /// <summary>The submission.</summary>
    public required Guid SubmissionId { get; init; }

    /// <summary>Its number, from one.</summary>
    public required int Number { get; init; }

    /// <summary>The file's name, sealed; null for mended rows.</summary>
    public byte[]? FileName { get; init; }

    /// <summary>How many bytes are expected.</summary>
    public required long Size { get; init; }

    /// <summary>How many pieces have arrived.</summary>
    public int Pieces { get; set; }

    /// <summary>The version whose file is read, with this one's rows in the place of those in quarantine; null for a file.</summary>
    public Guid? Mends { get; init; }

    /// <summary>The account.</summary>
    public required Guid CreatedBy { get; init; }

    /// <summary>When.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>When the installation's scanner last found nothing in this version's file; null where it has not, and where none was named.</summary>
    public Instant? ScannedAt { get; set; }

    /// <summary>Rows read; null before it was checked.</summary>
    public int? Read { get; set; }

    /// <summary>Rows accepted.</summary>
    public int? Accepted { get; set; }

    /// <summary>Rows in quarantine.</summary>
    public int? Quarantined { get; set; }

    /// <summary>Rows accepted that had been in quarantine before they were mended.</summary>
    public int? Mended { get; set; }

    /// <summary>The code of why the file cannot be used; null if it can.</summary>
    public string? ProblemCode { get; set; }

    /// <summary>Where in the file; no value of it.</summary>
    public string? ProblemSubject { get; set; }

    /// <summary>The content with the standard records; null before it was checked.</summary>
    public Guid? RecordsId { get; set; }

    /// <summary>How many bytes that content has.</summary>
    public long? RecordsSize { get; set; }

    /// <summary>The content with the report.</summary>
    public Guid? ReportId { get; set; }

    /// <summary>How many bytes that content has.</summary>
    public long? ReportSize { get; set; }
}

/// <summary>What an organisation said last about how its files are read.</summary>
public sealed class ChosenMapping : IOwned
{
    /// <summary>Its key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid NodeId { get; init; }

    /// <inheritdoc/>
    public required Guid OrganisationId { get; init; }

    /// <summary><c>content:NAME</c> or <c>own:ID</c>.</summary>
    public required string Mapping { get; set; }

    /// <summary>Not written any more: an organisation's own mappings have rows of their own, sealed.</summary>
    public string? Document { get; set; }

    /// <summary>When.</summary>
    public required Instant ChosenAt { get; set; }
}
