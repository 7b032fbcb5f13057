using System.Net;
using Amparo.Platform.Accounts;
using Amparo.Stores;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>A challenge for a passkey is worth one answer: at any host, right or wrong, once.</summary>
public abstract class PasskeysTests<THost>(THost host)
    where THost : StaffedHost
{
    private const string Confirm = "/en/desk/enter/passkey";

    private static Task<Answer> SendAsync(Browser browser, string path, params (string, string)[] fields)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = Browser.Fields(fields) };
        request.Headers.Add("Origin", SoftKey.Origin);
        return browser.SendAsync(request);
    }

    private static Task<Answer> EnterAsync(Browser browser, string credential, string state) => SendAsync(browser, Confirm, ("credential", credential), ("state", state));

    private async Task<SoftKey> KeyAsync(Person person)
    {
        var (browser, key) = (await host.BrowserOfAsync(person.Id), new SoftKey());
        var (options, state) = await SoftKey.ChallengeAsync(browser, "/es/mesa/mi-cuenta/reto");
        var credential = key.Create(options);
        (string, string)[] form = [("form", await browser.FormAsync()), ("name", "mine"), ("credential", credential), ("state", state)];
        (await SendAsync(browser, "/en/desk/my-account/passkey", form)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await SendAsync(browser, "/en/desk/my-account/passkey", form)).Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        return key;
    }

    [Fact]
    public async Task An_answer_lets_in_once_at_whichever_host()
    {
        using var key = await KeyAsync(host.Officer);
        await using var other = host.WithWebHostBuilder(_ => { });
        var elsewhere = new Browser(host, other.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false }));
        var (options, state) = await SoftKey.ChallengeAsync(host.Open(), "/es/mesa/entrar/reto");
        var credential = key.Get(options);
        (await EnterAsync(elsewhere, credential, state)).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await elsewhere.GetAsync("/en/desk/submissions")).Status.ShouldBe(HttpStatusCode.OK);
        // The same, at either host; and the device's own second answer to the same challenge.
        foreach (var again in new[] { credential, key.Get(options) })
        {
            foreach (var browser in new[] { host.Open(), new Browser(host, other.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false })) })
            {
                var answer = await EnterAsync(browser, again, state);
                answer.Status.ShouldBe(HttpStatusCode.Forbidden);
                answer.Headers.ShouldNotContain("Set-Cookie");
            }
        }
    }

    [Fact]
    public async Task Of_answers_that_come_at_once_one_lets_in()
    {
        using var key = await KeyAsync(host.Stranger);
        var (options, state) = await SoftKey.ChallengeAsync(host.Open(), "/es/mesa/entrar/reto");
        var credential = key.Get(options);
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => EnterAsync(host.Open(), credential, state)));
        answers.Count(answer => answer.Status == HttpStatusCode.SeeOther).ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_answer_spends_the_challenge_and_confirming_spends_it_too()
    {
        using var key = await KeyAsync(host.Staff[DeskRole.DataOfficer]);
        var (options, state) = await SoftKey.ChallengeAsync(host.Open(), "/es/mesa/entrar/reto");
        (await EnterAsync(host.Open(), "{}", state)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await EnterAsync(host.Open(), key.Get(options), state)).Status.ShouldBe(HttpStatusCode.Forbidden);

        (options, state) = await SoftKey.ChallengeAsync(host.Open(), "/es/mesa/entrar/reto");
        var credential = key.Get(options);
        var browser = await host.BrowserOfAsync(host.Staff[DeskRole.DataOfficer].Id);
        (await SendAsync(browser, "/en/desk/confirm/passkey", ("form", await browser.FormAsync()), ("credential", credential), ("state", state))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await EnterAsync(host.Open(), credential, state)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_session_that_a_passkey_began_is_still_one_after_the_password_is_changed()
    {
        var name = $"k{Guid.NewGuid():N}"[..14];
        var person = await host.InviteAsync(new("", "", await host.BrowserOfAsync(host.Admin.Id)), name, host.AgencyA, DeskRole.AgencyOfficer);
        foreach (var method in Enum.GetValues<SignInMethod>())
        {
            var browser = await host.BrowserOfAsync(person.Id, method);
            var (current, wanted) = method == SignInMethod.Password ? (DeskHost.Password, "tres gatos miran la lluvia") : ("tres gatos miran la lluvia", DeskHost.Password);
            (await browser.SendFormAsync("/en/desk/my-account/password", ("password", current), ("code", person.Code()), ("new", wanted), ("again", wanted))).Status.ShouldBe(HttpStatusCode.SeeOther);
            var stamp = await host.PlatformAsync(context => context.Set<Account>().Where(row => row.Id == person.Id).Select(row => row.SecurityStamp).SingleAsync());
            (await host.PlatformAsync(context => context.Set<Session>().Where(row => row.SecurityStamp == stamp).Select(row => row.Method).SingleAsync())).ShouldBe(method);
        }
    }

    [Fact]
    public async Task What_was_spent_is_forgotten_when_it_is_too_old_anyway()
    {
        using var key = await KeyAsync(host.Staff[DeskRole.Analyst]);
        host.Clock.Advance(Duration.FromMinutes(16));
        var (options, state) = await SoftKey.ChallengeAsync(host.Open(), "/es/mesa/entrar/reto");
        (await EnterAsync(host.Open(), key.Get(options), state)).Status.ShouldBe(HttpStatusCode.SeeOther);
        var now = host.Clock.GetCurrentInstant();
        (await host.PlatformAsync(context => context.Set<SpentChallenge>().CountAsync(row => row.ExpiresAt < now))).ShouldBe(0);
    }
}

public sealed class PasskeysOnSqliteTests(StaffedHost host) : PasskeysTests<StaffedHost>(host), IClassFixture<StaffedHost>;

public sealed class PasskeysOnPostgresTests(StaffedPostgresHost host) : PasskeysTests<StaffedPostgresHost>(host), IClassFixture<StaffedPostgresHost>;
