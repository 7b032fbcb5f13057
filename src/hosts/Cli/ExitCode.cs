namespace Amparo.Cli;

/// <summary>What a verb tells the program that started it. The numbers are a promise to scripts.</summary>
internal static class ExitCode
{
    /// <summary>Done, with nothing to look at.</summary>
    internal const int Done = 0;

    /// <summary>Done, and there is something that a person must look at: rows in quarantine, a file among those checked that cannot be used, a missing archive.</summary>
    internal const int Findings = 1;

    /// <summary>Used wrongly, or asked to map a file that cannot be used: nothing was written.</summary>
    internal const int WrongUse = 2;

    /// <summary>Tried, and failed: the old output still stands.</summary>
    internal const int Failed = 3;
}
