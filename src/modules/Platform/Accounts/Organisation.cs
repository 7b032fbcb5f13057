using Amparo.Vocabulary.Countries;
using NodaTime;

namespace Amparo.Platform.Accounts;

/// <summary>One installation of Amparo. Rows about persons say which node they are of, since they may travel to another.</summary>
public sealed class Node
{
    /// <summary>Its key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The coalition or ministry that runs it.</summary>
    public required string Name { get; set; }

    /// <summary>When it was started.</summary>
    public required Instant CreatedAt { get; init; }
}

/// <summary>An organisation whose people work at this node.</summary>
public sealed class Organisation
{
    /// <summary>The kind of the one that brings the others' records together and publishes: no agency that records anything.</summary>
    public const string Coordination = GovernmentBody.Coordination;

    /// <summary>Its key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The node.</summary>
    public required Guid NodeId { get; init; }

    /// <summary>Its name, once at a node.</summary>
    public required string Name { get; set; }

    /// <summary>Its country, a code of the list of countries.</summary>
    public required string Country { get; set; }

    /// <summary>What it is: a code of the list of kinds of agencies, or <see cref="Coordination"/>.</summary>
    public required string Kind { get; set; }

    /// <summary>When it was entered.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>Since when it takes no part any more; null while it does. Its people cannot come in from then on.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>How many bytes it may store; null for <see cref="Organisations.OrganisationStorage.Default"/>.</summary>
    public long? StorageLimit { get; set; }
}
