using Microsoft.Playwright;

namespace Amparo.EndToEnd.Tests;

/// <summary>The data officer's whole job in a real browser, by keyboard: from a host without accounts to what is published.</summary>
public abstract class DeskJourneys
{
    private const int MostPairs = 15;
    private const int LongestJob = 180_000;

    // The words that a keyboard chooses by, and the addresses, in each language.
    private static readonly Dictionary<string, Words> In = new(StringComparer.Ordinal)
    {
        ["es"] = new("es", "mesa", "alta", "instituciones", "cuentas", "acuerdos", "envios", "nuevo", "asignacion", "corregir", "entregar")
        {
            Agencies =
            [
                ("Policía", "police"), ("Albergue", "shelter"), ("Ministerio público", "prosecution"),
                ("Autoridad migratoria", "migration"), ("Línea de ayuda", "hotline"), ("Organización Internacional para las Migraciones", "iom"),
            ],
            Merges = "uniones",
            NewMerge = "nueva",
            Again = "de-nuevo",
            Releases = "publicaciones",
            Prepare = "preparar",
            Ask = "pedir",
            Decide = "decidir",
            Country = "paises/gt",
            Proposal = "propuesta",
            Verify = "verificar",
            VerifyAccount = "verificar-cuenta",
            NotPublished = "No es para publicar",
            OfAuditors = ["auditoria", "auditoria/cadena", "emergencias"],
            OfAdministrators = ["conservacion", "emergencias", "mi-cuenta", "mi-cuenta/contrasena"],
        },
        ["en"] = new("en", "desk", "enrol", "organisations", "accounts", "agreements", "submissions", "new", "mapping", "mend", "hand-over")
        {
            // Two are enough for what differs from one language to the other.
            Agencies = [("Police", "police"), ("Shelter", "shelter")],
            Merges = "merges",
            NewMerge = "new",
            Again = "again",
            Releases = "releases",
            Prepare = "prepare",
            Ask = "ask",
            Decide = "decide",
            Country = "countries/gt",
            Proposal = "proposal",
            Verify = "verify",
            VerifyAccount = "verify-account",
            NotPublished = "Not for publication",
            OfAuditors = ["audit", "audit/chain", "emergencies"],
            OfAdministrators = ["retention", "emergencies", "my-account", "my-account/password"],
        },
    };

    // A language each, so that they run beside each other.
    private protected abstract string Language { get; }

