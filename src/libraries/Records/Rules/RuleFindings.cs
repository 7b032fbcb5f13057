namespace Amparo.Records;

/// <summary>The accepted rows that break one rule. It holds no value of a row.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class RuleFindings
{
    /// <summary>Makes findings.</summary>
    /// <param name="code">The rule's code.</param>
    /// <param name="severity">A warning or a note.</param>
    /// <param name="field">The field that they concern.</param>
    /// <param name="rows">The rows' numbers in the file, ascending, at least one.</param>
    /// <exception cref="ArgumentException">There are no rows, they do not ascend, or the severity is that of a row in quarantine.</exception>
    public RuleFindings(string code, RuleSeverity severity, string field, IReadOnlyList<int> rows)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        ArgumentException.ThrowIfNullOrWhiteSpace(field);
        ArgumentNullException.ThrowIfNull(rows);
        if (severity == RuleSeverity.Error)
            throw new ArgumentException("A row that breaks such a rule is not accepted.", nameof(severity));
        if (rows.Count == 0)
            throw new ArgumentException("Findings need rows.", nameof(rows));
        for (var i = 0; i < rows.Count; i++)
        {
            if (rows[i] <= (i == 0 ? 0 : rows[i - 1]))
                throw new ArgumentException("The rows do not ascend.", nameof(rows));
        }

        Code = code;
        Field = field;
        Severity = severity;
        Rows = rows;
    }

    /// <summary>The rule's code.</summary>
    public string Code { get; }

    /// <summary>The field that the findings concern.</summary>
    public string Field { get; }

    /// <summary>A warning or a note.</summary>
    public RuleSeverity Severity { get; }

    /// <summary>The rows' numbers in the file, ascending; the first row below the header is row one.</summary>
    public IReadOnlyList<int> Rows { get; }

    /// <summary>
    /// For rows that repeat another one: by row, the number of the first row that says the same. Empty for rules about single rows.
    /// </summary>
    public IReadOnlyList<int> FirstRows { get; init; } = [];
}
