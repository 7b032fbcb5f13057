using System.Security.Cryptography;
using Amparo.Platform.Keys;

namespace Amparo.Platform.Audit;

/// <summary>A line as the database holds it, to be hashed without being understood.</summary>
internal readonly record struct AuditFields
{
    public required long Sequence { get; init; }

    public required long At { get; init; }

    public required string Node { get; init; }

    public required string? Organisation { get; init; }

    public required string Actor { get; init; }

    public required string Act { get; init; }

    public required string SubjectKind { get; init; }

    public required string Subject { get; init; }

    public required string Outcome { get; init; }

    public required string? Purpose { get; init; }

    public required string Previous { get; init; }
}

/// <summary>How a line follows from the one before.</summary>
internal static class AuditChain
{
    /// <summary>What stands before the first line.</summary>
    public static readonly string Beginning = new('0', 64);

    /// <summary>The hash of a line: SHA-256 over all its fields and the hash before.</summary>
    public static string HashOf(AuditFields line) => Convert.ToHexStringLower(SHA256.HashData(new CanonicalBytes("amparo audit 1")
        .Add(line.Sequence).Add(line.At).Add(line.Node).Add(line.Organisation).Add(line.Actor).Add(line.Act)
        .Add(line.SubjectKind).Add(line.Subject).Add(line.Outcome).Add(line.Purpose).Add(line.Previous).Span));

    /// <summary>The outcome as it is stored.</summary>
    public static string CodeOf(AuditOutcome outcome) => outcome == AuditOutcome.Done ? "done" : "refused";

    /// <summary>The outcome of what is stored.</summary>
    public static AuditOutcome OutcomeOf(string code) => code == "done" ? AuditOutcome.Done : AuditOutcome.Refused;
}
