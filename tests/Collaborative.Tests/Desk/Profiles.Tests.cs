using System.Net;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Stores;
using Amparo.TestSupport;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>A desk whose installation has profiles of its own: Guatemala's law is entered there, and nothing of Honduras.</summary>
public class ProfiledHost : DeskHost
{
    private readonly string _content = Directory.CreateTempSubdirectory("amparo-content-").FullName;

    internal Person Admin { get; private set; } = null!;

    internal Person Officer { get; private set; } = null!;

    protected override async Task FillAsync()
    {
        Admin = await StartAsync();
        await SecondAsync(Admin);
        var coordination = await PlatformAsync(context => context.Set<Account>().Where(row => row.Id == Admin.Id).Select(row => row.OrganisationId).SingleAsync());
        Officer = await InviteAsync(Admin, "data.officer", coordination, DeskRole.DataOfficer);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        // Its own texts and profiles; the lists come from beside the program.
        var whole = Path.Combine(Repository.Root, "content");
        Directory.CreateDirectory(Path.Combine(_content, "languages"));
        foreach (var file in Directory.EnumerateFiles(Path.Combine(whole, "languages")))
            File.Copy(file, Path.Combine(_content, "languages", Path.GetFileName(file)), overwrite: true);
        foreach (var folder in new[] { "themes", "library" })
        {
            Directory.CreateDirectory(Path.Combine(_content, folder));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(whole, folder)))
                File.Copy(file, Path.Combine(_content, folder, Path.GetFileName(file)), overwrite: true);
        }

        Directory.CreateDirectory(Path.Combine(_content, "countries"));
        File.Copy(Path.Combine(whole, "countries", "bz.yaml"), Path.Combine(_content, "countries", "bz.yaml"), overwrite: true);
        File.WriteAllText(
            Path.Combine(_content, "countries", "gt.yaml"),
            File.ReadAllText(Path.Combine(whole, "countries", "gt.yaml")).Replace("{ months: 24, basis: coalition }", "{ months: 60, basis: law, source: \"Ley de prueba, art. 1\" }", StringComparison.Ordinal));
        builder.UseSetting("content", _content);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        if (Directory.Exists(_content))
            Directory.Delete(_content, recursive: true);
    }
}

/// <summary>The same over PostgreSQL.</summary>
public sealed class ProfiledPostgresHost : ProfiledHost
{
    protected override StoreKind Kind => StoreKind.PostgreSql;
}

