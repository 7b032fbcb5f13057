using Amparo.Collaborative.Tests.Samples;
using Microsoft.Playwright;

namespace Amparo.EndToEnd.Tests;

/// <summary>The review of links in a real browser: by keyboard, without a script, for assistive technology, on a phone.</summary>
public sealed class ReviewJourneys(OpenReview review) : IClassFixture<OpenReview>
{
    private const int First = 0;
    private const int Second = 1;
    private const int Auditor = 2;

    // Any pair outside the blind sample, and one inside.
    private static readonly string Open = InventedQueue.Pairs.First(pair => !pair.Key.IsInBlindSample(0.1)).Key.Id();
    private static readonly string Blind = InventedQueue.Pairs.First(pair => pair.Key.IsInBlindSample(0.1)).Key.Id();

    public static TheoryData<int, string> Pages => new()
    {
        { First, "/es/revision" },
        { Auditor, "/en/review" },
        { First, "/en/review/pairs" },
        { First, $"/es/revision/pares/{Open}" },
        { First, $"/en/review/pairs/{Open}" },
        { Second, $"/es/revision/pares/{Blind}" },
        { Auditor, $"/es/revision/pares/{Open}" },
        { Auditor, "/es/revision/decisiones" },
        { First, "/en/review/decisions" },
        { First, "/es/revision/nada" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Axe_finds_no_violation_and_nothing_scrolls_sideways(int seat, string path)
    {
        var page = await review.EnterAsync(seat, path, 1280, new BrowserNewContextOptions { BypassCSP = true });
        foreach (var width in new[] { 320, 360, 768, 1280 })
        {
            await page.SetViewportSizeAsync(width, 800);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
            (await Accessibility.ComplaintsAsync(page)).ShouldBeEmpty($"{width}");
        }

        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("/es/revision/entrar")]
    [InlineData("/en/review/enter")]
    [InlineData("/es/revision/pares")]
    public async Task Axe_finds_no_violation_at_the_door(string path)
    {
        var page = await review.OpenAsync(path, 360, new BrowserNewContextOptions { BypassCSP = true });
        await page.FillAsync("#token", "wrong");
        await page.ClickAsync("main button");
        await page.Locator(".govuk-error-summary").WaitForAsync();
        (await Accessibility.ComplaintsAsync(page)).ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task A_reviewer_comes_in_and_decides_by_keyboard_alone()
    {
        var page = await review.OpenAsync("/es/revision");
        for (var press = 0; press < 10 && await page.EvaluateAsync<string>("document.activeElement.id") != "token"; press++)
            await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync(review.KeyOf(First));
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".amparo-review-bar").WaitForAsync();
        await page.GotoAsync("/es/revision/siguiente", new() { WaitUntil = WaitUntilState.NetworkIdle });
        var first = page.Url;

        await page.Keyboard.PressAsync("?");
        (await page.Locator("#keys").GetAttributeAsync("open")).ShouldNotBeNull();
        (await page.EvaluateAsync<string>("document.activeElement.tagName")).ShouldBe("SUMMARY");
        await page.Keyboard.PressAsync("?");
        (await page.Locator("#keys").GetAttributeAsync("open")).ShouldBeNull();

        await page.Keyboard.PressAsync("2");
        await page.WaitForURLAsync("**?saved=*");
        (await page.Locator("[role=alert]").TextContentAsync())!.ShouldContain("está guardada");
        await page.Keyboard.PressAsync("k");
        await page.WaitForURLAsync(url => !url.Contains("saved", StringComparison.Ordinal));
        await page.GotoAsync(first, new() { WaitUntil = WaitUntilState.NetworkIdle });
        (await page.Locator("main").TextContentAsync())!.ShouldContain("Usted respondió: Personas distintas");
        await page.Keyboard.PressAsync("j");
        await page.WaitForURLAsync(url => url != first);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task The_keys_can_be_turned_off_and_stay_off()
    {
        var page = await review.EnterAsync(Second, $"/es/revision/pares/{Open}");
        await page.Keyboard.PressAsync("?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Desactivar las teclas" }).ClickAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("1");
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.NetworkIdle });
        await page.Keyboard.PressAsync("1");
        await page.WaitForTimeoutAsync(300);
        page.Url.ShouldEndWith(Open);
        (await page.Locator("[aria-keyshortcuts]").CountAsync()).ShouldBe(0);
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Everything_works_where_scripts_are_forbidden()
    {
        var page = await review.EnterAsync(Second, "/en/review/next", 360, new BrowserNewContextOptions { JavaScriptEnabled = false });
        await page.GetByRole(AriaRole.Button, new() { Name = "Same person" }).ClickAsync();
        await page.WaitForURLAsync("**?saved=*");
        (await page.Locator(".amparo-key").First.IsVisibleAsync()).ShouldBeFalse();
        await page.GetByRole(AriaRole.Link, new() { Name = "View or change" }).ClickAsync();
        (await page.Locator("main").TextContentAsync())!.ShouldContain("You answered: Same person");
        await page.GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();
        await page.WaitForURLAsync("**/en/review/enter");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Every_request_stays_on_the_host_and_the_browser_complains_of_nothing()
    {
        var page = await review.EnterAsync(First, "/es/revision");
        var addresses = new List<string>();
        var complaints = new List<string>();
        page.Request += (_, request) => addresses.Add(request.Url);
        page.Console += (_, message) => complaints.Add(message.Text);
        await page.GotoAsync($"/es/revision/pares/{Open}", new() { WaitUntil = WaitUntilState.NetworkIdle });
        addresses.Count.ShouldBeGreaterThan(1);
        addresses.ShouldAllBe(address => address.StartsWith(review.Address + "/", StringComparison.Ordinal));
        complaints.ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Theory]
    [InlineData("review-360", 360, "/es/revision")]
    [InlineData("review-1280", 1280, "/es/revision")]
    [InlineData("review-pair-360", 360, "/es/revision/pares/")]
    [InlineData("review-pair-1280", 1280, "/es/revision/pares/")]
    public async Task A_page_looks_as_it_did(string name, int width, string path)
    {
        // The auditor's page of the queue and the reviewer's of its last pair: no journey decides either.
        var pair = path.EndsWith('/');
        var page = await review.EnterAsync(pair ? First : Auditor, pair ? path + InventedQueue.Pairs[30].Key.Id() : path, width);
        // What the other journeys have decided so far, in whatever order they ran.
        await page.EvaluateAsync("""
            () => {
              for (const part of document.querySelectorAll('#progress-words, .amparo-pair__state > span:last-child'))
                part.textContent = part.textContent.replace(/^\d+/, '0');
              for (const part of document.querySelectorAll('progress')) part.value = 0;
              for (const part of document.querySelectorAll('.amparo-zones td:nth-last-child(-n+3)')) part.textContent = '0';
              for (const part of document.querySelectorAll('[aria-labelledby=model] .govuk-summary-list__row:nth-last-child(-n+2) dd')) part.textContent = '0';
            }
            """);
        var blank = await review.OpenAsync("");
        await CommittedPicture.CheckAsync(page, blank, name);
        await blank.Context.CloseAsync();
        await page.Context.CloseAsync();
    }
}
