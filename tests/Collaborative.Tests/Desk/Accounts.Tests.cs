using System.Net;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>Keys, passwords, codes, roles, ways back in, and scripts' keys.</summary>
public sealed class AccountsTests(AccountsTests.ApiHost host) : IClassFixture<AccountsTests.ApiHost>
{
    /// <summary>A desk with an address for scripts behind each permission.</summary>
    public sealed class ApiHost : StaffedHost
    {
        protected override void Map(IEndpointRouteBuilder routes)
        {
            foreach (var permission in Enum.GetValues<Entitlement>())
                DeskGate.Api(routes, new("GET", $"/may/{permission}", DeskRule.May(permission)) { Id = $"may{permission}", Summary = "For a test" }, request => Task.FromResult(Results.Text(request.Officer.ReachOf(permission).ToString())));
        }
    }

    private async Task<Person> AdminAsync() => new(host.Admin.Name, host.Admin.Shared, await host.BrowserOfAsync(host.Admin.Id)) { Id = host.Admin.Id };

    private static string NewName() => $"p{Guid.NewGuid():N}"[..14];

    private async Task<Person> NewAsync(params DeskRole[] roles) =>
        await host.InviteAsync(await AdminAsync(), NewName(), host.AgencyA, roles.Length > 0 ? roles : [DeskRole.AgencyOfficer]);

    private Task<Answer> EnterAsync(Person person, string code, string password = DeskHost.Password) =>
        host.Open().PostAsync("/en/desk/enter", ("name", person.Name), ("password", password), ("code", code));

    private async Task<Answer> CompleteAsync(string key, string password, params (string Name, string Value)[] more)
    {
        var browser = host.Open();
        var (shared, state) = await DeskHost.ShownAsync(browser, key);
        return await browser.PostAsync(
            "/en/desk/enrol/complete", [("key", key), ("authenticator", state), ("password", password), ("again", password), ("code", Totp.At(shared, 0)), .. more]);
    }

    private Task<Account> AccountAsync(Guid id) => host.PlatformAsync(context => context.Set<Account>().AsNoTracking().SingleAsync(row => row.Id == id));

