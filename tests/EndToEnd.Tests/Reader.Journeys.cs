using Microsoft.Playwright;

namespace Amparo.EndToEnd.Tests;

public sealed class ReaderJourneys(OpenPortal portal)
{
    [Theory]
    [InlineData("/es", "/es/paises/gt", "Ir al contenido principal", "/es/paises/gt/demonstration-by-form.csv")]
    [InlineData("/en", "/en/countries/gt", "Skip to main content", "/en/countries/gt/demonstration-by-form.csv")]
    public async Task A_reader_reaches_the_data_of_a_country_by_keyboard_alone(string home, string country, string skip, string data)
    {
        var page = await portal.OpenAsync(home);
        await page.Keyboard.PressAsync("Tab");
        var first = page.Locator(":focus");
        (await first.TextContentAsync()).ShouldBe(skip);
        // Hidden until it is focused; then it must be seen.
        (await first.BoundingBoxAsync())!.Height.ShouldBeGreaterThan(20);
        await page.Keyboard.PressAsync("Enter");
        (await page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe("main-content");

        await TabToAsync(page, country);
        await page.Keyboard.PressAsync("Enter");
        await ArriveAsync(page, country);

        await TabToAsync(page, data);
        var download = await page.RunAndWaitForDownloadAsync(() => page.Keyboard.PressAsync("Enter"));
        (await File.ReadAllTextAsync(await download.PathAsync(), TestContext.Current.CancellationToken)).ShouldContain("nvent");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Whatever_is_focused_can_be_seen_to_be()
    {
        var page = await portal.OpenAsync("/es/paises/gt");
        for (var press = 0; press < 30; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            (await page.EvaluateAsync<bool>(
                "(e => { const s = getComputedStyle(e); return s.outlineStyle !== 'none' || s.boxShadow !== 'none' || s.backgroundColor === 'rgb(255, 212, 103)'; })(document.activeElement)"))
                .ShouldBeTrue(await page.EvaluateAsync<string>("document.activeElement.outerHTML.slice(0, 120)"));
        }

        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Everything_works_where_scripts_are_forbidden()
    {
        var page = await portal.OpenAsync("/es", 360, new BrowserNewContextOptions { JavaScriptEnabled = false });
        await page.GetByRole(AriaRole.Link, new() { Name = "Guatemala", Exact = true }).ClickAsync();
        await ArriveAsync(page, "/es/paises/gt");
        await page.Locator("#official-by-year summary").ClickAsync();
        (await page.Locator("#official-by-year table").IsVisibleAsync()).ShouldBeTrue();
        await page.GetByRole(AriaRole.Link, new() { Name = "English", Exact = true }).ClickAsync();
        await ArriveAsync(page, "/en/countries/gt");
        (await page.Locator("h1").TextContentAsync()).ShouldBe("Guatemala: trafficking in persons");
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task On_paper_the_tables_are_open_and_the_navigation_is_gone()
    {
        var page = await portal.OpenAsync("/es/paises/gt");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        (await page.Locator(".govuk-service-navigation").IsVisibleAsync()).ShouldBeFalse();
        (await page.Locator("#official-by-year table").EvaluateAsync<float>("table => table.getBoundingClientRect().height")).ShouldBeGreaterThan(100);
        await page.Context.CloseAsync();
    }

    // The browser is asked again until the address is right: a wait for the moment of arrival misses it where the page is
    // there before the wait begins.
    private async Task ArriveAsync(IPage page, string path)
    {
        await Assertions.Expect(page).ToHaveURLAsync(portal.Address + path, new() { Timeout = 60_000 });
        await page.WaitForLoadStateAsync();
    }

    private static async Task TabToAsync(IPage page, string address)
    {
        for (var press = 0; press < 80; press++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<string?>("document.activeElement.getAttribute('href')") == address)
                return;
        }

        throw new InvalidOperationException($"The tab key does not reach {address}.");
    }
}
