using System.Net;

namespace Amparo.Endurance.Tests;

/// <summary>A second person approves a release, and it is published.</summary>
internal sealed class ReleaseAct(PreparedDesk prepared) : EnduredAct
{
    private bool _approved;

    public override string Name => nameof(ReleaseAct);

    public override IReadOnlyList<Who> People { get; } = [Who.Approver];

    public override DeskStore From => prepared.Asked;

    /// <summary>How many lines the ledger has.</summary>
    public static Task<long> LinesAsync(ServedDesk desk) => desk.Store.CountAsync(desk.Store.Table("portal", "ledger_line"));

    /// <summary>The table as the public reads it.</summary>
    public static async Task<string> TableAsync(ServedDesk desk)
    {
        var answer = await desk[Who.Approver].GetAsync("/data/detected-persons.csv");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        return answer.Text;
    }

    public override async Task DoAsync(ServedDesk desk, CancellationToken killed)
    {
        await ApproveAsync(desk);
        while (!killed.IsCancellationRequested && await desk.Store.CountAsync($"{desk.Store.Table("platform", "job")} WHERE phase IN ('queued', 'running')") > 0)
            await Task.Delay(20, CancellationToken.None);
    }

    // Where no answer came, the page says whether it still waits.
    public override async Task GoOnAsync(ServedDesk desk)
    {
        if (await StateAsync(desk) != "Asked")
            return;
        _approved.ShouldBeFalse("What was approved is not asked for again.");
        (await desk.Store.CountAsync(desk.Store.Table("portal", "publication_act"))).ShouldBe(0);
        await ApproveAsync(desk);
    }

    public override async Task CheckAsync(ServedDesk desk)
    {
        (await StateAsync(desk)).ShouldBe("Published");
        (await desk.Store.CountAsync(desk.Store.Table("portal", "publication_act"))).ShouldBe(1);
        var acts = await desk.ActsAsync();
        More(acts, prepared.ActsAsked, "release.approved").ShouldBe(1);
        More(acts, prepared.ActsAsked, "release.published").ShouldBe(1);
        // What the undisturbed release showed; there is none yet while that one is made.
        if (prepared.Released.Table is not { } table)
            return;
        (await LinesAsync(desk)).ShouldBe(prepared.Released.Lines);
        (await TableAsync(desk)).ShouldBe(table);
    }

    private static async Task<string> StateAsync(ServedDesk desk) => (string)(await desk.Store.RowsAsync($"SELECT state FROM {desk.Store.Table("collaborative", "release_draft")}"))[0][0]!;

    private async Task ApproveAsync(ServedDesk desk)
    {
        PreparedDesk.Sent(await desk[Who.Approver].PostAsync($"/en/desk/releases/{prepared.Release.Id}/decide", ("decision", "approve"), ("hash", prepared.Release.Hash)));
        _approved = true;
        Acknowledged++;
    }
}