    [Fact]
    public async Task From_the_first_start_to_a_published_page_of_a_country()
    {
        var language = Language;
        var words = In[language];
        await using var desk = await OpenDesk.StartAsync();
        var administrator = await desk.BrowserAsync();
        await administrator.EnrolAsync($"{words.Desk}/{words.Enrol}", desk.FirstKey, async () =>
        {
            await administrator.TypeAsync("node", "Coalición de prueba");
            await administrator.TypeAsync("organisation", "Secretaría");
            await administrator.ChooseAsync("country", "Guatemala");
            await administrator.TypeAsync("name", "administra");
        });
        await OrganisationsAsync(administrator, words);
        var confirming = await SecondAdministratorAsync(desk, administrator, words);
        var auditor = await InvitedAsync(desk, (administrator, confirming, words), ("audita", "Secretaría", ["Auditor"]));
        var officer = await InvitedAsync(desk, (administrator, confirming, words), ("datos", "Secretaría", ["DataOfficer"]));
        var second = await InvitedAsync(desk, (administrator, confirming, words), ("revisa", "Secretaría", ["Reviewer", "Approver"]));
        foreach (var (agency, mapping) in words.Agencies)
        {
            var sender = await InvitedAsync(desk, (administrator, confirming, words), ($"envia.{mapping}", agency, ["AgencyOfficer"]));
            await AgreementAsync(officer, words, agency);
            await SubmitAsync((sender, words), Directory.GetFiles(Path.Combine(desk.Data, "invented", "agencies", "GT"), $"{mapping}.*").Single(), mapping);
        }

        await administrator.GoAsync($"{words.Desk}/{words.Accounts}");
        await administrator.PictureAsync($"desk-accounts-{language}");

        // The one who brings the data together sees that they came, and no file's name.
        await officer.GoAsync($"{words.Desk}/{words.Agreements}");
        await officer.PictureAsync($"desk-agreements-{language}");
        await officer.GoAsync($"{words.Desk}/{words.Submissions}");
        (await officer.Page.Locator("tbody tr").CountAsync()).ShouldBe(words.Agencies.Length);
        (await officer.WordsAsync()).ShouldNotContain("police.csv");
        desk.Log.ShouldNotContain("police.csv");

        var merge = await MergeAsync(officer, words);
        await ReviewAsync(second, words, merge);
        await officer.GoAsync(merge);
        await officer.StartAsync($"/{words.Again}");
        await officer.Page.Locator($"form[action$='/{words.Again}']").WaitForAsync(new() { Timeout = LongestJob });
        await officer.CheckAsync();
        (await officer.WordsAsync()).ShouldContain(words.NotPublished);
        await officer.PictureAsync($"desk-merge-{language}");

        var before = await ReadAsync(officer, words);
        var release = await PrepareAsync(officer, words);
        (await officer.Page.Locator($"form[action$='/{words.Decide}']").CountAsync()).ShouldBe(0);
        await second.GoAsync(release);
        await second.PictureAsync($"desk-release-{language}");
        await second.TabToAsync("#decision");
        await second.EnterAsync();
        await second.Page.Locator("#published").WaitForAsync(new() { Timeout = LongestJob });
        await second.CheckAsync();

        // Who did all this stands in the trail; what is kept, and for how long, on a page of its own.
        foreach (var page in words.OfAuditors)
            await auditor.GoAsync($"{words.Desk}/{page}");
        await auditor.GoAsync($"{words.Desk}/{words.OfAuditors[0]}");
        (await auditor.Page.Locator("tbody tr").CountAsync()).ShouldBeGreaterThan(10);
        (await auditor.WordsAsync()).ShouldNotContain("police.csv");
        await auditor.PictureAsync($"desk-audit-{language}");
        foreach (var page in words.OfAdministrators)
            await administrator.GoAsync($"{words.Desk}/{page}");

        // Anybody reads it now, without an account.
        var reader = await desk.BrowserAsync();
        await reader.GoAsync($"/{language}/{words.Country}");
        (await reader.WordsAsync()).ShouldNotBe(before);
    }

    private static async Task<string> ReadAsync(DeskBrowser reader, Words words)
    {
        await reader.Page.GotoAsync($"/{words.Language}/{words.Country}");
        return await reader.WordsAsync();
    }

    /// <returns>The merge's address.</returns>
    private static async Task<string> MergeAsync(DeskBrowser officer, Words words)
    {
        await officer.GoAsync($"{words.Desk}/{words.Merges}/{words.NewMerge}");
        var lists = officer.Page.Locator("input[name=submission]");
        (await lists.CountAsync()).ShouldBe(words.Agencies.Length);
        foreach (var list in await lists.AllAsync())
            await officer.MarkAsync((await list.GetAttributeAsync("id"))!);
        await officer.StartAsync($"/{words.NewMerge}");
        await officer.Page.Locator($"form[action$='/{words.Again}']").WaitForAsync(new() { Timeout = LongestJob });
        await officer.CheckAsync();
        return new Uri(officer.Page.Url).AbsolutePath;
    }

    private static async Task ReviewAsync(DeskBrowser reviewer, Words words, string merge)
    {
        await reviewer.GoAsync(merge);
        await reviewer.FollowAsync("section[aria-labelledby=review] a");
        await reviewer.CheckAsync();
        await reviewer.FollowAsync("main a.govuk-button");
        await reviewer.CheckAsync();
        await reviewer.PictureAsync($"desk-pair-{words.Language}");
        var decided = 0;
        while (decided < MostPairs && await reviewer.Page.Locator("form.amparo-decide").CountAsync() > 0)
        {
            // As the page says itself: equal where nothing speaks against it.
            var different = await reviewer.Page.Locator(".amparo-compare__mark", new() { HasTextString = "≠" }).CountAsync();
            await reviewer.TabToAsync($"form.amparo-decide button[value={(different > 3 ? "different" : "same")}]");
            await reviewer.EnterAsync();
            decided++;
        }

        decided.ShouldBeGreaterThan(0);
        await reviewer.CheckAsync();
    }

