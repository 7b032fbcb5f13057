using System.Diagnostics;
using System.Text.RegularExpressions;
using Amparo.Endurance.Tests;
using Amparo.Stores;
using Amparo.TestSupport;

[assembly: AssemblyFixture(typeof(PreparedDesks))]

namespace Amparo.Endurance.Tests;

/// <summary>What every moment starts from, made once by the pages: a desk with two accepted lists, and the same with a release that waits for its approval.</summary>
internal sealed partial class PreparedDesk : IAsyncDisposable
{
    // Whose machine nobody else has.
    private const int SecondAdministrator = 90;

    private static readonly (Who Who, string Name, string Organisation, string Role)[] People =
    [
        (Who.DataOfficer, "datos", "Secretaria", "DataOfficer"), (Who.Approver, "aprueba", "Secretaria", "Approver"), (Who.Police, "policia", "Policia", "AgencyOfficer"),
        (Who.Shelter, "albergue", "Albergue", "AgencyOfficer"),
    ];

    private readonly Dictionary<Who, DeskAccount> _accounts = [];

    private PreparedDesk(DeskStore received) => Received = received;

    /// <summary>Two lists were handed over; nobody has merged them.</summary>
    public DeskStore Received { get; }

    /// <summary>They were merged, and a release of it waits for its approval.</summary>
    public DeskStore Asked { get; private set; } = null!;

    /// <summary>The submissions that were handed over.</summary>
    public IReadOnlyList<Guid> Submissions { get; private set; } = [];

    /// <summary>The agreement of each agency.</summary>
    public IReadOnlyDictionary<Who, Guid> Agreements { get; private set; } = new Dictionary<Who, Guid>();

    /// <summary>How often the audit has each act, when the lists were handed over.</summary>
    public IReadOnlyDictionary<string, long> ActsReceived { get; private set; } = new Dictionary<string, long>();

    /// <summary>The same, when the release was asked for.</summary>
    public IReadOnlyDictionary<string, long> ActsAsked { get; private set; } = new Dictionary<string, long>();

    /// <summary>The release that waits, and what its page says would be published.</summary>
    public (Guid Id, string Hash) Release { get; private set; }

    /// <summary>How long each act takes from its first request to the end of its jobs, where nothing disturbs it.</summary>
    public Dictionary<string, TimeSpan> Takes { get; } = new(StringComparer.Ordinal);

    /// <summary>Records, persons and pairs of the undisturbed merge.</summary>
    public IReadOnlyList<long> Merged { get; private set; } = [];

    /// <summary>Lines of the ledger after the undisturbed release, and its table as the public reads it.</summary>
    public (long Lines, string Table) Released { get; private set; }

    /// <summary>The key of backups.</summary>
    public string BackupKey => Path.Combine(Received.Outside, "backup.key");

    /// <summary>Somebody's account.</summary>
    public DeskAccount this[Who who] => _accounts[who];

    public static async Task<PreparedDesk> CreateAsync(StoreKind kind)
    {
        var prepared = new PreparedDesk(await DeskStore.CreateAsync(kind));
        await prepared.ReceiveAsync();
        await using (var trial = await ServedDesk.OnAsync(await prepared.Received.CopyAsync()))
        {
            await prepared.EnterAsync(trial, Who.Police, Who.Shelter);
            await prepared.MeasureAsync(new UploadAct(prepared), trial);
            await prepared.MeasureAsync(new BackupAct(prepared), trial);
        }

        prepared.Asked = await prepared.Received.CopyAsync();
        await prepared.AskAsync();
        await using (var trial = await ServedDesk.OnAsync(await prepared.Asked.CopyAsync()))
        {
            await prepared.EnterAsync(trial, Who.Approver);
            await prepared.MeasureAsync(new ReleaseAct(prepared), trial);
            prepared.Released = (await ReleaseAct.LinesAsync(trial), await ReleaseAct.TableAsync(trial));
        }

        return prepared;
    }

    /// <summary>Lets people in.</summary>
    public async Task EnterAsync(ServedDesk desk, params Who[] people)
    {
        foreach (var who in people)
            await desk[who].EnterAsync(this[who]);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Received.DisposeAsync();
        if (Asked is not null)
            await Asked.DisposeAsync();
    }

    private async Task MeasureAsync(EnduredAct act, ServedDesk desk)
    {
        await act.PrepareAsync(desk);
        var clock = Stopwatch.StartNew();
        await act.DoAsync(desk, CancellationToken.None);
        await desk.UntilIdleAsync();
        Takes[act.Name] = clock.Elapsed;
        await act.GoOnAsync(desk);
        await act.CheckAsync(desk);
    }

