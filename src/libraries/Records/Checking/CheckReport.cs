namespace Amparo.Records;

/// <summary>What checking one file found: how many rows were read, accepted and put into quarantine, and why.</summary>
/// <remarks>
/// Read = accepted + quarantined. A quarantined row has one or more findings; an accepted one has none, and may have remarks. Nothing in it is a
/// value of the file. Immutable, thread-safe.
/// </remarks>
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

    /// <summary>Number of rows that were in quarantine and became records once somebody had mended them. They are among the accepted ones.</summary>
    public int Mended { get; init; }

    /// <summary>Every reason for quarantine, in the order of the rows.</summary>
    public IReadOnlyList<CheckFinding> Findings { get; }

    /// <summary>What rules remark about accepted rows: warnings and notes, by rule.</summary>
    public IReadOnlyList<RuleFindings> Remarks { get; init; } = [];

    /// <summary>Number of remarks of a severity.</summary>
    /// <param name="severity">Warning or note.</param>
    /// <returns>A row that breaks two rules counts twice.</returns>
    public int CountRemarks(RuleSeverity severity) => Remarks.Where(remark => remark.Severity == severity).Sum(remark => remark.Rows.Count);

    /// <summary>Number of findings by severity, code and field, the gravest first, then in ordinal order of code and field.</summary>
    /// <param name="mostRows">How many rows are named for each, the first ones of the file.</param>
    /// <returns>One count for each that occurs.</returns>
    public IReadOnlyList<CheckCount> Counts(int mostRows = 10)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(mostRows);
        var errors = Findings.GroupBy(finding => (finding.Code, finding.Field))
            .Select(group => new CheckCount(group.Key.Code, group.Key.Field, RuleSeverity.Error, group.Count())
            {
                Rows = [.. group.Take(mostRows).Select(finding => finding.Row)],
            });
        var remarks = Remarks.Select(remark => new CheckCount(remark.Code, remark.Field, remark.Severity, remark.Rows.Count)
        {
            Rows = [.. remark.Rows.Take(mostRows)],
            FirstRows = [.. remark.FirstRows.Take(mostRows)],
        });
        return
        [
            .. errors.Concat(remarks)
                .OrderByDescending(count => count.Severity)
                .ThenBy(count => count.Code, StringComparer.Ordinal)
                .ThenBy(count => count.Field, StringComparer.Ordinal),
        ];
    }

    internal CheckReport WithFindings(IReadOnlyList<CheckFinding> findings) => Copy(findings, Remarks, Mended);

    internal CheckReport WithRemarks(IReadOnlyList<RuleFindings> remarks) => Copy(Findings, remarks, Mended);

    internal CheckReport WithMended(int mended) => Copy(Findings, Remarks, mended);

    private CheckReport Copy(IReadOnlyList<CheckFinding> findings, IReadOnlyList<RuleFindings> remarks, int mended) => new(Read, findings)
    {
        HeaderRow = HeaderRow,
        UnnoticedColumns = UnnoticedColumns,
        Remarks = remarks,
        Mended = mended,
    };
}

/// <summary>How often something is found in a field.</summary>
/// <param name="Code">The code of a problem or of a rule.</param>
/// <param name="Field">The standard field, or <see cref="CheckFinding.WholeRow"/>.</param>
/// <param name="Severity">What became of the rows.</param>
/// <param name="Count">Number of findings.</param>
public sealed record CheckCount(string Code, string Field, RuleSeverity Severity, int Count)
{
    /// <summary>The first rows where it is found, by their numbers in the file.</summary>
    public IReadOnlyList<int> Rows { get; init; } = [];

    /// <summary>For rows that repeat another one: by row of <see cref="Rows"/>, the first row that says the same; otherwise empty.</summary>
    public IReadOnlyList<int> FirstRows { get; init; } = [];
}