    /// <returns>The release's address.</returns>
    private static async Task<string> PrepareAsync(DeskBrowser officer, Words words)
    {
        await officer.GoAsync($"{words.Desk}/{words.Releases}/{words.Prepare}");
        await officer.SendAsync($"/{words.Prepare}");
        await officer.Page.Locator("#ask").WaitForAsync(new() { Timeout = LongestJob });
        await officer.CheckAsync();
        await officer.SendAsync($"/{words.Ask}");
        return new Uri(officer.Page.Url).AbsolutePath;
    }

    private static async Task OrganisationsAsync(DeskBrowser administrator, Words words)
    {
        foreach (var (kind, _) in words.Agencies)
        {
            await administrator.GoAsync($"{words.Desk}/{words.Organisations}");
            await administrator.TypeAsync("name", kind);
            await administrator.ChooseAsync("country", "Guatemala");
            await administrator.ChooseAsync("kind", kind);
            await administrator.SendAsync($"/{words.Organisations}");
        }

        (await administrator.Page.Locator("tbody tr").CountAsync()).ShouldBe(words.Agencies.Length + 1);
        await administrator.PictureAsync($"desk-organisations-{words.Language}");
    }

    // The terminal says a key for the second administrator that the first was not given: no single person can be two.
    private static async Task<DeskBrowser> SecondAdministratorAsync(OpenDesk desk, DeskBrowser administrator, Words words)
    {
        var second = await EnrolledAsync(desk, administrator, words, ("segunda", "Secretaría", ["Administrator"]));
        await second.TypeAsync("key", desk.SecondKey);
        await second.SendAsync($"/{words.VerifyAccount}");
        return second;
    }

    /// <returns>The browser of somebody whom one administrator invited, and another has confirmed.</returns>
    private static async Task<DeskBrowser> InvitedAsync(
        OpenDesk desk, (DeskBrowser Inviting, DeskBrowser Confirming, Words Words) by, (string Name, string Organisation, string[] Roles) who)
    {
        var (inviting, confirming, words) = by;
        var invited = await EnrolledAsync(desk, inviting, words, who);
        var code = await invited.Page.Locator("#confirmation-code").TextContentAsync();
        await confirming.GoAsync($"{words.Desk}/{words.Accounts}");
        await confirming.TypeAsync((await confirming.Page.Locator("input[id^=code-]").GetAttributeAsync("id"))!, code!.Trim());
        await confirming.SendAsync($"/{words.Verify}");
        await invited.GoAsync(words.Desk);
        (await invited.Page.Locator("#confirmation-code").CountAsync()).ShouldBe(0);
        return invited;
    }

    private static async Task<DeskBrowser> EnrolledAsync(OpenDesk desk, DeskBrowser administrator, Words words, (string Name, string Organisation, string[] Roles) who)
    {
        await administrator.GoAsync($"{words.Desk}/{words.Accounts}");
        await administrator.TypeAsync("name", who.Name);
        await administrator.ChooseAsync("organisation", who.Organisation);
        foreach (var role in who.Roles)
            await administrator.MarkAsync($"roles-{role}");
        await administrator.SendAsync($"/{words.Accounts}");
        (await administrator.Page.Locator("#new-key").CountAsync()).ShouldBe(1, await administrator.WordsAsync());
        var key = OpenDesk.Key().Match((await administrator.Page.Locator("#new-key").TextContentAsync())!).Value;
        var invited = await desk.BrowserAsync();
        await invited.EnrolAsync($"{words.Desk}/{words.Enrol}", key);
        // The account goes on in its organisation's language; the journey in its own.
        await invited.GoAsync(words.Desk);
        return invited;
    }

