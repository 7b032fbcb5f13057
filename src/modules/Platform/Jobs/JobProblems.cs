namespace Amparo.Platform.Jobs;

/// <summary>Why a job failed, by code, where the work itself has not said it.</summary>
public static class JobProblems
{
    /// <summary>The work broke off: a bug. What was thrown is not kept, because its text may quote a person.</summary>
    public const string BrokeOff = "PLT-040";

    /// <summary>The hosts that ran it died or lost the store, as often as it may be tried.</summary>
    public const string HostLost = "PLT-041";
}
