namespace Amparo.Platform.Accounts;

/// <summary>How long a refusal takes at the least: longer than any of the ways to it, so that none can be told from another by its time.</summary>
/// <param name="AtLeast">The time from the attempt to its answer.</param>
internal sealed record RefusalPace(TimeSpan AtLeast)
{
    /// <summary>What every host waits.</summary>
    internal static readonly RefusalPace Usual = new(TimeSpan.FromMilliseconds(700));
}
