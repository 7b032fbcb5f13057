using System.Diagnostics;

namespace Amparo.TestSupport;

/// <summary>The PostgreSQL server of this test process: the one given to it, or a temporary one of its own.</summary>
/// <remarks>
/// <c>AMPARO_TEST_POSTGRES</c> is the connection string of a server where databases may be created. Without it, <c>eng/postgres.sh run</c>
/// starts one that ends when this process ends, killed or not: it waits for its standard input to close. Where no server can be had,
/// PostgreSQL tests are skipped, unless <c>AMPARO_REQUIRE_POSTGRES</c> is 1: then they fail.
/// </remarks>
public static class PostgresServer
{
    // xunit takes an exception that begins with this for a skipped test; its assertion package is not needed for that.
    private const string Skip = "$XunitDynamicSkip$";

    private static readonly Lazy<Task<(string? Address, string Reason)>> Started = new(StartAsync);
    private static readonly Lazy<Task<(string? Address, string Reason)>> Second = new(StartTemporaryAsync);

    /// <summary>The server's connection string, for its maintenance database.</summary>
    /// <returns>The connection string; otherwise the test is skipped or fails, see the remarks.</returns>
    public static Task<string> ConnectionStringAsync() => RequiredAsync(Started.Value);

    /// <summary>Another server, a temporary one always: for tables that lie on two.</summary>
    /// <returns>Its connection string, for its maintenance database; otherwise the test is skipped or fails, see the remarks.</returns>
    public static Task<string> SecondConnectionStringAsync() => RequiredAsync(Second.Value);

    private static async Task<string> RequiredAsync(Task<(string? Address, string Reason)> started)
    {
        var (address, reason) = await started;
        if (address is not null)
            return address;
        var required = Environment.GetEnvironmentVariable("AMPARO_REQUIRE_POSTGRES") == "1";
        throw new InvalidOperationException(required ? reason : $"{Skip}{reason}");
    }

    private static async Task<(string? Address, string Reason)> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("AMPARO_TEST_POSTGRES") is { Length: > 0 } given)
            return (given, string.Empty);
        return await StartTemporaryAsync();
    }

    private static async Task<(string? Address, string Reason)> StartTemporaryAsync()
    {
        if (OperatingSystem.IsWindows())
            return (null, "On Windows, PostgreSQL tests need AMPARO_TEST_POSTGRES.");

        var start = new ProcessStartInfo(Path.Combine(Repository.Root, "eng", "postgres.sh"), ["run"])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Deliberately never disposed: closing its standard input is what ends it, and that is left to the end of this process.
        var process = Process.Start(start)!;
        var address = await process.StandardOutput.ReadLineAsync();
        if (address is not null)
        {
            AppDomain.CurrentDomain.ProcessExit += (_, _) => process.StandardInput.Close();
            return (address, string.Empty);
        }

        return (null, (await process.StandardError.ReadToEndAsync()).Trim());
    }
}
