using System.Diagnostics;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Jobs;

/// <summary>The time by which hosts judge one another's heartbeats: the server's, where there is one.</summary>
/// <remarks>
/// By the hosts' own clocks, one that is 20 seconds fast would take every job from the others while they work. The server is asked once a
/// minute; in between a stopwatch runs on, which nobody can set. Thread-safe.
/// </remarks>
/// <param name="clock">The host's clock; on SQLite there is only this one.</param>
/// <param name="address">The store.</param>
internal sealed class JobClock(IClock clock, StoreAddress address)
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMinutes(1);

    private Asked? _asked;

    /// <summary>The time now.</summary>
    /// <param name="context">A way to the store.</param>
    /// <param name="cancel">Cancels the asking.</param>
    internal async ValueTask<Instant> NowAsync(PlatformContext context, CancellationToken cancel)
    {
        if (address.Kind == StoreKind.Sqlite)
            return clock.GetCurrentInstant();

        if (Volatile.Read(ref _asked) is not { } asked || Stopwatch.GetElapsedTime(asked.Stamp) > AskEvery)
        {
            var ticks = await context.Database
                .SqlQuery<long>($"""SELECT (extract(epoch FROM clock_timestamp()) * 10000000)::bigint AS "Value" """).SingleAsync(cancel);
            asked = new(Stopwatch.GetTimestamp(), Instant.FromUnixTimeTicks(ticks));
            Volatile.Write(ref _asked, asked);
        }

        return asked.At + Duration.FromTimeSpan(Stopwatch.GetElapsedTime(asked.Stamp));
    }

    private sealed record Asked(long Stamp, Instant At);
}
