using NodaTime;

namespace Amparo.Platform.Accounts;

/// <summary>Somebody's way in. It says for which organisation they work; the name is theirs to choose and need not be their own.</summary>
public sealed class Account
{
    /// <summary>Its key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The organisation; an account never moves to another, since what it did was done for this one.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>The name that is typed to come in.</summary>
    public required string UserName { get; set; }

    /// <summary>The name as it is compared.</summary>
    public required string NormalizedUserName { get; set; }

    /// <summary>The password's hash; null before the invitation was accepted, and where passkeys alone are used.</summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with whatever lets somebody in: sessions and keys made before it are worth nothing.</summary>
    public required string SecurityStamp { get; set; }

    /// <summary>What the authenticator shares, sealed; null before the invitation was accepted.</summary>
    public string? AuthenticatorKey { get; set; }

    /// <summary>Hashes of the last codes that let somebody in, with blanks between them, so that none does so twice.</summary>
    public string? LastCode { get; set; }

    /// <summary>Failed attempts in a row.</summary>
    public int AccessFailedCount { get; set; }

    /// <summary>Until when passwords are not even tried.</summary>
    public Instant? LockedUntil { get; set; }

    /// <summary>The language that its person reads, <c>es</c> or <c>en</c>.</summary>
    public required string Language { get; set; }

    /// <summary>When it was made.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>Since when it may do what its roles say; null until somebody has confirmed who came in with its key.</summary>
    public Instant? ConfirmedAt { get; set; }

    /// <summary>The administrator who confirmed it; null where it was the terminal, and before.</summary>
    public Guid? ConfirmedBy { get; set; }

    /// <summary>The administrator who has seen the key that its owner came in with, and so cannot confirm it.</summary>
    public Guid? KeySeenBy { get; set; }

    /// <summary>Since when it lets nobody in; null while it does.</summary>
    public Instant? DisabledAt { get; set; }

    /// <summary>Changes with every change, so that none is lost to another at the same time.</summary>
    public required string Version { get; set; }
}

/// <summary>A role that an account has, or had: grants are ended, never removed.</summary>
public sealed class RoleGrant
{
    /// <summary>Its key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Which.</summary>
    public required DeskRole Role { get; init; }

    /// <summary>The administrator who gave it; null for the first, who had it from the terminal.</summary>
    public Guid? GrantedBy { get; init; }

    /// <summary>Since when.</summary>
    public required Instant GrantedAt { get; init; }

    /// <summary>Until when; null while it holds.</summary>
    public Instant? EndedAt { get; set; }
}

/// <summary>A passkey: a key pair whose private half never leaves its device.</summary>
public sealed class Passkey
{
    /// <summary>How the device names it.</summary>
    public required byte[] CredentialId { get; init; }

    /// <summary>Whose.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; set; }

    /// <summary>The public half and what was said when it was made: JSON, sealed for this row.</summary>
    public required string Data { get; set; }

    /// <summary>When it was made.</summary>
    public required Instant CreatedAt { get; init; }
}

/// <summary>How somebody showed who they are.</summary>
public enum SignInMethod
{
    /// <summary>By a password and a code of their authenticator.</summary>
    Password,

    /// <summary>By a passkey.</summary>
    Passkey,
}

/// <summary>A browser in which somebody came in. The browser holds the key; here is its hash.</summary>
public sealed class Session
{
    /// <summary>Its key as a row, which is what its owner's list names.</summary>
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the browser's key, which is another whenever its person has shown again who they are.</summary>
    public required string KeyHash { get; set; }

    /// <summary>Whose.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The account's stamp when it began.</summary>
    public required string SecurityStamp { get; init; }

    /// <summary>What each form of it carries, so that no other page can send one.</summary>
    public required string FormToken { get; init; }

    /// <summary>How it began.</summary>
    public required SignInMethod Method { get; init; }

    /// <summary>When it began.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public required Instant SeenAt { get; set; }

    /// <summary>When its person last showed who they are.</summary>
    public required Instant ConfirmedAt { get; set; }

    /// <summary>When it ended; null while it holds.</summary>
    public Instant? EndedAt { get; set; }

    /// <summary>Whether a password began it where passkeys alone are taken.</summary>
    /// <param name="policy">What is taken.</param>
    public bool LacksPasskey(PasskeyPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.OnlyPasskeys && Method == SignInMethod.Password;
    }
}

/// <summary>What a key that is used once opens.</summary>
public enum InvitationKind
{
    /// <summary>The first administrator, where there is no account yet that anybody could come in with. Said on the terminal only.</summary>
    FirstStart,

    /// <summary>A new account, handed over by the administrator who made it.</summary>
    Invitation,

    /// <summary>A way back in: made by one administrator, approved by another.</summary>
    Recovery,
}

/// <summary>A key that is used once. Whoever has it chooses the password and ties the authenticator.</summary>
public sealed class Invitation
{
    /// <summary>Its key as a row.</summary>
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the key.</summary>
    public required string KeyHash { get; init; }

    /// <summary>What it opens.</summary>
    public required InvitationKind Kind { get; init; }

    /// <summary>Whose account; null at the first start.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>Who made it; null at the first start.</summary>
    public Guid? MadeBy { get; init; }

    /// <summary>The second administrator of a recovery; null before they approved, and for other kinds.</summary>
    public Guid? ApprovedBy { get; set; }

    /// <summary>When it was made.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>Until when it opens anything.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>When it was used, or ended unused; null while it waits.</summary>
    public Instant? UsedAt { get; set; }
}

/// <summary>A key that is said on the terminal while fewer than two people administer accounts: the second confirms theirs with it.</summary>
internal sealed class ConfirmationKey
{
    /// <summary>Its key as a row.</summary>
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the key.</summary>
    public required string KeyHash { get; init; }

    /// <summary>When it was drawn.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>Until when it confirms anything.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>When it was used, or another took its place; null while it waits.</summary>
    public Instant? UsedAt { get; set; }
}

/// <summary>A challenge for a passkey that was answered, so that no second answer to it counts.</summary>
internal sealed class SpentChallenge
{
    /// <summary>SHA-256 of the challenge.</summary>
    public required string Hash { get; init; }

    /// <summary>From when on it would be too old to be answered anyway, and its row is of no use.</summary>
    public required Instant ExpiresAt { get; init; }
}

/// <summary>A script's key.</summary>
public sealed class AccessToken
{
    /// <summary>Its key as a row.</summary>
    public required Guid Id { get; init; }

    /// <summary>SHA-256 of the key.</summary>
    public required string KeyHash { get; init; }

    /// <summary>Whose: it may do nothing that its owner may not.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>The account's stamp when it was made.</summary>
    public required string SecurityStamp { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The permissions that it carries, with blanks between them.</summary>
    public required string Scopes { get; init; }

    /// <summary>When it was made.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>Until when it is worth anything.</summary>
    public required Instant ExpiresAt { get; init; }

    /// <summary>When it was last used, to the minute.</summary>
    public Instant? SeenAt { get; set; }

    /// <summary>When it was revoked; null while it holds.</summary>
    public Instant? EndedAt { get; set; }
}
