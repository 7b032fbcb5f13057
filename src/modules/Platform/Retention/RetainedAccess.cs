using System.Linq.Expressions;
using Amparo.Platform.Accounts;
using Amparo.Platform.Audit;
using Amparo.Platform.Jobs;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Retention;

/// <summary>Sessions, keys and jobs that are over: they say who was at work when, and are of no use any more. What was done stays in the audit.</summary>
/// <param name="contexts">The platform's contexts.</param>
/// <param name="trail">The audit.</param>
internal sealed class RetainedAccess(IDbContextFactory<PlatformContext> contexts, AuditTrail trail) : IRetained
{
    /// <summary>How long what let somebody in is kept after it was over: long enough to look into what went wrong.</summary>
    public static readonly Duration AccessKept = Duration.FromDays(30);

    /// <summary>How long a job is kept after it was over.</summary>
    public static readonly Duration JobsKept = Duration.FromDays(90);

    /// <inheritdoc/>
    public IReadOnlyList<string> Kinds { get; } = ["sessions", "invitations", "tokens", "jobs"];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<Expiring>> ExpiringAsync(Instant until, CancellationToken cancel)
    {
        await using var context = await contexts.CreateDbContextAsync(cancel);
        var expiring = new List<Expiring>();
        // What is over by now and will have been over for long enough by then; what still lets somebody in is nobody's to foresee.
        foreach (var (kind, count) in new[]
        {
            ("sessions", await context.Set<Session>().CountAsync(SessionsOver(until - AccessKept), cancel)),
            ("invitations", await context.Set<Invitation>().CountAsync(InvitationsOver(until - AccessKept), cancel) + await context.Set<ConfirmationKey>().CountAsync(KeysOver(until - AccessKept), cancel)),
            ("tokens", await context.Set<AccessToken>().CountAsync(TokensOver(until - AccessKept), cancel)),
            ("jobs", await context.Set<Job>().CountAsync(JobsOver(until - JobsKept), cancel)),
        })
        {
            if (count > 0)
                expiring.Add(new(kind, null, count, until));
        }

        return expiring;
    }

    /// <inheritdoc/>
    public async Task EraseAsync(Instant now, CancellationToken cancel)
    {
        var access = now - AccessKept;
        await EraseAsync("sessions", now, context => context.Set<Session>().Where(SessionsOver(access)).ExecuteDeleteAsync(cancel), cancel);
        await EraseAsync(
            "invitations", now,
            async context => await context.Set<Invitation>().Where(InvitationsOver(access)).ExecuteDeleteAsync(cancel) + await context.Set<ConfirmationKey>().Where(KeysOver(access)).ExecuteDeleteAsync(cancel),
            cancel);
        await EraseAsync("tokens", now, context => context.Set<AccessToken>().Where(TokensOver(access)).ExecuteDeleteAsync(cancel), cancel);
        await EraseAsync("jobs", now, context => context.Set<Job>().Where(JobsOver(now - JobsKept)).ExecuteDeleteAsync(cancel), cancel);
    }

    private static Expression<Func<Session, bool>> SessionsOver(Instant before)
    {
        var begun = before - Sessions.Longest;
        return row => row.EndedAt < before || row.CreatedAt < begun;
    }

    private static Expression<Func<Invitation, bool>> InvitationsOver(Instant before) => row => row.UsedAt < before || row.ExpiresAt < before;

    private static Expression<Func<ConfirmationKey, bool>> KeysOver(Instant before) => row => row.UsedAt < before || row.ExpiresAt < before;

    private static Expression<Func<AccessToken, bool>> TokensOver(Instant before) => row => row.EndedAt < before || row.ExpiresAt < before;

    private static Expression<Func<Job, bool>> JobsOver(Instant before) => row => row.EndedAt < before;

    private async Task EraseAsync(string kind, Instant now, Func<PlatformContext, Task<int>> delete, CancellationToken cancel)
    {
        cancel.ThrowIfCancellationRequested();
        await using var context = await contexts.CreateDbContextAsync(cancel);
        if (await context.Set<Node>().Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancel) is not { } node)
            return;
        var erasure = UuidV7.At(now);
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        var count = await delete(context);
        if (count == 0)
            return;
        context.Add(new Erasure { Id = erasure, Kind = kind, Count = count, At = now });
        await context.SaveChangesAsync(cancel);
        await trail.AppendAsync(context, new AuditAct { Act = $"{kind}.expired", Actor = new() { Node = node.ToString(), Account = RunRetention.Actor }, Subject = new("erasure", erasure.ToString()) }, cancel);
        await transaction.CommitAsync(cancel);
    }
}
