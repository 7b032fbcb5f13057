using System.Net;
using Amparo.Platform.Accounts;
using Amparo.Platform.Audit;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Auditors read who did what, and nothing else; that they read is in the trail too.</summary>
public abstract class ReadingAuditTests<THost>(THost host)
    where THost : StaffedHost
{
    private const string Audit = "/en/desk/audit";

    private Task<Browser> AuditorAsync() => host.BrowserOfAsync(host.Staff[DeskRole.Auditor].Id);

    private Task<int> CountAsync(string act) => host.PlatformAsync(context => context.Set<AuditLine>().CountAsync(line => line.Act == act));

    private static List<string> Column(Answer page, int column) => [.. page.Html.QuerySelectorAll("tbody tr").Select(row => (row.Children[column].QuerySelector("td > code") ?? row.Children[column]).TextContent.Trim())];

    [Fact]
    public async Task Lines_are_found_by_act_family_organisation_and_day_page_by_page()
    {
        var auditor = await AuditorAsync();
        await host.SendAsync(host.Officer, host.AgreementA);
        var all = await auditor.GetAsync(Audit);
        all.Status.ShouldBe(HttpStatusCode.OK);
        all.Text.ShouldNotContain(StaffedHost.Marker);
        Column(all, 0).Count.ShouldBeGreaterThan(20);
        // The last first; accounts by the names that people chose for them.
        all.Html.QuerySelectorAll("tbody tr")[0].Children[4].QuerySelector("code")!.TextContent.ShouldBe("audit.read");
        all.Html.QuerySelectorAll("tbody tr")[0].Children[2].TextContent.ShouldBe("one.Auditor");

        Column(await auditor.GetAsync($"{Audit}?act=account.invited"), 4).Distinct().ShouldBe(["account.invited"]);
        var families = Column(await auditor.GetAsync($"{Audit}?act=submission."), 4);
        families.ShouldNotBeEmpty();
        families.ShouldAllBe(act => act.StartsWith("submission.", StringComparison.Ordinal));
        Column(await auditor.GetAsync($"{Audit}?act=submission"), 4).ShouldBeEmpty();
        Column(await auditor.GetAsync($"{Audit}?organisation={host.AgencyA}"), 3).Distinct().ShouldBe(["Hotline North"]);
        Column(await auditor.GetAsync($"{Audit}?organisation={Guid.NewGuid()}"), 3).ShouldBeEmpty();
        var today = host.Clock.GetCurrentInstant().InUtc().Date;
        string Day(int offset) => LocalDatePattern.Iso.Format(today.PlusDays(offset));
        Column(await auditor.GetAsync($"{Audit}?from={Day(1)}"), 0).ShouldBeEmpty();
        Column(await auditor.GetAsync($"{Audit}?to={Day(-1)}"), 0).ShouldBeEmpty();
        Column(await auditor.GetAsync($"{Audit}?from={Day(0)}&to={Day(0)}"), 0).ShouldNotBeEmpty();

        var seen = new List<string>();
        for (string? next = $"{Audit}?act=session.&from={Day(0)}"; next is not null;)
        {
            var page = await auditor.GetAsync(next);
            seen.AddRange(Column(page, 0));
            next = page.Html.QuerySelector("a[rel=next]")?.GetAttribute("href");
        }

        for (var time = 0; time < 60; time++)
            await auditor.GetAsync(Audit);
        seen.ShouldBeUnique();
        var first = await auditor.GetAsync($"{Audit}?act=audit.read");
        Column(first, 0).Count.ShouldBe(50);
        var second = await auditor.GetAsync(first.Html.QuerySelector("a[rel=next]")!.GetAttribute("href")!);
        Column(second, 0).Count.ShouldBeGreaterThan(5);
        Column(second, 4).Distinct().ShouldBe(["audit.read"]);
    }

    [Theory]
    [InlineData("act=Account%27--", "act"), InlineData("from=2025-02-30", "from"), InlineData("to=9999-12-31", "to"), InlineData("from=2025-03-02&to=2025-03-01", "to"), InlineData("organisation=x", "organisation"), InlineData("act=%25", "act")]
    public async Task What_cannot_be_read_is_said_at_its_field_and_finds_nothing(string query, string field)
    {
        var auditor = await AuditorAsync();
        foreach (var path in new[] { Audit, $"{Audit}/acts.csv" })
        {
            var answer = await auditor.GetAsync($"{path}?{query}");
            answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            answer.Html.QuerySelectorAll(".govuk-error-summary a").Select(link => link.GetAttribute("href")).ShouldBe([$"#{field}"]);
            Column(answer, 0).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task The_file_holds_what_was_asked_for_in_order_and_each_reading_is_an_act()
    {
        var auditor = await AuditorAsync();
        var (read, exported, verified) = (await CountAsync("audit.read"), await CountAsync("audit.exported"), await CountAsync("audit.verified"));
        await auditor.GetAsync(Audit);
        var file = await auditor.GetAsync($"{Audit}/acts.csv?act=account.");
        await auditor.GetAsync($"{Audit}/chain");
        (await CountAsync("audit.read"), await CountAsync("audit.exported"), await CountAsync("audit.verified")).ShouldBe((read + 1, exported + 1, verified + 1));
        file.Status.ShouldBe(HttpStatusCode.OK);
        file.Headers.ShouldContain("text/csv");
        file.Headers.ShouldContain("no-store");
        var lines = file.Text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldBe("sequence,at,organisation,actor,act,subject_kind,subject,outcome,purpose,hash");
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToList();
        rows.Count.ShouldBe(await host.PlatformAsync(context => context.Set<AuditLine>().CountAsync(line => EF.Functions.Like(line.Act, "account.%"))));
        rows.ShouldAllBe(row => row.Length == 10 && row[4].StartsWith("account.", StringComparison.Ordinal) && row[9].Length == 64);
        rows.Select(row => long.Parse(row[0], System.Globalization.CultureInfo.InvariantCulture)).ShouldBeInOrder();
    }

    [Theory]
    [InlineData("=1+1", "'=1+1"), InlineData("+1", "'+1"), InlineData("-1", "'-1"), InlineData("@a", "'@a"), InlineData("\ta", "'\ta"), InlineData("a,b", "\"a,b\""), InlineData("=\"a\"", "\"'=\"\"a\"\"\""), InlineData("plain", "plain"), InlineData("", "")]
    public void No_cell_is_a_formula(string text, string cell) => ReadAudit.Cell(text).ShouldBe(cell);

    [Fact]
    public async Task The_chain_is_verified_to_its_end_and_against_a_checkpoint_that_was_kept()
    {
        var auditor = await AuditorAsync();
        var page = await auditor.GetAsync($"{Audit}/chain");
        page.Html.QuerySelector("#chain-state")!.TextContent.ShouldContain("Whole");
        var checkpoint = page.Html.QuerySelector("#new-checkpoint")!.TextContent.Trim();
        var held = await auditor.SendFormAsync($"{Audit}/chain", ("checkpoint", checkpoint));
        held.Status.ShouldBe(HttpStatusCode.OK);
        held.Text.ShouldContain("It agrees with the checkpoint");
        var parts = checkpoint.Split(' ');
        parts[1] = "1";
        foreach (var (wrong, code) in new[] { ("x", "PLT-023"), (string.Join(' ', parts), "PLT-024") })
        {
            var answer = await auditor.SendFormAsync($"{Audit}/chain", ("checkpoint", wrong));
            answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
            answer.Text.ShouldContain(code);
        }
    }
}

public sealed class ReadingAuditOnSqliteTests(StaffedHost host) : ReadingAuditTests<StaffedHost>(host), IClassFixture<StaffedHost>
{
    [Fact]
    public async Task A_line_that_somebody_changed_in_the_database_is_noticed()
    {
        await using var other = new StaffedHost();
        await other.InitializeAsync();
        await other.PlatformAsync(async context =>
        {
            await context.Database.ExecuteSqlRawAsync("DROP TRIGGER platform_audit_line_update");
            return await context.Database.ExecuteSqlRawAsync("UPDATE platform_audit_line SET act = 'session.begun' WHERE sequence = 3");
        });
        var page = await (await other.BrowserOfAsync(other.Staff[DeskRole.Auditor].Id)).GetAsync("/en/desk/audit/chain");
        page.Html.QuerySelector("#chain-state")!.TextContent.ShouldContain("PLT-020");
        page.Html.QuerySelector("#new-checkpoint").ShouldBeNull();
    }
}

public sealed class ReadingAuditOnPostgresTests(StaffedPostgresHost host) : ReadingAuditTests<StaffedPostgresHost>(host), IClassFixture<StaffedPostgresHost>;
