using System.Net;
using Amparo.Vocabulary;
using Amparo.Web.Starting;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Primitives;
using IPNetwork = System.Net.IPNetwork;

namespace Amparo.Web.Http;

/// <summary>The proxies whose word is taken for the asker's address and for TLS. Nobody's is, unless they are named.</summary>
/// <remarks>
/// A named proxy must itself write <c>X-Forwarded-For</c> and <c>X-Forwarded-Proto</c>, and hand on the <c>Host</c> that was asked for: the name that passkeys
/// are bound to is never taken from a forwarded header.
/// </remarks>
internal sealed class KnownProxies
{
    private readonly IReadOnlyList<IPNetwork> _networks;

    private KnownProxies(IReadOnlyList<IPNetwork> networks) => _networks = networks;

    /// <summary>Reads what was given with <c>--proxy</c>.</summary>
    /// <param name="text">Addresses and networks with semicolons, commas or blanks between them; null for none.</param>
    /// <returns>The proxies; <c>WEB-008</c> with the place of the one that cannot be read.</returns>
    public static Outcome<KnownProxies> Read(string? text)
    {
        var networks = Networks.Read(text, WebProblems.ProxyUnreadable);
        return networks.Succeeded ? new KnownProxies(networks.Value) : Outcome<KnownProxies>.Refused(networks.Problems);
    }

    /// <summary>Takes their word, in the pipeline's first place.</summary>
    /// <param name="app">The pipeline.</param>
    public void Use(IApplicationBuilder app)
    {
        // Without a name the framework's part would trust this machine, or everybody: it is left out altogether.
        if (_networks.Count == 0)
            return;
        var options = new ForwardedHeadersOptions
        {
            ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto,
            // As many proxies in a row as are named, and no further: the first address that is not one of them asks.
            ForwardLimit = null,
        };
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var network in _networks)
            options.KnownIPNetworks.Add(network);
        // Whoever listens for both kinds of addresses gets those of the older one in the newer one's clothes. The framework's part asks networks of the newer kind for
        // them too, and these may hold them, whichever they are (dotnet/runtime 131861).
        app.Use((http, next) =>
        {
            if (http.Connection.RemoteIpAddress is { IsIPv4MappedToIPv6: true } peer)
                http.Connection.RemoteIpAddress = peer.MapToIPv4();
            if (http.Request.Headers.TryGetValue(options.ForwardedForHeaderName, out var said))
                http.Request.Headers[options.ForwardedForHeaderName] = Plain(said);
            return next(http);
        });
        app.UseForwardedHeaders(options);
    }

    private static string Plain(StringValues said) => string.Join(", ", said.SelectMany(line => (line ?? "").Split(',', StringSplitOptions.TrimEntries)).Select(part =>
        IPEndPoint.TryParse(part, out var from) && from.Address.IsIPv4MappedToIPv6 ? from.Address.MapToIPv4().ToString() : part));
}
