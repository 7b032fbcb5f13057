using System.Text.RegularExpressions;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Platform.Jobs;

/// <summary>The work of one kind of job; made anew for each run, in a scope of its own.</summary>
public interface IJobWork
{
    /// <summary>Does the work.</summary>
    /// <remarks>
    /// <para>May be run again: after a host died, after a shutdown, after an exception. The work makes its effect in one transaction and ends
    /// it with <see cref="JobRun.CompleteAsync"/>, so that effect and end of the job are one commit; or it keeps the job's id beside its
    /// effect and looks for it first. What it does outside the store must bear being done twice.</para>
    /// <para>Whatever is thrown counts as an attempt; its text is not kept. Cancelling is obeyed soon: at a shutdown the job goes back to
    /// the queue only once the work has ended.</para>
    /// </remarks>
    /// <param name="run">What to work on, and where to report.</param>
    /// <param name="cancel">Cancelled when somebody asks for it, when the host shuts down, or when the job has passed to another host.</param>
    /// <returns>Null when done; otherwise why it cannot be done, and it is not tried again.</returns>
    Task<Problem?> RunAsync(JobRun run, CancellationToken cancel);
}

/// <summary>One run of a job on this host.</summary>
public sealed partial class JobRun
{
    private readonly Claim _claim;
    private readonly Func<StoreContext, CancellationToken, Task<bool>> _complete;
    private (string? Stage, double Share) _progress;

    internal JobRun(Claim claim, Func<StoreContext, CancellationToken, Task<bool>> complete)
    {
        _claim = claim;
        _complete = complete;
        _progress = (claim.Stage, claim.Share);
    }

    /// <summary>The job; the same in every attempt, so that an effect can be known by it.</summary>
    public JobId Job => new(_claim.Id);

    /// <summary>For whom it is done; null for a recurring job.</summary>
    public Guid? OrganisationId => _claim.OrganisationId;

    /// <summary>The account that asked for it; null for a recurring job.</summary>
    public Guid? RequestedBy => _claim.RequestedBy;

    /// <summary>What it works on; null for a recurring job.</summary>
    public Guid? SubjectId => _claim.SubjectId;

    /// <summary>Which attempt this is, from one.</summary>
    public int Attempt => _claim.Attempt;

    internal (string? Stage, double Share) Progress
    {
        get
        {
            lock (_claim)
                return _progress;
        }
    }

    /// <summary>Says how far the work is. Costs nothing: the row is written a few times a second at most, with what was said last.</summary>
    /// <param name="stage">The key of a text: lower-case letters, digits, hyphens and dots, at most 60. Never a value or a name.</param>
    /// <param name="share">The part that is done, 0 to 1.</param>
    /// <exception cref="ArgumentException">The stage is no key.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The share is not from 0 to 1.</exception>
    public void Report(string stage, double share)
    {
        ArgumentNullException.ThrowIfNull(stage);
        if (!Key().IsMatch(stage))
            throw new ArgumentException("A stage is the key of a text.", nameof(stage));
        if (!(share >= 0 && share <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), "A share is from 0 to 1.");
        lock (_claim)
            _progress = (stage, share);
    }

    /// <summary>Ends the job in the transaction of its effect: both are committed, or neither. The last thing before the commit.</summary>
    /// <param name="within">The context of the effect, with a transaction begun.</param>
    /// <param name="cancel">Cancels the writing.</param>
    /// <returns>Whether the job still belongs to this run; if not, another host does it, and the transaction must be rolled back.</returns>
    /// <exception cref="InvalidOperationException">No transaction was begun.</exception>
    public Task<bool> CompleteAsync(StoreContext within, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(within);
        return _complete(within, cancel);
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9.-]{0,59}\\z", RegexOptions.None, 1000)]
    internal static partial Regex Key();
}
