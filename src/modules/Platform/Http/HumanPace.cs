using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Amparo.Platform.Http;

/// <summary>How fast somebody may look at persons: as fast as one reads, not as fast as a program copies.</summary>
/// <remarks>Counted by each host for itself. Thread-safe.</remarks>
public sealed class HumanPace : IDisposable
{
    /// <summary>The most looks of one account in a minute: two a second is faster than anybody compares two records, or mends rows.</summary>
    public const int LooksAMinute = 120;

    private const int Segments = 6;

    // When the oldest looks are forgotten, and no sooner, there is one again.
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly PartitionedRateLimiter<Guid> _looks = PartitionedRateLimiter.Create<Guid, Guid>(account => RateLimitPartition.GetSlidingWindowLimiter(
        account, _ => new() { PermitLimit = LooksAMinute, Window = Window, SegmentsPerWindow = Segments }));

    /// <summary>Counts a look that is about to be answered.</summary>
    /// <param name="request">Who looks.</param>
    /// <returns>Null; or the answer in its place, where it would be one too many.</returns>
    public IResult? Look(DeskRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        using var lease = _looks.AttemptAcquire(request.Officer.AccountId);
        return lease.IsAcquired ? null : DeskGate.HeldBack(request, Window, PlatformProblems.TooFast, "too-fast");
    }

    /// <inheritdoc/>
    public void Dispose() => _looks.Dispose();
}
