using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;

namespace Amparo.Platform.Http;

/// <summary>How much one account may ask of the desk, by all its sessions and keys together: more than anybody's work needs, less than a program can ask for.</summary>
/// <remarks>The ways out are counted by the session, so that a stolen key cannot use them up. Counted by each host for itself. Thread-safe.</remarks>
public sealed class AccountPace : IDisposable
{
    /// <summary>The most requests in one go, of an account that rested: what an officer at work was measured to ask for in forty minutes.</summary>
    public const int CallsAtOnce = 600;

    /// <summary>How many more there are each second: sixteen times what an officer at work was measured to ask for (<c>docs/methods/desk-load.md</c>).</summary>
    public const int CallsASecond = 4;

    /// <summary>The most pieces of files in one go: four files of the largest size, as many as a form may bring.</summary>
    public const int PiecesAtOnce = 2_048;

    /// <summary>How many more pieces there are each second: an upload over a line of 250 Mbit a second is never held back.</summary>
    public const int PiecesASecond = 32;

    /// <summary>The most of the ways out in one go, of each session: the page of one's own account, ending sessions and keys, leaving.</summary>
    public const int WaysOutAtOnce = 30;

    /// <summary>How many more of these there are each second.</summary>
    public const int WaysOutASecond = 1;

    // Who is held back has the next one after so long, if nobody else of the account takes it.
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    private readonly PartitionedRateLimiter<(Guid Asker, Kind Kind)> _calls;

    /// <summary>Begins to count.</summary>
    /// <param name="callsAtOnce">The most requests in one go, where it is not <see cref="CallsAtOnce"/>.</param>
    /// <param name="piecesAtOnce">The most pieces in one go, where it is not <see cref="PiecesAtOnce"/>.</param>
    /// <param name="waysOutAtOnce">The most of the ways out in one go, where it is not <see cref="WaysOutAtOnce"/>.</param>
    internal AccountPace(int callsAtOnce = CallsAtOnce, int piecesAtOnce = PiecesAtOnce, int waysOutAtOnce = WaysOutAtOnce) => _calls = PartitionedRateLimiter.Create<(Guid Asker, Kind Kind), (Guid Asker, Kind Kind)>(
        call => RateLimitPartition.GetTokenBucketLimiter(call, counted =>
        {
            var (atOnce, aSecond) = counted.Kind switch
            {
                Kind.Piece => (piecesAtOnce, PiecesASecond),
                Kind.WayOut => (waysOutAtOnce, WaysOutASecond),
                _ => (callsAtOnce, CallsASecond),
            };
            return new() { TokenLimit = atOnce, TokensPerPeriod = aSecond, ReplenishmentPeriod = Period };
        }));

    private enum Kind
    {
        Call,
        Piece,
        WayOut,
    }

    /// <summary>Counts a request of somebody who came in, before anything is done for it.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="rule">The rule of what they ask for.</param>
    /// <returns>Null; or the answer in its place, where it would be one too many.</returns>
    internal IResult? Count(DeskRequest request, DeskRule rule)
    {
        using var lease = _calls.AttemptAcquire(rule.IsWayOut && request.Session is { } session
            ? (session.Id, Kind.WayOut)
            : (request.Officer.AccountId, rule.IsOfPieces ? Kind.Piece : Kind.Call));
        return lease.IsAcquired ? null : DeskGate.HeldBack(request, Period, PlatformProblems.TooManyCalls, "too-many");
    }

    /// <inheritdoc/>
    public void Dispose() => _calls.Dispose();
}
