using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Audit;

/// <summary>The tables of audit and outbox, as the model of every module's context knows them: work, audit and messages are one transaction.</summary>
public static class AuditTables
{
    /// <summary>Describes the entities; the tables are Platform's in whatever module's model.</summary>
    /// <param name="model">The model to describe.</param>
    public static void Describe(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<AuditLine>(line =>
        {
            line.HasAnnotation(StoreContext.OfModule, PlatformStore.Module);
            line.HasKey(row => row.Sequence);
            line.Property(row => row.Sequence).ValueGeneratedNever();
            line.Property(row => row.Outcome).HasConversion(outcome => AuditChain.CodeOf(outcome), code => AuditChain.OutcomeOf(code));
            line.HasIndex(row => row.Hash).IsUnique();
        });
        model.Entity<OutboxMessage>(message =>
        {
            message.HasAnnotation(StoreContext.OfModule, PlatformStore.Module);
            message.Property(row => row.Id).ValueGeneratedNever();
        });
    }
}

/// <summary>A line of the audit. Written by <see cref="AuditTrail"/> alone; the database refuses to change or remove it.</summary>
public sealed class AuditLine
{
    /// <summary>Its number, from one without gaps.</summary>
    public required long Sequence { get; init; }

    /// <summary>When it was written.</summary>
    public required Instant At { get; init; }

    /// <summary>The installation's id.</summary>
    public required string Node { get; init; }

    /// <summary>The organisation's id; null for the installation itself.</summary>
    public string? Organisation { get; init; }

    /// <summary>The pseudonym of who acted.</summary>
    public required string Actor { get; init; }

    /// <summary>The act's code.</summary>
    public required string Act { get; init; }

    /// <summary>The kind of what it was about.</summary>
    public required string SubjectKind { get; init; }

    /// <summary>The pseudonym of what it was about.</summary>
    public required string Subject { get; init; }

    /// <summary>How it ended.</summary>
    public required AuditOutcome Outcome { get; init; }

    /// <summary>The code of what it was done for; may be null.</summary>
    public string? Purpose { get; init; }

    /// <summary>The hash of the line before; 64 zeros in the first.</summary>
    public required string Previous { get; init; }

    /// <summary>The hash of all the above, 64 lower-case hexadecimal digits.</summary>
    public required string Hash { get; init; }
}

/// <summary>A message to be delivered once the work that it speaks of is saved: add it to the same context before saving.</summary>
public sealed class OutboxMessage
{
    /// <summary>UUIDv7; receivers ignore one that they have seen.</summary>
    public required Guid Id { get; init; }

    /// <summary>When it was written; messages are delivered in this order.</summary>
    public required Instant At { get; init; }

    /// <summary>What it says: <c>submission.accepted</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The version of the kind's payload.</summary>
    public required int Version { get; init; }

    /// <summary>The pseudonym of what it is about: see <see cref="AuditTrail.PseudonymAsync"/>.</summary>
    public required string Subject { get; init; }

    /// <summary>JSON without personal data: codes and keys.</summary>
    public required string Payload { get; init; }

    /// <summary>When it was delivered; null until then.</summary>
    public Instant? SentAt { get; private set; }

    /// <summary>Until when a host may deliver it; then another one may.</summary>
    public Instant? ClaimedUntil { get; private set; }

    /// <summary>Which claim that is.</summary>
    public Guid? Claim { get; private set; }
}
