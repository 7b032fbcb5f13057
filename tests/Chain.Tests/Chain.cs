using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Amparo.Chain.Tests;

/// <summary>One run of the whole chain: agency files are invented, mapped, counted, released, and served by the portal.</summary>
public sealed class Chain : IAsyncLifetime
{
    private const int Persons = 20_000;

    private Process? _portal;

    /// <summary>The data folder of the run.</summary>
    public string Data { get; } = Directory.CreateTempSubdirectory("amparo-chain-").FullName;

    /// <summary>Speaks to the portal.</summary>
    public HttpClient Portal { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var (exit, output) = await RunToEnd(Program("Cli", "demo", "--data", Data, "--persons", $"{Persons}", "--seed", "7"));
        exit.ShouldBe(0, output);

        var address = $"http://127.0.0.1:{FreePort()}";
        _portal = Process.Start(Program("Web", "--data", Data, "--urls", address)) ?? throw new InvalidOperationException("The portal did not start.");
        _portal.OutputDataReceived += (_, _) => { };
        _portal.ErrorDataReceived += (_, _) => { };
        _portal.BeginOutputReadLine();
        _portal.BeginErrorReadLine();
        Portal = new HttpClient { BaseAddress = new Uri(address) };
        await WaitUntilHealthy();
    }

    public async ValueTask DisposeAsync()
    {
        Portal?.Dispose();
        if (_portal is not null)
        {
            _portal.Kill(entireProcessTree: true);
            await _portal.WaitForExitAsync();
            _portal.Dispose();
        }

        Directory.Delete(Data, recursive: true);
    }

    private async Task WaitUntilHealthy()
    {
        for (var attempt = 0; attempt < 600; attempt++)
        {
            try
            {
                using var answer = await Portal.GetAsync(new Uri("/health", UriKind.Relative));
                if (answer.StatusCode == HttpStatusCode.OK)
                    return;
            }
            catch (HttpRequestException) when (!_portal!.HasExited)
            {
                // Not listening yet.
            }

            await Task.Delay(100);
        }

        throw new TimeoutException("The portal did not become healthy within a minute.");
    }

    private static ProcessStartInfo Program(string host, params string[] arguments)
    {
        // artifacts/bin/Chain.Tests/<configuration>/ -> artifacts/bin/<host>/<configuration>/
        var own = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        var assembly = Path.Combine(own.Parent!.Parent!.FullName, host, own.Name, $"Amparo.{host}.dll");
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        start.Environment["AMPARO_CONTENT"] = Path.Combine(Repository.Root, "content");
        return start;
    }

    private static async Task<(int Exit, string Output)> RunToEnd(ProcessStartInfo start)
    {
        using var process = Process.Start(start) ?? throw new InvalidOperationException("The program did not start.");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
