using System.Net;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>One administrator alone cannot be two people: whoever has seen a key does not confirm who came in with it.</summary>
public abstract class ConfirmingTests<THost>(THost host)
    where THost : StaffedHost
{
    private const string Verify = "/en/desk/accounts/verify";

    private Task<Browser> FirstAsync() => host.BrowserOfAsync(host.Admin.Id);

    private Task<Browser> SecondAsync() => host.BrowserOfAsync(host.Second.Id);

    // The first administrator invites somebody, and uses the key themselves.
    private async Task<Person> PretendedAsync(params DeskRole[] roles)
    {
        var name = $"c{Guid.NewGuid():N}"[..14];
        return await host.EnrolAsync(await DeskHost.KeyForAsync(new("", "", await FirstAsync()), name, host.AgencyA, roles), name);
    }

    private static (string, string)[] Form(Person person, string code) => [("id", person.Id.ToString()), ($"code-{person.Id}", code)];

    private Task<bool> IsConfirmedAsync(Guid id) => host.PlatformAsync(context => context.Set<Account>().AnyAsync(row => row.Id == id && row.ConfirmedAt != null));

    [Fact]
    public async Task Whoever_came_in_with_a_key_may_do_nothing_before_somebody_confirms_them()
    {
        foreach (var role in StaffedHost.Roles)
        {
            var person = await PretendedAsync(role);
            var browser = await host.BrowserOfAsync(person.Id);
            (await browser.GetAsync("/en/desk")).Html.QuerySelector("#confirmation-code").ShouldNotBeNull();
            foreach (var endpoint in host.Endpoints().Where(endpoint => !endpoint.IsApi && endpoint.Rule!.Entitlement is not null))
            {
                foreach (var request in await GateOnSqliteTests.RequestsAsync(browser, endpoint, Guid.NewGuid()))
                    (await browser.SendAsync(request)).IsNotPermitted.ShouldBeTrue($"{role} {endpoint}");
            }

            (await browser.SendFormAsync("/en/desk/my-account/token", ("token-name", "x"), ("days", "1"), ("scope", nameof(Entitlement.ReadJobs)))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        }
    }

    [Fact]
    public async Task Whoever_has_seen_the_key_does_not_confirm_even_with_the_code()
    {
        var person = await PretendedAsync(DeskRole.Approver);
        var code = await DeskHost.CodeOfAsync(person);
        (await (await FirstAsync()).SendFormAsync(Verify, Form(person, code))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await person.Browser.SendFormAsync(Verify, Form(person, code))).IsNotPermitted.ShouldBeTrue();
        // Neither does an account that they made in the same way.
        var accomplice = await PretendedAsync(DeskRole.Administrator);
        (await accomplice.Browser.SendFormAsync(Verify, Form(person, code))).IsNotPermitted.ShouldBeTrue();
        (await accomplice.Browser.SendFormAsync(Verify, Form(accomplice, await DeskHost.CodeOfAsync(accomplice)))).IsNotPermitted.ShouldBeTrue();
        (await IsConfirmedAsync(person.Id)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_other_administrator_confirms_with_the_code_that_the_person_reads_and_not_without()
    {
        var person = await PretendedAsync(DeskRole.Analyst);
        var code = await DeskHost.CodeOfAsync(person);
        var second = await SecondAsync();
        foreach (var wrong in new[] { "", "aaaa-aaaa", code[..4], await DeskHost.CodeOfAsync(await PretendedAsync(DeskRole.Analyst)) })
            (await second.SendFormAsync(Verify, Form(person, wrong))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await IsConfirmedAsync(person.Id)).ShouldBeFalse();
        // As it is read aloud.
        (await second.SendFormAsync(Verify, Form(person, code.Replace("-", " ", StringComparison.Ordinal).ToUpperInvariant()))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await person.Browser.GetAsync("/en/desk/merges")).Status.ShouldBe(HttpStatusCode.OK);
        (await second.SendFormAsync(Verify, Form(person, code))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await host.PlatformAsync(context => context.Set<Account>().Where(row => row.Id == person.Id).Select(row => row.ConfirmedBy).SingleAsync())).ShouldBe(host.Second.Id);
    }

    [Fact]
    public async Task An_invitation_that_was_not_used_cannot_be_confirmed()
    {
        var name = $"c{Guid.NewGuid():N}"[..14];
        await DeskHost.KeyForAsync(new("", "", await FirstAsync()), name, host.AgencyA, DeskRole.Analyst);
        var id = await host.IdOfAsync(name);
        var stamp = await host.PlatformAsync(context => context.Set<Account>().Where(row => row.Id == id).Select(row => row.SecurityStamp).SingleAsync());
        (await (await SecondAsync()).SendFormAsync(Verify, ("id", id.ToString()), ($"code-{id}", OneTimeKey.Spoken(stamp)))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whoever_approved_a_way_back_in_saw_its_key_and_so_the_one_who_asked_confirms()
    {
        var person = await PretendedAsync(DeskRole.Approver);
        await host.ConfirmAsync(host.Second.Id, person);
        (await (await FirstAsync()).SendFormAsync("/en/desk/accounts/recover", ("id", person.Id.ToString()))).Status.ShouldBe(HttpStatusCode.SeeOther);
        var waiting = await host.PlatformAsync(context => context.Set<Invitation>().Where(row => row.AccountId == person.Id && row.Kind == InvitationKind.Recovery).Select(row => row.Id).SingleAsync());
        var second = await SecondAsync();
        var key = (await second.SendFormAsync("/en/desk/accounts/recover/approve", ("id", waiting.ToString()))).Html.QuerySelector("#new-key code")!.TextContent.Trim();
        var thief = await host.EnrolAsync(key, person.Name);
        (await thief.Browser.GetAsync("/en/desk/releases")).IsNotPermitted.ShouldBeTrue();
        (await second.SendFormAsync(Verify, Form(thief, await DeskHost.CodeOfAsync(thief)))).Status.ShouldBe(HttpStatusCode.NotFound);
        await host.ConfirmAsync(host.Admin.Id, thief);
        (await thief.Browser.GetAsync("/en/desk/releases")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task With_two_administrators_no_key_of_the_terminal_confirms_anybody()
    {
        (await PlatformModule.SecondKeyAsync(host.Services, CancellationToken.None)).ShouldBeNull();
        var person = await PretendedAsync(DeskRole.Administrator);
        (await person.Browser.SendFormAsync("/en/desk/verify-account", ("key", "aaaa-aaaa-aaaa-aaaa-aaaa-aaaa-aaaa"))).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}

public sealed class ConfirmingOnSqliteTests(StaffedHost host) : ConfirmingTests<StaffedHost>(host), IClassFixture<StaffedHost>;

public sealed class ConfirmingOnPostgresTests(StaffedPostgresHost host) : ConfirmingTests<StaffedPostgresHost>(host), IClassFixture<StaffedPostgresHost>;

/// <summary>The second administrator, whom nobody is there to confirm.</summary>
public sealed class SecondStartTests
{
    private const string ByKey = "/en/desk/verify-account";

    private sealed class BareHost : DeskHost;

    private static async Task<(Person First, Guid Office)> BeginAsync(DeskHost host)
    {
        await host.InitializeAsync();
        var first = await host.StartAsync();
        return (first, await host.PlatformAsync(context => context.Set<Organisation>().Select(row => row.Id).SingleAsync()));
    }

    [Fact]
    public async Task The_key_of_the_terminal_confirms_one_second_administrator_once_and_the_first_has_no_use_for_it()
    {
        await using var host = new BareHost();
        var (first, office) = await BeginAsync(host);
        var earlier = (await PlatformModule.SecondKeyAsync(host.Services, CancellationToken.None)).ShouldNotBeNull();
        var key = (await PlatformModule.SecondKeyAsync(host.Services, CancellationToken.None)).ShouldNotBeNull();
        (await first.Browser.SendFormAsync(ByKey, ("key", key))).Status.ShouldBe(HttpStatusCode.NotFound);
        var analyst = await host.EnrolAsync(await DeskHost.KeyForAsync(first, "an.analyst", office, DeskRole.Analyst), "an.analyst");
        (await analyst.Browser.SendFormAsync(ByKey, ("key", key))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await analyst.Browser.GetAsync("/en/desk")).Html.QuerySelector("main form input[name=key]").ShouldBeNull();

        var second = await host.EnrolAsync(await DeskHost.KeyForAsync(first, "another.one", office, DeskRole.Administrator), "another.one");
        foreach (var wrong in new[] { "", earlier, host.FirstKey })
            (await second.Browser.SendFormAsync(ByKey, ("key", wrong))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await second.Browser.GetAsync("/en/desk/accounts")).IsNotPermitted.ShouldBeTrue();
        var third = await host.EnrolAsync(await DeskHost.KeyForAsync(first, "third.admin", office, DeskRole.Administrator), "third.admin");
        var answers = await Task.WhenAll(new[] { second, third }.Select(async person => (person, answer: await person.Browser.SendFormAsync(ByKey, ("key", key)))));
        answers.Count(row => row.answer.Status == HttpStatusCode.SeeOther).ShouldBe(1);
        (await PlatformModule.SecondKeyAsync(host.Services, CancellationToken.None)).ShouldBeNull();

        var (confirmed, other) = (answers.Single(row => row.answer.Status == HttpStatusCode.SeeOther).person, answers.Single(row => row.answer.Status != HttpStatusCode.SeeOther).person);
        foreach (var person in new[] { analyst, other })
            await host.ConfirmAsync(confirmed.Id, person);
        (await other.Browser.GetAsync("/en/desk/accounts")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_key_is_over_after_a_week_and_is_drawn_anew_where_one_administrator_is_left()
    {
        await using var host = new BareHost();
        var (first, office) = await BeginAsync(host);
        var key = (await PlatformModule.SecondKeyAsync(host.Services, CancellationToken.None)).ShouldNotBeNull();
        var second = await host.EnrolAsync(await DeskHost.KeyForAsync(first, "another.one", office, DeskRole.Administrator), "another.one");
        host.Clock.Advance(Duration.FromDays(7));
        var late = await host.BrowserOfAsync(second.Id);
        (await late.SendFormAsync(ByKey, ("key", key))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        key = (await PlatformModule.SecondKeyAsync(host.Services, CancellationToken.None)).ShouldNotBeNull();
        (await late.SendFormAsync(ByKey, ("key", key))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await late.SendFormAsync("/en/desk/accounts/disable", ("id", first.Id.ToString()), ("sure", "yes"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await PlatformModule.SecondKeyAsync(host.Services, CancellationToken.None)).ShouldNotBeNull();
    }
}
