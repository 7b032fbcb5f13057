using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amparo.Vocabulary;

namespace Amparo.Web.Http;

/// <summary>Addresses and networks as settings name them.</summary>
internal static class Networks
{
    private static readonly char[] Separators = [';', ',', ' '];

    /// <summary>Reads a list.</summary>
    /// <param name="text">Addresses and networks with semicolons, commas or blanks between them; null for none.</param>
    /// <param name="code">The code for one that cannot be read, that would hold everybody, or that stands in the clothes of the newer kind (<c>::ffff:10.0.0.1</c>).</param>
    /// <returns>The networks; the code with the place of the first wrong one.</returns>
    public static Outcome<IPNetwork[]> Read(string? text, string code)
    {
        var networks = new List<IPNetwork>();
        foreach (var (at, part) in (text ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries).Index())
        {
            if (Network(part) is not { } network)
                return new Problem(code, (at + 1).ToString(CultureInfo.InvariantCulture));
            networks.Add(network);
        }

        return networks.ToArray();
    }

    private static IPNetwork? Network(string part)
    {
        if (part.Contains('/', StringComparison.Ordinal))
            return IPNetwork.TryParse(part, out var network) && network.PrefixLength > 0 && !network.BaseAddress.IsIPv4MappedToIPv6 ? network : null;
        // An address in the old notations (10.1, 0x7f000001) is read as one that nobody meant.
        if (!IPAddress.TryParse(part, out var address) || address.IsIPv4MappedToIPv6 || (!part.Contains(':', StringComparison.Ordinal) && part.Split('.').Length != 4))
            return null;
        return new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
    }
}
