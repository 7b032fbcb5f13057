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

    /// <summary>The key of the texts by which whoever sends the form is asked whether they mean it; null where nobody is asked.</summary>
    public string? Question { get; private init; }

    /// <summary>The same rule for what cannot be taken back: the form's answer is a question, and only its answer does the act.</summary>
    /// <param name="key">The act's words are <c>KEY</c>, the question <c>KEY.sure</c>, what follows from it <c>KEY.sure.text</c>.</param>
    public DeskRule AskedFirst(string key) => this with { Question = key };

    /// <summary>Whether a piece of a file is sent. Pieces follow one another as fast as the line takes them, and are counted apart from all else that an account asks for.</summary>
    public bool IsOfPieces { get; private init; }

    /// <summary>The same rule for an address that takes the pieces of files, one a request.</summary>
    public DeskRule OfPieces() => this with { IsOfPieces = true };

    /// <summary>Whether it is how somebody stops what goes on in their name. What else their account asks for, whoever asks for it, takes nothing of it away.</summary>
    public bool IsWayOut { get; private init; }

    /// <summary>The same rule for an address by which somebody leaves, or ends a session or a key of their own.</summary>
    public DeskRule WayOut() => this with { IsWayOut = true };

    /// <summary>Whether somebody fulfils the permission of the rule.</summary>
    /// <param name="officer">Who asks.</param>
    public bool Permits(Officer officer) => Entitlement is not { } needed || officer.May(needed);
}
