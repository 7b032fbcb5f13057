using Amparo.Platform;
using NodaTime;

namespace Amparo.Collaborative.Merges;

/// <summary>How far a merge has come.</summary>
public enum MergeState
{
    /// <summary>It is being computed, or waits for it.</summary>
    Running,

    /// <summary>It was computed; its pairs may be reviewed and it may be computed again with the decisions.</summary>
    Done,

    /// <summary>It could not be computed; the code says why.</summary>
    Failed,

    /// <summary>It was ended by whoever ran it, or its contents were destroyed.</summary>
    Ended,
}

/// <summary>Records of several agencies brought together: each person once.</summary>
public sealed class Merge : IOwned
{
    /// <summary>Its key; the compartment of its contents is named after it.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid NodeId { get; init; }

    /// <summary>The organisation that merges.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>How far it has come.</summary>
    public required MergeState State { get; set; }

    /// <summary>The job that computes it.</summary>
    public Guid? JobId { get; set; }

    /// <summary>How often it was computed: once at the start, and once for each time that decisions were taken in.</summary>
    public required int Round { get; set; }

    /// <summary>The account that started it.</summary>
    public required Guid CreatedBy { get; init; }

    /// <summary>When.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>Records that were merged; null before it was computed.</summary>
    public int? Records { get; set; }

    /// <summary>Persons behind them.</summary>
    public int? Persons { get; set; }

    /// <summary>Pairs that a person should look at.</summary>
    public int? ToReview { get; set; }

    /// <summary>The code of why it could not be computed; null if it could.</summary>
    public string? ProblemCode { get; set; }

    /// <summary>Where; no value.</summary>
    public string? ProblemSubject { get; set; }

    /// <summary>The content with the merged standard records, and how many bytes it has; null before it was computed.</summary>
    public Guid? RecordsId { get; set; }

    /// <summary>How many bytes that content has.</summary>
    public long? RecordsSize { get; set; }

    /// <summary>The content with the person of each record, one a line in the records' order.</summary>
    public Guid? PersonsId { get; set; }

    /// <summary>How many bytes that content has.</summary>
    public long? PersonsSize { get; set; }

    /// <summary>The content with what came out of it in numbers.</summary>
    public Guid? FiguresId { get; set; }

    /// <summary>How many bytes that content has.</summary>
    public long? FiguresSize { get; set; }

    /// <summary>When the time of what it took in was over and it was erased for that; null otherwise.</summary>
    public Instant? ExpiredAt { get; set; }

    /// <summary>Changes with every change.</summary>
    public required string Version { get; set; }
}

/// <summary>A submission that a merge took in.</summary>
public sealed class MergedSubmission : IOwned
{
    /// <summary>Its key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid NodeId { get; init; }

    /// <summary>The organisation that merges.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>The merge.</summary>
    public required Guid MergeId { get; init; }

    /// <summary>The submission.</summary>
    public required Guid SubmissionId { get; init; }

    /// <summary>Which of its versions.</summary>
    public required Guid SubmissionVersionId { get; init; }
}

/// <summary>The pairs of one country of a merge that a person should look at.</summary>
public sealed class QueuedCountry : IOwned
{
    /// <summary>Its key; also the id of its content.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid NodeId { get; init; }

    /// <summary>The organisation that merges.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>The merge.</summary>
    public required Guid MergeId { get; init; }

    /// <summary>The country's code.</summary>
    public required string Country { get; init; }

    /// <summary>How many bytes the content has.</summary>
    public required long Size { get; init; }

    /// <summary>Number of pairs.</summary>
    public required int Pairs { get; init; }
}

/// <summary>What a reviewer decided on a pair: a line of the country's decisions, sealed. Lines are only added.</summary>
public sealed class PairDecision : IOwned
{
    /// <summary>Its key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid NodeId { get; init; }

    /// <summary>The organisation that merges.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>The merge.</summary>
    public required Guid MergeId { get; init; }

    /// <summary>The country's code.</summary>
    public required string Country { get; init; }

    /// <summary>Its place among the country's decisions, from one.</summary>
    public required int Sequence { get; init; }

    /// <summary>The line, sealed.</summary>
    public required byte[] Line { get; init; }
}
