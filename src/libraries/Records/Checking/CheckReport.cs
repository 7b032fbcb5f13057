namespace Amparo.Records;

/// <summary>What checking one file found: how many rows were read, accepted and put into quarantine, and why.</summary>
/// <remarks>Read = accepted + quarantined. A quarantined row has one or more findings, an accepted one has none. Immutable, thread-safe.</remarks>
public sealed class CheckReport
{
    /// <summary>Makes a report.</summary>
    /// <param name="read">Number of rows read.</param>
    /// <param name="findings">The findings in the order of the rows, those of one row together.</param>
    /// <exception cref="ArgumentException">The rows are out of order, or more of them than were read.</exception>
    public CheckReport(int read, IReadOnlyList<CheckFinding> findings)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(read);
        ArgumentNullException.ThrowIfNull(findings);
        var previous = 0;
        foreach (var finding in findings)
        {
            if (finding.Row < previous || finding.Row < 1)
                throw new ArgumentException("The findings are not in the order of the rows.", nameof(findings));
            if (finding.Row > previous)
                Quarantined++;
            previous = finding.Row;
        }

        if (Quarantined > read)
            throw new ArgumentException("More rows have findings than were read.", nameof(findings));
        Read = read;
        Findings = findings;
    }

    /// <summary>The header's own row in the file, from one: row n of the report is row <c>HeaderRow + n</c> of a spreadsheet.</summary>
    public int HeaderRow { get; init; } = 1;

    /// <summary>Numbers, from one, of the file's columns that the mapping neither reads nor leaves out on purpose: what they hold is in no record.</summary>
    public IReadOnlyList<int> UnnoticedColumns { get; init; } = [];

    /// <summary>Number of rows read.</summary>
    public int Read { get; }

    /// <summary>Number of rows that became records.</summary>
    public int Accepted => Read - Quarantined;

    /// <summary>Number of rows put into quarantine.</summary>
    public int Quarantined { get; }

    /// <summary>Every reason for quarantine, in the order of the rows.</summary>
    public IReadOnlyList<CheckFinding> Findings { get; }

    /// <summary>Number of findings by code and field, in ordinal order of code, then field.</summary>
    /// <returns>One count for each pair that occurs.</returns>
    public IReadOnlyList<CheckCount> Counts() =>
    [
        .. Findings.GroupBy(finding => (finding.Code, finding.Field))
            .Select(group => new CheckCount(group.Key.Code, group.Key.Field, group.Count()))
            .OrderBy(count => count.Code, StringComparer.Ordinal)
            .ThenBy(count => count.Field, StringComparer.Ordinal),
    ];
}

/// <summary>How often a problem occurs in a field.</summary>
/// <param name="Code">The problem's code.</param>
/// <param name="Field">The standard field, or <see cref="CheckFinding.WholeRow"/>.</param>
/// <param name="Count">Number of findings.</param>
public sealed record CheckCount(string Code, string Field, int Count);
