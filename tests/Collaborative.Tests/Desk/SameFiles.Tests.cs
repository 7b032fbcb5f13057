using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Amparo.Collaborative.Merges;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Accounts;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>The same file sent twice is pointed out, told apart, and does not enter one merge twice.</summary>
public abstract class SameFilesTests<THost>(THost host)
    where THost : StaffedHost
{
    [Fact]
    public async Task A_file_that_was_sent_before_is_pointed_out_and_not_merged_with_itself()
    {
        var text = $"{StaffedHost.File}\n";
        var (first, second) = (await host.SendAsync(host.Officer, host.AgreementA, text), await host.SendAsync(host.Officer, host.AgreementA, text));
        // As long, and another.
        var other = await host.SendAsync(host.Officer, host.AgreementA, text.Replace("env. 20", "env. 21", StringComparison.Ordinal));
        var theirs = await host.SendAsync(host.Stranger, host.AgreementB, text.Replace("env. 20", "env. 22", StringComparison.Ordinal));
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        async Task<List<string>> SameAsync(Guid id) =>
            [.. (await browser.GetAsync($"/en/desk/submissions/{id}")).Html.QuerySelectorAll("#same + ul a").Select(link => link.GetAttribute("href")!.Split('/')[^1])];
        (await SameAsync(first)).ShouldBe([second.ToString()]);
        (await SameAsync(second)).ShouldBe([first.ToString()]);
        (await SameAsync(other)).ShouldBeEmpty();
        // A program is told as well.
        var script = host.Open();
        script.Client.DefaultRequestHeaders.Add("Authorization", $"Bearer {await host.KeyOfAsync(host.Officer.Id, Entitlement.ReadSubmissions)}");
        foreach (var (of, same) in new (Guid Of, Guid[] Same)[] { (first, [second]), (other, []) })
        {
            using var findings = JsonDocument.Parse((await script.GetAsync($"/api/v1/submissions/{of}/findings")).Text);
            findings.RootElement.GetProperty("sameFileAs").EnumerateArray().Select(id => id.GetGuid()).ShouldBe(same);
        }

        // Mended rows make no other file of it; and they are of its own institution only.
        var mended = (await browser.GetAsync($"/en/desk/submissions/{second}/to-mend.csv")).Text;
        (await browser.SendFileAsync($"/en/desk/submissions/{second}/mend/file", ("m.csv", mended))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await host.SettledAsync(second)).ShouldBe(SubmissionState.Checked);
        (await SameAsync(first)).ShouldBe([second.ToString()]);

        foreach (var (id, officer) in new[] { (first, host.Officer), (second, host.Officer), (other, host.Officer), (theirs, host.Stranger) })
            (await (await host.BrowserOfAsync(officer.Id)).SendFormAsync($"/en/desk/submissions/{id}/hand-over")).Status.ShouldBe(HttpStatusCode.SeeOther);
        var desk = await host.BrowserOfAsync(host.Staff[DeskRole.DataOfficer].Id);
        Task<Answer> StartAsync(params Guid[] ids) => desk.SendFormAsync("/en/desk/merges/new", [.. ids.Select(id => ("submission", id.ToString()))]);
        var refused = await StartAsync(first, second, theirs);
        refused.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        refused.Html.QuerySelector("#submission-error")!.TextContent.ShouldContain("the same file");
        (await host.CollaborativeAsync(context => context.Set<Merge>().CountAsync())).ShouldBe(0);

        // Told apart where they are chosen and listed.
        foreach (var (page, reader) in new[] { ("/en/desk/merges/new", desk), ("/en/desk/submissions", desk), ("/en/desk/submissions", browser) })
        {
            var numbers = Regex.Matches((await reader.GetAsync(page)).Html.Body!.TextContent, @"Submission (\d{4}), ", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Select(match => match.Value).ToList();
            numbers.Count.ShouldBeGreaterThanOrEqualTo(3);
            // Four digits are no key: two may meet, all do not.
            numbers.Distinct(StringComparer.Ordinal).Count().ShouldBeGreaterThan(1);
        }

        (await desk.GetAsync("/en/desk/merges/new")).Text.ShouldContain("of two organisations at least");
        (await StartAsync(second, other, theirs)).Status.ShouldBe(HttpStatusCode.SeeOther);

        // What was withdrawn is nobody's double.
        (await browser.SendFormAsync($"/en/desk/submissions/{second}/withdraw", ("sure", "yes"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await SameAsync(first)).ShouldBeEmpty();
    }
}

public sealed class SameFilesOnSqliteTests(StaffedHost host) : SameFilesTests<StaffedHost>(host), IClassFixture<StaffedHost>;

public sealed class SameFilesOnPostgresTests(StaffedPostgresHost host) : SameFilesTests<StaffedPostgresHost>(host), IClassFixture<StaffedPostgresHost>;
