using System.Diagnostics;
using System.Globalization;
using System.Net;
using Amparo.Stores;
using Amparo.TestSupport;

namespace Amparo.Endurance.Tests;

/// <summary>The host is killed at random moments of what people do. Whatever it had acknowledged is there, nothing twice, and nobody's name in any file.</summary>
/// <remarks>
/// <c>AMPARO_MOMENTS</c> says how many moments each database gets, 6 unless said otherwise, shared among the acts; <c>AMPARO_MOMENTS_SEED</c> repeats the moments of
/// a run that failed; <c>AMPARO_MOMENTS_REPORT</c> names a file to which one line a moment is appended.
/// </remarks>
public abstract class MomentsTests(PreparedDesks desks, StoreKind kind)
{
    // So that the last moments come after the end of the act, however the machine is loaded.
    private const double Beyond = 1.1;

    private static readonly Lock Reporting = new();

    private static int Moments => int.Parse(Environment.GetEnvironmentVariable("AMPARO_MOMENTS") ?? "6", CultureInfo.InvariantCulture);

    [Fact]
    public Task Upload() => EndureAsync(prepared => new UploadAct(prepared), (Moments + 3) / 4);

    [Fact]
    public Task Merge() => EndureAsync(prepared => new MergeAct(prepared), (Moments + 2) / 4);

    [Fact]
    public Task Release() => EndureAsync(prepared => new ReleaseAct(prepared), (Moments + 1) / 4);

    [Fact]
    public Task Backup() => EndureAsync(prepared => new BackupAct(prepared), Moments / 4);

    private async Task EndureAsync(Func<PreparedDesk, EnduredAct> make, int count)
    {
        var prepared = await desks.On(kind);
        var seed = int.Parse(Environment.GetEnvironmentVariable("AMPARO_MOMENTS_SEED") ?? Random.Shared.Next(1_000_000).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var random = new Random(seed);
        for (var number = 1; number <= count; number++)
        {
            var act = make(prepared);
            var takes = prepared.Takes[act.Name];
            var after = takes * (random.NextDouble() * Beyond);
            var moment = string.Create(
                CultureInfo.InvariantCulture, $"{kind} {act.Name} seed {seed} moment {number} of {count}: killed after {after.TotalMilliseconds:F0} ms of {takes.TotalMilliseconds:F0}");
            TestContext.Current.TestOutputHelper?.WriteLine(moment);
            try
            {
                await EndureAsync(prepared, act, after);
            }
            catch (Exception failure)
            {
                throw new InvalidOperationException(moment, failure);
            }
        }
    }

    private static async Task EndureAsync(PreparedDesk prepared, EnduredAct act, TimeSpan after)
    {
        var since = DateTime.UtcNow.AddSeconds(-2);
        await using var desk = await ServedDesk.OnAsync(await act.From.CopyAsync());
        await prepared.EnterAsync(desk, [.. act.People]);
        foreach (var who in act.People)
            (await desk[who].GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.OK);

        await act.PrepareAsync(desk);
        using var killed = new CancellationTokenSource();
        var clock = Stopwatch.StartNew();
        var doing = Task.Run(() => act.DoAsync(desk, killed.Token));
        if (after - clock.Elapsed is { Ticks: > 0 } wait)
            await Task.Delay(wait);
        await Task.WhenAll(desk.KillAsync(), killed.CancelAsync());
        try
        {
            await doing;
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            // Killed in between: what was answered before is what counts.
        }

        // As the host left it, before anything opens it again.
        PlantedSearch.OfFiles.In(await desk.Store.FilesAsync(since)).ShouldBeEmpty();
        var acknowledged = act.Acknowledged;
        var interrupted = await desk.Store.CountAsync($"{desk.Store.Table("platform", "job")} WHERE phase IN ('queued', 'running')");

        await desk.RestartAsync();
        // Who had come in is in: the session was acknowledged too.
        foreach (var who in act.People)
            (await desk[who].GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.OK);
        await act.GoOnAsync(desk);
        await desk.UntilIdleAsync();
        await act.CheckAsync(desk);
        await desk.ShouldBeWholeAsync();
        var orphans = await desk.OrphansAsync();
        PlantedSearch.OfFiles.In(await desk.Store.FilesAsync(since)).ShouldBeEmpty();
        PlantedSearch.OfFiles.In(System.Text.Encoding.UTF8.GetBytes(desk.Said)).ShouldBeEmpty();
        Report(string.Create(CultureInfo.InvariantCulture, $"{desk.Store.Kind},{act.Name},{after.TotalMilliseconds:F0},{acknowledged},{act.Acknowledged},{interrupted},{orphans}"));
    }

    // One line a moment: database, act, when, answers before, answers in all, jobs that the killed host left open, pieces that belong to nobody.
    private static void Report(string line)
    {
        if (Environment.GetEnvironmentVariable("AMPARO_MOMENTS_REPORT") is not { Length: > 0 } file)
            return;
        lock (Reporting)
            File.AppendAllText(file, line + "\n");
    }
}

/// <summary>On SQLite.</summary>
public sealed class SqliteMomentsTests(PreparedDesks desks) : MomentsTests(desks, StoreKind.Sqlite);

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresMomentsTests(PreparedDesks desks) : MomentsTests(desks, StoreKind.PostgreSql);
