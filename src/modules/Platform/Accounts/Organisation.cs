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

/// <summary>What an organisation is.</summary>
public enum OrganisationKind
{
    /// <summary>It brings the others' records together and publishes.</summary>
    Coordination,

    /// <summary>A police force.</summary>
    Police,

    /// <summary>A prosecutor's office.</summary>
    Prosecution,

    /// <summary>Immigration.</summary>
    Migration,

    /// <summary>A shelter.</summary>
    Shelter,

    /// <summary>A health service.</summary>
    Health,

    /// <summary>A labour inspectorate.</summary>
    Labour,

    /// <summary>Child protection.</summary>
    ChildProtection,

    /// <summary>A consulate.</summary>
    Consulate,

    /// <summary>A telephone line.</summary>
    Hotline,

    /// <summary>A civil-society organisation.</summary>
    CivilSociety,

    /// <summary>An international organisation.</summary>
    International,
}

/// <summary>An organisation whose people work at this node.</summary>
public sealed class Organisation
{
    /// <summary>Its key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The node.</summary>
    public required Guid NodeId { get; init; }

    /// <summary>Its name, once at a node.</summary>
    public required string Name { get; set; }

    /// <summary>Its country, a code of the list of countries; <c>XX</c> for one of several countries.</summary>
    public required string Country { get; set; }

    /// <summary>What it is.</summary>
    public required OrganisationKind Kind { get; set; }

    /// <summary>When it was entered.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>Since when it takes no part any more; null while it does. Its people cannot come in from then on.</summary>
    public Instant? EndedAt { get; set; }
}
