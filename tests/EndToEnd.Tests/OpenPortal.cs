using Amparo.EndToEnd.Tests;
using Amparo.TestSupport;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(OpenPortal))]

namespace Amparo.EndToEnd.Tests;

/// <summary>The real host in a process of its own and a real browser, shared by all journeys.</summary>
/// <remarks>The browser is the system's Chromium; <c>AMPARO_CHROMIUM</c> names another one.</remarks>
public sealed class OpenPortal : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("amparo-journeys-").FullName;
    private HostProcess? _host;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The host's address, without a slash at the end.</summary>
    public string Address => _host!.Address.GetLeftPart(UriPartial.Authority);

    public async ValueTask InitializeAsync()
    {
        await DemonstrationData.PrepareAsync(_data);
        _host = await HostProcess.StartAsync(_data);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("AMPARO_CHROMIUM") ?? "/usr/bin/chromium",
            // Test machines run as root in containers, where Chromium's sandbox cannot start. One way of drawing letters everywhere.
            Args = ["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        Directory.Delete(_data, recursive: true);
        File.Delete($"{_data}.keys");
    }

    /// <summary>Opens a page in a window of its own.</summary>
    /// <param name="path">The path; empty for a blank page.</param>
    /// <param name="width">The window's width in CSS pixels.</param>
    /// <param name="options">Further settings of the window.</param>
    public async Task<IPage> OpenAsync(string path, int width = 1280, BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.ViewportSize = new() { Width = width, Height = 800 };
        options.BaseURL = Address;
        options.Locale ??= "es-GT";
        options.ReducedMotion = ReducedMotion.Reduce;
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        if (path.Length > 0)
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        return page;
    }
}
