using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Amparo.Platform.Jobs;

/// <summary>The tables of jobs, as the model knows them.</summary>
internal static class JobTables
{
    // Words, not numbers: the table is read by people who look after a database, and the words stand in its checks.
    private static readonly ValueConverter<JobPhase, string> PhaseWord = new(phase => Word(phase), word => Phase(word));

    /// <summary>Describes the entities.</summary>
    /// <param name="model">The model to describe.</param>
    public static void Describe(ModelBuilder model)
    {
        model.Entity<Job>().Property(job => job.Phase).HasConversion(PhaseWord);
        model.Entity<RecurringJob>().HasKey(job => job.Kind);
    }

    private static string Word(JobPhase phase) => phase switch
    {
        JobPhase.Queued => "queued",
        JobPhase.Running => "running",
        JobPhase.Done => "done",
        JobPhase.Failed => "failed",
        JobPhase.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(phase)),
    };

    private static JobPhase Phase(string word) => word switch
    {
        "queued" => JobPhase.Queued,
        "running" => JobPhase.Running,
        "done" => JobPhase.Done,
        "failed" => JobPhase.Failed,
        "cancelled" => JobPhase.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(word)),
    };
}