/// <summary>What the profiles of countries propose in the desk, and that nothing of it is imposed.</summary>
public abstract class ProfilesTests<THost>(THost host)
    where THost : ProfiledHost
{
    private const string Organisations = "/en/desk/organisations";
    private const string Agreements = "/en/desk/agreements";

    [Fact]
    public async Task The_country_is_asked_first_and_its_bodies_fill_the_form_without_a_script()
    {
        var page = (await host.Admin.Browser.GetAsync(Organisations)).Html;
        page.QuerySelector("#bodies").ShouldBeNull();
        page.QuerySelector("form[method=get] select[name=of]").ShouldNotBeNull();

        page = (await host.Admin.Browser.GetAsync($"{Organisations}?of=GT")).Html;
        page.QuerySelector("#name")!.GetAttribute("list").ShouldBe("name-suggestions");
        var suggested = page.QuerySelectorAll("#name-suggestions option").Select(option => option.GetAttribute("value")).ToArray();
        suggested.ShouldContain("Ministerio Público");
        suggested.Length.ShouldBe(5);
        page.QuerySelector("#country option[selected]")!.GetAttribute("value").ShouldBe("GT");

        var links = page.QuerySelectorAll("[aria-labelledby=bodies] a");
        links[0].QuerySelector("[lang=es]")!.TextContent.ShouldBe("Ministerio Público (MP)");
        page = (await host.Admin.Browser.GetAsync(links[0].GetAttribute("href")!.Split('#')[0])).Html;
        page.QuerySelector("#name")!.GetAttribute("value").ShouldBe("Ministerio Público");
        page.QuerySelector("#kind option[selected]")!.GetAttribute("value").ShouldBe("prosecution");
    }

    [Fact]
    public async Task A_body_of_no_kind_leaves_the_kind_to_whoever_enters_it()
    {
        var page = (await host.Admin.Browser.GetAsync($"{Organisations}?of=GT&body=3")).Html;
        page.QuerySelector("#name")!.GetAttribute("value").ShouldBe("Procuraduría General de la Nación");
        page.QuerySelector("#kind option[selected]")!.GetAttribute("value").ShouldBe("");
    }

    [Theory]
    [InlineData("of=XX"), InlineData("of=GT&body=99"), InlineData("of=GT&body=-1x"), InlineData("body=1"), InlineData("of=%22%3E%3Cb%3E&body=0")]
    public async Task What_the_address_makes_up_fills_nothing(string query)
    {
        var answer = await host.Admin.Browser.GetAsync($"{Organisations}?{query}");
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Text.ShouldNotContain("\"><b>");
        if (!query.StartsWith("of=GT", StringComparison.Ordinal))
            answer.Html.QuerySelector("#name")!.GetAttribute("value").ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task A_country_without_profile_suggests_nothing_and_its_organisation_is_entered_as_ever()
    {
        var page = (await host.Admin.Browser.GetAsync($"{Organisations}?of=HN")).Html;
        page.QuerySelector("#bodies").ShouldBeNull();
        page.QuerySelector("#name")!.GetAttribute("list").ShouldBeNull();

        (await EnterAsync($"Casa {Guid.NewGuid():N}", "HN", "shelter")).ShouldNotBe(Guid.Empty);
    }

    [Fact]
    public async Task What_was_typed_stays_where_it_is_refused_and_so_do_the_suggestions()
    {
        var answer = await host.Admin.Browser.SendFormAsync(Organisations, ("name", "Mine"), ("country", "BZ"), ("kind", ""));
        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Html.QuerySelector("#name")!.GetAttribute("value").ShouldBe("Mine");
        answer.Html.QuerySelectorAll("#name-suggestions option").Select(option => option.GetAttribute("value")).ShouldContain("Belize Police Department");
    }

    [Fact]
    public async Task An_account_starts_in_the_language_of_its_organisations_country_and_chooses_otherwise()
    {
        foreach (var (country, language, chosen) in new[] { ("BZ", "en", (string?)null), ("GT", "es", null), ("GT", "es", "en"), ("HN", "en", null), ("GT", "es", "ht") })
        {
            var organisation = await EnterAsync($"Office {Guid.NewGuid():N}", country, "police");
            var name = $"u{Guid.NewGuid():N}"[..20];
            var key = await DeskHost.KeyForAsync(host.Admin, name, organisation, DeskRole.AgencyOfficer);
            (await LanguageAsync(name)).ShouldBe(language, country);

            var page = (await host.Open().PostAsync("/en/desk/enrol", ("key", key))).Html;
            page.QuerySelector("#language option[selected]")!.GetAttribute("value").ShouldBe(language, country);
            var person = await host.EnrolAsync(key, name, ("language", chosen ?? language));
            // A language that the desk has no pages in is no choice: the page's own then.
            var kept = await LanguageAsync(name);
            kept.ShouldBe(chosen is "ht" ? "en" : chosen ?? language, country);
            // And goes on in it at once, whatever the language of the page of keys.
            person.Landed.ShouldBe($"{DeskAddress.Home[Language.Find(kept)!]}?said=enrolled-waiting", country);
        }
    }

    [Fact]
    public async Task An_agreement_proposes_what_the_country_of_the_organisation_does_and_takes_what_is_written()
    {
        var (guatemala, honduras) = (await EnterAsync($"Casa {Guid.NewGuid():N}", "GT", "shelter"), await EnterAsync($"Casa {Guid.NewGuid():N}", "HN", "shelter"));
        var browser = host.Officer.Browser;

        // The law of one and the default of the other differ: nothing is proposed before the organisation is known.
        var page = (await browser.GetAsync(Agreements)).Html;
        page.QuerySelector("#retention")!.GetAttribute("value").ShouldBeNullOrEmpty();
        page.QuerySelector("form[method=get] select[name=for]").ShouldNotBeNull();

        page = (await browser.GetAsync($"{Agreements}?for={guatemala}")).Html;
        page.QuerySelector("#retention")!.GetAttribute("value").ShouldBe("60");
        page.QuerySelector("#organisation option[selected]")!.GetAttribute("value").ShouldBe(guatemala.ToString());
        page.QuerySelector("#retention-basis")!.TextContent.ShouldContain("Ley de prueba, art. 1");

        page = (await browser.GetAsync($"{Agreements}?for={honduras}")).Html;
        page.QuerySelector("#retention")!.GetAttribute("value").ShouldBe("24");
        page.QuerySelector("#retention-basis")!.TextContent.ShouldContain("not the law");

        (await browser.GetAsync($"{Agreements}?for={Guid.NewGuid()}")).Html.QuerySelector("#retention")!.GetAttribute("value").ShouldBeNullOrEmpty();

        var title = $"A {Guid.NewGuid():N}";
        (await browser.SendFormAsync(Agreements, ("organisation", guatemala.ToString()), ("title", title), ("starts", "2026-01-01"), ("ends", "2027-12-31"), ("retention", "7"))).Status.ShouldBe(HttpStatusCode.SeeOther);
        (await host.CollaborativeAsync(context => context.Set<Agreements.Agreement>().Where(row => row.Title == title).Select(row => row.RetentionMonths).SingleAsync())).ShouldBe(7);
    }

    private Task<string> LanguageAsync(string name) => host.PlatformAsync(context => context.Set<Account>().Where(row => row.UserName == name).Select(row => row.Language).SingleAsync());

    private async Task<Guid> EnterAsync(string name, string country, string kind)
    {
        (await host.Admin.Browser.SendFormAsync(Organisations, ("name", name), ("country", country), ("kind", kind))).Status.ShouldBe(HttpStatusCode.SeeOther);
        return await host.PlatformAsync(context => context.Set<Organisation>().Where(row => row.Name == name).Select(row => row.Id).SingleAsync());
    }
}

public sealed class ProfilesOnSqliteTests(ProfiledHost host) : ProfilesTests<ProfiledHost>(host), IClassFixture<ProfiledHost>;

public sealed class ProfilesOnPostgresTests(ProfiledPostgresHost host) : ProfilesTests<ProfiledPostgresHost>(host), IClassFixture<ProfiledPostgresHost>;
