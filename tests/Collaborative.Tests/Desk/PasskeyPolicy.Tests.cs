using System.Net;
using System.Text.Json;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Stores;
using Amparo.TestSupport;
using Amparo.Web.Http;
using Amparo.Web.Starting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>A desk that takes passkeys of one model of authenticator, and nothing but passkeys.</summary>
public class StrictHost : DeskHost
{
    internal static readonly Guid Taken = new("cb69481e-8ff7-4039-93ec-0a2729a154a8");

    internal Person Admin { get; private set; } = null!;

    protected override async Task FillAsync()
    {
        Admin = await StartAsync();
        await SecondAsync(new(Admin.Name, Admin.Shared, await BrowserOfAsync(Admin.Id, SignInMethod.Passkey)) { Id = Admin.Id });
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("attestation", "direct");
        builder.UseSetting("authenticators", $"2fc0579f-8113-47ea-b116-bb5a8db9202a; {Taken}");
        builder.UseSetting("passkeys", "only");
    }
}

/// <summary>The same over PostgreSQL.</summary>
public sealed class StrictPostgresHost : StrictHost
{
    protected override StoreKind Kind => StoreKind.PostgreSql;
}

/// <summary>Which passkeys are taken, and that nothing else is, where an installation wants it so.</summary>
public abstract class PasskeyPolicyTests<THost>(THost host)
    where THost : StrictHost
{
    private const string Mine = "/en/desk/my-account";

    private async Task<(Answer Answer, string Options)> KeepAsync(SoftKey key) => await KeepAsync(await host.BrowserOfAsync(host.Admin.Id), key);

    private static async Task<(Answer Answer, string Options)> KeepAsync(Browser browser, SoftKey key)
    {
        var (options, state) = await SoftKey.ChallengeAsync(browser, "/es/mesa/mi-cuenta/reto");
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{Mine}/passkey", UriKind.Relative))
        {
            Content = Browser.Fields(("form", await browser.FormAsync()), ("name", "mine"), ("credential", key.Create(options)), ("state", state)),
        };
        request.Headers.Add("Origin", SoftKey.Origin);
        return (await browser.SendAsync(request), options);
    }

    private static async Task<Answer> ShowAsync(Browser browser, SoftKey key, string path)
    {
        var (options, state) = await SoftKey.ChallengeAsync(browser, "/es/mesa/entrar/reto");
        (string, string)[] form = path.Contains("enter", StringComparison.Ordinal) ? [] : [("form", await browser.FormAsync())];
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = Browser.Fields([("credential", key.Get(options)), ("state", state), .. form]) };
        request.Headers.Add("Origin", SoftKey.Origin);
        return await browser.SendAsync(request);
    }

    private async Task<Browser> EnterAsync(SoftKey key)
    {
        var browser = host.Open();
        (await ShowAsync(browser, key, "/en/desk/enter/passkey")).Status.ShouldBe(HttpStatusCode.SeeOther);
        return browser;
    }

    private Task<Browser> AdministratorAsync(Guid id) => host.BrowserOfAsync(id, SignInMethod.Passkey);

    private async Task<Person> InviteAsync()
    {
        var name = $"p{Guid.NewGuid():N}"[..14];
        var organisation = await host.PlatformAsync(context => context.Set<Account>().Where(row => row.Id == host.Admin.Id).Select(row => row.OrganisationId).SingleAsync());
        return await host.EnrolAsync(await DeskHost.KeyForAsync(new("", "", await AdministratorAsync(host.Admin.Id)), name, organisation, DeskRole.Analyst), name);
    }

    private async Task<Person> RecoverAsync(Person person)
    {
        (await (await AdministratorAsync(host.Admin.Id)).SendFormAsync("/en/desk/accounts/recover", ("id", person.Id.ToString()))).Status.ShouldBe(HttpStatusCode.SeeOther);
        var waiting = await host.PlatformAsync(context => context.Set<Invitation>()
            .Where(row => row.AccountId == person.Id && row.Kind == InvitationKind.Recovery && row.UsedAt == null).Select(row => row.Id).SingleAsync());
        var approved = await (await AdministratorAsync(host.Second.Id)).SendFormAsync("/en/desk/accounts/recover/approve", ("id", waiting.ToString()));
        return await host.EnrolAsync(approved.Html.QuerySelector("#new-key code")!.TextContent.Trim(), person.Name);
    }

    // From the browser that used the key to the desk, over the end of that session; confirmed by the administrator who has not seen the key.
    private async Task ComeInAsync(Person person, SoftKey key, Guid administrator)
    {
        var home = await person.Browser.GetAsync("/en/desk");
        (home.Status, home.Location).ShouldBe((HttpStatusCode.SeeOther, Mine));
        var mine = (await person.Browser.GetAsync(Mine)).Html;
        mine.QuerySelector("#passkey-needed")!.TextContent.ShouldContain("before you go on");
        mine.QuerySelector("form[data-passkey=create]").ShouldNotBeNull();

        var (kept, _) = await KeepAsync(person.Browser, key);
        (kept.Status, kept.Location).ShouldBe((HttpStatusCode.SeeOther, "/en/desk?said=passkey-added"));
        var code = (await person.Browser.GetAsync("/en/desk")).Html.QuerySelector("#confirmation-code")!.TextContent.Trim();

        host.Clock.Advance(NodaTime.Duration.FromMinutes(31));
        (await person.Browser.GetAsync("/en/desk")).Html.QuerySelector("#confirmation-code").ShouldBeNull();
        var browser = await EnterAsync(key);
        var waiting = (await browser.GetAsync("/en/desk")).Html;
        waiting.QuerySelector("#confirmation-code")!.TextContent.Trim().ShouldBe(code);
        waiting.QuerySelector("#waiting-passkey").ShouldNotBeNull();
        (await browser.GetAsync("/en/desk/merges")).IsNotPermitted.ShouldBeTrue();

        var confirmed = await (await AdministratorAsync(administrator)).SendFormAsync("/en/desk/accounts/verify", ("id", person.Id.ToString()), ($"code-{person.Id}", code));
        confirmed.Status.ShouldBe(HttpStatusCode.SeeOther);
        (await browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.OK);
        (await browser.GetAsync("/en/desk/merges")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whoever_uses_a_key_keeps_a_passkey_before_anything_else_and_comes_back_with_it()
    {
        using var maker = new SoftMaker { Model = StrictHost.Taken };
        using var first = new SoftKey(maker);
        var person = await InviteAsync();
        await ComeInAsync(person, first, host.Second.Id);

        // And once more after a recovery, which takes the passkey that was lost.
        using var next = new SoftKey(maker);
        await ComeInAsync(await RecoverAsync(person), next, host.Admin.Id);
        (await ShowAsync(host.Open(), first, "/en/desk/enter/passkey")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_passkey_of_a_model_that_is_taken_is_kept_and_lets_in_with_all_roles()
    {
        using var maker = new SoftMaker { Model = StrictHost.Taken };
        using var key = new SoftKey(maker);
        var (answer, asked) = await KeepAsync(key);
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        JsonDocument.Parse(asked).RootElement.GetProperty("attestation").GetString().ShouldBe("direct");

        var browser = await EnterAsync(key);
        (await browser.GetAsync("/en/desk/organisations")).Status.ShouldBe(HttpStatusCode.OK);

        // A session that the passkey began is not confirmed with what a false page can pass on.
        host.Clock.Advance(NodaTime.Duration.FromMinutes(11));
        var confirm = await browser.SendFormAsync("/en/desk/confirm", ("password", DeskHost.Password), ("code", Totp.At(host.Admin.Shared, 1)));
        confirm.Status.ShouldBe(HttpStatusCode.Forbidden);
        confirm.Html.QuerySelector("#password").ShouldBeNull();
    }

    public static TheoryData<string> Wrong => ["none", "other model", "zeros", "other certificate", "other unit", "authority", "other bytes", "itself", "fido-u2f"];

    [Theory, MemberData(nameof(Wrong))]
    public async Task Any_other_is_refused_by_a_code_and_not_kept(string wrong)
    {
        var before = await CountAsync();
        using var maker = wrong switch
        {
            "none" => null,
            "other model" => new SoftMaker { Model = Guid.Parse("11111111-2222-3333-4444-555555555555") },
            "zeros" => new SoftMaker { Model = Guid.Empty },
            "other certificate" => new SoftMaker { Model = StrictHost.Taken, Certified = Guid.Parse("11111111-2222-3333-4444-555555555555") },
            "other unit" => new SoftMaker { Model = StrictHost.Taken, Unit = "Sales" },
            "authority" => new SoftMaker { Model = StrictHost.Taken, IsAuthority = true },
            "other bytes" => new SoftMaker { Model = StrictHost.Taken, SignsSomethingElse = true },
            "itself" => new SoftMaker { Model = StrictHost.Taken, WithoutCertificate = true },
            _ => new SoftMaker { Model = StrictHost.Taken, Format = wrong },
        };
        using var key = new SoftKey(maker);

        var (answer, _) = await KeepAsync(key);

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Text.ShouldContain(wrong is "none" or "other model" or "zeros" ? PlatformProblems.ModelNotTaken : PlatformProblems.MakerUnverified);
        (await CountAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_right_password_and_code_let_nobody_in_and_are_not_asked_for()
    {
        var browser = host.Open();
        var page = (await browser.GetAsync("/en/desk/enter")).Html;
        page.QuerySelector("#password").ShouldBeNull();
        page.QuerySelector("#passkeys-only").ShouldNotBeNull();

        var answer = await browser.PostAsync("/en/desk/enter", ("name", "first.admin"), ("password", DeskHost.Password), ("code", Totp.At(host.Admin.Shared, 1)));
        answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers.ShouldNotContain("Set-Cookie");
    }

    [Fact]
    public async Task A_session_that_a_password_began_can_keep_a_passkey_and_do_nothing_else()
    {
        // As the one is that completing an account begins.
        var browser = await host.BrowserOfAsync(host.Admin.Id);
        var home = await browser.GetAsync("/en/desk");
        (home.Status, home.Location).ShouldBe((HttpStatusCode.SeeOther, Mine));
        (await browser.GetAsync(Mine)).Html.QuerySelector("#passkey-needed").ShouldNotBeNull();
        foreach (var page in new[] { "organisations", "accounts", "audit", "agreements", "submissions", "releases", "merges" })
            (await browser.GetAsync($"/en/desk/{page}")).IsNotPermitted.ShouldBeTrue(page);
        (await browser.SendFormAsync("/en/desk/organisations", ("name", "Office"), ("country", "GT"), ("kind", "police"))).IsNotPermitted.ShouldBeTrue();
        // Nor give itself a key for a script, which would have what it has not.
        (await browser.SendFormAsync($"{Mine}/token", ("token-name", "script"), ("scope", "ManageAccounts"), ("days", "1"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    private const string Change = $"{Mine}/password";

    private const string Wanted = "tres gatos miran la lluvia";

    private static Task<Answer> ChangeAsync(Browser browser, Person person) =>
        browser.SendFormAsync(Change, ("password", DeskHost.Password), ("code", person.Code()), ("new", Wanted), ("again", Wanted));

    private Task<(string Stamp, int Passkeys)> StateAsync(Person person) => host.PlatformAsync(async context =>
        (await context.Set<Account>().Where(row => row.Id == person.Id).Select(row => row.SecurityStamp).SingleAsync(), await context.Set<Passkey>().CountAsync(row => row.AccountId == person.Id)));

    [Fact]
    public async Task A_password_and_a_code_change_no_password_and_keep_no_passkey_beside_one_that_is_there()
    {
        using var maker = new SoftMaker { Model = StrictHost.Taken };
        using var key = new SoftKey(maker);
        var person = await InviteAsync();
        await ComeInAsync(person, key, host.Second.Id);
        var before = await StateAsync(person);

        // The session that a password began, ten minutes after it: everything that a false page passes on is known to whoever holds it.
        var browser = await host.BrowserOfAsync(person.Id);
        (await browser.GetAsync(Mine)).Html.QuerySelector($"a[href='{Change}']").ShouldBeNull();
        host.Clock.Advance(NodaTime.Duration.FromMinutes(11));
        foreach (var answer in new[] { await browser.GetAsync(Change), await ChangeAsync(browser, person) })
        {
            answer.Status.ShouldBe(HttpStatusCode.Forbidden);
            answer.Headers.ShouldNotContain("Set-Cookie");
            answer.Html.QuerySelector(".govuk-error-summary")!.TextContent.ShouldContain(PlatformProblems.PasskeyNeeded);
            ErrorsLead(answer);
        }

        (await browser.SendFormAsync("/en/desk/confirm", ("password", DeskHost.Password), ("code", person.Code()))).Status.ShouldBe(HttpStatusCode.Forbidden);
        var script = new HttpRequestMessage(HttpMethod.Post, new Uri("/es/mesa/mi-cuenta/reto", UriKind.Relative));
        script.Headers.Add("X-Amparo-Form", await browser.FormAsync());
        (await browser.SendAsync(script)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await StateAsync(person)).ShouldBe(before);
    }

    [Fact]
    public async Task Whoever_came_in_with_a_passkey_shows_it_to_change_the_password_and_keeps_their_roles()
    {
        using var maker = new SoftMaker { Model = StrictHost.Taken };
        using var key = new SoftKey(maker);
        var person = await InviteAsync();
        await ComeInAsync(person, key, host.Second.Id);
        var browser = await EnterAsync(key);
        host.Clock.Advance(NodaTime.Duration.FromMinutes(11));
        (await ChangeAsync(browser, person)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.GetAsync(Change)).Html.QuerySelector("#new").ShouldBeNull();

        (await ShowAsync(browser, key, "/en/desk/confirm/passkey")).Status.ShouldBe(HttpStatusCode.SeeOther);
        host.Clock.Advance(NodaTime.Duration.FromMinutes(6));
        (await ChangeAsync(browser, person)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await browser.GetAsync("/en/desk/merges")).Status.ShouldBe(HttpStatusCode.OK);
        // Confirmed when the passkey was shown, not when the password was.
        host.Clock.Advance(NodaTime.Duration.FromMinutes(6));
        (await browser.GetAsync(Change)).Html.QuerySelector("#new").ShouldBeNull();
    }

    [Fact]
    public async Task What_is_refused_speaks_of_passkeys_and_leads_to_something_on_the_page()
    {
        using var maker = new SoftMaker { Model = StrictHost.Taken };
        using var key = new SoftKey(maker);
        var (person, stranger) = (await InviteAsync(), host.Open());
        await ComeInAsync(person, key, host.Second.Id);
        var (came, typed) = (await EnterAsync(key), await host.BrowserOfAsync(person.Id));
        (string, string) broken = ("credential", "{}");
        foreach (var answer in new[]
        {
            await stranger.PostAsync("/en/desk/enter", ("name", person.Name), ("password", DeskHost.Password), ("code", "000000")),
            await stranger.PostAsync("/en/desk/enter/passkey", broken),
            await came.SendFormAsync("/en/desk/confirm", ("password", DeskHost.Password), ("code", "000000")),
            await came.SendFormAsync("/en/desk/confirm/passkey", broken),
            await typed.SendFormAsync("/en/desk/confirm", ("password", DeskHost.Password), ("code", "000000")),
            await typed.SendFormAsync("/en/desk/confirm/passkey", broken),
            await came.SendFormAsync($"{Mine}/passkey", broken),
        })
        {
            ((int)answer.Status).ShouldBeOneOf(StatusCodes.Status403Forbidden, StatusCodes.Status422UnprocessableEntity);
            var page = answer.Html;
            foreach (var said in page.QuerySelectorAll(".govuk-error-summary__list, [data-passkey-failed]").Select(said => said.TextContent))
            {
                said.ShouldContain("passkey");
                said.ShouldNotContain("password");
            }

            page.QuerySelector("input[type=password]").ShouldBeNull();
            ErrorsLead(answer);
        }
    }

    // Each error of the page leads to something that is on it.
    private static void ErrorsLead(Answer answer)
    {
        var links = answer.Html.QuerySelectorAll(".govuk-error-summary a").Select(link => link.GetAttribute("href")!).ToArray();
        links.ShouldNotBeEmpty();
        foreach (var link in links)
            answer.Html.QuerySelector(link).ShouldNotBeNull(link);
    }

    private Task<int> CountAsync() => host.PlatformAsync(context => context.Set<Passkey>().CountAsync());
}

public sealed class PasskeyPolicyOnSqliteTests(StrictHost host) : PasskeyPolicyTests<StrictHost>(host), IClassFixture<StrictHost>;

public sealed class PasskeyPolicyOnPostgresTests(StrictPostgresHost host) : PasskeyPolicyTests<StrictPostgresHost>(host), IClassFixture<StrictPostgresHost>;

/// <summary>How the settings are read.</summary>
public sealed class PasskeySettingsTests
{
    private const string One = "cb69481e-8ff7-4039-93ec-0a2729a154a8";

    [Fact]
    public void Nothing_said_takes_every_passkey_and_passwords_too()
    {
        var read = PasskeySettings.Read(default).Value;
        (read.AsksMaker, read.OnlyPasskeys, read.Models.Count).ShouldBe((false, false, 0));
    }

    [Theory]
    [InlineData("none", null, "any", 0, false), InlineData(null, null, "only", 0, true), InlineData("direct", One, null, 1, false)]
    [InlineData("direct", $"{One}; 2fc0579f-8113-47ea-b116-bb5a8db9202a", "only", 2, true)]
    public void What_is_said_is_read(string? attestation, string? authenticators, string? passkeys, int models, bool only)
    {
        var read = PasskeySettings.Read(new WebOptions { Attestation = attestation, Authenticators = authenticators, Passkeys = passkeys }).Value;
        (read.Models.Count, read.AsksMaker, read.OnlyPasskeys).ShouldBe((models, models > 0, only));
    }

    [Theory]
    [InlineData("indirect", null, null, "attestation"), InlineData("DIRECT", One, null, "attestation"), InlineData("direct", null, null, "authenticators")]
    [InlineData("direct", " ; ", null, "authenticators"), InlineData("none", One, null, "authenticators"), InlineData(null, One, null, "authenticators")]
    [InlineData("direct", $"{One};yubikey", null, "2"), InlineData("direct", "00000000-0000-0000-0000-000000000000", null, "1")]
    [InlineData("direct", "{cb69481e-8ff7-4039-93ec-0a2729a154a8}", null, "1"), InlineData(null, null, "yes", "passkeys")]
    public void What_is_no_setting_or_half_of_one_is_refused(string? attestation, string? authenticators, string? passkeys, string subject) =>
        PasskeySettings.Read(new WebOptions { Attestation = attestation, Authenticators = authenticators, Passkeys = passkeys }).Problems.ShouldHaveSingleItem().ToString().ShouldBe($"WEB-010 {subject}");

    [Fact]
    public async Task The_host_as_an_office_runs_it_refuses_half_a_setting()
    {
        var root = Directory.CreateTempSubdirectory("amparo-passkeys-").FullName;
        try
        {
            var (code, said) = await HostProcess.RefusalAsync("en_GB.UTF-8", "--data", root, "--attestation", "direct");
            (code, said.Contains("WEB-010 authenticators: ", StringComparison.Ordinal)).ShouldBe((3, true), said);
        }
        finally
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
