using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Amparo.Platform.Http;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using NodaTime;

namespace Amparo.Platform.Accounts;

/// <summary>Checks what somebody shows to come in: a password with a code of their authenticator, or a passkey.</summary>
internal sealed class Credentials(
    UserManager<Account> users, IPasskeyHandler<Account> passkeys, IDataProtectionProvider protection, Attempts attempts, SpentChallenges answered, RefusalPace pace)
{
    // A challenge is answered while its page is open, or not at all.
    private static readonly TimeSpan ChallengeLasts = TimeSpan.FromMinutes(5);

    // Hashed where there is no such account, so that an answer takes as long and tells nothing.
    private static readonly Account Nobody = new()
    {
        Id = Guid.Empty,
        OrganisationId = Guid.Empty,
        UserName = "",
        NormalizedUserName = "",
        SecurityStamp = "",
        Language = "es",
        CreatedAt = Instant.MinValue,
        Version = "",
    };

    // How many codes are remembered: more than can be good while the oldest of them still is (two steps before and after, seen at either end of its life).
    private const int RememberedCodes = 10;

    private static string? _nobodysHash;

    private ITimeLimitedDataProtector Challenges => protection.CreateProtector("Amparo.Platform.PasskeyChallenge").ToTimeLimitedDataProtector();

    /// <summary>Checks a password and a code. After five failures in a row an account takes none for a quarter of an hour.</summary>
    /// <param name="name">The name that was typed.</param>
    /// <param name="password">The password.</param>
    /// <param name="code">The authenticator's six digits.</param>
    /// <param name="cancel">Cancels.</param>
    /// <returns>The account; null where anything is wrong: what it was is nobody's business.</returns>
    public async Task<Account?> CheckAsync(string name, string password, string code, CancellationToken cancel)
    {
        var begun = Stopwatch.GetTimestamp();
        if (await FindAsync(name, password, code, cancel) is { } account)
            return account;
        if (pace.AtLeast - Stopwatch.GetElapsedTime(begun) is { Ticks: > 0 } rest)
            await Task.Delay(rest, cancel);
        return null;
    }

    /// <summary>Whether an authenticator's code is right; nothing is spent.</summary>
    /// <param name="account">Whose; need not be saved yet.</param>
    /// <param name="code">The six digits.</param>
    public Task<bool> IsCodeAsync(Account account, string code) =>
        users.VerifyTwoFactorTokenAsync(account, TokenOptions.DefaultAuthenticatorProvider, Digits(code));

    /// <summary>What a browser needs to ask for a passkey, and the sealed challenge that it must bring back.</summary>
    /// <param name="request">Who asks.</param>
    public async Task<(string Options, string State)> ChallengeAsync(DeskRequest request)
    {
        var asked = await passkeys.MakeRequestOptionsAsync(null, request.Http);
        return (asked.RequestOptionsJson, Challenges.Protect(asked.AssertionState ?? "", ChallengeLasts));
    }

    /// <summary>Checks a passkey.</summary>
    /// <param name="request">The form with <c>credential</c> and <c>state</c>.</param>
    /// <returns>The account; null where anything is wrong.</returns>
    public async Task<Account?> CheckPasskeyAsync(DeskRequest request)
    {
        if (await SpendAsync(request.Form["state"].ToString(), request.Cancel) is not { } state)
            return null;
        var answer = await passkeys.PerformAssertionAsync(new() { HttpContext = request.Http, CredentialJson = request.Form["credential"].ToString(), AssertionState = state });
        if (!answer.Succeeded || answer.User.DisabledAt is not null)
            return null;
        // The counter of the device, and whether it is backed up, as they stand now.
        await users.AddOrUpdatePasskeyAsync(answer.User, answer.Passkey);
        return answer.User;
    }

    /// <summary>What a browser needs to make a passkey, and the sealed challenge that it must bring back.</summary>
    /// <param name="request">Who asks.</param>
    public async Task<(string Options, string State)> CreationAsync(DeskRequest request)
    {
        var officer = request.Officer;
        var asked = await passkeys.MakeCreationOptionsAsync(
            new PasskeyUserEntity { Id = officer.AccountId.ToString(), Name = officer.UserName, DisplayName = officer.UserName }, request.Http);
        return (asked.CreationOptionsJson, Challenges.Protect(asked.AttestationState ?? "", ChallengeLasts));
    }

    /// <summary>Keeps a new passkey of whoever came in.</summary>
    /// <param name="request">The form with <c>credential</c>, <c>state</c> and <c>name</c>.</param>
    /// <returns>Whether it is kept.</returns>
    public async Task<bool> KeepPasskeyAsync(DeskRequest request)
    {
        if (await SpendAsync(request.Form["state"].ToString(), request.Cancel) is not { } state)
            return false;
        var made = await passkeys.PerformAttestationAsync(new() { HttpContext = request.Http, CredentialJson = request.Form["credential"].ToString(), AttestationState = state });
        if (!made.Succeeded || made.UserEntity.Id != request.Officer.AccountId.ToString() || await users.FindByIdAsync(made.UserEntity.Id) is not { } account)
            return false;
        var name = request.Field("name");
        made.Passkey.Name = name.Length is > 0 and <= 60 ? name : "passkey";
        return (await users.AddOrUpdatePasskeyAsync(account, made.Passkey)).Succeeded;
    }

    /// <summary>What a password is compared with where there is no such account: as much work as a real one, which says in its hash how often it is repeated.</summary>
    /// <param name="hasher">The hasher of real passwords.</param>
    internal static string HashOfNobody(IPasswordHasher<Account> hasher) => _nobodysHash ??= hasher.HashPassword(Nobody, OneTimeKey.DrawLong());

    private async Task<Account?> FindAsync(string name, string password, string code, CancellationToken cancel)
    {
        var account = name.Length is > 0 and <= 100 ? await users.FindByNameAsync(name) : null;
        if (account?.PasswordHash is null || account.DisabledAt is not null || !await attempts.TakeAsync(account.Id, cancel))
        {
            users.PasswordHasher.VerifyHashedPassword(Nobody, HashOfNobody(users.PasswordHasher), password);
            return null;
        }

        if (await users.CheckPasswordAsync(account, password) && await SpendAsync(account, code))
            return account;
        await attempts.FailAsync(account, cancel);
        return null;
    }

    // A code lets in once: whoever looked over a shoulder comes too late, even after the next code was used.
    private async Task<bool> SpendAsync(Account account, string code)
    {
        var used = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account.Id}:{Digits(code)}")));
        var spent = (account.LastCode ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (spent.Contains(used, StringComparer.Ordinal) || !await IsCodeAsync(account, code))
            return false;
        account.LastCode = string.Join(' ', spent.Append(used).TakeLast(RememberedCodes));
        return (await users.UpdateAsync(account)).Succeeded;
    }

    // A challenge is worth one answer, right or wrong, whichever host it comes to: a second one may be a copy of the first. One that is not ours,
    // or too old, leaves no row.
    private async Task<string?> SpendAsync(string text, CancellationToken cancel) =>
        Open(text) is { } state && await answered.SpendAsync(state, cancel) ? state : null;

    private string? Open(string state)
    {
        try
        {
            return state.Length > 0 ? Challenges.Unprotect(state) : null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static string Digits(string code) => string.Concat(code.Where(char.IsAsciiDigit));
}
