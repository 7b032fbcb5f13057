using Amparo.Platform.Audit;
using Amparo.Stores;
using Amparo.TestSupport;
using NodaTime;

namespace Amparo.Endurance.Tests;

/// <summary>Who has an account, with a machine of their own.</summary>
internal enum Who
{
    Administrator = 1,
    DataOfficer,
    Approver,
    Police,
    Shelter,
}

/// <summary>A store on which a host runs, and people at it. The host can be killed, and another one started in its place.</summary>
internal sealed class ServedDesk : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Dictionary<Who, DeskVisitor> _visitors = [];
    private readonly List<HostProcess> _ended = [];

    private ServedDesk(DeskStore store, HostProcess host) => (Store, Host) = (store, host);

    /// <summary>The store; disposed of with the desk.</summary>
    public DeskStore Store { get; }

    /// <summary>The host that runs now.</summary>
    public HostProcess Host { get; private set; }

    /// <summary>All that its hosts have said.</summary>
    public string Said => string.Concat(_ended.Append(Host).Select(host => host.Output + host.Errors));

    public static async Task<ServedDesk> OnAsync(DeskStore store) => new(store, await store.StartAsync());

    /// <summary>Somebody's browser; in another state only if they came in.</summary>
    public DeskVisitor this[Who who]
    {
        get
        {
            if (!_visitors.TryGetValue(who, out var visitor))
                _visitors[who] = visitor = new DeskVisitor(Host.Address, (int)who);
            return visitor;
        }
    }

    /// <summary>Ends the host this moment.</summary>
    public Task KillAsync() => Host.KillAsync();

    /// <summary>Starts another host in place of the killed one, and lets it learn at once that the other is dead.</summary>
    public async Task RestartAsync()
    {
        _ended.Add(Host);
        Host = await Store.StartAsync();
        foreach (var visitor in _visitors.Values)
            visitor.TurnTo(Host.Address);
        // A dead host is noticed by the age of its heartbeat: fifteen seconds that are not what is tried here. They are taken off, and a heartbeat of this host never
        // stands in a row that it has not taken.
        var job = Store.Table("platform", "job");
        await Store.RowsAsync($"UPDATE {job} SET heartbeat_at = heartbeat_at - {Duration.FromMinutes(1).BclCompatibleTicks} WHERE phase = 'running'");
    }

    /// <summary>Waits until all jobs are over.</summary>
    public Task UntilIdleAsync() => Store.UntilIdleAsync(Patience);

    /// <summary>How often the audit has each act.</summary>
    public async Task<IReadOnlyDictionary<string, long>> ActsAsync() =>
        (await Store.RowsAsync($"SELECT act, count(*) FROM {Store.Table("platform", "audit_line")} GROUP BY act"))
            .ToDictionary(row => (string)row[0]!, row => Convert.ToInt64(row[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);

    /// <summary>What holds after any act: the audit follows from its first line, no job failed, every content is whole.</summary>
    public async Task ShouldBeWholeAsync()
    {
        var verified = await AuditVerification.VerifyAsync(Store.Address, checkpoint: null, CancellationToken.None);
        verified.Problems.ShouldBeEmpty();
        (await Store.RowsAsync($"SELECT kind, problem_code FROM {Store.Table("platform", "job")} WHERE phase NOT IN ('done')")).Select(row => $"{row[0]} {row[1]}").ShouldBeEmpty();
        foreach (var content in await ContentsAsync())
            content.Held.ShouldBe(content.Needed, $"{content.What} {content.Id} is not whole.");
        Directory.EnumerateFiles(Store.Data, "*.tmp", SearchOption.AllDirectories).ShouldBeEmpty();
    }

    /// <summary>Sealed pieces that belong to no content: what a killed host had kept of a round that was begun again.</summary>
    public async Task<long> OrphansAsync()
    {
        var owned = (await ContentsAsync()).Select(content => content.Id).ToHashSet();
        return (await Store.RowsAsync($"SELECT content_id FROM {Store.Table("collaborative", "content_piece")}")).Count(row => !owned.Contains(Id(row[0])));
    }

    public static Guid Id(object? cell) => cell as Guid? ?? Guid.Parse((string)cell!);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in _visitors.Values)
            visitor.Dispose();
        foreach (var host in _ended.Append(Host))
            await host.DisposeAsync();
        await Store.DisposeAsync();
    }

    // Of each content: how many pieces it has, and how many it should have; of one that is still arriving, as many as were said to have come.
    private async Task<IReadOnlyList<(string What, Guid Id, long Held, long Needed)>> ContentsAsync()
    {
        const long piece = 1 << 20;
        var (version, merge, queue) = (Store.Table("collaborative", "submission_version"), Store.Table("collaborative", "merge"), Store.Table("collaborative", "queued_country"));
        var needed = new List<(string What, Guid Id, long Needed)>();
        foreach (var (what, id, count) in new[]
        {
            ("file", "id", "pieces * 1048576"), ("records", "records_id", "records_size"), ("report", "report_id", "report_size"),
        })
            await AddAsync(what, $"SELECT {id}, {count} FROM {version}");
        foreach (var (what, id) in new[] { ("records of a merge", "records"), ("persons of a merge", "persons"), ("figures of a merge", "figures") })
            await AddAsync(what, $"SELECT {id}_id, {id}_size FROM {merge}");
        await AddAsync("pairs", $"SELECT id, size FROM {queue}");
        var held = (await Store.RowsAsync($"SELECT content_id, count(*) FROM {Store.Table("collaborative", "content_piece")} GROUP BY content_id"))
            .ToDictionary(row => Id(row[0]), row => Convert.ToInt64(row[1], System.Globalization.CultureInfo.InvariantCulture));
        return [.. needed.Select(content => (content.What, content.Id, held.GetValueOrDefault(content.Id), content.Needed))];

        async Task AddAsync(string what, string sql)
        {
            foreach (var row in (await Store.RowsAsync(sql)).Where(row => row[0] is not null))
            {
                var size = Convert.ToInt64(row[1], System.Globalization.CultureInfo.InvariantCulture);
                // A file of a form that has not arrived whole says nothing of its pieces: it is not taken for a file.
                if (what == "file" && size == 0)
                    continue;
                needed.Add((what, Id(row[0]), Math.Max(1, (size + piece - 1) / piece)));
            }
        }
    }
}