    [Fact]
    public async Task The_first_key_opened_once_and_opens_nothing_more()
    {
        (await host.Open().PostAsync("/en/desk/enrol", ("key", host.FirstKey))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await CompleteAsync(host.FirstKey, DeskHost.Password, ("node", "x"), ("organisation", "x"), ("country", "GT"), ("name", "second.admin"))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await PlatformModule.FirstKeyAsync(host.Services, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task An_invitation_opens_once()
    {
        var name = NewName();
        var key = await DeskHost.KeyForAsync(await AdminAsync(), name, host.AgencyA, DeskRole.AgencyOfficer);
        (await host.Open().PostAsync("/en/desk/enrol", ("key", key[..^1] + (key[^1] == 'a' ? 'b' : 'a')))).Status.ShouldBe(HttpStatusCode.Forbidden);
        // As it is read aloud: without hyphens, in capitals.
        await host.EnrolAsync(key.Replace("-", " ", StringComparison.Ordinal).ToUpperInvariant(), name);
        (await host.Open().PostAsync("/en/desk/enrol", ("key", key))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await CompleteAsync(key, "another password, longer")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_invitation_says_for_whom_it_is_whatever_the_form_says()
    {
        var name = NewName();
        var key = await DeskHost.KeyForAsync(await AdminAsync(), name, host.AgencyA, DeskRole.AgencyOfficer);
        (await CompleteAsync(
            key, DeskHost.Password, ("name", "somebody.else"), ("organisation", host.AgencyB.ToString()), ("role", "Administrator"), ("Kind", "FirstStart"), ("node", "x"), ("country", "GT"),
            ("OrganisationId", host.AgencyB.ToString()), ("AccountId", host.Admin.Id.ToString()))).Status.ShouldBe(HttpStatusCode.SeeOther);
        var account = await AccountAsync(await host.IdOfAsync(name));
        account.OrganisationId.ShouldBe(host.AgencyA);
        (await host.PlatformAsync(context => context.Set<RoleGrant>().Where(row => row.AccountId == account.Id).Select(row => row.Role).ToListAsync())).ShouldBe([DeskRole.AgencyOfficer]);
    }

    [Fact]
    public async Task An_invitation_is_over_after_three_days()
    {
        var key = await DeskHost.KeyForAsync(await AdminAsync(), NewName(), host.AgencyA, DeskRole.AgencyOfficer);
        host.Clock.Advance(Duration.FromDays(3));
        (await host.Open().PostAsync("/en/desk/enrol", ("key", key))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await CompleteAsync(key, DeskHost.Password)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_invitation_of_an_organisation_that_takes_no_part_any_more_opens_nothing()
    {
        var admin = await AdminAsync();
        var organisation = await host.AddOrganisationAsync(admin, $"Gone {Guid.NewGuid():N}", "shelter");
        var key = await DeskHost.KeyForAsync(admin, NewName(), organisation, DeskRole.AgencyOfficer);
        (await admin.Browser.SendFormAsync("/en/desk/organisations/end", ("id", organisation.ToString()), ("sure", "yes"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await host.Open().PostAsync("/en/desk/enrol", ("key", key))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await CompleteAsync(key, DeskHost.Password)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("short pass1"), InlineData(""), InlineData("aaaaaaaaaaaaaaaa"), InlineData("abcabcabcabcabc"), InlineData("my Password is long"), InlineData("xx qwerty xx 99"), InlineData("Amparo forever 1"), InlineData("HOTLINE NORTH pw 7")]
    [InlineData("contraseña segura"), InlineData("ｐａｓｓｗｏｒｄ of wide letters")]
    public async Task A_weak_password_is_refused_and_the_key_still_opens(string password)
    {
        var name = NewName();
        var key = await DeskHost.KeyForAsync(await AdminAsync(), name, host.AgencyA, DeskRole.AgencyOfficer);
        foreach (var tried in new[] { password, $"in {name.ToUpperInvariant()} 2", new string('x', 120) + "yzabcdefgh" })
        {
            var answer = await CompleteAsync(key, tried);
            answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity, tried);
            answer.Headers.ShouldNotContain("Set-Cookie");
            if (tried.Length > 12)
                answer.Text.ShouldNotContain(tried);
        }

        (await AccountAsync(await host.IdOfAsync(name))).PasswordHash.ShouldBeNull();
        await host.EnrolAsync(key, name);
    }

    [Fact]
    public async Task Without_a_code_of_the_new_authenticator_or_with_another_password_again_nothing_is_completed()
    {
        var name = NewName();
        var key = await DeskHost.KeyForAsync(await AdminAsync(), name, host.AgencyA, DeskRole.AgencyOfficer);
        (await CompleteAsync(key, DeskHost.Password, ("again", "x"))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        var (shared, state) = await DeskHost.ShownAsync(host.Open(), key);
        foreach (var code in new[] { "", "000000x", Totp.At(shared, 40) })
        {
            (await host.Open().PostAsync("/en/desk/enrol/complete", ("key", key), ("authenticator", state), ("password", DeskHost.Password), ("again", DeskHost.Password), ("code", code))).Status
                .ShouldBe(HttpStatusCode.UnprocessableEntity);
        }

        (await AccountAsync(await host.IdOfAsync(name))).PasswordHash.ShouldBeNull();
    }

    [Theory]
    [InlineData(true), InlineData(false)]
    public async Task Five_failures_lock_and_then_what_is_right_does_not_let_in_either(bool wrongCode)
    {
        var person = await NewAsync();
        for (var time = 0; time < 5; time++)
        {
            var answer = wrongCode ? await EnterAsync(person, Totp.At(person.Shared, 50 + time)) : await EnterAsync(person, person.Shared[..6], "wrong horse, and 4 more");
            answer.Status.ShouldBe(HttpStatusCode.Forbidden);
        }

        var locked = await EnterAsync(person, person.Code());
        locked.Status.ShouldBe(HttpStatusCode.Forbidden);
        locked.Headers.ShouldNotContain("Set-Cookie");
        // Neither whether there is such an account nor whether it is locked can be told from the page.
        var nobody = await host.Open().PostAsync("/en/desk/enter", ("name", "no.such.person"), ("password", DeskHost.Password), ("code", "123456"));
        nobody.Text.ShouldBe(locked.Text);
        (await AccountAsync(person.Id)).LockedUntil.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_right_password_in_between_begins_the_count_anew()
    {
        var person = await NewAsync();
        for (var round = 0; round < 2; round++)
        {
            for (var time = 0; time < 4; time++)
                (await EnterAsync(person, "000000", "wrong horse, and 4 more")).Status.ShouldBe(HttpStatusCode.Forbidden);
            (await EnterAsync(person, person.Code())).Status.ShouldBe(HttpStatusCode.SeeOther);
        }
    }

    [Fact]
    public async Task A_code_lets_in_once_even_if_another_one_was_used_since()
    {
        var person = await NewAsync();
        var (one, other) = (person.Code(), person.Code());
        (await EnterAsync(person, one)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await EnterAsync(person, one)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await EnterAsync(person, other)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await EnterAsync(person, one)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await EnterAsync(person, $"{one[..3]} {one[3..]}")).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_code_that_comes_twice_at_once_lets_in_once()
    {
        var person = await NewAsync();
        var code = person.Code();
        var answers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => EnterAsync(person, code)));
        answers.Count(answer => answer.Status == HttpStatusCode.SeeOther).ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public void A_name_that_nobody_has_costs_as_much_work_as_one_that_somebody_has()
    {
        var hasher = new Microsoft.AspNetCore.Identity.PasswordHasher<Account>(Microsoft.Extensions.Options.Options.Create(new Microsoft.AspNetCore.Identity.PasswordHasherOptions { IterationCount = 210_000 }));
        // The format of the hash: a byte for its version, four for the function, four for how often it is repeated.
        var repeated = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(Convert.FromBase64String(Credentials.HashOfNobody(hasher)).AsSpan(5));
        repeated.ShouldBe(210_000);
    }

    [Fact]
    public async Task Whoever_tries_again_and_again_from_one_place_is_stopped()
    {
        host.ManyAskers = false;
        try
        {
            var statuses = new List<HttpStatusCode>();
            for (var time = 0; time < 45; time++)
                statuses.Add((await host.Open().PostAsync("/en/desk/enrol", ("key", "x"))).Status);
            statuses.ShouldContain(HttpStatusCode.TooManyRequests);
        }
        finally
        {
            host.ManyAskers = true;
        }
    }

    [Fact]
    public async Task A_way_back_in_needs_two_administrators_and_ends_all_that_let_in_before()
    {
        var second = await NewAsync(DeskRole.Administrator);
        var subject = await NewAsync(DeskRole.AgencyOfficer);
        var script = await TokenAsync(subject.Browser, Entitlement.ReadSubmissions);
        var asker = await AdminAsync();
        (await asker.Browser.SendFormAsync("/en/desk/accounts/recover", ("id", subject.Id.ToString()))).Status.ShouldBe(HttpStatusCode.SeeOther);
        var waiting = await host.PlatformAsync(context => context.Set<Invitation>().Where(row => row.AccountId == subject.Id && row.Kind == InvitationKind.Recovery).Select(row => row.Id).SingleAsync());
        (await asker.Browser.SendFormAsync("/en/desk/accounts/recover/approve", ("id", waiting.ToString()))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await subject.Browser.SendFormAsync("/en/desk/accounts/recover/approve", ("id", waiting.ToString()))).IsNotPermitted.ShouldBeTrue();
        (await subject.Browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.OK);

        var approved = await second.Browser.SendFormAsync("/en/desk/accounts/recover/approve", ("id", waiting.ToString()));
        approved.Status.ShouldBe(HttpStatusCode.OK);
        var key = approved.Html.QuerySelector("#new-key code")!.TextContent.Trim();
        (await second.Browser.SendFormAsync("/en/desk/accounts/recover/approve", ("id", waiting.ToString()))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await subject.Browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.OK);
        (await AskAsync(script, Entitlement.ReadSubmissions)).Status.ShouldBe(HttpStatusCode.OK);

        var back = await host.EnrolAsync(key, subject.Name);
        (await back.Browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.OK);
        (await subject.Browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(script, Entitlement.ReadSubmissions)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await EnterAsync(subject, subject.Code())).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await host.Open().PostAsync("/en/desk/enrol", ("key", key))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task An_administrator_who_wants_back_in_is_approved_neither_by_themselves_nor_by_the_asker()
    {
        var (second, third) = (await NewAsync(DeskRole.Administrator), await NewAsync(DeskRole.Administrator));
        (await second.Browser.SendFormAsync("/en/desk/accounts/recover", ("id", third.Id.ToString()))).Status.ShouldBe(HttpStatusCode.SeeOther);
        var waiting = await host.PlatformAsync(context => context.Set<Invitation>().Where(row => row.AccountId == third.Id && row.Kind == InvitationKind.Recovery).Select(row => row.Id).SingleAsync());
        foreach (var not in new[] { second, third })
            (await not.Browser.SendFormAsync("/en/desk/accounts/recover/approve", ("id", waiting.ToString()))).Status.ShouldBe(HttpStatusCode.NotFound);
        host.Clock.Advance(Duration.FromHours(24));
        (await (await AdminAsync()).Browser.SendFormAsync("/en/desk/accounts/recover/approve", ("id", waiting.ToString()))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Of_several_keys_of_an_account_the_first_that_is_used_ends_the_others()
    {
        var (second, admin, name) = (await NewAsync(DeskRole.Administrator), await AdminAsync(), NewName());
        var invitation = await DeskHost.KeyForAsync(admin, name, host.AgencyA, DeskRole.AgencyOfficer);
        var id = await host.IdOfAsync(name);
        await admin.Browser.SendFormAsync("/en/desk/accounts/recover", ("id", id.ToString()));
        var waiting = await host.PlatformAsync(context => context.Set<Invitation>().Where(row => row.AccountId == id && row.Kind == InvitationKind.Recovery).Select(row => row.Id).SingleAsync());
        var recovery = (await second.Browser.SendFormAsync("/en/desk/accounts/recover/approve", ("id", waiting.ToString()))).Html.QuerySelector("#new-key code")!.TextContent.Trim();
        var person = await host.EnrolAsync(recovery, name);
        (await host.Open().PostAsync("/en/desk/enrol", ("key", invitation))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await CompleteAsync(invitation, "another password, longer")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await person.Browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Nobody_gives_themselves_a_role_nor_disables_themselves()
    {
        var admin = await AdminAsync();
        foreach (var role in StaffedHost.Roles)
            (await admin.Browser.SendFormAsync("/en/desk/accounts/roles", ("id", admin.Id.ToString()), ("role", role.ToString()))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await admin.Browser.SendFormAsync("/en/desk/accounts/disable", ("id", admin.Id.ToString()), ("sure", "yes"))).Status.ShouldBe(HttpStatusCode.NotFound);
        var own = await host.PlatformAsync(context => context.Set<Account>().Where(row => row.Id == admin.Id).Select(row => row.OrganisationId).SingleAsync());
        (await admin.Browser.SendFormAsync("/en/desk/organisations/end", ("id", own.ToString()), ("sure", "yes"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await host.PlatformAsync(context => context.Set<RoleGrant>().Where(row => row.AccountId == admin.Id && row.EndedAt == null).Select(row => row.Role).ToListAsync())).ShouldBe([DeskRole.Administrator]);
    }

    [Fact]
    public async Task Administrators_and_auditors_have_no_other_role()
    {
        var (admin, person, tried) = (await AdminAsync(), await NewAsync(DeskRole.Analyst), 0);
        foreach (var one in new[] { DeskRole.Administrator, DeskRole.Auditor })
        {
            foreach (var other in StaffedHost.Roles.Where(role => role != one))
            {
                (string, string)[][] spellings = [[("role", one.ToString()), ("role", other.ToString())], [("role", ((int)one).ToString("D", System.Globalization.CultureInfo.InvariantCulture)), ("role", other.ToString()), ("role", other.ToString())]];
                foreach (var roles in spellings)
                {
                    var answer = await admin.Browser.SendFormAsync("/en/desk/accounts", [("name", NewName()), ("organisation", host.AgencyA.ToString()), .. roles]);
                    answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
                    (await admin.Browser.SendFormAsync("/en/desk/accounts/roles", [("id", person.Id.ToString()), .. roles])).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
                    tried++;
                }
            }
        }

        tried.ShouldBe(2 * 2 * (StaffedHost.Roles.Count - 1));
        foreach (var strange in new[] { "Root", "99", "-1", "" })
            (await admin.Browser.SendFormAsync("/en/desk/accounts", ("name", NewName()), ("organisation", host.AgencyA.ToString()), ("role", strange))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await host.PlatformAsync(context => context.Set<RoleGrant>().Where(row => row.AccountId == person.Id && row.EndedAt == null).Select(row => row.Role).ToListAsync())).ShouldBe([DeskRole.Analyst]);
    }

    [Fact]
    public async Task A_scripts_key_may_what_it_was_given_of_what_its_owner_may_and_no_more()
    {
        foreach (var role in StaffedHost.Roles)
        {
            var browser = await host.BrowserOfAsync(host.Staff[role].Id);
            var (may, mayNot) = (Enum.GetValues<Entitlement>().Where(permission => RolePermissions.Of(role, permission) != Reach.None).ToList(), Enum.GetValues<Entitlement>().Where(permission => RolePermissions.Of(role, permission) == Reach.None).ToList());
            foreach (var strange in mayNot.Select(permission => permission.ToString()).Append("99").Append("All").Append(""))
            {
                (await browser.SendFormAsync("/en/desk/my-account/token", ("token-name", "x"), ("days", "1"), ("scope", may[0].ToString()), ("scope", strange))).Status
                    .ShouldBe(HttpStatusCode.UnprocessableEntity, $"{role} {strange}");
            }

            var key = await TokenAsync(browser, may[0]);
            foreach (var permission in Enum.GetValues<Entitlement>())
                (await AskAsync(key, permission)).Status.ShouldBe(permission == may[0] ? HttpStatusCode.OK : HttpStatusCode.Forbidden, $"{role} {permission}");
        }
    }

    [Fact]
    public async Task A_scripts_key_loses_what_its_owner_loses_and_ends_when_it_should()
    {
        var (admin, person) = (await AdminAsync(), await NewAsync(DeskRole.DataOfficer, DeskRole.Analyst));
        var key = await TokenAsync(person.Browser, Entitlement.ReadAgreements, Entitlement.ReadMerges);
        (await AskAsync(key, Entitlement.ReadAgreements)).Text.ShouldBe("Node");
        await admin.Browser.SendFormAsync("/en/desk/accounts/roles", ("id", person.Id.ToString()), ("role", nameof(DeskRole.Analyst)));
        (await AskAsync(key, Entitlement.ReadAgreements)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await AskAsync(key, Entitlement.ReadMerges)).Status.ShouldBe(HttpStatusCode.OK);

        var id = await host.PlatformAsync(context => context.Set<AccessToken>().Where(row => row.AccountId == person.Id).Select(row => row.Id).SingleAsync());
        (await admin.Browser.SendFormAsync("/en/desk/my-account/end-token", ("id", id.ToString()))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await AskAsync(key, Entitlement.ReadMerges)).Status.ShouldBe(HttpStatusCode.OK);
        (await person.Browser.SendFormAsync("/en/desk/my-account/end-token", ("id", id.ToString()))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await AskAsync(key, Entitlement.ReadMerges)).Status.ShouldBe(HttpStatusCode.Unauthorized);

        var later = await TokenAsync(person.Browser, Entitlement.ReadMerges);
        host.Clock.Advance(Duration.FromDays(1));
        (await AskAsync(later, Entitlement.ReadMerges)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Neither_a_sessions_key_nor_a_strange_one_is_a_scripts_key_nor_the_other_way_round()
    {
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        var session = browser.Client.DefaultRequestHeaders.GetValues("Cookie").Single().Split('=')[1];
        foreach (var strange in new[] { session, "", new string('0', 64), "x" })
            (await AskAsync(strange, Entitlement.ReadSubmissions)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var path = new Uri($"/api/v1/may/{Entitlement.ReadSubmissions}", UriKind.Relative);
        (await browser.GetAsync(path.ToString())).Status.ShouldBe(HttpStatusCode.Unauthorized);
        var key = await TokenAsync(browser, Entitlement.ReadSubmissions);
        var script = host.Open(keepsCookies: false);
        script.Client.DefaultRequestHeaders.Add("Cookie", $"{DeskGate.Cookie}={key}");
        script.Client.DefaultRequestHeaders.Add("Authorization", $"Bearer {key}");
        (await script.GetAsync("/en/desk/submissions")).Status.ShouldBe(HttpStatusCode.Forbidden);
        foreach (var scheme in new[] { "bearer", "Basic", "Token" })
        {
            var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.TryAddWithoutValidation("Authorization", $"{scheme} {key}");
            (await host.Open().SendAsync(request)).Status.ShouldBe(HttpStatusCode.Unauthorized, scheme);
        }
    }

    [Theory]
    [InlineData("0"), InlineData("91"), InlineData("-1"), InlineData("x"), InlineData("99999999999"), InlineData("")]
    public async Task A_scripts_key_is_for_days_that_are_counted(string days)
    {
        var browser = await host.BrowserOfAsync(host.Officer.Id);
        (await browser.SendFormAsync("/en/desk/my-account/token", ("token-name", "x"), ("days", days), ("scope", nameof(Entitlement.ReadRows)))).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task No_key_password_or_code_is_kept_or_logged()
    {
        var person = await NewAsync();
        var key = await TokenAsync(person.Browser, Entitlement.ReadRows);
        string[] secrets = [key, DeskHost.Password, person.Shared, host.FirstKey, host.FirstKey.Replace("-", "", StringComparison.Ordinal)];
        var rows = await StoreState.RowsAsync(host);
        foreach (var secret in secrets)
        {
            foreach (var (table, kept) in rows)
                kept.ShouldAllBe(row => !row.Contains(secret, StringComparison.OrdinalIgnoreCase), table);
            host.Log.ShouldAllBe(line => !line.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    private static async Task<string> TokenAsync(Browser browser, params Entitlement[] scopes)
    {
        var page = await browser.SendFormAsync("/en/desk/my-account/token", [("token-name", "script"), ("days", "1"), .. scopes.Select(scope => ("scope", scope.ToString()))]);
        page.Status.ShouldBe(HttpStatusCode.OK, page.Text);
        return page.Html.QuerySelector("#new-token")!.TextContent.Trim();
    }

    private async Task<Answer> AskAsync(string key, Entitlement permission)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"/api/v1/may/{permission}", UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {key}");
        return await host.Open().SendAsync(request);
    }
}

/// <summary>The very first account.</summary>
public sealed class FirstStartTests
{
    private sealed class BareHost : DeskHost;

    [Fact]
    public async Task Only_the_last_key_that_was_drawn_opens_and_only_one_of_two_at_once()
    {
        await using var host = new BareHost();
        await host.InitializeAsync();
        var (earlier, key) = (await host.DrawFirstKeyAsync(), await host.DrawFirstKeyAsync());
        (await host.Open().PostAsync("/en/desk/enrol", ("key", earlier))).Status.ShouldBe(HttpStatusCode.Forbidden);
        var (shared, state) = await DeskHost.ShownAsync(host.Open(), key);
        var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(number => host.Open().PostAsync(
            "/en/desk/enrol/complete", ("key", key), ("authenticator", state), ("node", "N"), ("organisation", "Office"), ("country", "GT"), ("name", $"admin{number}"), ("password", DeskHost.Password),
            ("again", DeskHost.Password), ("code", Totp.At(shared, 0)))));
        answers.Count(answer => answer.Status == HttpStatusCode.SeeOther).ShouldBe(1);
        (await host.PlatformAsync(context => context.Set<Account>().CountAsync())).ShouldBe(1);
        (await host.PlatformAsync(context => context.Set<Node>().CountAsync())).ShouldBe(1);
    }

    private sealed class StrictBareHost : DeskHost
    {
        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.UseSetting("passkeys", "only");
        }
    }

    [Fact]
    public async Task Where_passkeys_alone_are_taken_the_terminal_lets_the_first_account_in_again_until_it_has_one()
    {
        await using var host = new StrictBareHost();
        await host.InitializeAsync();
        var first = await host.StartAsync();
        // The session ends before a passkey was kept: nothing else lets the account in.
        host.Clock.Advance(Duration.FromHours(1));
        (await first.Browser.GetAsync("/en/desk")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await host.Open().PostAsync("/en/desk/enter", ("name", first.Name), ("password", DeskHost.Password), ("code", Totp.At(first.Shared, 1)))).Status.ShouldBe(HttpStatusCode.Forbidden);

        var again = await host.EnrolAsync(await host.DrawFirstKeyAsync(), first.Name);
        (await host.PlatformAsync(context => context.Set<Account>().CountAsync())).ShouldBe(1);
        (await again.Browser.GetAsync("/en/desk")).Location.ShouldBe("/en/desk/my-account");
        (await host.PlatformAsync(context => context.Set<Account>().AnyAsync(row => row.ConfirmedAt != null))).ShouldBeTrue();

        // A key that was drawn before one was kept is worth nothing after it.
        var late = await host.DrawFirstKeyAsync();
        await host.PlatformAsync(async context =>
        {
            context.Add(new Passkey { CredentialId = [1], AccountId = first.Id, Name = "mine", Data = "", CreatedAt = host.Clock.GetCurrentInstant() });
            return await context.SaveChangesAsync();
        });
        (await host.Open().PostAsync("/en/desk/enrol", ("key", late))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await PlatformModule.FirstKeyAsync(host.Services, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task The_first_key_is_over_after_a_day()
    {
        await using var host = new BareHost();
        await host.InitializeAsync();
        var key = await host.DrawFirstKeyAsync();
        host.Clock.Advance(Duration.FromDays(1));
        (await host.Open().PostAsync("/en/desk/enrol", ("key", key))).Status.ShouldBe(HttpStatusCode.Forbidden);
    }
}
