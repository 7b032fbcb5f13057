using System.Diagnostics;
using System.Globalization;
using System.Net;
using Amparo.Stores;
using Amparo.TestSupport;
using NodaTime;

namespace Amparo.Endurance.Tests;

/// <summary>Two hosts, processes of their own, on one PostgreSQL: to people and to jobs they are one.</summary>
public sealed class TwoHostsTests(PreparedDesks desks)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static async Task<HttpStatusCode> AtAsync(DeskVisitor visitor, HostProcess host)
    {
        visitor.TurnTo(host.Address);
        return (await visitor.GetAsync("/en/desk")).Status;
    }

    [Fact]
    public async Task Who_came_in_at_one_is_in_at_the_other_and_out_at_both()
    {
        var prepared = await desks.On(StoreKind.PostgreSql);
        await using var pair = await HostPair.OnAsync(await prepared.Received.CopyAsync());
        using var officer = new DeskVisitor(pair.First.Address, (int)Who.DataOfficer);
        await officer.EnterAsync(prepared[Who.DataOfficer]);
        (await AtAsync(officer, pair.First)).ShouldBe(HttpStatusCode.OK);
        (await AtAsync(officer, pair.Second)).ShouldBe(HttpStatusCode.OK);
        // A form that one of them made is one to the other: she sends it there.
        PreparedDesk.Sent(await officer.PostAsync("/en/desk/merges/new", [.. prepared.Submissions.Select(id => ("submission", id.ToString()))]));
        PreparedDesk.Sent(await officer.PostAsync("/en/desk/leave"));
        var left = await officer.GetAsync("/en/desk");
        left.Status.ShouldBe(HttpStatusCode.Forbidden);

        // An account that is disabled at one ends at the other with the next request.
        using var police = new DeskVisitor(pair.Second.Address, (int)Who.Police);
        await police.EnterAsync(prepared[Who.Police]);
        using var session = new DeskVisitor(pair.First.Address, (int)Who.Shelter);
        await session.EnterAsync(prepared[Who.Shelter]);
        (await AtAsync(session, pair.Second)).ShouldBe(HttpStatusCode.OK);
        using var admin = new DeskVisitor(pair.First.Address, (int)Who.Administrator);
        await admin.EnterAsync(prepared[Who.Administrator]);
        var id = ServedDesk.Id((await pair.Store.RowsAsync($"SELECT id FROM {pair.Store.Table("platform", "account")} WHERE user_name = 'policia'"))[0][0]);
        PreparedDesk.Sent(await admin.PostAsync("/en/desk/accounts/disable", ("id", id.ToString()), ("sure", "yes")));
        (await AtAsync(police, pair.Second)).ShouldBe(HttpStatusCode.Forbidden);
        (await AtAsync(police, pair.First)).ShouldBe(HttpStatusCode.Forbidden);
        (await AtAsync(session, pair.First)).ShouldBe(HttpStatusCode.OK);

        // Nor is a session's key of use to whoever kept it after she left at the other.
        var kept = session.Session!;
        session.TurnTo(pair.Second.Address);
        PreparedDesk.Sent(await session.PostAsync("/en/desk/leave"));
        using var thief = new HttpClient();
        using var stolen = new HttpRequestMessage(HttpMethod.Get, new Uri(new Uri(pair.First.Address.GetLeftPart(UriPartial.Authority)), "/en/desk"));
        stolen.Headers.Add("Cookie", $"amparo-desk={kept}");
        (await thief.SendAsync(stolen, Cancel)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Failures_are_counted_across_both_and_a_code_is_good_once()
    {
        var prepared = await desks.On(StoreKind.PostgreSql);
        await using var pair = await HostPair.OnAsync(await prepared.Received.CopyAsync());
        var account = prepared[Who.Approver];
        using var visitor = new DeskVisitor(pair.First.Address, (int)Who.Approver);
        var code = account.Code();
        (await visitor.TryEnterAsync(account.Name, DeskAccount.Password, code)).Status.ShouldBe(HttpStatusCode.SeeOther);
        using var replay = new DeskVisitor(pair.Second.Address, (int)Who.Approver);
        (await replay.TryEnterAsync(account.Name, DeskAccount.Password, code)).Status.ShouldBe(HttpStatusCode.Forbidden, "It was used at the other host.");

        // Five wrong words in a row, at whichever host, and a right one is not heard; a sixth is not needed at each.
        account = prepared[Who.Shelter];
        foreach (var host in new[] { pair.First, pair.Second, pair.First, pair.Second, pair.First })
        {
            using var guessing = new DeskVisitor(host.Address, 99);
            (await guessing.TryEnterAsync(account.Name, "una palabra cualquiera 9", account.Code())).Status.ShouldBe(HttpStatusCode.Forbidden);
        }

        foreach (var host in new[] { pair.Second, pair.First })
        {
            using var locked = new DeskVisitor(host.Address, 99);
            (await locked.TryEnterAsync(account.Name, DeskAccount.Password, account.Code())).Status.ShouldBe(HttpStatusCode.Forbidden);
        }
    }

    [Fact]
    public async Task What_is_sent_to_both_is_checked_once_each()
    {
        const int each = 6;
        var prepared = await desks.On(StoreKind.PostgreSql);
        await using var pair = await HostPair.OnAsync(await prepared.Received.CopyAsync());
        var sent = await Task.WhenAll(SendAsync(pair.First, Who.Police), SendAsync(pair.Second, Who.Shelter));
        await pair.Store.UntilIdleAsync(TimeSpan.FromMinutes(1));

        var ids = sent.SelectMany(id => id).ToList();
        var submission = pair.Store.Table("collaborative", "submission");
        var states = (await pair.Store.RowsAsync($"SELECT id, state FROM {submission}")).ToDictionary(row => ServedDesk.Id(row[0]), row => (string)row[1]!);
        states.Count.ShouldBe(ids.Count + prepared.Submissions.Count);
        ids.ShouldAllBe(id => states[id] == "Checked");
        var jobs = (await pair.Store.RowsAsync($"SELECT subject_id, attempts, phase, host_id FROM {pair.Store.Table("platform", "job")}")).Where(row => ids.Contains(ServedDesk.Id(row[0]))).ToList();
        jobs.Count.ShouldBe(ids.Count);
        jobs.ShouldAllBe(row => (int)row[1]! == 1 && (string)row[2]! == "done");
        jobs.Select(row => ServedDesk.Id(row[3])).Distinct().Count().ShouldBe(2, "Each did a part of them.");
        var checkedNow = await pair.Store.CountAsync($"{pair.Store.Table("platform", "audit_line")} WHERE act = 'submission.checked'");
        (checkedNow - prepared.ActsReceived["submission.checked"]).ShouldBe(ids.Count);

        async Task<IReadOnlyList<Guid>> SendAsync(HostProcess host, Who who)
        {
            using var officer = new DeskVisitor(host.Address, (int)who);
            await officer.EnterAsync(prepared[who]);
            var mine = new List<Guid>();
            for (var number = 0; number < each; number++)
            {
                var file = who == Who.Police ? InventedLists.Police(40 + number, 20) : InventedLists.Shelter(40 + number, 20);
                mine.Add(PreparedDesk.Sent(await officer.SendFileAsync(
                    "/en/desk/submissions/new", (file.Name, file.Bytes), ("agreement", prepared.Agreements[who].ToString()), ("from", "2024-01"), ("to", "2024-12"))).LocatedId);
            }

            return mine;
        }
    }

    [Fact]
    public async Task What_is_published_at_one_is_shown_at_the_other_though_it_keeps_pages()
    {
        var prepared = await desks.On(StoreKind.PostgreSql);
        await using var pair = await HostPair.OnAsync(await prepared.Asked.CopyAsync());
        using var reader = new DeskVisitor(pair.Second.Address, 99);
        using var approver = new DeskVisitor(pair.First.Address, (int)Who.Approver);
        string[] pages = ["/es", "/es/paises/gt", "/data/detected-persons.csv"];
        var before = new List<string>();
        foreach (var page in pages)
            before.Add((await reader.GetAsync(page)).Text);

        await approver.EnterAsync(prepared[Who.Approver]);
        PreparedDesk.Sent(await approver.PostAsync($"/en/desk/releases/{prepared.Release.Id}/decide", ("decision", "approve"), ("hash", prepared.Release.Hash)));
        await pair.Store.UntilIdleAsync(TimeSpan.FromMinutes(1));
        (await reader.GetAsync(pages[2])).Text.ShouldBe(prepared.Released.Table);
        foreach (var (at, page) in pages.Index())
        {
            var (there, here) = ((await reader.GetAsync(page)).Text, (await approver.GetAsync(page)).Text);
            there.ShouldBe(here, page);
            there.ShouldNotBe(before[at], page);
        }
    }

    [Fact]
    public async Task What_recurs_is_done_once_for_the_times_that_passed()
    {
        var prepared = await desks.On(StoreKind.PostgreSql);
        var store = await prepared.Received.CopyAsync();
        var (recurring, job) = (store.Table("platform", "recurring_job"), store.Table("platform", "job"));
        IReadOnlyList<object?[]> kinds;
        await using (await store.StartAsync())
        {
            // Written by a host soon after its start.
            var until = DateTime.UtcNow.AddSeconds(3);
            do
            {
                kinds = await store.RowsAsync($"SELECT kind FROM {recurring}");
                await Task.Delay(100, Cancel);
            }
            while (kinds.Count == 0 && DateTime.UtcNow < until);
        }

        kinds.Select(row => (string)row[0]!).ShouldContain("contents.sweep");

        // Pieces that a killed host has left, of long ago and of a moment ago: a moment ago may be now.
        var piece = store.Table("collaborative", "content_piece");
        var (old, young) = (Guid.CreateVersion7(DateTimeOffset.UtcNow.AddDays(-2)), Guid.CreateVersion7());
        foreach (var id in new[] { old, young })
            await store.RowsAsync($"INSERT INTO {piece} VALUES ('{id}', 0, '\\x00')");
        var pieces = await store.CountAsync(piece);
        await store.RowsAsync($"UPDATE {recurring} SET last_fire_at = last_fire_at - {Duration.FromDays(400).BclCompatibleTicks}");
        await store.RowsAsync($"DELETE FROM {job} WHERE subject_id IS NULL");
        await using var pair = await HostPair.OnAsync(store);
        var started = Stopwatch.StartNew();
        while (started.Elapsed < TimeSpan.FromSeconds(30) && (await store.RowsAsync($"SELECT DISTINCT kind FROM {job} WHERE subject_id IS NULL")).Count < kinds.Count)
            await Task.Delay(100, Cancel);
        await store.UntilIdleAsync(TimeSpan.FromMinutes(1));
        await Task.Delay(1000, Cancel);
        var done = await store.RowsAsync($"SELECT kind, count(*), min(phase), max(attempts) FROM {job} WHERE subject_id IS NULL GROUP BY kind");
        done.Select(row => ((string)row[0]!, Convert.ToInt64(row[1], CultureInfo.InvariantCulture), (string)row[2]!, Convert.ToInt32(row[3], CultureInfo.InvariantCulture))).Order()
            .ShouldBe(kinds.Select(row => ((string)row[0]!, 1L, "done", 1)).Order());
        (await store.CountAsync(piece)).ShouldBe(pieces - 1);
        (await store.CountAsync($"{piece} WHERE content_id = '{old}'")).ShouldBe(0);
        (await store.CountAsync($"{store.Table("platform", "audit_line")} WHERE act = 'contents.swept'")).ShouldBe(1);
    }
}

/// <summary>The host that is in the middle of a job is killed; the other one finishes it, after the fifteen seconds in which it might still live.</summary>
public sealed class TakenOverTests(PreparedDesks desks)
{
    [Fact]
    public Task A_merge() => TakeOverAsync(prepared => new MergeAct(prepared), "merge.run");

    [Fact]
    public Task A_release() => TakeOverAsync(prepared => new ReleaseAct(prepared), "release.publish");

    private async Task TakeOverAsync(Func<PreparedDesk, EnduredAct> make, string kind)
    {
        const int tries = 8;
        var prepared = await desks.On(StoreKind.PostgreSql);
        for (var tried = 1; ; tried++)
        {
            var act = make(prepared);
            await using var desk = await ServedDesk.OnAsync(await act.From.CopyAsync());
            var job = desk.Store.Table("platform", "job");
            await prepared.EnterAsync(desk, [.. act.People]);
            var between = SystemClock.Instance.GetCurrentInstant();
            await using var other = await desk.Store.StartAsync();
            using var killed = new CancellationTokenSource();
            var doing = Task.Run(() => act.DoAsync(desk, killed.Token));
            IReadOnlyList<object?[]> running;
            while ((running = await desk.Store.RowsAsync($"SELECT host_id, phase FROM {job} WHERE kind = '{kind}' AND phase <> 'queued'")).Count == 0)
                await Task.Delay(2);
            // A host's id begins with the time of its start: it tells which of the two has the job.
            var isFirst = StartOf(ServedDesk.Id(running[0][0])) < between;
            await (isFirst ? desk.Host : other).KillAsync();
            await killed.CancelAsync();
            await doing.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            var left = await desk.Store.RowsAsync($"SELECT phase, host_id FROM {job} WHERE kind = '{kind}'");
            if ((string)left[0][0]! != "running")
            {
                // The work was quicker than the kill.
                tried.ShouldBeLessThan(tries);
                continue;
            }

            foreach (var who in act.People)
                desk[who].TurnTo((isFirst ? other : desk.Host).Address);
            await desk.UntilIdleAsync();
            var done = (await desk.Store.RowsAsync($"SELECT phase, host_id, attempts FROM {job} WHERE kind = '{kind}'"))[0];
            ((string)done[0]!, Convert.ToInt32(done[2], CultureInfo.InvariantCulture)).ShouldBe(("done", 2));
            ServedDesk.Id(done[1]).ShouldNotBe(ServedDesk.Id(left[0][1]));
            await act.CheckAsync(desk);
            await desk.ShouldBeWholeAsync();
            return;
        }
    }

    private static Instant StartOf(Guid uuid) =>
        Instant.FromUnixTimeMilliseconds(long.Parse(uuid.ToString("N")[..12], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
}

/// <summary>Two hosts on one store.</summary>
internal sealed class HostPair : IAsyncDisposable
{
    private HostPair(DeskStore store, HostProcess first, HostProcess second) => (Store, First, Second) = (store, first, second);

    public DeskStore Store { get; }

    public HostProcess First { get; }

    public HostProcess Second { get; }

    public static async Task<HostPair> OnAsync(DeskStore store)
    {
        // At the same moment: the store's preparation is theirs to agree on.
        var hosts = await Task.WhenAll(store.StartAsync(), store.StartAsync());
        return new(store, hosts[0], hosts[1]);
    }

    public async ValueTask DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await Store.DisposeAsync();
    }
}
