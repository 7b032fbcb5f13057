using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Amparo.TestSupport;

namespace Amparo.Simulations;

/// <summary>Officers at work at a running desk, from a process of its own: each comes in, reads, sends files, and thinks in between.</summary>
/// <remarks>
/// A closed loop, as people are one: an officer asks for the next page when the last one has come and was read, two to eight seconds. One step in eight of an agency's
/// officer sends a file as the page's script does it, piece by piece, then follows the check to its end; one file in ten is of 2.4 MB, the others of 30 kB.
/// </remarks>
internal static class OfficersSimulation
{
    private const int PieceSize = 1 << 20;
    private const int SmallRows = 300;
    private const int LargeRows = 24_000;

    private static readonly string[] Public = ["/es", "/es/region", "/es/paises/gt", "/es/comparar"];
    private static readonly string[] OfAgencies = ["/en/desk", "/en/desk/submissions", "/en/desk/submissions/new", "/en/desk/my-account"];
    private static readonly string[] OfGatherers = ["/en/desk", "/en/desk/submissions", "/en/desk/merges", "/en/desk/releases", "/en/desk/agreements"];

    /// <summary>Lets the officers work.</summary>
    /// <param name="address">The host's address.</param>
    /// <param name="officers">Who comes in.</param>
    /// <param name="seconds">How long they work; they come in during the first tenth of it.</param>
    /// <param name="host">The host's process, whose memory and time are read; null where it is on another machine.</param>
    /// <returns>A table: requests, failures and milliseconds by kind; then the host's memory and processor time.</returns>
    internal static async Task<string> RunAsync(Uri address, IReadOnlyList<NotedOfficer> officers, int seconds, int? host)
    {
        var times = new ConcurrentBag<(string Kind, double Milliseconds, bool Failed)>();
        var failures = new ConcurrentDictionary<string, int>(StringComparer.Ordinal);
        await UntilNextCodeAsync();
        var before = host is { } process ? ProcessorSeconds(process) : 0;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(officers.Select(officer => Task.Run(() => WorkAsync(officer))));
        var table = new StringBuilder("kind,requests,failures,median_ms,p95_ms,p99_ms,most_ms\n");
        foreach (var kind in times.GroupBy(time => time.Kind, StringComparer.Ordinal).OrderBy(kind => kind.Key, StringComparer.Ordinal))
            Add(kind.Key, [.. kind]);
        Add("all but checks", [.. times.Where(time => time.Kind != "check")]);
        foreach (var (why, count) in failures.OrderBy(failure => failure.Key, StringComparer.Ordinal))
            table.Append(CultureInfo.InvariantCulture, $"failure,{why},{count}\n");
        if (host is { } alive)
        {
            table.Append(CultureInfo.InvariantCulture, $"host,peak_mb,{Peak(alive) / 1e6:F0}\n");
            table.Append(CultureInfo.InvariantCulture, $"host,processor_s,{ProcessorSeconds(alive) - before:F1},of_s,{clock.Elapsed.TotalSeconds:F0}\n");
        }

        return table.ToString();

        void Add(string kind, IReadOnlyList<(string Kind, double Milliseconds, bool Failed)> those)
        {
            var sorted = those.Select(time => time.Milliseconds).Order().ToList();
            table.Append(CultureInfo.InvariantCulture, $"{kind},{those.Count},{those.Count(time => time.Failed)},{At(sorted, 0.5):F1},{At(sorted, 0.95):F1},{At(sorted, 0.99):F1},{sorted[^1]:F1}\n");
        }

        async Task WorkAsync(NotedOfficer officer)
        {
            var random = new Random(officer.Number);
            using var visitor = new DeskVisitor(address, officer.Number);
            await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * seconds / 10));
            var entered = await TimedAsync("sign in", () => visitor.TryEnterAsync(officer.Account.Name, DeskAccount.Password, officer.Account.Code()));
            if (entered is not { Status: HttpStatusCode.SeeOther })
                return;
            while (true)
            {
                await Task.Delay(TimeSpan.FromSeconds(2 + (6 * random.NextDouble())));
                if (clock.Elapsed.TotalSeconds > seconds)
                    return;
                if (officer.Agreement is { } agreement && random.Next(8) == 0)
                {
                    await SendAsync(visitor, agreement, (officer.Number * 1000) + random.Next(1000), random.Next(10) == 0 ? LargeRows : SmallRows);
                    continue;
                }

                var pages = officer.Agreement is null ? OfGatherers : OfAgencies;
                var path = random.Next(5) == 0 ? Public[random.Next(Public.Length)] : pages[random.Next(pages.Length)];
                await TimedAsync(path.StartsWith("/en/desk", StringComparison.Ordinal) ? path["/en/".Length..] : "portal", () => visitor.GetAsync(path));
            }
        }

        async Task SendAsync(DeskVisitor visitor, Guid agreement, int seed, int rows)
        {
            const string path = "/es/mesa/envios";
            var bytes = InventedComplaints.Make(seed, rows);
            using var fields = new FormUrlEncodedContent(new (string Name, string Value)[]
            {
                ("agreement", agreement.ToString()), ("from", "2024-01"), ("to", "2024-12"), ("name", string.Create(CultureInfo.InvariantCulture, $"lista-{seed}.csv")),
                ("size", bytes.Length.ToString(CultureInfo.InvariantCulture)),
            }.Select(field => KeyValuePair.Create(field.Name, field.Value)));
            if (await TimedAsync("upload: begin", () => visitor.ScriptAsync(HttpMethod.Post, $"{path}/empezar", fields)) is not { Status: HttpStatusCode.OK } begun)
                return;
            var id = JsonSerializer.Deserialize<JsonElement>(begun.Text).GetProperty("id").GetGuid();
            for (var number = 0; number * PieceSize < bytes.Length; number++)
            {
                using var piece = new ByteArrayContent(bytes, number * PieceSize, Math.Min(PieceSize, bytes.Length - (number * PieceSize)));
                var at = string.Create(CultureInfo.InvariantCulture, $"{path}/{id}/piezas/{number}");
                if (await TimedAsync("upload: piece", () => visitor.ScriptAsync(HttpMethod.Put, at, piece)) is not { Status: HttpStatusCode.OK })
                    return;
            }

            if (await TimedAsync("upload: end", () => visitor.ScriptAsync(HttpMethod.Post, $"{path}/{id}/completo", content: null)) is not { Status: HttpStatusCode.OK })
                return;
            var page = await TimedAsync("desk/submissions/one", () => visitor.GetAsync($"/en/desk/submissions/{id}"));
            if (page is not null && OfficersNotebook.Job(page) is { } job)
                await TimedAsync("check", () => visitor.GetAsync(job));
        }

        async Task<DeskAnswer?> TimedAsync(string kind, Func<Task<DeskAnswer>> ask)
        {
            var began = Stopwatch.GetTimestamp();
            DeskAnswer? answer = null;
            var why = "";
            try
            {
                answer = await ask();
                if ((int)answer.Status >= 400)
                    why = string.Create(CultureInfo.InvariantCulture, $"{kind} {(int)answer.Status}");
            }
            catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException or IOException)
            {
                why = $"{kind} {failure.GetType().Name}";
            }

            times.Add((kind, Stopwatch.GetElapsedTime(began).TotalMilliseconds, why.Length > 0));
            if (why.Length > 0)
                failures.AddOrUpdate(why, 1, (_, count) => count + 1);
            return answer;
        }
    }

    // A code of an authenticator is good once. Whoever came in while the desk was made has used theirs of this half minute, and would be refused as anybody is.
    private static Task UntilNextCodeAsync() => Task.Delay(TimeSpan.FromSeconds(31 - (DateTimeOffset.UtcNow.ToUnixTimeSeconds() % 30)));

    private static double At(List<double> sorted, double share) => sorted[(int)Math.Min(sorted.Count - 1, share * sorted.Count)];

    // The most memory that the process has held at once, as Linux counts it.
    private static long Peak(int process) =>
        1024 * long.Parse(
            File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/status")).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal),
            CultureInfo.InvariantCulture);

    private static double ProcessorSeconds(int process)
    {
        using var running = Process.GetProcessById(process);
        return running.TotalProcessorTime.TotalSeconds;
    }
}
