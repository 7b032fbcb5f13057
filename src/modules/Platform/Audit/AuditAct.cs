using System.Text.RegularExpressions;
using Amparo.Platform.Keys;

namespace Amparo.Platform.Audit;

/// <summary>How an act ended.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was refused: no right, no consent, a wrong state.</summary>
    Refused,
}

/// <summary>Who acts, and for whom.</summary>
public sealed record AuditActor
{
    /// <summary>The account under which stands what was done at the terminal of the machine, where nobody shows who they are.</summary>
    internal const string Terminal = "terminal";

    /// <summary>The installation's id; stands in the audit as it is.</summary>
    public required string Node { get; init; }

    /// <summary>The organisation's id; stands in the audit as it is. Null for the installation itself.</summary>
    public string? Organisation { get; init; }

    /// <summary>The account's id, or the name of the job that acts, or <c>terminal</c>; only its pseudonym stands in the audit.</summary>
    public required string Account { get; init; }

    /// <summary>Nothing: accounts are persons.</summary>
    public override string ToString() => nameof(AuditActor);
}

/// <summary>What an act is about; only its kind and a pseudonym stand in the audit.</summary>
/// <param name="Kind">The kind of row: <c>submission</c>, <c>person</c>.</param>
/// <param name="Id">The row's key.</param>
public sealed record AuditSubject(string Kind, string Id)
{
    /// <summary>
    /// The compartment whose key is behind the pseudonym. A person's own, so that their erasure also takes their pseudonym's meaning, and no
    /// one else's; otherwise the audit's.
    /// </summary>
    public Compartment Compartment { get; init; } = Compartment.Audit;

    /// <summary>Only the kind: rows are persons.</summary>
    public override string ToString() => Kind;

    /// <summary>What the pseudonym is made from.</summary>
    internal CanonicalBytes Canonical() => new CanonicalBytes("amparo pseudonym 1").Add(Kind).Add(Id);
}

/// <summary>An act to be written into the audit: a change, or a look at data of persons. Codes and keys only, never a value.</summary>
public sealed partial record AuditAct
{
    /// <summary>What was done: <c>submission.accepted</c>, <c>case.read</c>.</summary>
    public required string Act { get; init; }

    /// <summary>By whom.</summary>
    public required AuditActor Actor { get; init; }

    /// <summary>To what.</summary>
    public required AuditSubject Subject { get; init; }

    /// <summary>How it ended.</summary>
    public AuditOutcome Outcome { get; init; } = AuditOutcome.Done;

    /// <summary>The code of what it was done for, where a purpose has to be given; null otherwise.</summary>
    public string? Purpose { get; init; }

    /// <summary>Only the act's code.</summary>
    public override string ToString() => Act;

    /// <summary>Checks that fields which stand in the audit as they are hold codes and ids: free text would be there for ever.</summary>
    /// <exception cref="ArgumentException">One does not.</exception>
    /// <param name="act">The act.</param>
    internal static void ThrowIfNotCodes(AuditAct act)
    {
        var areCodes = Code().IsMatch(act.Act) && act.Act.Contains('.', StringComparison.Ordinal) && Code().IsMatch(act.Subject.Kind)
            && (act.Purpose is null || Code().IsMatch(act.Purpose))
            && Id().IsMatch(act.Actor.Node) && (act.Actor.Organisation is null || Id().IsMatch(act.Actor.Organisation));
        if (!areCodes)
            throw new ArgumentException("An act has codes of lower-case letters, digits, dots and hyphens, and ids without blanks.", nameof(act));
    }

    [GeneratedRegex(@"\A[a-z0-9]([a-z0-9.-]{0,62}[a-z0-9])?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Code();

    [GeneratedRegex(@"\A[A-Za-z0-9._:-]{1,100}\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Id();
}
