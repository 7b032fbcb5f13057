using Microsoft.Playwright;

namespace Amparo.EndToEnd.Tests;

public sealed class PagesJourneys(OpenPortal portal)
{
    public static TheoryData<string> Paths => [.. PortalPaths.All];

    // 320 is the width at which WCAG 2.2 asks that nothing scroll sideways (1.4.10).
    [Theory]
    [InlineData("es")]
    [InlineData("en")]
    [InlineData("fr")]
    [InlineData("ht")]
    public async Task On_every_page_of_a_language_axe_finds_no_violation_and_nothing_scrolls_sideways(string language)
    {
        // The page allows no script at all, so the inspector has to be let in past that rule.
        var page = await portal.OpenAsync("", 1280, new BrowserNewContextOptions { BypassCSP = true });
        var complaints = new List<string>();
        var paths = await PortalPaths.OfLanguageAsync(language, async path =>
        {
            await page.SetViewportSizeAsync(1280, 800);
            await page.GotoAsync(path);
            complaints.AddRange(await Accessibility.ComplaintsAsync(page));
            foreach (var width in new[] { 768, 360, 320 })
            {
                await page.SetViewportSizeAsync(width, 800);
                if (await page.EvaluateAsync<int>("document.documentElement.scrollWidth") > width)
                    complaints.Add($"{path} scrolls sideways at {width}");
            }

            return await page.EvaluateAsync<string[]>("[...document.querySelectorAll('a[href]')].map(link => link.getAttribute('href'))");
        });
        complaints.ShouldBeEmpty();
        paths.Count.ShouldBeGreaterThan(22);
        await page.Context.CloseAsync();
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task Every_request_stays_on_the_host_and_the_page_weighs_little(string path)
    {
        var page = await portal.OpenAsync("");
        var addresses = new List<string>();
        var complaints = new List<string>();
        page.Request += (_, request) => addresses.Add(request.Url);
        page.Console += (_, message) => complaints.Add(message.Text);
        var network = await page.Context.NewCDPSessionAsync(page);
        var kinds = new Dictionary<string, string>(StringComparer.Ordinal);
        double weight = 0;
        network.Event("Network.responseReceived").OnEvent += (_, data) =>
            kinds[data!.Value.GetProperty("requestId").GetString()!] = data.Value.GetProperty("type").GetString()!;
        network.Event("Network.loadingFinished").OnEvent += (_, data) =>
        {
            if (kinds.GetValueOrDefault(data!.Value.GetProperty("requestId").GetString()!) != "Font")
                weight += data.Value.GetProperty("encodedDataLength").GetDouble();
        };
        await network.SendAsync("Network.enable");
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });

        addresses.Count.ShouldBeGreaterThan(1);
        addresses.ShouldAllBe(address => address.StartsWith(portal.Address + "/", StringComparison.Ordinal));
        // A lost page is reported by the browser as such; anything else would be a blocked style, font or picture.
        complaints.Where(text => !text.Contains("404", StringComparison.Ordinal)).ShouldBeEmpty();
        weight.ShouldBeInRange(1_000, 100_000);
        (await page.Context.CookiesAsync()).ShouldBeEmpty();
        await page.Context.CloseAsync();
    }

    [Fact]
    public async Task Letters_are_drawn_in_our_own_face()
    {
        var page = await portal.OpenAsync("/es");
        (await page.EvaluateAsync<bool>("document.fonts.check('16px \"Noto Sans\"') && [...document.fonts].every(f => f.status === 'loaded')"))
            .ShouldBeTrue();
        await page.Context.CloseAsync();
    }
}
