using System.Net;
using Amparo.Collaborative.Emergencies;
using Amparo.Platform.Accounts;
using Amparo.Platform.Audit;
using Amparo.Platform.Retention;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Breaking the glass: one submission, one person, some hours, told at once, reviewed by somebody else.</summary>
public abstract class EmergenciesTests<THost>(THost host)
    where THost : StaffedHost
{
    private const string Emergencies = "/en/desk/emergencies";
    private const string Reason = "A shelter was found by those who look for her";

    private async Task<Guid> SendAsync(Person officer, Guid agreement) =>
        await host.SendAsync(new(officer.Name, officer.Shared, await host.BrowserOfAsync(officer.Id)) { Id = officer.Id }, agreement);

    private Task<Browser> AsAsync(DeskRole role) => host.BrowserOfAsync(host.Staff[role].Id);

    private static (string, string)[] Form(Guid submission, string reason = Reason, string hours = "4") => [("submission", submission.ToString()), ("reason", reason), ("hours", hours)];

    private async Task<Guid> BreakAsync(Guid submission)
    {
        (await (await AsAsync(DeskRole.Emergency)).SendFormAsync(Emergencies, Form(submission))).Status.ShouldBe(HttpStatusCode.SeeOther);
        return await host.CollaborativeAsync(context => context.Set<Emergency>().Where(row => row.SubmissionId == submission).Select(row => row.Id).SingleAsync());
    }

    private Task<int> ActsAsync(string act) => host.PlatformAsync(context => context.Set<AuditLine>().CountAsync(line => line.Act == act));

    [Fact]
    public async Task One_submission_is_read_by_one_person_and_each_page_is_in_the_trail()
    {
        var (sent, other) = (await SendAsync(host.Officer, host.AgreementA), await SendAsync(host.Stranger, host.AgreementB));
        var browser = await AsAsync(DeskRole.Emergency);
        (await browser.GetAsync($"{Emergencies}/{sent}/records")).Status.ShouldBe(HttpStatusCode.NotFound);
        var (id, read) = (await BreakAsync(sent), await ActsAsync("emergency.records-read"));
        var page = await browser.GetAsync($"{Emergencies}/{id}/records");
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Text.ShouldContain($"{StaffedHost.Marker}Ana");
        (await ActsAsync("emergency.records-read")).ShouldBe(read + 1);
        // Nothing else is open: neither its file and rows by other pages, nor another submission.
        foreach (var path in new[] { $"/en/desk/submissions/{sent}", $"/en/desk/submissions/{sent}/mend", $"/en/desk/submissions/{sent}/to-mend.csv" })
            (await browser.GetAsync(path)).IsNotPermitted.ShouldBeTrue(path);
        (await browser.GetAsync($"{Emergencies}/{other}/records")).Status.ShouldBe(HttpStatusCode.NotFound);

        var colleague = await host.InviteAsync(new("", "", await host.BrowserOfAsync(host.Admin.Id)), $"e{Guid.NewGuid():N}"[..14], host.AgencyB, DeskRole.Emergency);
        (await colleague.Browser.GetAsync($"{Emergencies}/{id}/records")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await colleague.Browser.SendFormAsync($"{Emergencies}/{id}/close")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await colleague.Browser.GetAsync(Emergencies)).Text.ShouldNotContain(Reason);
        foreach (var role in StaffedHost.Roles.Where(role => role != DeskRole.Emergency))
            (await (await AsAsync(role)).GetAsync($"{Emergencies}/{id}/records")).IsNotPermitted.ShouldBeTrue(role.ToString());
    }

    [Fact]
    public async Task Administrators_and_auditors_are_told_at_once_and_the_outbox_too()
    {
        var sent = await SendAsync(host.Officer, host.AgreementA);
        var opened = await ActsAsync("emergency.opened");
        var id = await BreakAsync(sent);
        (await ActsAsync("emergency.opened")).ShouldBe(opened + 1);
        foreach (var role in new[] { DeskRole.Administrator, DeskRole.Auditor })
        {
            var browser = await AsAsync(role);
            (await browser.GetAsync("/en/desk")).Text.ShouldContain("Open now in an emergency:");
            (await browser.GetAsync(Emergencies)).Text.ShouldContain("Hotline North");
        }

        (await (await AsAsync(DeskRole.Administrator)).GetAsync(Emergencies)).Text.ShouldContain(Reason);
        (await (await AsAsync(DeskRole.Auditor)).GetAsync(Emergencies)).Text.ShouldNotContain(Reason);
        (await (await AsAsync(DeskRole.Analyst)).GetAsync("/en/desk")).Text.ShouldNotContain("in an emergency:");
        var message = await host.PlatformAsync(context => context.Set<OutboxMessage>().Where(row => row.Kind == "emergency.opened").OrderByDescending(row => row.Id).FirstAsync());
        message.Payload.ShouldContain(host.AgencyA.ToString());
        message.Payload.ShouldNotContain("shelter");
        foreach (var (table, rows) in await StoreState.RowsAsync(host))
            rows.ShouldAllBe(row => !row.Contains(Reason, StringComparison.Ordinal), table);
        host.Log.ShouldAllBe(line => !line.Contains(Reason, StringComparison.Ordinal));
        (await host.CollaborativeAsync(context => context.Set<Emergency>().AnyAsync(row => row.Id == id))).ShouldBeTrue();
    }

    [Fact]
    public async Task It_ends_by_itself_and_is_reviewed_afterwards_once_by_somebody_else()
    {
        var id = await BreakAsync(await SendAsync(host.Officer, host.AgreementA));
        var review = $"{Emergencies}/{id}/review";
        (await (await AsAsync(DeskRole.Administrator)).SendFormAsync(review, ("verdict", "Accepted"))).Status.ShouldBe(HttpStatusCode.NotFound);
        host.Clock.Advance(Duration.FromHours(4) - Duration.FromSeconds(1));
        (await (await AsAsync(DeskRole.Emergency)).GetAsync($"{Emergencies}/{id}/records")).Status.ShouldBe(HttpStatusCode.OK);
        host.Clock.Advance(Duration.FromSeconds(1));
        (await (await AsAsync(DeskRole.Emergency)).GetAsync($"{Emergencies}/{id}/records")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await (await AsAsync(DeskRole.Emergency)).SendFormAsync(review, ("verdict", "Accepted"))).IsNotPermitted.ShouldBeTrue();
        (await (await AsAsync(DeskRole.Auditor)).SendFormAsync(review, ("verdict", "Accepted"))).IsNotPermitted.ShouldBeTrue();
        (await (await AsAsync(DeskRole.Administrator)).GetAsync("/en/desk")).Text.ShouldContain("Emergencies that nobody has reviewed:");
        foreach (var strange in new[] { "", "Perhaps", "7" })
            (await (await AsAsync(DeskRole.Administrator)).SendFormAsync(review, ("verdict", strange))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await (await AsAsync(DeskRole.Administrator)).SendFormAsync(review, ("verdict", "NotJustified"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await (await AsAsync(DeskRole.Administrator)).SendFormAsync(review, ("verdict", "Accepted"))).Status.ShouldBe(HttpStatusCode.NotFound);
        var row = await host.CollaborativeAsync(context => context.Set<Emergency>().SingleAsync(found => found.Id == id));
        (row.Verdict, row.ReviewedBy).ShouldBe((EmergencyVerdict.NotJustified, host.Admin.Id));
        (await ActsAsync("emergency.not-justified")).ShouldBeGreaterThan(0);
        (await (await AsAsync(DeskRole.Emergency)).GetAsync(Emergencies)).Text.ShouldContain("Reviewed, there was no reason");

        // Kept for a year after the review, with its reason; then not.
        host.Clock.Advance(Duration.FromDays(364));
        var job = new RunRetention(host.Services.GetServices<IRetained>().OfType<RetainedEmergencies>(), host.Clock);
        await job.EraseAsync(TestContext.Current.CancellationToken);
        (await host.CollaborativeAsync(context => context.Set<Emergency>().AnyAsync(found => found.Id == id))).ShouldBeTrue();
        host.Clock.Advance(Duration.FromDays(1));
        await job.EraseAsync(TestContext.Current.CancellationToken);
        (await host.CollaborativeAsync(context => context.Set<Emergency>().AnyAsync(found => found.Id == id))).ShouldBeFalse();
    }

    [Fact]
    public async Task It_is_closed_by_its_own_hand_or_revoked_and_then_nothing_is_read_any_more()
    {
        foreach (var (role, act) in new[] { (DeskRole.Emergency, "close"), (DeskRole.Administrator, "revoke") })
        {
            var id = await BreakAsync(await SendAsync(host.Officer, host.AgreementA));
            var reader = await AsAsync(DeskRole.Emergency);
            (await reader.GetAsync($"{Emergencies}/{id}/records")).Status.ShouldBe(HttpStatusCode.OK);
            (await (await AsAsync(role)).SendFormAsync($"{Emergencies}/{id}/{act}")).Status.ShouldBe(HttpStatusCode.SeeOther);
            (await reader.GetAsync($"{Emergencies}/{id}/records")).Status.ShouldBe(HttpStatusCode.NotFound);
            (await (await AsAsync(role)).SendFormAsync($"{Emergencies}/{id}/{act}")).Status.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task What_was_taken_back_is_closed_for_emergencies_too()
    {
        var sent = await SendAsync(host.Officer, host.AgreementA);
        var id = await BreakAsync(sent);
        (await (await host.BrowserOfAsync(host.Officer.Id)).SendFormAsync($"/en/desk/submissions/{sent}/withdraw", ("sure", "yes"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await (await AsAsync(DeskRole.Emergency)).GetAsync($"{Emergencies}/{id}/records")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Without_a_reason_a_bound_or_something_that_is_closed_nothing_is_opened()
    {
        var sent = await SendAsync(host.Officer, host.AgreementA);
        var browser = await AsAsync(DeskRole.Emergency);
        foreach (var form in new[] { Form(sent, ""), Form(sent, "short"), Form(sent, new string('x', 1001)), Form(sent, hours: "0"), Form(sent, hours: "25"), Form(sent, hours: "-1"), Form(sent, hours: "x"), Form(Guid.NewGuid()) })
            (await browser.SendFormAsync(Emergencies, form)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        // Whoever may read it anyway has no emergency.
        var own = await host.InviteAsync(new("", "", await host.BrowserOfAsync(host.Admin.Id)), $"e{Guid.NewGuid():N}"[..14], host.AgencyA, DeskRole.Emergency, DeskRole.AgencyOfficer);
        (await own.Browser.SendFormAsync(Emergencies, Form(sent))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await host.CollaborativeAsync(context => context.Set<Emergency>().CountAsync(row => row.SubmissionId == sent))).ShouldBe(0);
    }
}

public sealed class EmergenciesOnSqliteTests(StaffedHost host) : EmergenciesTests<StaffedHost>(host), IClassFixture<StaffedHost>;

public sealed class EmergenciesOnPostgresTests(StaffedPostgresHost host) : EmergenciesTests<StaffedPostgresHost>(host), IClassFixture<StaffedPostgresHost>;
