using System.Net;
using Amparo.Collaborative.Emergencies;
using Amparo.Collaborative.Merges;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Accounts;
using Amparo.Platform.Audit;
using Amparo.Stores;
using Amparo.TestSupport;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Breaking the glass of a merge: what several agencies know of somebody, for one person, for some hours, and for nobody else.</summary>
public sealed class MergeEmergenciesTests
{
    private const string Emergencies = "/es/mesa/emergencias";
    private const string Reason = "Quienes la buscan dieron con el albergue";

    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static (string, string)[] Form(Guid opened, string reason = Reason, string hours = "4") => [("submission", opened.ToString()), ("reason", reason), ("hours", hours)];

    private static async Task<Guid> MergeAsync(MergingHost host)
    {
        var officer = await host.EnterAsync(host.Office, DeskRole.DataOfficer);
        var submissions = await host.AskAsync(context => context.Set<Submission>().Select(row => row.Id).ToListAsync());
        var page = await officer.SendAsync("/es/mesa/uniones/nueva", HttpStatusCode.SeeOther, [.. submissions.Select(id => ("submission", id.ToString()))]);
        var id = Guid.Parse(page!.Split('?')[0].Split('/')[^1]);
        (await host.UntilOverAsync(id)).State.ShouldBe(MergeState.Done);
        return id;
    }

    private static Task<int> ActsAsync(MergingHost host, string act) => host.AskAsync(context => context.Set<AuditLine>().CountAsync(line => line.Act == act));

    [Theory, MemberData(nameof(Kinds))]
    public async Task One_merge_is_read_by_one_person_until_it_is_closed_or_something_is_taken_back(StoreKind kind)
    {
        await using var host = await MergingHost.StartAsync(kind);
        var merge = await MergeAsync(host);
        var (opener, colleague) = (await host.EnterAsync(host.Office, DeskRole.Emergency), await host.EnterAsync(host.Office, DeskRole.Emergency));
        var admin = await host.EnterAsync(host.Office, DeskRole.Administrator);

        // No reason, no bound, no merge: nothing is opened.
        foreach (var form in new[] { Form(merge, "corto"), Form(merge, hours: "25"), Form(merge, hours: "0"), Form(Guid.NewGuid()), Form(host.Office) })
            await opener.SendAsync(Emergencies, HttpStatusCode.UnprocessableEntity, form);
        foreach (var role in Enum.GetValues<DeskRole>().Where(role => role != DeskRole.Emergency))
            await (await host.EnterAsync(host.Office, role)).SendAsync(Emergencies, HttpStatusCode.Forbidden, Form(merge));
        (await host.AskAsync(context => context.Set<Emergency>().CountAsync())).ShouldBe(0);

        (await opener.PageAsync(Emergencies)).QuerySelectorAll("#submission option").Select(option => option.GetAttribute("value")).ShouldContain(merge.ToString());
        await opener.SendAsync(Emergencies, HttpStatusCode.SeeOther, Form(merge));
        var emergency = await host.AskAsync(context => context.Set<Emergency>().AsNoTracking().SingleAsync());
        (emergency.MergeId, emergency.SubmissionId, emergency.OrganisationId).ShouldBe((merge, null, host.Office));
        (await host.AskAsync(context => context.Set<OutboxMessage>().SingleAsync(row => row.Kind == "emergency.opened"))).Payload.ShouldContain("\"merge\"");
        (await admin.PageAsync("/es/mesa")).Body!.TextContent.ShouldContain("Abierto ahora en una emergencia");
        var listed = (await admin.PageAsync(Emergencies)).QuerySelector("#emergencies")!.TextContent;
        listed.ShouldContain("Unión del");
        listed.ShouldContain(Reason);

        // By its own page alone, each look in the trail; the merge's other pages and its pairs stay closed.
        var records = $"{Emergencies}/{emergency.Id}/registros";
        var page = (await opener.PageAsync(records)).Body!.TextContent;
        page.ShouldContain("Persona");
        page.ShouldContain("Mujer", Case.Insensitive);
        (await ActsAsync(host, "emergency.records-read")).ShouldBe(1);
        foreach (var path in new[] { "/es/mesa/uniones", $"/es/mesa/uniones/{merge}", $"/es/mesa/uniones/{merge}/revision/GT" })
            await opener.PageAsync(path, HttpStatusCode.Forbidden);
        await opener.PageAsync($"{Emergencies}/{merge}/registros", HttpStatusCode.NotFound);
        await colleague.PageAsync(records, HttpStatusCode.NotFound);
        await colleague.SendAsync($"{Emergencies}/{emergency.Id}/cerrar", HttpStatusCode.NotFound);
        (await colleague.PageAsync(Emergencies)).Body!.TextContent.ShouldNotContain(Reason);
        foreach (var role in Enum.GetValues<DeskRole>().Where(role => role != DeskRole.Emergency))
            await (await host.EnterAsync(host.Office, role)).PageAsync(records, HttpStatusCode.Forbidden);

        // The records of one person stand together.
        var found = host.PersonsOf(await host.UntilOverAsync(merge)).Values.GroupBy(person => person, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).First();
        (await opener.PageAsync(records)).QuerySelectorAll("dl").Take(found.Count()).ShouldAllBe(list => list.TextContent.Contains(found.Key, StringComparison.Ordinal));

        // What an agency takes back is closed with all that it was merged into.
        var given = await host.AskAsync(context => context.Set<MergedSubmission>().Select(row => row.SubmissionId).FirstAsync());
        await SetAsync(host, given, SubmissionState.Withdrawn);
        await opener.PageAsync(records, HttpStatusCode.NotFound);
        await opener.SendAsync(Emergencies, HttpStatusCode.UnprocessableEntity, Form(merge));
        await SetAsync(host, given, SubmissionState.Accepted);
        await opener.PageAsync(records);

        await admin.SendAsync($"{Emergencies}/{emergency.Id}/revocar", HttpStatusCode.SeeOther);
        await opener.PageAsync(records, HttpStatusCode.NotFound);
        await admin.SendAsync($"{Emergencies}/{emergency.Id}/revisar", HttpStatusCode.SeeOther, ("verdict", "Accepted"));
        (await ActsAsync(host, "emergency.accepted")).ShouldBe(1);

        // Ended: nothing to open, and what was opened is listed still.
        await opener.SendAsync(Emergencies, HttpStatusCode.SeeOther, Form(merge));
        var second = await host.AskAsync(context => context.Set<Emergency>().OrderByDescending(row => row.Id).Select(row => row.Id).FirstAsync());
        await opener.PageAsync($"{Emergencies}/{second}/registros");
        await (await host.EnterAsync(host.Office, DeskRole.DataOfficer)).SendAsync($"/es/mesa/uniones/{merge}/terminar", HttpStatusCode.SeeOther, ("sure", "yes"));
        await opener.PageAsync($"{Emergencies}/{second}/registros", HttpStatusCode.NotFound);
        (await opener.PageAsync(Emergencies)).QuerySelectorAll("#emergencies > li").Length.ShouldBe(2);
    }

    private static Task<int> SetAsync(MergingHost host, Guid submission, SubmissionState state) => host.AskAsync(
        context => context.Set<Submission>().Where(row => row.Id == submission).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state)));
}
