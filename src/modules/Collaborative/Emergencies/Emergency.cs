using System.Globalization;
using Amparo.Platform;
using Amparo.Platform.Keys;
using NodaTime;

namespace Amparo.Collaborative.Emergencies;

/// <summary>What a second person thought of it.</summary>
public enum EmergencyVerdict
{
    /// <summary>There was a reason.</summary>
    Accepted,

    /// <summary>There was none: the coalition follows it up.</summary>
    NotJustified,
}

/// <summary>That somebody opened one submission of another organisation, or one merge, for a reason, for some hours. It ends by itself.</summary>
public sealed class Emergency : IOwned
{
    /// <summary>Its key; the compartment of its reason is named after it.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid NodeId { get; init; }

    /// <summary>The organisation whose submission or merge it is.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>The one submission that is open; null where it is a merge.</summary>
    public Guid? SubmissionId { get; init; }

    /// <summary>The one merge that is open; null where it is a submission.</summary>
    public Guid? MergeId { get; init; }

    /// <summary>The account that opened it, and the only one that reads.</summary>
    public required Guid OpenedBy { get; init; }

    /// <summary>Why, sealed.</summary>
    public required byte[] Reason { get; init; }

    /// <summary>Since when.</summary>
    public required Instant OpenedAt { get; init; }

    /// <summary>Until when at the latest.</summary>
    public required Instant EndsAt { get; init; }

    /// <summary>When it was closed before its time; null if it was not.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>What a second person thought of it; null before.</summary>
    public EmergencyVerdict? Verdict { get; set; }

    /// <summary>The second person.</summary>
    public Guid? ReviewedBy { get; set; }

    /// <summary>When.</summary>
    public Instant? ReviewedAt { get; set; }

    /// <summary>Changes with every change.</summary>
    public required string Version { get; set; }

    /// <summary>Whether it is open at a moment.</summary>
    /// <param name="now">The moment.</param>
    public bool IsOpen(Instant now) => EndedAt is null && now < EndsAt;

    /// <summary>Where its reason stands.</summary>
    /// <param name="id">The emergency.</param>
    internal static SealedPlace ReasonPlace(Guid id) => new()
    {
        Compartment = CompartmentOf(id),
        Purpose = "emergency.reason",
        Row = id.ToString("N"),
    };

    /// <summary>The compartment of its reason.</summary>
    /// <param name="id">The emergency.</param>
    internal static Compartment CompartmentOf(Guid id) => new(string.Create(CultureInfo.InvariantCulture, $"emergency.{id:N}"));
}
