using System.Globalization;
using Amparo.Platform;
using Amparo.Platform.Keys;
using NodaTime;

namespace Amparo.Collaborative.Submissions;

/// <summary>A mapping that an organisation accepted on screen. It is never changed: files that were read by it can be read by it again.</summary>
public sealed class OwnMapping : IOwned
{
    /// <summary>How it is named where a mapping is chosen, before its id.</summary>
    internal const string Prefix = "own:";

    /// <summary>Its key.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid NodeId { get; init; }

    /// <inheritdoc/>
    public required Guid OrganisationId { get; init; }

    /// <summary>The mapping, sealed: it names the agency's columns, and may hold values of columns of codes.</summary>
    public required byte[] Document { get; init; }

    /// <summary>The account that accepted it.</summary>
    public required Guid MadeBy { get; init; }

    /// <summary>When.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>What it is called where it is chosen.</summary>
    internal string Name => $"{Prefix}{Id}";

    /// <summary>The id in such a name; null for another kind of mapping.</summary>
    internal static Guid? IdIn(string? name) =>
        name is not null && name.StartsWith(Prefix, StringComparison.Ordinal) && Guid.TryParseExact(name[Prefix.Length..], "D", out var id) ? id : null;

    /// <summary>Where its document is sealed: with its organisation's key, and with no submission's.</summary>
    internal static SealedPlace Place(Guid organisationId, Guid id) => new()
    {
        Compartment = new(string.Create(CultureInfo.InvariantCulture, $"mappings.{organisationId:N}")),
        Purpose = "own-mapping.document",
        Row = id.ToString("N"),
    };
}
