using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace Amparo.TestSupport;

/// <summary>The real ClamAV daemon, with a database of one invented signature and a folder of its own; nothing of the machine's own is read or changed.</summary>
/// <remarks>
/// It is a child of this process and ends with it, killed or not: its shell waits for its standard input to close. Where the daemon is not installed tests are skipped, unless
/// <c>AMPARO_REQUIRE_CLAMD</c> is 1: then they fail.
/// </remarks>
public sealed class Clamd : IAsyncDisposable
{
    /// <summary>What the signature finds; it does nothing, and stands nowhere else.</summary>
    public const string Pattern = "amparo-invented-pattern-of-harm-7f3a";

    /// <summary>How the daemon calls what it found.</summary>
    public const string Name = "Amparo.Invented.Harm";

    /// <summary>The most bytes that it takes of a file.</summary>
    public const int LargestStream = 4 << 20;

    /// <summary>The most bytes that it looks at, of those that it takes.</summary>
    public const int LargestFile = 2 << 20;

    private const string Skip = "$XunitDynamicSkip$";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly string _folder;
    private readonly Process _process;

    private Clamd(string folder, Process process) => (_folder, _process) = (folder, process);

    /// <summary>Where it listens.</summary>
    public string Socket => Path.Combine(_folder, "clamd.ctl");

    /// <summary>Starts it.</summary>
    /// <returns>The daemon, answering; otherwise the test is skipped or fails, see the remarks.</returns>
    public static async Task<Clamd> StartAsync()
    {
        var program = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, "clamd")).FirstOrDefault(File.Exists);
        if (program is null)
        {
            var required = Environment.GetEnvironmentVariable("AMPARO_REQUIRE_CLAMD") == "1";
            throw new InvalidOperationException($"{(required ? "" : Skip)}The ClamAV daemon (clamd) is not installed.");
        }

        var folder = Directory.CreateTempSubdirectory("amparo-clamd-").FullName;
        var signatures = Directory.CreateDirectory(Path.Combine(folder, "signatures")).FullName;
        await File.WriteAllTextAsync(Path.Combine(signatures, "amparo.ndb"), $"{Name}:0:*:{Convert.ToHexStringLower(Encoding.ASCII.GetBytes(Pattern))}\n");
        var settings = Path.Combine(folder, "clamd.conf");
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $"""
            LocalSocket {Path.Combine(folder, "clamd.ctl")}
            DatabaseDirectory {signatures}
            TemporaryDirectory {Directory.CreateDirectory(Path.Combine(folder, "temporary")).FullName}
            LogFile {Path.Combine(folder, "clamd.log")}
            Foreground yes
            StreamMaxLength {LargestStream}
            MaxFileSize {LargestFile}
            MaxScanSize {8 * LargestFile}
            AlertExceedsMax yes

            """));
        // A test that was killed closes its end of the pipe, and the daemon goes with it.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "\"$0\" --config-file=\"$1\" > /dev/null 2>&1 < /dev/null & daemon=$!; cat > /dev/null; kill $daemon; wait $daemon", program, settings])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
        };
        var daemon = new Clamd(folder, Process.Start(start)!);
        try
        {
            await daemon.AnswersAsync();
            return daemon;
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task AnswersAsync()
    {
        for (var waited = TimeSpan.Zero; waited < Patience; waited += TimeSpan.FromMilliseconds(50))
        {
            using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket));
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        }

        throw new TimeoutException($"The ClamAV daemon did not start: {(File.Exists(Path.Combine(_folder, "clamd.log")) ? await File.ReadAllTextAsync(Path.Combine(_folder, "clamd.log")) : "no log")}");
    }
}
