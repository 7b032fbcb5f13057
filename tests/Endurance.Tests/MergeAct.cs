using System.Globalization;
using System.Net;

namespace Amparo.Endurance.Tests;

/// <summary>The data officer merges two lists.</summary>
internal sealed class MergeAct(PreparedDesk prepared) : EnduredAct
{
    private Guid? _merge;

    public override string Name => nameof(MergeAct);

    public override IReadOnlyList<Who> People { get; } = [Who.DataOfficer];

    public override DeskStore From => prepared.Received;

    /// <summary>Records, persons, pairs to look at, lists and queues of the merges of a store.</summary>
    public static async Task<IReadOnlyList<long>> NumbersAsync(DeskStore store)
    {
        var row = (await store.RowsAsync($"SELECT sum(records), sum(persons), sum(to_review) FROM {store.Table("collaborative", "merge")}"))[0];
        return
        [
            .. row.Select(cell => Convert.ToInt64(cell, CultureInfo.InvariantCulture)), await store.CountAsync(store.Table("collaborative", "merged_submission")),
            await store.CountAsync(store.Table("collaborative", "queued_country")),
        ];
    }

    public override async Task DoAsync(ServedDesk desk, CancellationToken killed)
    {
        await StartAsync(desk);
        while (!killed.IsCancellationRequested && await desk.Store.CountAsync($"{desk.Store.Table("platform", "job")} WHERE phase IN ('queued', 'running')") > 0)
            await Task.Delay(20, CancellationToken.None);
    }

    // Where no answer came, she looks at the list, and starts it only where it is not there.
    public override async Task GoOnAsync(ServedDesk desk)
    {
        if (await desk.Store.CountAsync(desk.Store.Table("collaborative", "merge")) == 0)
            await StartAsync(desk);
    }

    public override async Task CheckAsync(ServedDesk desk)
    {
        var merges = await desk.Store.RowsAsync($"SELECT id, state FROM {desk.Store.Table("collaborative", "merge")}");
        merges.Count.ShouldBe(1);
        ((string)merges[0][1]!).ShouldBe("Done");
        if (_merge is { } acknowledged)
            ServedDesk.Id(merges[0][0]).ShouldBe(acknowledged);
        (await NumbersAsync(desk.Store)).ShouldBe(prepared.Merged);
        var acts = await desk.ActsAsync();
        More(acts, prepared.ActsReceived, "merge.started").ShouldBe(1);
        More(acts, prepared.ActsReceived, "merge.computed").ShouldBe(1);
        More(acts, prepared.ActsReceived, "merge.failed").ShouldBe(0);
        (await desk[Who.DataOfficer].GetAsync($"/en/desk/merges/{ServedDesk.Id(merges[0][0])}")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private async Task StartAsync(ServedDesk desk)
    {
        _merge = PreparedDesk.Sent(await desk[Who.DataOfficer].PostAsync("/en/desk/merges/new", [.. prepared.Submissions.Select(id => ("submission", id.ToString()))])).LocatedId;
        Acknowledged++;
    }
}
