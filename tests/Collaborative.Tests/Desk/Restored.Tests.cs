using System.Net;
using System.Text;
using Amparo.Platform;
using Amparo.Platform.Audit;
using Amparo.Platform.Backups;
using Amparo.Portal;
using Amparo.Stores;
using Amparo.TestSupport;
using NodaTime;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>A desk that was backed up while it served, and the desk that is restored from it.</summary>
public sealed class RestoredTests
{
    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_same_people_sign_in_and_see_what_they_saw(StoreKind kind)
    {
        var work = Directory.CreateTempSubdirectory("amparo-restored-");
        await using StaffedHost host = kind == StoreKind.Sqlite ? new StaffedHost() : new StaffedPostgresHost();
        await host.InitializeAsync();
        var submission = await host.SendAsync(host.Officer, host.AgreementA);
        var file = Path.Combine(work.FullName, "desk.backup");
        var key = BackupKey.Create(Path.Combine(work.FullName, "key.txt")).Value;

        // The host goes on serving: its jobs, heartbeats and sessions are written all the time.
        var made = Backup.Write(new(host.Address, host.DataFolder, file) { KeyFile = host.KeyFilePath }, key, SystemClock.Instance, Cancel);
        made.Problems.ShouldBeEmpty();
        made.Value.Audit.ShouldNotBeNull().Count.ShouldBeGreaterThan(5);
        var bytes = await File.ReadAllBytesAsync(file, Cancel);
        foreach (var planted in new[] { StaffedHost.Marker, "first.admin", host.Officer.Name, "Shelter South" })
            bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(planted)).ShouldBe(-1, planted);

        await using var restored = new RestoredHost(kind, (file, key, host.KeyFilePath));
        await restored.InitializeAsync();
        var browser = restored.Open();
        var entered = await browser.PostAsync("/en/desk/enter", ("name", host.Officer.Name), ("password", DeskHost.Password), ("code", host.Officer.Code()));
        entered.Status.ShouldBe(HttpStatusCode.SeeOther, entered.Text);
        var page = await browser.GetAsync($"/en/desk/submissions/{submission}");
        page.Status.ShouldBe(HttpStatusCode.OK);
        // The file's name is sealed: the vault opened it.
        page.Text.ShouldContain(StaffedHost.NameOfFile);
        var standing = await AuditVerification.VerifyAsync(restored.Address, (AuditCheckpoint?)null, Cancel);
        standing.Value.Count.ShouldBeGreaterThan(made.Value.Audit!.Count);
        work.Delete(recursive: true);
    }

    private sealed class RestoredHost(StoreKind kind, (string File, BackupKey Key, string KeyFile) from) : DeskHost
    {
        protected override StoreKind Kind => kind;

        // A backup is restored into an empty database, by its owner.
        protected override bool IsPrepared => false;

        protected override Task FillAsync()
        {
            File.Copy(from.KeyFile, KeyFilePath);
            var request = new RestorationRequest(from.File, DataFolder, [PortalStore.Migrations, PlatformStore.Migrations, CollaborativeStore.Migrations])
            {
                PostgreSql = kind == StoreKind.PostgreSql ? Address : null,
                KeyFile = KeyFilePath,
            };
            Restoration.Restore(request, from.Key, SystemClock.Instance, Cancel).Problems.ShouldBeEmpty();
            return Task.CompletedTask;
        }
    }
}
