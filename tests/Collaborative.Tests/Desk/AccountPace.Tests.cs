using System.Net;
using System.Text.Json;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>A desk that takes so few pieces at once that they are used up on any machine.</summary>
public class FewPiecesHost : StaffedHost
{
    internal const int PiecesAtOnce = 4;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.AddSingleton(_ => new AccountPace(piecesAtOnce: PiecesAtOnce)));
    }
}

/// <summary>The same over PostgreSQL.</summary>
public sealed class FewPiecesPostgresHost : FewPiecesHost
{
    protected override Amparo.Stores.StoreKind Kind => Amparo.Stores.StoreKind.PostgreSql;
}

/// <summary>A program is held back, by its account; nobody else is. That honest work is not, all other tests of the desk show: they work under the same limits.</summary>
public abstract class AccountPaceTests<THost>(THost host)
    where THost : FewPiecesHost
{
    private const string Page = "/en/desk";
    private const string Mine = "/en/desk/my-account";
    private const string Call = "/api/v1/agreements";
    private const string OfPages = "/es/mesa/envios";
    private const string OfScripts = "/api/v1/submissions";

    private static readonly string Wait = $"Retry-After: 1{Environment.NewLine}";

    private static string Piece(string root) => $"{root}/{Guid.NewGuid()}/{(root == OfPages ? "piezas" : "pieces")}/0";

    private async Task<Person> NewAsync() => await host.InviteAsync(
        new(host.Admin.Name, host.Admin.Shared, await host.BrowserOfAsync(host.Admin.Id)) { Id = host.Admin.Id }, $"q{Guid.NewGuid():N}"[..14], host.AgencyA, DeskRole.AgencyOfficer);

    private async Task<Browser> ScriptAsync(Person person)
    {
        var script = host.Open(keepsCookies: false);
        script.Client.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {await host.KeyOfAsync(person.Id, Entitlement.ReadAgreements, Entitlement.SendSubmissions)}");
        return script;
    }

    private static async Task<Answer> PutAsync(Browser browser, string root)
    {
        var request = new HttpRequestMessage(HttpMethod.Put, new Uri(Piece(root), UriKind.Relative)) { Content = new ByteArrayContent([1]) };
        if (root == OfPages)
            request.Headers.Add("X-Amparo-Form", await browser.FormAsync());
        return await browser.SendAsync(request);
    }

    // Asks as a program does, until it is held back; no more often than three times what may be asked at once.
    private static async Task<(int Answered, Answer Refused)> ExhaustAsync(int atOnce, Func<Task<Answer>> ask)
    {
        for (var answered = 0; answered < 3 * atOnce; answered++)
        {
            if (await ask() is { Status: HttpStatusCode.TooManyRequests } refused)
                return (answered, refused);
        }

        throw new InvalidOperationException("Nothing held it back.");
    }

    [Fact]
    public async Task A_program_is_held_back_in_all_sessions_and_with_all_keys_of_its_account_and_another_account_is_not()
    {
        var (person, other) = (await NewAsync(), await NewAsync());
        var (script, elsewhere) = (await ScriptAsync(person), await host.BrowserOfAsync(person.Id));
        await elsewhere.FormAsync();
        await person.Browser.FormAsync();
        // Both by turns, so that each alone has had half of it.
        var turn = 0;
        var (answered, refused) = await ExhaustAsync(AccountPace.CallsAtOnce, () => turn++ % 2 == 0 ? script.GetAsync(Call) : elsewhere.GetAsync(Page));
        // A few were asked for while the account was made.
        answered.ShouldBeGreaterThan(AccountPace.CallsAtOnce - 20);
        refused.Headers.ShouldContain(Wait);

        var page = (await ExhaustAsync(AccountPace.CallsAtOnce, () => person.Browser.GetAsync(Page))).Refused;
        page.Html.QuerySelector("h1")!.TextContent.ShouldBe("Too many pages in a short time");
        page.Headers.ShouldContain(Wait);
        var spanish = (await ExhaustAsync(AccountPace.CallsAtOnce, () => person.Browser.GetAsync("/es/mesa/envios"))).Refused;
        spanish.Html.QuerySelector("h1")!.TextContent.ShouldBe("Demasiadas páginas en poco tiempo");
        // A form is not read, nor what may not be asked for looked at.
        (await ExhaustAsync(AccountPace.CallsAtOnce, () => person.Browser.SendFormAsync("/en/desk/submissions/nothing/withdraw"))).Refused.Html.QuerySelector("h1")!.TextContent.ShouldBe("Too many pages in a short time");
        await ExhaustAsync(AccountPace.CallsAtOnce, () => person.Browser.GetAsync("/en/desk/audit"));
        var problem = (await ExhaustAsync(AccountPace.CallsAtOnce, () => script.GetAsync(Call))).Refused;
        problem.Headers.ShouldContain("application/problem+json");
        problem.Headers.ShouldContain(Wait);
        using var said = JsonDocument.Parse(problem.Text);
        said.RootElement.GetProperty("code").GetString().ShouldBe(PlatformProblems.TooManyCalls);
        // A page's script reads a status, and no page.
        var events = (await ExhaustAsync(AccountPace.CallsAtOnce, () => person.Browser.GetAsync($"/es/mesa/trabajos/{Guid.NewGuid()}"))).Refused;
        (events.Text, events.Headers.Contains(Wait, StringComparison.Ordinal)).ShouldBe(("", true));

        // Pieces of files are another matter, and other people too; the ways in are open to all.
        (await PutAsync(person.Browser, OfPages)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await PutAsync(script, OfScripts)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await other.Browser.GetAsync(Page)).Status.ShouldBe(HttpStatusCode.OK);
        (await (await ScriptAsync(other)).GetAsync(Call)).Status.ShouldBe(HttpStatusCode.OK);
        (await person.Browser.GetAsync("/en/desk/enter")).Status.ShouldBe(HttpStatusCode.OK);

        // Whoever waits as long as they are told goes on.
        await Task.Delay(TimeSpan.FromSeconds(1.5), TestContext.Current.CancellationToken);
        (await person.Browser.GetAsync(Page)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Pieces_of_files_have_a_limit_of_their_own_and_leave_all_else_alone()
    {
        var person = await NewAsync();
        var script = await ScriptAsync(person);
        await person.Browser.FormAsync();
        var (answered, refused) = await ExhaustAsync(FewPiecesHost.PiecesAtOnce, () => PutAsync(script, OfScripts));
        answered.ShouldBeGreaterThanOrEqualTo(FewPiecesHost.PiecesAtOnce);
        refused.Text.ShouldContain(PlatformProblems.TooManyCalls);
        var bare = (await ExhaustAsync(FewPiecesHost.PiecesAtOnce, () => PutAsync(person.Browser, OfPages))).Refused;
        bare.Headers.ShouldContain(Wait);
        (await person.Browser.GetAsync(Page)).Status.ShouldBe(HttpStatusCode.OK);
        (await script.GetAsync(Call)).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Whoever_drains_an_account_leaves_its_owner_the_ways_out()
    {
        var person = await NewAsync();
        var (script, second, last) = (await ScriptAsync(person), await host.BrowserOfAsync(person.Id), await host.BrowserOfAsync(person.Id));
        foreach (var browser in new[] { second, last })
            await browser.FormAsync();
        await ExhaustAsync(AccountPace.CallsAtOnce, () => script.GetAsync(Call));
        // The owner finds the key and the session that they do not know, ends them, and leaves.
        var mine = await last.GetAsync(Mine);
        mine.Status.ShouldBe(HttpStatusCode.OK);
        string IdIn(string form) => mine.Html.QuerySelector($"form[action='{form}'] input[name=id]")!.GetAttribute("value")!;
        foreach (var form in new[] { $"{Mine}/end-token", $"{Mine}/end" })
            (await last.SendFormAsync(form, ("id", IdIn(form)))).Status.ShouldBe(HttpStatusCode.SeeOther, form);
        (await script.GetAsync(Call)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        await ExhaustAsync(AccountPace.CallsAtOnce, () => second.GetAsync(Page));
        // One session has a small share of them, and takes nothing of another's.
        var (answered, refused) = await ExhaustAsync(AccountPace.WaysOutAtOnce, () => second.GetAsync(Mine));
        // The form's token was read on that page.
        answered.ShouldBeInRange(AccountPace.WaysOutAtOnce - 1, 2 * AccountPace.WaysOutAtOnce);
        refused.Headers.ShouldContain(Wait);
        (await last.SendFormAsync("/en/desk/leave")).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await last.GetAsync(Mine)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public void What_is_counted_unless_a_test_says_otherwise_is_what_the_rules_say()
    {
        using var pace = new AccountPace();
        foreach (var (rule, atOnce) in new[] { (DeskRule.SignedIn, 600), (DeskRule.SignedIn.OfPieces(), 2_048), (DeskRule.SignedIn.WayOut(), 30) })
        {
            var request = new DeskRequest(new DefaultHttpContext { RequestServices = host.Services }, Language.English, host.Clock.GetCurrentInstant())
            {
                Visitor = new(Guid.NewGuid(), host.AgencyA, Guid.NewGuid()) { UserName = "", OrganisationName = "", IsConfirmed = true, Roles = [] },
                Session = new()
                {
                    Id = Guid.NewGuid(),
                    KeyHash = "",
                    AccountId = Guid.NewGuid(),
                    SecurityStamp = "",
                    FormToken = "",
                    Method = SignInMethod.Password,
                    CreatedAt = host.Clock.GetCurrentInstant(),
                    SeenAt = host.Clock.GetCurrentInstant(),
                    ConfirmedAt = host.Clock.GetCurrentInstant(),
                },
                IsOfScript = true,
            };
            var answered = 0;
            while (answered < 3 * atOnce && pace.Count(request, rule) is null)
                answered++;
            // A second may end meanwhile.
            answered.ShouldBeInRange(atOnce, atOnce + 64);
        }
    }

    [Fact]
    public async Task The_description_says_of_every_address_with_a_key_that_it_holds_back()
    {
        using var document = JsonDocument.Parse((await host.Open().GetAsync("/api/v1/openapi.json")).Text);
        var operations = document.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()).Select(method => method.Value)
            .Where(operation => operation.GetProperty("security").GetArrayLength() > 0).ToList();
        operations.Count.ShouldBeGreaterThan(20);
        foreach (var operation in operations)
            operation.GetProperty("responses").GetProperty("429").GetProperty("description").GetString()!.ShouldContain("Retry-After", Case.Sensitive, operation.GetProperty("operationId").GetString());
    }
}

public sealed class AccountPaceOnSqliteTests(FewPiecesHost host) : AccountPaceTests<FewPiecesHost>(host), IClassFixture<FewPiecesHost>;

public sealed class AccountPaceOnPostgresTests(FewPiecesPostgresHost host) : AccountPaceTests<FewPiecesPostgresHost>(host), IClassFixture<FewPiecesPostgresHost>;
