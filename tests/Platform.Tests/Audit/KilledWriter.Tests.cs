using System.Diagnostics;
using System.Globalization;
using Amparo.Platform.Audit;
using Amparo.Platform.Keys;
using Amparo.Platform.Tests.Keys;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Tests.Audit;

public sealed class KilledWriterTests
{
    private const string Folder = "AMPARO_TEST_APPEND_TO";
    private const string KeyPath = "AMPARO_TEST_KEYS";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_writer_that_is_killed_leaves_a_whole_chain_and_work_and_lines_agree()
    {
        await using var trial = await PlatformTrial.StartAsync(StoreKind.Sqlite);
        await trial.PreparedHostAsync();
        var before = 0L;
        for (var run = 0; run < 3; run++)
        {
            using (var writer = Start(trial))
            {
                while (!writer.HasExited && await CountAsync(trial) < before + 5 + (run * 13))
                    await Task.Delay(3, Cancel);
                writer.HasExited.ShouldBeFalse();
                writer.Kill();
                await writer.WaitForExitAsync(Cancel);
            }

            var standing = (await AuditVerification.VerifyAsync(trial.Store.Address, [], Cancel)).Value;
            standing.Count.ShouldBeGreaterThan(before);
            (await trial.Store.ExecuteAsync("SELECT count(*) FROM trial_visit")).ShouldBe(standing.Count);
            before = standing.Count;
        }

        var host = await trial.PreparedHostAsync();
        await using var context = host.Context();
        context.Add(new Visit { Id = Guid.CreateVersion7(), Note = [1] });
        (await host.Trail.SaveAuditedAsync(context, AuditTrailTests.Act("after"), Cancel)).Sequence.ShouldBe(before + 1);
    }

    /// <summary>Not a test: the writer that the test above starts in a process of its own, and kills.</summary>
    [Fact(Explicit = true)]
    public async Task Appends_until_it_is_killed()
    {
        if (Environment.GetEnvironmentVariable(Folder) is not { } folder)
            return;
        await using var host = new PlatformHost(
            StoreAddress.InFolder(folder).Value, KeyFile.Open(Environment.GetEnvironmentVariable(KeyPath)!).Value, clock: null);
        for (var number = 0; ; number++)
        {
            await using var context = host.Context();
            context.Add(new Visit { Id = Guid.CreateVersion7(), Note = [1] });
            await host.Trail.SaveAuditedAsync(context, AuditTrailTests.Act(number.ToString(CultureInfo.InvariantCulture)), Cancel);
        }
    }

    private static async Task<long> CountAsync(PlatformTrial trial) => (long)(await trial.Store.ExecuteAsync("SELECT count(*) FROM platform_audit_line"))!;

    private static Process Start(PlatformTrial trial)
    {
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(KilledWriterTests).Assembly.Location, "-explicit", "only", "-method", $"{typeof(KilledWriterTests).FullName}.{nameof(Appends_until_it_is_killed)}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[Folder] = trial.Store.DataFolder;
        start.Environment[KeyPath] = trial.KeyPath;
        var process = Process.Start(start)!;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }
}
