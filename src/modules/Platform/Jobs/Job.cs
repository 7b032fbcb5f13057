using NodaTime;

namespace Amparo.Platform.Jobs;

/// <summary>How far a job has come.</summary>
public enum JobPhase
{
    /// <summary>Waits for a host.</summary>
    Queued,

    /// <summary>A host works on it, or has died over it and nobody has noticed yet.</summary>
    Running,

    /// <summary>Over, with its effect.</summary>
    Done,

    /// <summary>Over, with a problem's code.</summary>
    Failed,

    /// <summary>Over, because somebody asked for that.</summary>
    Cancelled,
}

/// <summary>A job's row, and its table: what is true of a job, whichever host asks.</summary>
/// <remarks>
/// A running job belongs to the host and the attempt in its row. Whoever changes it while it runs names both, in one conditional update, so
/// that a host that lost it cannot write over the one that has it now.
/// </remarks>
internal sealed class Job
{
    /// <summary>UUIDv7: jobs sort by when they were requested.</summary>
    public required Guid Id { get; init; }

    public required string Kind { get; init; }

    public required Guid? OrganisationId { get; init; }

    public required Guid? RequestedBy { get; init; }

    public required Guid? SubjectId { get; init; }

    public JobPhase Phase { get; init; }

    public string? Stage { get; init; }

    public double Share { get; init; }

    public int Attempts { get; init; }

    /// <summary>The host that runs it, or ran it last: an id of one process, made when it starts.</summary>
    public Guid? HostId { get; init; }

    public Instant? HeartbeatAt { get; init; }

    public required Instant CreatedAt { get; init; }

    /// <summary>Not begun before this.</summary>
    public required Instant DueAt { get; init; }

    public Instant? StartedAt { get; init; }

    public Instant? EndedAt { get; init; }

    public string? ProblemCode { get; init; }

    public string? ProblemSubject { get; init; }

    public bool CancelRequested { get; init; }
}

/// <summary>When a recurring job was last due. A fire is the move of this time from one value to a later one: only one host can make it.</summary>
internal sealed class RecurringJob
{
    public required string Kind { get; init; }

    public required Instant LastFireAt { get; init; }
}