    private static async Task AgreementAsync(DeskBrowser officer, Words words, string organisation)
    {
        await officer.GoAsync($"{words.Desk}/{words.Agreements}");
        await officer.ChooseAsync("organisation", organisation);
        await officer.TypeAsync("title", $"Convenio {organisation}");
        // The field of a day takes its parts as they are typed, in the browser's own order.
        foreach (var (id, day) in new[] { ("starts", "2024-01-01"), ("ends", "2035-12-31") })
            await officer.Page.FillAsync($"#{id}", day);
        await officer.SendAsync($"/{words.Agreements}");
        (await officer.WordsAsync()).ShouldContain($"Convenio {organisation}");
    }

    private static async Task SubmitAsync((DeskBrowser Browser, Words Words) by, string file, string mapping)
    {
        var (browser, words) = by;
        await browser.GoAsync($"{words.Desk}/{words.Submissions}/{words.New}");
        await browser.TypeAsync("from", "2023-01");
        await browser.TypeAsync("to", "2023-12");
        await browser.Page.SetInputFilesAsync("#files", file);
        await browser.TabToAsync("form[data-upload] button");
        await browser.Page.Keyboard.PressAsync("Enter");
        await browser.Page.WaitForURLAsync(url => url.Length > 60, new() { Timeout = 60_000 });

        // The first time nobody has said yet what its columns mean: the mapping made for the agency's kind stands first.
        await browser.Page.Locator("#mapping").WaitForAsync(new() { Timeout = LongestJob });
        await browser.CheckAsync();
        (await browser.Page.Locator("#mapping").InputValueAsync()).ShouldBe($"content:{mapping}");
        // What is proposed from the columns themselves is looked at, and left.
        var submission = new Uri(browser.Page.Url).AbsolutePath;
        await browser.GoAsync($"{submission}/{words.Proposal}");
        (await browser.Page.Locator("select[name=column]").CountAsync()).ShouldBeGreaterThan(5);
        await browser.PictureAsync($"desk-proposal-{words.Language}");
        await browser.GoAsync(submission);
        await browser.TabToAsync($"form[action$='/{words.Mapping}'] button");
        await browser.Page.Keyboard.PressAsync("Enter");
        await browser.Page.Locator($"form[action$='/{words.HandOver}']").WaitForAsync(new() { Timeout = LongestJob });
        await browser.CheckAsync();
        await browser.GoAsync(new Uri(browser.Page.Url).AbsolutePath + $"/{words.Mend}");
        (await browser.Page.Locator("fieldset.amparo-desk-row").CountAsync()).ShouldBeGreaterThan(0);
        await browser.Page.GoBackAsync();
        await browser.SendAsync($"/{words.HandOver}");
        (await browser.Page.Locator(".govuk-tag--green").CountAsync()).ShouldBeGreaterThan(0);
    }

    private sealed record Words(
        string Language, string DeskName, string Enrol, string Organisations, string Accounts, string Agreements, string Submissions, string New, string Mapping, string Mend, string HandOver)
    {
        public string Desk => $"/{Language}/{DeskName}";

        /// <summary>Each agency's name, which is what it is, and its mapping.</summary>
        public required (string Name, string Mapping)[] Agencies { get; init; }

        public required string Merges { get; init; }

        public required string NewMerge { get; init; }

        public required string Again { get; init; }

        public required string Releases { get; init; }

        public required string Prepare { get; init; }

        public required string Ask { get; init; }

        public required string Decide { get; init; }

        public required string Country { get; init; }

        public required string Proposal { get; init; }

        public required string Verify { get; init; }

        public required string VerifyAccount { get; init; }

        public required string[] OfAuditors { get; init; }

        public required string[] OfAdministrators { get; init; }

        public required string NotPublished { get; init; }
    }
}

public sealed class DeskInSpanishJourneys : DeskJourneys
{
    private protected override string Language => "es";
}

public sealed class DeskInEnglishJourneys : DeskJourneys
{
    private protected override string Language => "en";
}
