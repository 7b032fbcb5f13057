namespace Amparo.Records;

/// <summary>What becomes of a row that a rule finds fault with.</summary>
public enum RuleSeverity
{
    /// <summary>The row is accepted; whoever reads the report may want to know (<c>note</c>).</summary>
    Note,

    /// <summary>The row is accepted, and somebody ought to look at it (<c>warning</c>).</summary>
    Warning,

    /// <summary>The row goes into quarantine (<c>error</c>).</summary>
    Error,
}
