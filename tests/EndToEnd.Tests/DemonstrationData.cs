using System.Diagnostics;
using Amparo.TestSupport;

namespace Amparo.EndToEnd.Tests;

/// <summary>The data that the journeys walk through: those of <c>amparo demo</c>, from invented agency files to released tables.</summary>
internal static class DemonstrationData
{
    /// <summary>Runs the whole chain with its usual seed, so that the figures are the same every time.</summary>
    /// <param name="folder">The data folder; it exists.</param>
    public static async Task PrepareAsync(string folder)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Amparo.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, "demo", "--data", folder])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["AMPARO_CONTENT"] = Path.Combine(Repository.Root, "content");
        using var demo = Process.Start(start)!;
        var said = await Task.WhenAll(demo.StandardOutput.ReadToEndAsync(), demo.StandardError.ReadToEndAsync());
        await demo.WaitForExitAsync();
        demo.ExitCode.ShouldBe(0, string.Join('\n', said));
    }
}
