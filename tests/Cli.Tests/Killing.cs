using System.Diagnostics;

namespace Amparo.Cli.Tests;

/// <summary>Kills a verb (SIGKILL: it cannot tidy up) at moments spread over its whole life.</summary>
internal static class Killing
{
    // Of each verb; AMPARO_KILLS asks for more, where somebody has the time.
    private static int Times => int.Parse(Environment.GetEnvironmentVariable("AMPARO_KILLS") ?? "5", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Runs a verb again and again, kills it each time a little later, and looks at what it left.</summary>
    /// <param name="start">Starts the verb.</param>
    /// <param name="look">Checks what is there; called after every kill.</param>
    internal static void AtRandomMoments(Func<Process> start, Action look)
    {
        var life = Stopwatch.StartNew();
        using (var whole = start())
            Finish(whole);
        life.Stop();
        look();

        // A fixed seed: the moments differ from one another, not from run to run of the tests.
        var random = new Random(20261123);
        for (var time = 0; time < Times; time++)
        {
            // The later half, where the writing is, gets most of the moments.
            var share = Math.Sqrt((time + random.NextDouble()) / Times);
            using var process = start();
            if (!process.WaitForExit(life.Elapsed * share))
                process.Kill();
            Finish(process);
            look();
        }
    }

    private static void Finish(Process process)
    {
        process.StandardOutput.ReadToEnd();
        process.StandardError.ReadToEnd();
        process.WaitForExit();
    }
}
