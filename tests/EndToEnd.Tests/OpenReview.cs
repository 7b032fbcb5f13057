using System.Text.RegularExpressions;
using Amparo.Collaborative.Tests.Samples;
using Amparo.TestSupport;
using Microsoft.Playwright;

namespace Amparo.EndToEnd.Tests;

/// <summary>A host that serves a review of invented pairs, and a browser.</summary>
public sealed partial class OpenReview : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("amparo-review-journeys-").FullName;
    private HostProcess? _host;
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private List<string> _keys = [];

    public string Address => _host!.Address.GetLeftPart(UriPartial.Authority);

    public async ValueTask InitializeAsync()
    {
        var queue = Path.Combine(_data, "queue.jsonl");
        InventedQueue.Write(queue);
        _host = await HostProcess.StartAsync(_data, "--review", queue, "--decisions", Path.Combine(_data, "decisions.jsonl"));
        // The first three: the key of the first account follows.
        _keys = [.. Key().Matches(await _host.SaidAsync("auditoría")).Select(match => match.Value).Take(3)];
        _keys.Count.ShouldBe(3);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("AMPARO_CHROMIUM") ?? "/usr/bin/chromium",
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

    /// <summary>A key as the terminal said it.</summary>
    /// <param name="seat">0 and 1 for the reviewers, 2 for the auditor.</param>
    public string KeyOf(int seat) => _keys[seat];

    /// <summary>Opens a window of its own.</summary>
    public async Task<IPage> OpenAsync(string path, int width = 1280, BrowserNewContextOptions? options = null)
    {
        options ??= new();
        options.ViewportSize = new() { Width = width, Height = 800 };
        options.BaseURL = Address;
        options.ReducedMotion = ReducedMotion.Reduce;
        var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(60_000);
        var page = await context.NewPageAsync();
        if (path.Length > 0)
            await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        return page;
    }

    /// <summary>Opens a page for somebody who has come in.</summary>
    public async Task<IPage> EnterAsync(int seat, string path, int width = 1280, BrowserNewContextOptions? options = null)
    {
        var page = await OpenAsync("/es/revision/entrar", width, options);
        await page.FillAsync("#token", KeyOf(seat));
        await page.ClickAsync("main button");
        await page.WaitForURLAsync(Address + "/es/revision");
        await page.GotoAsync(path, new() { WaitUntil = WaitUntilState.NetworkIdle });
        return page;
    }

    [GeneratedRegex("[a-z0-9]{4}(-[a-z0-9]{4}){6}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Key();
}
