namespace Amparo.Platform.Accounts;

/// <summary>Somebody who came in: who they are and what they may do, as it stands at this request.</summary>
/// <param name="AccountId">The account.</param>
/// <param name="OrganisationId">The organisation for which they work.</param>
/// <param name="NodeId">The node.</param>
public sealed record Officer(Guid AccountId, Guid OrganisationId, Guid NodeId)
{
    /// <summary>The name that they chose.</summary>
    public required string UserName { get; init; }

    /// <summary>Their organisation's name.</summary>
    public required string OrganisationName { get; init; }

    /// <summary>Whether somebody has confirmed who they are; nobody has a role before.</summary>
    public required bool IsConfirmed { get; init; }

    /// <summary>Their roles.</summary>
    public required IReadOnlyList<DeskRole> Roles { get; init; }

    /// <summary>Roles that they have, and that do not hold where they are.</summary>
    public IReadOnlyList<DeskRole> Withheld { get; init; } = [];

    /// <summary>What a script's key is limited to; null for a browser.</summary>
    public IReadOnlySet<Entitlement>? Scopes { get; init; }

    /// <summary>How far they may do something.</summary>
    /// <param name="permission">What is to be done.</param>
    public Reach ReachOf(Entitlement permission) =>
        Scopes is not null && !Scopes.Contains(permission) ? Reach.None : RolePermissions.Of(Roles, permission);

    /// <summary>Whether they may do it at all, to something or other.</summary>
    /// <param name="permission">What is to be done.</param>
    public bool May(Entitlement permission) => ReachOf(permission) != Reach.None;

    /// <summary>Whether they may do it to what belongs to an organisation.</summary>
    /// <param name="permission">What is to be done.</param>
    /// <param name="owner">The organisation that it belongs to.</param>
    public bool May(Entitlement permission, Guid owner) => ReachOf(permission) switch
    {
        Reach.Node => true,
        Reach.Own => owner == OrganisationId,
        _ => false,
    };

    /// <summary>Whether they might do it from somewhere else.</summary>
    /// <param name="permission">What is to be done.</param>
    internal bool MayElsewhere(Entitlement permission) => (this with { Roles = Withheld }).May(permission);

    // A record prints its parts: names do not belong in a log.
    /// <inheritdoc/>
    public override string ToString() => nameof(Officer);
}
