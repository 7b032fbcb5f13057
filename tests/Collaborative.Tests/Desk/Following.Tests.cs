using System.Net;
using Amparo.Collaborative.Contents;
using Amparo.Collaborative.Merges;
using Amparo.Collaborative.Releases;
using Amparo.Collaborative.Submissions;
using Amparo.Platform.Accounts;
using Amparo.Platform.Jobs;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Everybody follows the jobs whose subject they may read, and no other.</summary>
public sealed class FollowingTests(StaffedHost host) : IClassFixture<StaffedHost>
{
    private static readonly Dictionary<string, DeskRole[]> Followers = new(StringComparer.Ordinal)
    {
        [CheckSubmission.Kind] = [DeskRole.AgencyOfficer, DeskRole.DataOfficer],
        [RunMerge.Kind] = [DeskRole.DataOfficer, DeskRole.Reviewer, DeskRole.Approver, DeskRole.Analyst],
        [PublishRelease.Kind] = [DeskRole.DataOfficer, DeskRole.Approver, DeskRole.Analyst],
        [EraseContents.Kind] = [],
    };

    [Fact]
    public async Task Each_role_follows_what_it_may_read()
    {
        foreach (var (kind, roles) in Followers)
        {
            var job = await host.Services.GetRequiredService<JobBoard>().RequestAsync(
                new() { Kind = kind, OrganisationId = host.AgencyA, RequestedBy = Guid.NewGuid(), SubjectId = Guid.NewGuid() }, CancellationToken.None);
            foreach (var role in StaffedHost.Roles)
            {
                var answer = await (await host.BrowserOfAsync(host.Staff[role].Id)).GetAsync($"/es/mesa/trabajos/{job.Value}");
                if (roles.Contains(role))
                    (answer.Status, answer.Text.Contains("\"over\":true", StringComparison.Ordinal)).ShouldBe((HttpStatusCode.OK, true), $"{kind} {role} {answer.Text}");
                else
                    answer.Status.ShouldBeOneOf([HttpStatusCode.NotFound, HttpStatusCode.Forbidden], $"{kind} {role}");
            }

            (await (await host.BrowserOfAsync(host.Stranger.Id)).GetAsync($"/es/mesa/trabajos/{job.Value}")).Status.ShouldBe(HttpStatusCode.NotFound);
        }
    }
}
