namespace Amparo.Platform.Accounts;

/// <summary>Which passkeys an installation takes, and whether it takes anything else.</summary>
/// <remarks>What the host was started with. Passkeys that were kept under another policy stay: whoever tightens it removes the accounts' older ones by recoveries.</remarks>
public sealed record PasskeyPolicy
{
    /// <summary>Every passkey, whatever made it, and a password with a code too.</summary>
    public static readonly PasskeyPolicy Default = new();

    /// <summary>
    /// The models of authenticators that may make a passkey, by their AAGUID; empty for all of them. Where there are some, browsers are asked for the
    /// maker's statement (<c>direct</c>), and a passkey without one is refused.
    /// </summary>
    public IReadOnlySet<Guid> Models { get; init; } = new HashSet<Guid>();

    /// <summary>Whether a passkey is the only way in: a session that a password began then has no role, and is good for keeping a passkey.</summary>
    public bool OnlyPasskeys { get; init; }

    /// <summary>Whether makers' statements are asked for.</summary>
    public bool AsksMaker => Models.Count > 0;
}
