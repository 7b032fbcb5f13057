using System.Net;
using Amparo.Stores;
using Amparo.TestSupport;

namespace Amparo.Endurance.Tests;

/// <summary>Hosts that die as often as a job is tried leave something that people can ask for again: nothing waits for ever.</summary>
public sealed class StuckTests(PreparedDesks desks)
{
    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_check_that_three_hosts_died_over_is_asked_for_again(StoreKind kind)
    {
        var prepared = await desks.On(kind);
        await using var desk = await ServedDesk.OnAsync(await prepared.Received.CopyAsync());
        await prepared.EnterAsync(desk, Who.Police, Who.DataOfficer);
        var file = InventedLists.Police(31, 31);
        var id = PreparedDesk.Sent(await desk[Who.Police].SendFileAsync(
            "/en/desk/submissions/new", (file.Name, file.Bytes), ("agreement", prepared.Agreements[Who.Police].ToString()), ("from", "2024-01"), ("to", "2024-12"))).LocatedId;
        await desk.UntilIdleAsync();
        var (page, again) = ($"/en/desk/submissions/{id}", $"/en/desk/submissions/{id}/check-again");
        // Nothing to be asked for while a check is not stopped.
        (await desk[Who.Police].PostAsync(again)).Status.ShouldBe(HttpStatusCode.NotFound);
        await desk.KillAsync();

        // As three hosts leave it that died over it.
        var (submission, job) = (desk.Store.Table("collaborative", "submission"), desk.Store.Table("platform", "job"));
        await desk.Store.RowsAsync($"UPDATE {submission} SET state = 'Checking' WHERE {Is("id")}");
        await desk.Store.RowsAsync($"UPDATE {job} SET phase = 'running', attempts = 3, ended_at = NULL WHERE {Is("subject_id")}");
        await desk.RestartAsync();
        await desk.UntilIdleAsync();
        (await desk.Store.RowsAsync($"SELECT phase, problem_code FROM {job} WHERE {Is("subject_id")}"))[0].ShouldBe(["failed", "PLT-041"]);

        (await desk[Who.Police].GetAsync(page)).Text.ShouldContain(again);
        // Whoever may see it but not send has no button, and no way round it.
        (await desk[Who.DataOfficer].GetAsync(page)).Text.ShouldNotContain(again);
        (await desk[Who.DataOfficer].PostAsync(again)).Status.ShouldBe(HttpStatusCode.Forbidden);
        PreparedDesk.Sent(await desk[Who.Police].PostAsync(again));
        await desk.UntilIdleAsync();
        (await desk.Store.RowsAsync($"SELECT state FROM {submission} WHERE {Is("id")}"))[0].ShouldBe(["Checked"]);
        (await desk.ActsAsync())["submission.check-again"].ShouldBe(1);
        (await desk[Who.Police].PostAsync(again)).Status.ShouldBe(HttpStatusCode.NotFound);

        string Is(string column) => desk.Store.Kind == StoreKind.Sqlite ? $"upper({column}) = '{id.ToString().ToUpperInvariant()}'" : $"{column} = '{id}'";
    }
}
