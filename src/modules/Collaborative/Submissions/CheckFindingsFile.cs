using System.Text.Json;
using Amparo.Records;

namespace Amparo.Collaborative.Submissions;

/// <summary>What checking found, as it is kept with a version: codes, fields, row numbers. No value of the file.</summary>
/// <param name="Counts">What was found how often.</param>
/// <param name="Rows">The rows in quarantine, each with its faults.</param>
public sealed record CheckFindingsFile(IReadOnlyList<FoundCount> Counts, IReadOnlyList<FoundRow> Rows)
{
    /// <summary>How many rows in quarantine can be mended on screen; those beyond are mended in a file.</summary>
    public const int MostRows = 500;

    /// <summary>What the file that was read hashes to, SHA-256, mended rows left aside: the same file sent twice is known by it. Sealed with the rest, and erased with it; null where it was checked before there was one.</summary>
    public string? Content { get; init; }

    /// <summary>Keeps what a report says.</summary>
    /// <param name="report">The report.</param>
    public static CheckFindingsFile Of(CheckReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return new(
            [.. report.Counts().Select(count => new FoundCount(count.Code, count.Field, count.Severity.ToString(), count.Count))],
            [.. report.Findings.GroupBy(finding => finding.Row).Take(MostRows)
                .Select(row => new FoundRow(row.Key, [.. row.Select(finding => new FoundFault(finding.Code, finding.Field))]))]);
    }

    /// <summary>Writes it.</summary>
    /// <param name="stream">Where to.</param>
    public void Write(Stream stream) => JsonSerializer.Serialize(stream, this);

    /// <summary>Reads it back.</summary>
    /// <param name="stream">Where from.</param>
    public static CheckFindingsFile Read(Stream stream) => JsonSerializer.Deserialize<CheckFindingsFile>(stream)!;
}

/// <summary>A fault, and how often it was found.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Field">The field.</param>
/// <param name="Severity">How much it matters.</param>
/// <param name="Count">In how many rows.</param>
public sealed record FoundCount(string Code, string Field, string Severity, int Count);

/// <summary>A row in quarantine.</summary>
/// <param name="Row">Its number, counted from the first below the header.</param>
/// <param name="Faults">What is wrong with it.</param>
public sealed record FoundRow(int Row, IReadOnlyList<FoundFault> Faults);

/// <summary>A fault of a row.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Field">The field.</param>
public sealed record FoundFault(string Code, string Field);
