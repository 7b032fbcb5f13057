using Amparo.PrivateRelease.Accounting;
using Amparo.PrivateRelease.Reporting;
using Amparo.Vocabulary;

namespace Amparo.PrivateRelease;

/// <summary>What can be said of a formal release without looking at the true records again: nothing here was computed from them but through noise.</summary>
public sealed record FormalFacts
{
    internal FormalFacts(ReleaseReport report) => Report = report;

    /// <summary>The population.</summary>
    public required string Population { get; init; }

    /// <summary>The mechanism's name.</summary>
    public required string Mechanism { get; init; }

    /// <summary>Epsilon of this release: one person added or removed.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Delta.</summary>
    public required double Delta { get; init; }

    /// <summary>Epsilon at the same delta if one person is exchanged for another.</summary>
    public required double ReplaceEpsilon { get; init; }

    /// <summary>How many lines the file has.</summary>
    public required int Rows { get; init; }

    /// <summary>The noisy number of persons that delta was worked out from; zero if delta was given.</summary>
    public long NoisyPersons { get; init; }

    /// <summary>The number of the release's line in the ledger.</summary>
    public int Sequence { get; init; }

    /// <summary>The epsilon agreed for the population.</summary>
    public double Agreed { get; init; }

    /// <summary>The epsilon spent so far, this release included.</summary>
    public double Spent { get; init; }

    internal ReleaseReport Report { get; }

    /// <summary>Writes the report for programs: JSON with the names of <c>docs/guide/release.md</c>.</summary>
    /// <param name="stream">Where to, UTF-8; not closed.</param>
    public void WriteJson(Stream stream) => ReleaseReportJson.Write(stream, Report);

    /// <summary>Writes the report for people: one page of HTML that needs nothing else.</summary>
    /// <param name="stream">Where to, UTF-8; not closed.</param>
    /// <param name="language">English, or Spanish for every other language.</param>
    public void WritePage(Stream stream, Language language) =>
        ReleaseReportDocument.Write(stream, Report, language == Language.English ? language : Language.Spanish);

    // Exchanged is removed and added: mu at most doubles, and rho at most quadruples.
    internal static double ReplaceEpsilonOf(PrivacyCharge charge, double pure) => pure * 2 + (charge.Rho > 0
        ? ZeroConcentrated.Epsilon(4 * charge.Rho, charge.Delta)
        : GaussianCurve.Epsilon(2 * Math.Sqrt(charge.MuSquared), charge.Delta));
}
