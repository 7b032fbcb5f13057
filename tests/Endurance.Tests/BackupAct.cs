using System.Diagnostics;
using System.Globalization;
using Amparo.Platform.Audit;

namespace Amparo.Endurance.Tests;

/// <summary>A backup is made while an agency sends files; backup and host end in the same moment, as when the power goes.</summary>
internal sealed class BackupAct(PreparedDesk prepared) : EnduredAct
{
    private const int Forms = 2;
    private const int First = 51;

    private readonly List<Guid> _before = [];
    private readonly List<Guid> _meanwhile = [];
    private bool _said;

    public override string Name => nameof(BackupAct);

    public override IReadOnlyList<Who> People { get; } = [Who.Police];

    public override DeskStore From => prepared.Received;

    public override async Task PrepareAsync(ServedDesk desk) => _before.Add(await SendAsync(desk, First));

    public override async Task DoAsync(ServedDesk desk, CancellationToken killed)
    {
        var sending = SendAllAsync(desk);
        using var backup = Start(desk.Store, ["backup", .. Place(desk.Store), "--to", File(desk.Store, 1)]);
        await using (killed.Register(() => backup.Kill(entireProcessTree: true)))
            await backup.WaitForExitAsync(CancellationToken.None);
        if (backup.ExitCode == 0)
        {
            _said = true;
            Acknowledged++;
        }

        await sending;
    }

    // Whether or not the first one came to its end, the next one does.
    public override async Task GoOnAsync(ServedDesk desk)
    {
        if (_said)
            System.IO.File.Exists(File(desk.Store, 1)).ShouldBeTrue();
        // What a killed backup leaves is removed by a later one when it is a minute old: a living one might still be writing it.
        foreach (var left in Directory.EnumerateFiles(desk.Store.Data, "*.tmp").Concat(Directory.EnumerateFiles(desk.Store.Outside, "*.tmp")))
            System.IO.File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddMinutes(-2));
        await RunAsync(desk.Store, ["backup", .. Place(desk.Store), "--to", File(desk.Store, 2)]);
    }

    public override async Task CheckAsync(ServedDesk desk)
    {
        PlantedSearch.OfFiles.In(Directory.EnumerateFiles(desk.Store.Outside)).ShouldBeEmpty();
        // A file of the backup's name is a whole one, whether its end was said or not; what had come before it began is in it.
        if (System.IO.File.Exists(File(desk.Store, 1)))
            await RestoreAsync(desk.Store, File(desk.Store, 1), _before);
        await RestoreAsync(desk.Store, File(desk.Store, 2), [.. _before, .. _meanwhile]);
    }

    private async Task RestoreAsync(DeskStore store, string file, IReadOnlyList<Guid> sent)
    {
        await using var restored = await store.BesideAsync();
        await RunAsync(store, ["restore", "--from", file, .. Place(restored)]);
        var verified = await AuditVerification.VerifyAsync(restored.Address, checkpoint: null, CancellationToken.None);
        verified.Problems.ShouldBeEmpty();
        var there = (await restored.RowsAsync($"SELECT id FROM {restored.Table("collaborative", "submission")} WHERE state <> 'Receiving'")).Select(row => ServedDesk.Id(row[0])).ToList();
        prepared.Submissions.Concat(sent).Except(there).ShouldBeEmpty();
        PlantedSearch.OfFiles.In(Directory.EnumerateFiles(restored.Data, "*", SearchOption.AllDirectories)).ShouldBeEmpty();
    }

    private async Task SendAllAsync(ServedDesk desk)
    {
        for (var number = 1; number <= Forms; number++)
        {
            _meanwhile.Add(await SendAsync(desk, First + number));
            Acknowledged++;
        }
    }

    private async Task<Guid> SendAsync(ServedDesk desk, int number)
    {
        var file = InventedLists.Police(number, number);
        return PreparedDesk.Sent(await desk[Who.Police].SendFileAsync(
            "/en/desk/submissions/new", (file.Name, file.Bytes), ("agreement", prepared.Agreements[Who.Police].ToString()), ("from", "2024-01"), ("to", "2024-12"))).LocatedId;
    }

    private static string File(DeskStore store, int number) => Path.Combine(store.Outside, string.Create(CultureInfo.InvariantCulture, $"backup-{number}.amparo"));

    // The key is made with the first backup of all, and kept outside of every store.
    private string[] Place(DeskStore store) =>
    [
        "--data", store.Data, "--keys", store.Keys, "--key", prepared.BackupKey, .. store.ConnectionString is { } postgres ? new[] { "--postgres", postgres } : [],
        .. System.IO.File.Exists(prepared.BackupKey) ? Array.Empty<string>() : ["--new-key"],
    ];

    private static async Task RunAsync(DeskStore store, IReadOnlyList<string> arguments)
    {
        using var process = Start(store, arguments);
        var said = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(0, await said);
    }

    private static Process Start(DeskStore store, IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "Amparo.Cli.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = store.Outside,
        };
        start.Environment["AMPARO_CONTENT"] = Path.Combine(TestSupport.Repository.Root, "content");
        return Process.Start(start)!;
    }
}
