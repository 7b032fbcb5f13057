using Microsoft.AspNetCore.Identity;

namespace Amparo.Platform.Accounts;

/// <summary>Which page may have asked for a passkey: one of this host, as the browser itself wrote it into what the device signed.</summary>
internal static class PasskeyOrigin
{
    /// <summary>Whether the signed origin is the one that the answer was sent to.</summary>
    /// <remarks>
    /// The framework compares with the header <c>Origin</c>, which is <c>null</c> in forms of pages that send no referrer, as ours do; the signed origin says
    /// more. Scheme, name and port must be the request's own, and no page of another site may stand around it.
    /// </remarks>
    /// <param name="asked">What the device signed, and the request.</param>
    public static ValueTask<bool> IsOwnAsync(PasskeyOriginValidationContext asked)
    {
        var request = asked.HttpContext.Request;
        var own = Uri.TryCreate($"{request.Scheme}://{request.Host.Value}", UriKind.Absolute, out var here)
            && Uri.TryCreate(asked.Origin, UriKind.Absolute, out var signed)
            && Uri.Compare(here, signed, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0;
        return ValueTask.FromResult(own && !asked.CrossOrigin);
    }
}
