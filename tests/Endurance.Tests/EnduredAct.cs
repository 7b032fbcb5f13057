namespace Amparo.Endurance.Tests;

/// <summary>Something that people do at the desk while its host is killed: what the host said was done must be there afterwards, and nothing twice.</summary>
internal abstract class EnduredAct
{
    /// <summary>What it is called.</summary>
    public abstract string Name { get; }

    /// <summary>Who comes in for it.</summary>
    public abstract IReadOnlyList<Who> People { get; }

    /// <summary>The store that it starts from.</summary>
    public abstract DeskStore From { get; }

    /// <summary>How many answers said so far that something was done.</summary>
    public int Acknowledged { get; protected set; }

    /// <summary>What comes before it, and is not disturbed.</summary>
    /// <param name="desk">The desk.</param>
    public virtual Task PrepareAsync(ServedDesk desk) => Task.CompletedTask;

    /// <summary>Does it, and keeps what was acknowledged.</summary>
    /// <param name="desk">The desk.</param>
    /// <param name="killed">Cancelled when the host is dead: nothing is waited for any more.</param>
    /// <exception cref="HttpRequestException">The host was killed.</exception>
    public abstract Task DoAsync(ServedDesk desk, CancellationToken killed);

    /// <summary>What people do when the host is back: nothing that was acknowledged.</summary>
    /// <param name="desk">The desk with another host.</param>
    public abstract Task GoOnAsync(ServedDesk desk);

    /// <summary>Whether all of it is there, and once.</summary>
    /// <param name="desk">The desk; all jobs are over.</param>
    public abstract Task CheckAsync(ServedDesk desk);

    /// <summary>How many more of an act the audit has than it had before.</summary>
    protected static long More(IReadOnlyDictionary<string, long> now, IReadOnlyDictionary<string, long> before, string act) =>
        now.GetValueOrDefault(act) - before.GetValueOrDefault(act);
}
