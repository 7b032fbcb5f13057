using Amparo.Platform.Jobs;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Platform.Retention;

/// <summary>The job that erases, each night, what was kept long enough.</summary>
/// <param name="retained">What the modules keep for a time.</param>
/// <param name="clock">The clock.</param>
internal sealed class RunRetention(IEnumerable<IRetained> retained, IClock clock) : IJobWork
{
    /// <summary>The kind of job.</summary>
    public const string Kind = "retention";

    /// <summary>When: at night in the region, when nobody merges. A night that no host saw is made up for at the next start.</summary>
    public static readonly CronTimes Times = CronTimes.Utc("0 30 7 * * ?");

    /// <summary>The account that stands in the audit for the job.</summary>
    public const string Actor = "retention";

    /// <inheritdoc/>
    public async Task<Problem?> RunAsync(JobRun run, CancellationToken cancel)
    {
        await EraseAsync(cancel);
        return null;
    }

    /// <summary>Erases what is due now.</summary>
    /// <param name="cancel">Cancels between two things; the next run goes on.</param>
    internal async Task EraseAsync(CancellationToken cancel)
    {
        var now = clock.GetCurrentInstant();
        foreach (var kept in retained)
            await kept.EraseAsync(now, cancel);
    }
}
