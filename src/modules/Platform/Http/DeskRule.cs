using Amparo.Platform.Accounts;

namespace Amparo.Platform.Http;

/// <summary>Who may use an address of the desk. Every one has a rule; a test fails where one has none.</summary>
public sealed record DeskRule
{
    private DeskRule()
    {
    }

    /// <summary>Whoever asks: the ways in.</summary>
    public static readonly DeskRule Anyone = new() { NeedsSession = false };

    /// <summary>Whoever came in: what is one's own.</summary>
    public static readonly DeskRule SignedIn = new();

    /// <summary>Whoever came in and may do something. What it may be done to, the slice asks with the same permission.</summary>
    /// <param name="permission">What is to be done.</param>
    public static DeskRule May(Entitlement permission) => new() { Entitlement = permission };

    /// <summary>Whether somebody must have come in.</summary>
    public bool NeedsSession { get; private init; } = true;

    /// <summary>What they must be permitted; null for nothing in particular.</summary>
    public Entitlement? Entitlement { get; private init; }

    /// <summary>Whether they must have shown who they are a short time ago.</summary>
    public bool NeedsConfirmation { get; private init; }

    /// <summary>The same rule for what must not be done with a browser that was left open.</summary>
    public DeskRule Confirmed() => this with { NeedsConfirmation = true };

    /// <summary>Whether somebody fulfils the permission of the rule.</summary>
    /// <param name="officer">Who asks.</param>
    public bool Permits(Officer officer) => Entitlement is not { } needed || officer.May(needed);
}
