using Amparo.Vocabulary;

namespace Amparo.Cli;

/// <summary>Exceptions as problems: a code and the path at hand.</summary>
/// <remarks>The exception's own text is left out, as it may quote what it read.</remarks>
internal static class Failure
{
    // The numbers that the system gives to "no space left", "quota exceeded" and "read-only file system".
    private const int NoSpace = 28, QuotaExceeded = 122, ReadOnly = 30, WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>Says what an exception means to the person at the terminal.</summary>
    /// <param name="exception">What was thrown.</param>
    /// <param name="at">The file or folder at hand.</param>
    internal static Problem Explain(Exception exception, string at) => exception switch
    {
        OperationCanceledException => new(CliProblems.Interrupted, at),
        FileNotFoundException missing => new(CliProblems.FileMissing, at.Length > 0 ? at : Path.GetFileName(missing.FileName) ?? ""),
        DirectoryNotFoundException => new(CliProblems.FolderMissing, at),
        UnauthorizedAccessException or IOException { HResult: ReadOnly } => new(CliProblems.NotPermitted, at),
        IOException { HResult: NoSpace or QuotaExceeded or WindowsDiskFull } => new(CliProblems.DiskFull, at),
        IOException => new(CliProblems.InputOutput, at),
        AggregateException { InnerExceptions: [var inner, ..] } => Explain(inner, at),
        _ => new(CliProblems.Unexpected, exception.GetType().Name, at),
    };
}
