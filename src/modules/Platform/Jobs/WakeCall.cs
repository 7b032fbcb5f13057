namespace Amparo.Platform.Jobs;

/// <summary>Tells the host's claim loop that there may be work soon, so that it need not look often when there is none. Thread-safe.</summary>
/// <remarks>
/// Only a hint, within one process: what was requested may not be committed yet, and other hosts do not hear it. The row is what counts.
/// </remarks>
internal sealed class WakeCall : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    /// <summary>Rings; further rings before somebody wakes are one.</summary>
    internal void Ring()
    {
        lock (_rung)
        {
            if (_rung.CurrentCount == 0)
                _rung.Release();
        }
    }

    /// <summary>Waits for a ring.</summary>
    /// <param name="atMost">The longest wait.</param>
    /// <param name="cancel">Ends the waiting with an exception.</param>
    /// <returns>Whether it rang.</returns>
    internal Task<bool> WaitAsync(TimeSpan atMost, CancellationToken cancel) => _rung.WaitAsync(atMost, cancel);

    /// <inheritdoc/>
    public void Dispose() => _rung.Dispose();
}
