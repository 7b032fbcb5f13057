namespace Amparo.Rendering;

/// <summary>The codes of this adapter's problems. Their sentences in each language are content.</summary>
public static class RenderingProblems
{
    /// <summary>Chromium is not installed, or not where <c>AMPARO_CHROMIUM</c> says; the subject is what was looked for.</summary>
    public const string BrowserMissing = "REN-001";

    /// <summary>Chromium did not finish in time and was ended with all its processes; the subject is the form that was asked for.</summary>
    public const string TimeLimit = "REN-002";

    /// <summary>Chromium ended without a result; the subject is the form that was asked for, the path its exit code.</summary>
    public const string BrowserFailed = "REN-003";

    /// <summary>The result is no PDF or PNG, or a PDF without tags; the subject is the form that was asked for.</summary>
    public const string NotRendered = "REN-004";

    /// <summary>The page does not fit on one sheet; the path is the number of pages.</summary>
    public const string DoesNotFit = "REN-005";
}
