using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amparo.Platform.Accounts;
using Amparo.Platform.Audit;
using Amparo.Platform.Http;
using Amparo.TestSupport;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Suspicions of somebody who read the program to get in, each tried.</summary>
public sealed class IntrudersTests(PatientHost host) : IClassFixture<PatientHost>
{
    private const string Other = "other horse, and 5 more";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private async Task<Person> AdminAsync() => new(host.Admin.Name, host.Admin.Shared, await host.BrowserOfAsync(host.Admin.Id)) { Id = host.Admin.Id };

    private async Task<Person> NewAsync(params DeskRole[] roles) =>
        await host.InviteAsync(await AdminAsync(), $"i{Guid.NewGuid():N}"[..14], host.AgencyA, roles.Length > 0 ? roles : [DeskRole.AgencyOfficer]);

    private Task<Answer> EnterAsync(string name, string code, string password = DeskHost.Password) =>
        host.Open().PostAsync("/en/desk/enter", ("name", name), ("password", password), ("code", code));

    private Task<List<AuditLine>> LinesAsync(string act) =>
        host.PlatformAsync(context => context.Set<AuditLine>().AsNoTracking().Where(line => line.Act == act).ToListAsync());

    [Fact]
    public async Task Guesses_that_come_all_at_once_are_counted_one_by_one()
    {
        var person = await NewAsync();
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => EnterAsync(person.Name, "000000", "wrong horse, and 4 more")));
        answers.ShouldAllBe(answer => answer.Status == HttpStatusCode.Forbidden);
        var account = await host.PlatformAsync(context => context.Set<Account>().AsNoTracking().SingleAsync(row => row.Id == person.Id));
        account.LockedUntil.ShouldNotBeNull();
        (await EnterAsync(person.Name, person.Code())).Status.ShouldBe(HttpStatusCode.Forbidden);
        host.Clock.Advance(Duration.FromMinutes(15) + Duration.FromSeconds(1));
        (await EnterAsync(person.Name, person.Code())).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_refusal_comes_after_the_same_time_whatever_was_wrong()
    {
        var person = await NewAsync();
        await EnterAsync("warm.up", "000000");
        foreach (var (name, password) in new[] { ("no.such.person", DeskHost.Password), (person.Name, "wrong horse, and 4 more"), (person.Name, DeskHost.Password), ("", "") })
        {
            var since = Stopwatch.GetTimestamp();
            (await EnterAsync(name, "000000", password)).Status.ShouldBe(HttpStatusCode.Forbidden);
            // More than any of the ways through the check takes by itself.
            Stopwatch.GetElapsedTime(since).ShouldBeGreaterThan(TimeSpan.FromMilliseconds(690));
        }
    }

    [Fact]
    public async Task A_refused_attempt_stands_in_the_trail_and_its_owner_is_told_when_they_come_in()
    {
        var person = await NewAsync();
        (await EnterAsync(person.Name, person.Code())).Location.ShouldBe("/en/desk");
        var before = (await LinesAsync("session.refused")).Count;
        await EnterAsync(person.Name, "000000", "wrong horse, and 4 more");
        await EnterAsync("no.such.person", "000000");
        var lines = await LinesAsync("session.refused");
        lines.Count.ShouldBe(before + 1);
        lines[^1].Outcome.ShouldBe(AuditOutcome.Refused);
        var entered = await EnterAsync(person.Name, person.Code());
        entered.Location.ShouldBe("/en/desk?said=attempts");
        (await EnterAsync(person.Name, person.Code())).Location.ShouldBe("/en/desk");
    }

    [Fact]
    public async Task Whoever_comes_in_is_told_of_a_way_in_that_was_added_since()
    {
        var person = await NewAsync();
        host.Clock.Advance(Duration.FromMinutes(1));
        // In a browser that somebody left open.
        var elsewhere = await host.BrowserOfAsync(person.Id);
        host.Clock.Advance(Duration.FromMinutes(1));
        (await elsewhere.SendFormAsync("/en/desk/my-account/token", ("token-name", "x"), ("days", "1"), ("scope", nameof(Entitlement.ReadRows)))).Status.ShouldBe(HttpStatusCode.OK);
        host.Clock.Advance(Duration.FromMinutes(1));
        (await EnterAsync(person.Name, person.Code())).Location.ShouldBe("/en/desk/my-account?said=changed");
        host.Clock.Advance(Duration.FromMinutes(1));
        (await EnterAsync(person.Name, person.Code())).Location.ShouldBe("/en/desk");
    }

    [Fact]
    public async Task What_is_refused_to_somebody_who_came_in_stands_in_the_trail_and_not_without_end()
    {
        var person = await NewAsync(DeskRole.Analyst);
        var before = (await LinesAsync("access.refused")).Count;
        for (var time = 0; time < 5; time++)
            (await person.Browser.GetAsync("/en/desk/accounts")).IsNotPermitted.ShouldBeTrue();
        var lines = await LinesAsync("access.refused");
        lines.Count.ShouldBe(before + 1);
        (lines[^1].Outcome, lines[^1].Purpose).ShouldBe((AuditOutcome.Refused, "manageaccounts"));
        host.Clock.Advance(Duration.FromMinutes(2));
        (await person.Browser.GetAsync("/en/desk/accounts")).IsNotPermitted.ShouldBeTrue();
        (await LinesAsync("access.refused")).Count.ShouldBe(before + 2);
    }

    [Theory]
    [InlineData(64, HttpStatusCode.SeeOther), InlineData(65, HttpStatusCode.BadRequest), InlineData(4000, HttpStatusCode.BadRequest)]
    public async Task A_field_that_comes_again_and_again_does_not_fill_the_memory(int fields, HttpStatusCode status)
    {
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        (string, string)[] known = [("form", await browser.FormAsync()), ("agreement", host.AgreementA.ToString()), ("from", "2025-01"), ("to", "2025-12")];
        using var form = Browser.Files(("a.csv", "a;b\n1;2\n"), [.. known, .. Enumerable.Repeat(("x", "y"), fields - known.Length)]);
        var answer = await browser.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri("/en/desk/submissions/new", UriKind.Relative)) { Content = form });
        answer.Status.ShouldBe(status);
    }

    [Fact]
    public async Task Whoever_saw_the_key_of_an_invitation_does_not_know_what_the_authenticator_shares()
    {
        var name = $"i{Guid.NewGuid():N}"[..14];
        var (key, other) = (
            await DeskHost.KeyForAsync(await AdminAsync(), name, host.AgencyA, DeskRole.AgencyOfficer),
            await DeskHost.KeyForAsync(await AdminAsync(), $"i{Guid.NewGuid():N}"[..14], host.AgencyA, DeskRole.AgencyOfficer));
        // Whoever hands it over looks at its page first.
        var (peeped, peepedState) = await DeskHost.ShownAsync(host.Open(), key);
        var (shared, state) = await DeskHost.ShownAsync(host.Open(), key);
        shared.ShouldNotBe(peeped);
        Task<Answer> CompleteAsync(string used, string form, string code) => host.Open().PostAsync(
            "/en/desk/enrol/complete", ("key", used), ("authenticator", form), ("password", DeskHost.Password), ("again", DeskHost.Password), ("code", Totp.At(code, 0)));
        (await CompleteAsync(other, peepedState, peeped)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await CompleteAsync(key, state, peeped)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await CompleteAsync(key, state + "x", shared)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await CompleteAsync(key, state, shared)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await EnterAsync(name, Totp.At(peeped, 1))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await EnterAsync(name, Totp.At(shared, 1))).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task Nobody_copies_persons_faster_than_somebody_reads()
    {
        var (person, other) = (await NewAsync(), await NewAsync());
        var page = $"/en/desk/submissions/{await host.SendAsync(person, host.AgreementA)}";
        var looked = 0;
        var answer = await person.Browser.GetAsync($"{page}/mend");
        for (; answer.Status == HttpStatusCode.OK && looked < 3 * HumanPace.LooksAMinute; looked++)
            answer = await person.Browser.GetAsync(looked % 2 == 0 ? $"{page}/to-mend.csv" : $"{page}/mend");
        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Headers.ShouldContain("Retry-After: 60");
        answer.Text.ShouldNotContain(StaffedHost.Marker);
        looked.ShouldBeGreaterThanOrEqualTo(HumanPace.LooksAMinute);
        (await person.Browser.GetAsync(page)).Status.ShouldBe(HttpStatusCode.OK);
        (await other.Browser.GetAsync($"{page}/mend")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Two_administrators_at_once_do_not_make_somebody_what_neither_may()
    {
        var (one, other) = (await NewAsync(DeskRole.Administrator), await NewAsync(DeskRole.Administrator));
        for (var round = 0; round < 8; round++)
        {
            var person = await NewAsync(DeskRole.Analyst);
            Task<Answer> Give(Person admin, DeskRole role) => admin.Browser.SendFormAsync("/en/desk/accounts/roles", ("id", person.Id.ToString()), ("role", role.ToString()));
            await Task.WhenAll(one.Browser.FormAsync(), other.Browser.FormAsync());
            await Task.WhenAll(Give(one, DeskRole.Administrator), Give(other, DeskRole.Reviewer));
            var roles = await host.PlatformAsync(context => context.Set<RoleGrant>().Where(row => row.AccountId == person.Id && row.EndedAt == null).Select(row => row.Role).ToListAsync());
            roles.ShouldHaveSingleItem();
        }
    }

    [Fact]
    public async Task Whoever_comes_in_anew_leaves_no_earlier_session_open_in_that_browser()
    {
        var person = await NewAsync();
        var browser = host.Open(keepsCookies: false);
        (string, string)[] fields = [("name", person.Name), ("password", DeskHost.Password)];
        var first = Key(await browser.PostAsync("/en/desk/enter", [.. fields, ("code", person.Code())]));
        browser.Client.DefaultRequestHeaders.Add("Cookie", $"{DeskGate.Cookie}={first}");
        var second = Key(await browser.PostAsync("/en/desk/enter", [.. fields, ("code", person.Code())]));
        second.ShouldNotBe(first);
        (await browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.Forbidden);
        browser.Client.DefaultRequestHeaders.Remove("Cookie");
        browser.Client.DefaultRequestHeaders.Add("Cookie", $"{DeskGate.Cookie}={second}");
        (await browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.OK);

        // A key that somebody else put into the browser is not taken over.
        var planted = new string('a', 64);
        var fixedOne = host.Open(keepsCookies: false);
        fixedOne.Client.DefaultRequestHeaders.Add("Cookie", $"{DeskGate.Cookie}={planted}");
        Key(await fixedOne.PostAsync("/en/desk/enter", [.. fields, ("code", person.Code())])).ShouldNotBe(planted);
        (await fixedOne.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Behind_TLS_the_cookie_keeps_to_it_and_so_does_the_browser()
    {
        var person = await NewAsync();
        var browser = new Browser(host, host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, BaseAddress = new("https://localhost") }));
        var entered = await browser.PostAsync("/en/desk/enter", ("name", person.Name), ("password", DeskHost.Password), ("code", person.Code()));
        entered.Status.ShouldBe(HttpStatusCode.SeeOther);
        foreach (var part in new[] { $"{DeskGate.SecureCookie}=", "; secure", "httponly", "samesite=strict", "path=/" })
            entered.Headers.ShouldContain(part, Case.Insensitive);
        entered.Headers.ShouldNotContain("domain=", Case.Insensitive);
        entered.Headers.ShouldContain("Strict-Transport-Security: max-age=63072000; includeSubDomains");
        (await browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.OK);
        (await host.Open().GetAsync("/en/desk/enter")).Headers.ShouldNotContain("Strict-Transport-Security");
    }

    [Fact]
    public async Task Whoever_shows_again_who_they_are_gets_another_key_and_the_one_before_is_worth_nothing()
    {
        var person = await NewAsync();
        var browser = host.Open(keepsCookies: false);
        var key = Key(await browser.PostAsync("/en/desk/enter", ("name", person.Name), ("password", DeskHost.Password), ("code", person.Code())));
        browser.Client.DefaultRequestHeaders.Add("Cookie", $"{DeskGate.Cookie}={key}");
        var next = Key(await browser.SendFormAsync("/en/desk/confirm", ("password", DeskHost.Password), ("code", person.Code())));
        (await browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.Forbidden);
        browser.Client.DefaultRequestHeaders.Remove("Cookie");
        browser.Client.DefaultRequestHeaders.Add("Cookie", $"{DeskGate.Cookie}={next}");
        (await browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_password_of_seventy_letters_is_taken_and_compared_as_it_was_typed()
    {
        var password = $"  Catorce Ñandúes {new string('z', 20)} y 31 más, con blancos al final: sí, los dos  ";
        password.Length.ShouldBeGreaterThan(70);
        var person = await NewAsync();
        (await person.Browser.SendFormAsync("/en/desk/my-account/password", ("password", DeskHost.Password), ("code", person.Code()), ("new", password), ("again", password))).Status
            .ShouldBe(HttpStatusCode.SeeOther);
        var code = person.Code();
        foreach (var other in new[] { password.Trim(), password.ToUpperInvariant(), password.Replace('Ñ', 'N'), password[..64] })
            (await EnterAsync(person.Name, code, other)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await EnterAsync(person.Name, code, password)).Status.ShouldBe(HttpStatusCode.SeeOther);
    }

    [Fact]
    public async Task A_passkey_that_was_exchanged_in_the_store_lets_nobody_in()
    {
        var (one, other) = (await NewAsync(), await NewAsync());
        async Task<IList<UserPasskeyInfo>> PasskeysAsync(Person person, UserPasskeyInfo? added = null)
        {
            await using var scope = host.Services.CreateAsyncScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var account = (await users.FindByIdAsync(person.Id.ToString())).ShouldNotBeNull();
            if (added is not null)
                (await users.AddOrUpdatePasskeyAsync(account, added)).Succeeded.ShouldBeTrue();
            return await users.GetPasskeysAsync(account);
        }

        UserPasskeyInfo Passkey(byte first) => new(
            [first, .. RandomNumberGenerator.GetBytes(15)], [first, 7, 7, 7, 7, 7, 7, 7, 7], DateTimeOffset.UnixEpoch, 0, [], isUserVerified: true, isBackupEligible: false, isBackedUp: false, [], []);
        (await PasskeysAsync(one, Passkey(1))).ShouldHaveSingleItem().PublicKey[0].ShouldBe((byte)1);
        (await PasskeysAsync(other, Passkey(2))).ShouldHaveSingleItem().PublicKey[0].ShouldBe((byte)2);
        await host.PlatformAsync(async context =>
        {
            var rows = await context.Set<Passkey>().Where(row => row.AccountId == one.Id || row.AccountId == other.Id).ToListAsync();
            rows.ShouldAllBe(row => !row.Data.Contains("PublicKey", StringComparison.Ordinal));
            var (mine, theirs) = (rows.Single(row => row.AccountId == one.Id), rows.Single(row => row.AccountId == other.Id));
            mine.Data = theirs.Data;
            return await context.SaveChangesAsync();
        });
        (await PasskeysAsync(one)).ShouldBeEmpty();
        (await PasskeysAsync(other)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Whoever_leaves_leaves_nothing_in_the_browser()
    {
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        var left = await browser.SendFormAsync("/en/desk/leave");
        left.Headers.ShouldContain("Clear-Site-Data: \"storage\"");
        left.Headers.ShouldContain("expires=Thu, 01 Jan 1970", Case.Insensitive);
    }

    [Theory]
    [InlineData("/assets/amparo.css", "text/css"), InlineData("/assets/desk.js", "text/javascript"), InlineData("/assets/review.js", "text/javascript")]
    public async Task What_is_text_says_in_which_letters_it_is_written(string path, string type) =>
        (await host.Open().GetAsync(path)).Headers.ShouldContain($"Content-Type: {type}; charset=utf-8");

    [Fact]
    public async Task Addresses_that_one_household_has_by_the_billion_count_as_one()
    {
        async Task<int> TryAsync(string address) => (await host.Server.SendAsync(context =>
        {
            var body = Encoding.UTF8.GetBytes("key=x");
            (context.Request.Method, context.Request.Scheme, context.Request.Path) = ("POST", "https", "/en/desk/enrol");
            (context.Request.ContentType, context.Request.ContentLength, context.Request.Body) = ("application/x-www-form-urlencoded", body.Length, new MemoryStream(body));
            context.Connection.RemoteIpAddress = IPAddress.Parse(address);
        }, Cancel)).Response.StatusCode;

        var statuses = new List<int>();
        for (var number = 1; number <= 45; number++)
            statuses.Add(await TryAsync($"2001:db8:1:2:{number:x}::{number:x}"));
        statuses.ShouldContain(429);
        (await TryAsync("2001:db8:1:3::1")).ShouldBe(403);
        // One that an older network writes as a newer one is still that one.
        (await TryAsync("::ffff:192.0.2.7")).ShouldBe(403);
    }

    [Fact]
    public async Task A_password_is_changed_by_whoever_knows_it_and_has_a_code_and_everything_else_is_closed()
    {
        var person = await NewAsync();
        var elsewhere = await host.BrowserOfAsync(person.Id);
        (await elsewhere.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.OK);
        Task<Answer> ChangeAsync(string current, string code, string wanted, string again) =>
            person.Browser.SendFormAsync("/en/desk/my-account/password", ("password", current), ("code", code), ("new", wanted), ("again", again));
        (await ChangeAsync("", "", Other, Other)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ChangeAsync("wrong horse, and 4 more", person.Code(), Other, Other)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await ChangeAsync(DeskHost.Password, "000000", Other, Other)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        foreach (var (wanted, again) in new[] { ("short", "short"), ($"my {person.Name} name", $"my {person.Name} name"), (Other, DeskHost.Password), (DeskHost.Password, DeskHost.Password) })
            (await ChangeAsync(DeskHost.Password, "111111", wanted, again)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity, wanted);
        (await elsewhere.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.OK);

        var changed = await ChangeAsync(DeskHost.Password, person.Code(), Other, Other);
        (changed.Status, changed.Location).ShouldBe((HttpStatusCode.SeeOther, "/en/desk/my-account?said=password-changed"));
        (await elsewhere.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await person.Browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.OK);
        (await LinesAsync("account.password-changed")).ShouldNotBeEmpty();
        (await EnterAsync(person.Name, person.Code())).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_administrator_closes_all_sessions_of_somebody_and_of_everybody_else()
    {
        var (one, other) = (await NewAsync(), await NewAsync());
        var admin = await AdminAsync();
        (await one.Browser.SendFormAsync("/en/desk/accounts/close", ("id", other.Id.ToString()))).IsNotPermitted.ShouldBeTrue();
        (await admin.Browser.SendFormAsync("/en/desk/accounts/close", ("id", one.Id.ToString()), ("sure", "yes"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await one.Browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await other.Browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.OK);
        (await EnterAsync(one.Name, one.Code())).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await admin.Browser.SendFormAsync("/en/desk/accounts/close", ("id", Guid.NewGuid().ToString()), ("sure", "yes"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await admin.Browser.SendFormAsync("/en/desk/accounts/close", ("id", "all"), ("sure", "yes"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await other.Browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await admin.Browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static string Key(Answer answer)
    {
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        var from = answer.Headers.IndexOf($"{DeskGate.Cookie}=", StringComparison.Ordinal) + DeskGate.Cookie.Length + 1;
        return answer.Headers[from..answer.Headers.IndexOf(';', from)];
    }
}

/// <summary>A host whose refusals take the time that they take everywhere.</summary>
public sealed class PatientHost : StaffedHost
{
    protected override bool RefusesAsUsual => true;
}
