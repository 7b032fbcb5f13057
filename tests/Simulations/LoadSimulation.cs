using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Amparo.Simulations;

/// <summary>Asks a running portal for pages at a fixed rate, from a process of its own.</summary>
/// <remarks>
/// An open loop: each request starts when its turn comes, whether or not the ones before have been answered, so that a slow answer makes others wait as it would with readers.
/// The time of an answer is from its turn to its last byte. Compressed, as browsers ask.
/// </remarks>
internal static class LoadSimulation
{
    /// <summary>Asks and counts.</summary>
    /// <param name="address">Where the portal is.</param>
    /// <param name="paths">What is asked for, in turn.</param>
    /// <param name="rate">Requests a second.</param>
    /// <param name="seconds">How long.</param>
    /// <returns>A table of one line: requests, failures, milliseconds at the median, 95 and 99 in a hundred and at most, megabytes.</returns>
    internal static async Task<string> RunAsync(Uri address, IReadOnlyList<string> paths, int rate, int seconds)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
        client.DefaultRequestHeaders.AcceptEncoding.ParseAdd("br, gzip");
        foreach (var path in paths)
            (await client.GetAsync(path)).EnsureSuccessStatusCode();

        var times = new ConcurrentBag<double>();
        var (failures, bytes) = (0, 0L);
        var asked = new List<Task>(rate * seconds);
        var clock = Stopwatch.StartNew();
        for (var turn = 0; turn < rate * seconds; turn++)
        {
            var due = TimeSpan.FromSeconds((double)turn / rate);
            if (due - clock.Elapsed is { Ticks: > 0 } wait)
                await Task.Delay(wait);
            asked.Add(AskAsync(paths[turn % paths.Count], due));
        }

        await Task.WhenAll(asked);
        var sorted = times.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"""
            requests,failures,median_ms,p95_ms,p99_ms,most_ms,megabytes
            {rate * seconds},{failures},{At(0.5):F1},{At(0.95):F1},{At(0.99):F1},{sorted[^1]:F1},{bytes / 1e6:F1}

            """);

        double At(double share) => sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];

        async Task AskAsync(string path, TimeSpan due)
        {
            try
            {
                var answer = await client.GetAsync(path);
                var content = await answer.Content.ReadAsByteArrayAsync();
                Interlocked.Add(ref bytes, content.Length);
                if (!answer.IsSuccessStatusCode)
                    Interlocked.Increment(ref failures);
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
            {
                Interlocked.Increment(ref failures);
            }

            times.Add((clock.Elapsed - due).TotalMilliseconds);
        }
    }
}
