using NodaTime;

namespace Amparo.Platform.Jobs;

/// <summary>How a host runs jobs. Register an instance before the first job to change something.</summary>
/// <remarks>
/// <para>What it costs to be idle: one query an <see cref="IdleWait"/> on a partial index of the jobs that are not over, one of the
/// recurring jobs every five minutes, and on PostgreSQL Quartz's check-in every 15 seconds. What a running job costs: one update a
/// <see cref="Heartbeat"/>, or one each <see cref="ReportEvery"/> while it reports.</para>
/// </remarks>
public sealed record JobOptions
{
    /// <summary>How many requested jobs a host runs at once; half of the cores unless said otherwise, so that pages stay quick. One or more.
    /// Recurring jobs have one place more of their own: a merge of an hour must not hold up what is to be sent.</summary>
    public int Parallelism { get; init; } = Math.Max(1, Environment.ProcessorCount / 2);

    /// <summary>How old a heartbeat is when its host counts as dead; 15 seconds.</summary>
    public Duration Stale { get; init; } = Duration.FromSeconds(15);

    /// <summary>The longest time between two looks for work when there is none; 2 seconds. A host looks sooner after it was asked for a job.</summary>
    public Duration IdleWait { get; init; } = Duration.FromSeconds(2);

    /// <summary>The least time between two writes of one job's progress; 300 milliseconds.</summary>
    public Duration ReportEvery { get; init; } = Duration.FromMilliseconds(300);

    /// <summary>How long a job that broke off rests before the next attempt, times the attempts so far; 5 seconds.</summary>
    public Duration RetryAfter { get; init; } = Duration.FromSeconds(5);

    /// <summary>How often a job is tried when hosts die or work breaks off; 3 times. A shutdown is no attempt.</summary>
    public int Attempts { get; init; } = 3;

    /// <summary>How often a host says that it lives, and asks whether the job was cancelled: ten times before it would count as dead.</summary>
    internal Duration Heartbeat => Stale / 10;
}
