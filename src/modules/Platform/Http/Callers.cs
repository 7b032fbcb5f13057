using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;

namespace Amparo.Platform.Http;

/// <summary>Who calls, as far as a limit on calls must tell them apart.</summary>
public static class Callers
{
    private const int BytesOfNetwork = 8;

    /// <summary>The caller's address; of the newer kind the network, since one household has 2^64 addresses in its own.</summary>
    /// <param name="http">The request.</param>
    public static string Of(HttpContext http)
    {
        if (http.Connection.RemoteIpAddress is not { } address)
            return "";
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        return address.AddressFamily == AddressFamily.InterNetworkV6 && !IPAddress.IsLoopback(address)
            ? Convert.ToHexStringLower(address.GetAddressBytes().AsSpan(0, BytesOfNetwork))
            : address.ToString();
    }
}
