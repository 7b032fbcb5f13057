using System.Net;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Keys;
using Amparo.Portal;
using NodaTime;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Administrators are reminded of a key that is a year old until somebody renews it at the terminal, and auditors read that it was done there.</summary>
public abstract class KeyAgeTests<THost>(THost host)
    where THost : StaffedHost
{
    private const string Command = "./amparo keys renew";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<string> HomeAsync(DeskRole role, string address = "/en/desk")
    {
        var page = await (await host.BrowserOfAsync(host.Staff[role].Id)).GetAsync(address);
        page.Status.ShouldBe(HttpStatusCode.OK);
        return page.Text;
    }

    [Fact]
    public async Task Administrators_are_reminded_of_a_key_of_more_than_a_year_until_it_is_renewed()
    {
        host.Clock.Advance(Duration.FromDays(365));
        (await HomeAsync(DeskRole.Administrator)).ShouldNotContain(Command);
        host.Clock.Advance(Duration.FromSeconds(1));
        (await HomeAsync(DeskRole.Administrator)).ShouldContain("is 365 days old");
        (await HomeAsync(DeskRole.Administrator)).ShouldContain(Command);
        (await HomeAsync(DeskRole.Administrator, "/es/mesa")).ShouldContain("tiene 365 d");
        (await HomeAsync(DeskRole.Administrator, "/es/mesa")).ShouldContain(Command);
        foreach (var role in StaffedHost.Roles.Where(role => role != DeskRole.Administrator))
            (await HomeAsync(role)).ShouldNotContain(Command);

        using (var keys = (await InstallationKeys.OpenAsync(
            new(host.Address, host.DataFolder, host.KeyFilePath), [PortalStore.Migrations, PlatformStore.Migrations, CollaborativeStore.Migrations], host.Clock, Cancel)).Value)
            (await keys.RenewAsync(Cancel)).Problems.ShouldBeEmpty();

        (await HomeAsync(DeskRole.Administrator)).ShouldNotContain(Command);
        var trail = await (await host.BrowserOfAsync(host.Staff[DeskRole.Auditor].Id)).GetAsync("/en/desk/audit?act=key.rotated");
        var lines = trail.Html.QuerySelectorAll("tbody tr");
        lines.Length.ShouldBe(2);
        lines.ShouldAllBe(line => line.Children[2].TextContent == "The machine's terminal");
    }
}

public sealed class KeyAgeOnSqliteTests(StaffedHost host) : KeyAgeTests<StaffedHost>(host), IClassFixture<StaffedHost>;

public sealed class KeyAgeOnPostgresTests(StaffedPostgresHost host) : KeyAgeTests<StaffedPostgresHost>(host), IClassFixture<StaffedPostgresHost>;
