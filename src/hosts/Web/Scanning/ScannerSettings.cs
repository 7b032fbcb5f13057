using System.Net;
using System.Net.Sockets;
using System.Text;
using Amparo.Scanning;
using Amparo.Vocabulary;
using Amparo.Web.Starting;

namespace Amparo.Web.Scanning;

/// <summary>Which scanner looks at files before they are read: <c>--scanner</c>. None, unless one is named.</summary>
internal static class ScannerSettings
{
    // What the system has room for, its last zero aside.
    private const int LongestPath = 107;

    /// <summary>Reads what was given.</summary>
    /// <param name="text"><c>unix:PATH</c> with a whole path, or <c>tcp:ADDRESS:PORT</c> with a loopback address.</param>
    /// <returns>The scanner, which nobody has asked anything yet; <c>WEB-013</c> where it is neither, <c>WEB-014</c> where it is on another machine.</returns>
    public static Outcome<MalwareScanner> Read(string text)
    {
        if (text.StartsWith("unix:/", StringComparison.Ordinal) && text["unix:".Length..] is var path && Encoding.UTF8.GetByteCount(path) <= LongestPath && !path.Contains('\0', StringComparison.Ordinal))
            return new MalwareScanner(new UnixDomainSocketEndPoint(path), new());
        // By an address and not by a name: what a name means is for others to say.
        if (!text.StartsWith("tcp:", StringComparison.Ordinal) || !IPEndPoint.TryParse(text["tcp:".Length..], out var port) || port.Port == 0)
            return new Problem(WebProblems.ScannerUnreadable, "scanner");
        return IPAddress.IsLoopback(port.Address) && !port.Address.IsIPv4MappedToIPv6
            ? new MalwareScanner(port, new())
            : new Problem(WebProblems.ScannerElsewhere, "scanner");
    }
}
