using System.Net;
using Microsoft.AspNetCore.Http;

namespace Amparo.Platform.Accounts;

/// <summary>The networks from which accounts are administered and emergencies opened. From elsewhere the roles for it do not hold, whoever has them; looked at with each request.</summary>
/// <param name="networks">The networks; none for no such rule.</param>
public sealed class AdministrationNetworks(IReadOnlyList<IPNetwork> networks)
{
    /// <summary>No rule: the roles hold wherever somebody is.</summary>
    public static readonly AdministrationNetworks Anywhere = new([]);

    private static readonly DeskRole[] Bound = [DeskRole.Administrator, DeskRole.Emergency];

    /// <summary>Who somebody is where they are.</summary>
    /// <param name="officer">Who they are.</param>
    /// <param name="http">Their request; behind a known proxy it has the address of whoever asked the proxy.</param>
    /// <returns>The same, without the roles that do not hold there.</returns>
    internal Officer Here(Officer officer, HttpContext http) =>
        networks.Count == 0 || Holds(http.Connection.RemoteIpAddress)
            ? officer
            : officer with { Roles = [.. officer.Roles.Except(Bound)], Withheld = [.. officer.Roles.Intersect(Bound)] };

    // An address that nobody knows is in no network. One of the older kind in the newer one's clothes is asked for as what it is: networks of the newer kind
    // may hold it otherwise, whichever they are (dotnet/runtime 131861).
    private bool Holds(IPAddress? address)
    {
        var plain = address is { IsIPv4MappedToIPv6: true } ? address.MapToIPv4() : address;
        return plain is not null && networks.Any(network => network.Contains(plain));
    }
}
