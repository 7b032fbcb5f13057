using Amparo.Platform;
using NodaTime;

namespace Amparo.Collaborative.Releases;

/// <summary>How far a release has come.</summary>
public enum ReleaseState
{
    /// <summary>Somebody chose its tables; nobody was asked yet.</summary>
    Draft,

    /// <summary>It waits for somebody else to decide.</summary>
    Asked,

    /// <summary>Somebody else approved it; it is being published.</summary>
    Approved,

    /// <summary>Somebody else refused it.</summary>
    Refused,

    /// <summary>It stands in the portal.</summary>
    Published,

    /// <summary>None of its tables stands any more: each was withdrawn.</summary>
    Withdrawn,

    /// <summary>It was approved and could not be published; the code says why.</summary>
    Failed,
}

/// <summary>Tables of a merge that are meant for the public, from the choice to what became of it.</summary>
public sealed class ReleaseDraft : IOwned
{
    /// <summary>Its key; also the key of the publication, so that it is published once however often it is tried.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid NodeId { get; init; }

    /// <summary>The organisation that publishes.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>The merge that is counted.</summary>
    public required Guid MergeId { get; init; }

    /// <summary>The names of the indicators, with blanks between them.</summary>
    public required string Tables { get; init; }

    /// <summary>How far it has come.</summary>
    public required ReleaseState State { get; set; }

    /// <summary>The account that prepared it.</summary>
    public required Guid PreparedBy { get; init; }

    /// <summary>When.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>The account that asked for approval; null before.</summary>
    public Guid? AskedBy { get; set; }

    /// <summary>When.</summary>
    public Instant? AskedAt { get; set; }

    /// <summary>The account that decided: neither of the other two.</summary>
    public Guid? DecidedBy { get; set; }

    /// <summary>When.</summary>
    public Instant? DecidedAt { get; set; }

    /// <summary>The code of why it was refused; null if it was not.</summary>
    public string? Refusal { get; set; }

    /// <summary>The code of why it could not be published; null if it could.</summary>
    public string? ProblemCode { get; set; }

    /// <summary>The job that publishes it.</summary>
    public Guid? JobId { get; set; }

    /// <summary>What was previewed when approval was asked for, as a hash: what is published must have the same.</summary>
    public string? ContentHash { get; set; }

    /// <summary>When it was published.</summary>
    public Instant? PublishedAt { get; set; }

    /// <summary>Changes with every change.</summary>
    public required string Version { get; set; }

    /// <summary>The names of the indicators.</summary>
    public IReadOnlyList<string> TableNames => Tables.Split(' ');

    /// <summary>Whether an account had a part in preparing it, and so no word in deciding on it.</summary>
    /// <param name="accountId">The account.</param>
    public bool IsWorkOf(Guid accountId) => accountId == PreparedBy || accountId == AskedBy;
}

/// <summary>Why a release may be refused. A closed set: a free text could name somebody.</summary>
public static class RefusalReasons
{
    /// <summary>The codes, in the order in which they are offered.</summary>
    public static readonly IReadOnlyList<string> Codes = ["figures-doubtful", "linkage-doubtful", "too-much-withheld", "wrong-tables", "risk-to-persons", "agreement-unclear", "other"];
}

/// <summary>How far a withdrawal has come.</summary>
public enum WithdrawalState
{
    /// <summary>It waits for somebody else.</summary>
    Asked,

    /// <summary>Somebody else confirmed it; it is being done.</summary>
    Confirmed,

    /// <summary>Somebody else refused it, or it could not be done; the code says why.</summary>
    Refused,

    /// <summary>The table is out of the portal.</summary>
    Done,
}

/// <summary>A published table that somebody wants out of the portal.</summary>
public sealed class ReleaseWithdrawal : IOwned
{
    /// <summary>Its key; also the key of the withdrawal in the portal.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid NodeId { get; init; }

    /// <summary>The organisation of whoever asks.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>The table's id.</summary>
    public required string Subject { get; init; }

    /// <summary>The number of the release's line in the ledger.</summary>
    public required int Sequence { get; init; }

    /// <summary>The code of the reason.</summary>
    public required string Reason { get; init; }

    /// <summary>How far it has come.</summary>
    public required WithdrawalState State { get; set; }

    /// <summary>The account that asked.</summary>
    public required Guid AskedBy { get; init; }

    /// <summary>When.</summary>
    public required Instant AskedAt { get; init; }

    /// <summary>The account that decided: another one.</summary>
    public Guid? DecidedBy { get; set; }

    /// <summary>When.</summary>
    public Instant? DecidedAt { get; set; }

    /// <summary>The code of why it could not be done.</summary>
    public string? ProblemCode { get; set; }

    /// <summary>Changes with every change.</summary>
    public required string Version { get; set; }
}
