using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Amparo.Platform.Accounts;

/// <summary>
/// What an authenticator is to share, from the page that shows it to the form that comes back: sealed in that form and kept nowhere, so that it is of whoever
/// completes the account, and not of whoever looked at the same page before.
/// </summary>
/// <param name="Secret">What is shared.</param>
/// <param name="State">The same for the form, sealed.</param>
internal sealed record ShownAuthenticator(string Secret, string State)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromHours(1);

    /// <summary>The one that the form brings back; a new one where it brings none, or too late, or for another key.</summary>
    /// <param name="request">The form with <c>key</c>, and <c>authenticator</c> where the page was shown before.</param>
    public static ShownAuthenticator Of(Http.DeskRequest request)
    {
        var keyHash = OneTimeKey.Hash(request.Field("key"));
        // Bound to its key: one that somebody was shown for theirs is worth nothing in the form of another.
        var protector = request.Get<IDataProtectionProvider>().CreateProtector("Amparo.Platform.ShownAuthenticator", keyHash).ToTimeLimitedDataProtector();
        try
        {
            var state = request.Form["authenticator"].ToString();
            if (state.Length > 0)
                return new(protector.Unprotect(state), state);
        }
        catch (CryptographicException)
        {
            // Changed, too old, or of another key.
        }

        var drawn = OneTimeKey.DrawAuthenticator();
        return new(drawn, protector.Protect(drawn, Lasts));
    }

    /// <summary>Nothing: it lets in.</summary>
    public override string ToString() => nameof(ShownAuthenticator);
}
