using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Accounts;

/// <summary>Accounts as ASP.NET Core Identity asks for them, in our tables.</summary>
/// <remarks>One for a request; it works in a context of its own, since what it saves must hold even where the act that follows is refused.</remarks>
internal sealed class AccountStore(IDbContextFactory<PlatformContext> contexts, IDataProtectionProvider protection, IClock clock)
    : IUserPasswordStore<Account>, IUserSecurityStampStore<Account>, IUserAuthenticatorKeyStore<Account>, IUserLockoutStore<Account>,
        IUserTwoFactorStore<Account>, IUserPasskeyStore<Account>
{
    private readonly PlatformContext _context = contexts.CreateDbContext();

    /// <summary>Seals what an authenticator shares.</summary>
    /// <param name="protection">The host's protection of data.</param>
    public static IDataProtector AuthenticatorKeys(IDataProtectionProvider protection) => protection.CreateProtector("Amparo.Platform.AuthenticatorKey");

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.UserName);

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => Set(() => user.UserName = userName!);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.NormalizedUserName);

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) =>
        Set(() => user.NormalizedUserName = normalizedName!);

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        _context.Add(user);
        await _context.SaveChangesAsync(cancellationToken);
        return IdentityResult.Success;
    }

    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        if (_context.Entry(user).State == EntityState.Detached)
            _context.Attach(user).State = EntityState.Modified;
        user.Version = Guid.NewGuid().ToString("N");
        try
        {
            await _context.SaveChangesAsync(cancellationToken);
            return IdentityResult.Success;
        }
        catch (DbUpdateConcurrencyException)
        {
            return IdentityResult.Failed(new IdentityErrorDescriber().ConcurrencyFailure());
        }
    }

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) =>
        throw new NotSupportedException("Accounts are disabled, never removed: what they did stays theirs.");

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Guid.TryParse(userId, out var id) ? await _context.Set<Account>().SingleOrDefaultAsync(account => account.Id == id, cancellationToken) : null;

    public async Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        await _context.Set<Account>().SingleOrDefaultAsync(account => account.NormalizedUserName == normalizedUserName, cancellationToken);

    public Task SetPasswordHashAsync(Account user, string? passwordHash, CancellationToken cancellationToken) => Set(() => user.PasswordHash = passwordHash);

    public Task<string?> GetPasswordHashAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(Account user, string stamp, CancellationToken cancellationToken) => Set(() => user.SecurityStamp = stamp);

    public Task<string?> GetSecurityStampAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.SecurityStamp);

    public Task SetAuthenticatorKeyAsync(Account user, string key, CancellationToken cancellationToken) =>
        Set(() => user.AuthenticatorKey = AuthenticatorKeys(protection).Protect(key));

    public Task<string?> GetAuthenticatorKeyAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.AuthenticatorKey is { } key ? AuthenticatorKeys(protection).Unprotect(key) : null);

    // Whoever comes in with a password shows a code, always.
    public Task SetTwoFactorEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<bool> GetTwoFactorEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.LockedUntil?.ToDateTimeOffset());

    public Task SetLockoutEndDateAsync(Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken) =>
        Set(() => user.LockedUntil = lockoutEnd is { } end ? Instant.FromDateTimeOffset(end) : null);

    public Task<int> IncrementAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(++user.AccessFailedCount);

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Set(() => user.AccessFailedCount = 0);

    public Task<int> GetAccessFailedCountAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.AccessFailedCount);

    public Task<bool> GetLockoutEnabledAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    public Task SetLockoutEnabledAsync(Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        var found = await _context.Set<Passkey>().SingleOrDefaultAsync(row => row.CredentialId == passkey.CredentialId, cancellationToken);
        if (found is null)
        {
            _context.Add(new Passkey
            {
                CredentialId = passkey.CredentialId,
                AccountId = user.Id,
                Name = passkey.Name ?? "",
                Data = Passkeys((user.Id, passkey.CredentialId)).Protect(JsonSerializer.Serialize(KeptPasskey.Of(passkey))),
                CreatedAt = clock.GetCurrentInstant(),
            });
        }
        else if (found.AccountId == user.Id)
        {
            (found.Name, found.Data) = (passkey.Name ?? found.Name, Passkeys((user.Id, passkey.CredentialId)).Protect(JsonSerializer.Serialize(KeptPasskey.Of(passkey))));
        }

        await _context.SaveChangesAsync(cancellationToken);
    }

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await _context.Set<Passkey>().AsNoTracking().Where(row => row.AccountId == user.Id).ToListAsync(cancellationToken)).Select(Info).OfType<UserPasskeyInfo>()];

    public async Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) =>
        await _context.Set<Passkey>().Where(row => row.CredentialId == credentialId)
            .Join(_context.Set<Account>(), row => row.AccountId, account => account.Id, (_, account) => account)
            .SingleOrDefaultAsync(cancellationToken);

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        await _context.Set<Passkey>().AsNoTracking().SingleOrDefaultAsync(row => row.AccountId == user.Id && row.CredentialId == credentialId, cancellationToken) is { } found
            ? Info(found) : null;

    public async Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) =>
        await _context.Set<Passkey>().Where(row => row.AccountId == user.Id && row.CredentialId == credentialId).ExecuteDeleteAsync(cancellationToken);

    public void Dispose() => _context.Dispose();

    // Sealed for its row: whoever can write into the store cannot put their own key in the place of somebody's.
    private IDataProtector Passkeys((Guid Account, byte[] Credential) row) =>
        protection.CreateProtector("Amparo.Platform.Passkey", row.Account.ToString("N"), Convert.ToHexStringLower(row.Credential));

    // Null for one that was changed, or exchanged: it lets nobody in.
    private UserPasskeyInfo? Info(Passkey row)
    {
        try
        {
            return JsonSerializer.Deserialize<KeptPasskey>(Passkeys((row.AccountId, row.CredentialId)).Unprotect(row.Data))!.Info(row);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static Task Set(Action set)
    {
        set();
        return Task.CompletedTask;
    }

    private sealed record KeptPasskey(
        byte[] PublicKey, DateTimeOffset CreatedAt, uint SignCount, string[]? Transports, bool IsUserVerified, bool IsBackupEligible, bool IsBackedUp,
        byte[] AttestationObject, byte[] ClientDataJson)
    {
        public static KeptPasskey Of(UserPasskeyInfo info) => new(
            info.PublicKey, info.CreatedAt, info.SignCount, info.Transports, info.IsUserVerified, info.IsBackupEligible, info.IsBackedUp,
            info.AttestationObject, info.ClientDataJson);

        public UserPasskeyInfo Info(Passkey row) => new(
            row.CredentialId, PublicKey, CreatedAt, SignCount, Transports, IsUserVerified, IsBackupEligible, IsBackedUp, AttestationObject, ClientDataJson)
        {
            Name = row.Name,
        };
    }
}