    private async Task ReceiveAsync()
    {
        var host = await Received.StartAsync();
        await using (host)
        {
            var key = Key().Match(await host.SaidAsync("con esta clave:\n  ")).Value;
            using var admin = new DeskVisitor(host.Address, (int)Who.Administrator);
            _accounts[Who.Administrator] = await admin.EnrolAsync(
                key, "administra", ("node", "Coalicion de prueba"), ("organisation", "Secretaria"), ("country", "GT"), ("name", "administra"));
            foreach (var (name, kind) in new[] { ("Policia", "police"), ("Albergue", "shelter") })
                Sent(await admin.PostAsync("/en/desk/organisations", ("name", name), ("country", "GT"), ("kind", kind)));
            var page = await admin.GetAsync("/en/desk/accounts");
            var visitors = new Dictionary<Who, DeskVisitor>();
            var other = Key().Match((await host.SaidAsync("entréguesela solo a ella:\n  ")).Split("entréguesela solo a ella:")[1]).Value;
            using var second = new DeskVisitor(host.Address, SecondAdministrator);
            await admin.InviteSecondAsync(second, "segunda", DeskVisitor.Choice(page, "Secretaria"), other);
            foreach (var (who, name, organisation, role) in People)
            {
                visitors[who] = new DeskVisitor(host.Address, (int)who);
                _accounts[who] = await admin.InviteAsync(visitors[who], name, DeskVisitor.Choice(page, organisation), role);
                await second.ConfirmAsync(visitors[who]);
            }

            foreach (var (who, organisation) in new[] { (Who.Police, "Policia"), (Who.Shelter, "Albergue") })
            {
                Sent(await visitors[Who.DataOfficer].PostAsync(
                    "/en/desk/agreements", ("organisation", DeskVisitor.Choice(page, organisation).ToString()), ("title", $"Convenio {organisation}"), ("starts", "2020-01-01"), ("ends", "2099-12-31"),
                    ("retention", "24"), ("purpose", "identify"), ("purpose", "publish")));
            }

            var agreements = await Received.RowsAsync($"SELECT id, title FROM {Received.Table("collaborative", "agreement")} ORDER BY title DESC");
            Agreements = new Dictionary<Who, Guid> { [Who.Police] = ServedDesk.Id(agreements[0][0]), [Who.Shelter] = ServedDesk.Id(agreements[1][0]) };
            Submissions = [await HandOverAsync(visitors[Who.Police], Who.Police), await HandOverAsync(visitors[Who.Shelter], Who.Shelter)];
            foreach (var visitor in visitors.Values)
                visitor.Dispose();
            (await host.TerminateAsync()).ShouldBe(0);
        }

        ActsReceived = await ActsAsync(Received);
    }

    private async Task<Guid> HandOverAsync(DeskVisitor officer, Who who)
    {
        var file = who == Who.Police ? InventedLists.Police(0, 90) : InventedLists.Shelter(0, 70);
        var id = Sent(await officer.SendFileAsync("/en/desk/submissions/new", (file.Name, file.Bytes), ("agreement", Agreements[who].ToString()), ("from", "2024-01"), ("to", "2024-12"))).LocatedId;
        await Received.UntilIdleAsync(TimeSpan.FromMinutes(1));
        Sent(await officer.PostAsync($"/en/desk/submissions/{id}/mapping", ("mapping", who == Who.Police ? "content:police" : "content:shelter")));
        await Received.UntilIdleAsync(TimeSpan.FromMinutes(1));
        Sent(await officer.PostAsync($"/en/desk/submissions/{id}/hand-over"));
        return id;
    }

    private async Task AskAsync()
    {
        var host = await Asked.StartAsync();
        await using (host)
        {
            using var officer = new DeskVisitor(host.Address, (int)Who.DataOfficer);
            await officer.EnterAsync(this[Who.DataOfficer]);
            var clock = Stopwatch.StartNew();
            var merge = Sent(await officer.PostAsync("/en/desk/merges/new", [.. Submissions.Select(id => ("submission", id.ToString()))])).LocatedId;
            await Asked.UntilIdleAsync(TimeSpan.FromMinutes(1));
            Takes[nameof(MergeAct)] = clock.Elapsed;
            Merged = await MergeAct.NumbersAsync(Asked);
            var release = Sent(await officer.PostAsync("/en/desk/releases/prepare", ("merge", merge.ToString()), ("table", "detected-persons-linked"), ("table", "repeated-records"))).LocatedId;
            var hash = Hash().Match((await officer.GetAsync($"/en/desk/releases/{release}")).Text).Groups["hash"].Value;
            Sent(await officer.PostAsync($"/en/desk/releases/{release}/ask", ("hash", hash)));
            Release = (release, hash);
            (await host.TerminateAsync()).ShouldBe(0);
        }

        ActsAsked = await ActsAsync(Asked);
    }

    private static async Task<IReadOnlyDictionary<string, long>> ActsAsync(DeskStore store) =>
        (await store.RowsAsync($"SELECT act, count(*) FROM {store.Table("platform", "audit_line")} GROUP BY act"))
            .ToDictionary(row => (string)row[0]!, row => Convert.ToInt64(row[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>An answer that says that it was done.</summary>
    internal static DeskAnswer Sent(DeskAnswer answer) => answer.Status == System.Net.HttpStatusCode.SeeOther ? answer : throw DeskVisitor.Unexpected(answer);

    [GeneratedRegex("[a-z0-9]{4}(-[a-z0-9]{4}){6}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();

    [GeneratedRegex("name=\"hash\" value=\"(?<hash>[0-9a-f]{64})", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Hash();
}

/// <summary>One prepared desk a database, for all tests of this project.</summary>
public sealed class PreparedDesks : IAsyncDisposable
{
    private readonly Lazy<Task<PreparedDesk>> _sqlite = new(() => PreparedDesk.CreateAsync(StoreKind.Sqlite));
    private readonly Lazy<Task<PreparedDesk>> _postgres = new(() => PreparedDesk.CreateAsync(StoreKind.PostgreSql));

    internal Task<PreparedDesk> On(StoreKind kind) => kind == StoreKind.Sqlite ? _sqlite.Value : _postgres.Value;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var prepared in new[] { _sqlite, _postgres })
        {
            if (prepared is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
                await (await prepared.Value).DisposeAsync();
        }
    }
}
