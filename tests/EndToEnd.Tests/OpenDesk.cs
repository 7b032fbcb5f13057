using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Amparo.TestSupport;
using Microsoft.Playwright;

namespace Amparo.EndToEnd.Tests;

/// <summary>A host without accounts over the demonstration's data, and a browser.</summary>
internal sealed partial class OpenDesk : IAsyncDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("amparo-desk-journeys-").FullName;
    private HostProcess? _host;
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>The data folder.</summary>
    public string Data => Path.Combine(_root, "data");

    /// <summary>Where the host answers.</summary>
    public Uri Address => _host!.Address;

    /// <summary>The key that the terminal said.</summary>
    public string FirstKey { get; private set; } = "";

    /// <summary>The key that it said for the second administrator.</summary>
    public string SecondKey { get; private set; } = "";

    /// <summary>What the host has logged.</summary>
    public string Log => _host!.Errors;

    /// <summary>Starts the host.</summary>
    /// <param name="demonstration">Whether the folder holds the demonstration's figures and files.</param>
    public static async Task<OpenDesk> StartAsync(bool demonstration = true)
    {
        var desk = new OpenDesk();
        Directory.CreateDirectory(desk.Data);
        if (demonstration)
            await DemonstrationData.PrepareAsync(desk.Data);
        desk._host = await HostProcess.StartAsync(desk.Data, "--content", Path.Combine(Repository.Root, "content"));
        desk.FirstKey = Key().Match(await desk._host.SaidAsync("con esta clave:\n  ")).Value;
        desk.FirstKey.ShouldNotBeEmpty();
        desk.SecondKey = Key().Match((await desk._host.SaidAsync("entréguesela solo a ella:\n  ")).Split("entréguesela solo a ella:")[1]).Value;
        desk.SecondKey.ShouldNotBeEmpty();
        desk._playwright = await Playwright.CreateAsync();
        desk._browser = await desk._playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable("AMPARO_CHROMIUM") ?? "/usr/bin/chromium",
            Args = ["--no-sandbox", "--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"],
        });
        return desk;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
            await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_host is not null)
            await _host.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    /// <summary>A browser of somebody's own.</summary>
    /// <param name="name">What the browser calls this machine; by default its address. Passkeys are for names only.</param>
    public async Task<DeskBrowser> BrowserAsync(string? name = null)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            BaseURL = new UriBuilder(_host!.Address) { Host = name ?? _host.Address.Host }.Uri.GetLeftPart(UriPartial.Authority),
            ViewportSize = new() { Width = 1280, Height = 800 },
            ReducedMotion = ReducedMotion.Reduce,
            BypassCSP = true,
        });
        context.SetDefaultTimeout(30_000);
        return new(await context.NewPageAsync());
    }

    [GeneratedRegex("[a-z0-9]{4}(-[a-z0-9]{4}){6}", RegexOptions.ExplicitCapture, 1000)]
    internal static partial Regex Key();
}

/// <summary>Somebody at a keyboard: moves with Tab, types, presses Enter and Space.</summary>
/// <param name="page">Their page.</param>
internal sealed class DeskBrowser(IPage page)
{
    private const int MostTabs = 200;

    // Every element with its attributes but for what differs from one row or form to the next.
    private const string Elements = """
        () => [...document.querySelectorAll('*')].map(element => element.tagName + [...element.attributes]
            .filter(attribute => !['value', 'href', 'action', 'content', 'datetime', 'src', 'title', 'd'].includes(attribute.name))
            .map(attribute => `${attribute.name}=${attribute.value}`).join()).join('\n')
        """;

    private static readonly ConcurrentDictionary<string, bool> Inspected = new(StringComparer.Ordinal);

    public const string Password = "caminos de agua clara 7";

    public IPage Page => page;

    /// <summary>Opens an address and checks the page.</summary>
    public async Task GoAsync(string path)
    {
        await page.GotoAsync(path);
        await CheckAsync();
    }

    /// <summary>What assistive technology and small screens find wrong with the page: nothing.</summary>
    public async Task CheckAsync()
    {
        foreach (var width in new[] { 320, 1280 })
        {
            await page.SetViewportSizeAsync(width, 800);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width, page.Url);
            // A page built of the same elements as one that was inspected before tells axe nothing new, and asking takes a second.
            if (Inspected.TryAdd($"{width} {await page.EvaluateAsync<string>(Elements)}", true))
                (await Accessibility.ComplaintsAsync(page)).ShouldBeEmpty($"{width}");
        }
    }

    /// <summary>Moves with Tab to an element.</summary>
    /// <param name="selector">A CSS selector.</param>
    public async Task TabToAsync(string selector)
    {
        for (var press = 0; press < MostTabs; press++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) ?? false", selector))
                return;
            await page.Keyboard.PressAsync("Tab");
        }

        throw new InvalidOperationException($"Tab does not reach {selector} at {page.Url}.");
    }

    /// <summary>Fills a field.</summary>
    public async Task TypeAsync(string id, string text)
    {
        await TabToAsync($"#{id}");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync(text);
    }

    /// <summary>Chooses in a list by typing how the choice begins.</summary>
    public async Task ChooseAsync(string id, string text)
    {
        await TabToAsync($"#{id}");
        // The driver puts letters with accents into the last field of text instead: up to the first of them.
        await page.Keyboard.TypeAsync(string.Concat(text.TakeWhile(char.IsAscii)));
        (await page.EvaluateAsync<string>("id => { const list = document.getElementById(id); return list.options[list.selectedIndex].text }", id)).ShouldStartWith(text);
    }

    /// <summary>Marks a box.</summary>
    public async Task MarkAsync(string id)
    {
        await TabToAsync($"#{id}");
        await page.Keyboard.PressAsync("Space");
    }

    /// <summary>Presses a button of the form with an address, and waits for the page that follows.</summary>
    /// <param name="action">How the form's address ends.</param>
    public async Task SendAsync(string action)
    {
        await TabToAsync($"form[action$='{action}'] button[type=submit]");
        await EnterAsync();
        await CheckAsync();
    }

    /// <summary>Presses a button of the form with an address that starts a job: the page that follows loads itself anew when the job ends.</summary>
    /// <param name="action">How the form's address ends.</param>
    public async Task StartAsync(string action)
    {
        await TabToAsync($"form[action$='{action}'] button[type=submit]");
        await EnterAsync();
    }

    /// <summary>Follows a link.</summary>
    public async Task FollowAsync(string selector)
    {
        await TabToAsync(selector);
        await EnterAsync();
    }

    /// <summary>Takes a picture for the guides, where pictures are asked for: of a wide screen, and of a small telephone.</summary>
    /// <param name="name">The picture's name without width and ending.</param>
    public async Task PictureAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("UPDATE") != "1")
            return;
        foreach (var width in new[] { 360, 1280 })
        {
            await page.SetViewportSizeAsync(width, 800);
            await page.ScreenshotAsync(new() { Path = Path.Combine(Repository.Root, "docs", "pictures", $"{name}-{width}.png"), FullPage = true });
        }
    }

    /// <summary>Presses Enter, and waits for another page.</summary>
    public async Task EnterAsync()
    {
        await page.EvaluateAsync("window.amparoBefore = true");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => !window.amparoBefore && document.readyState === 'complete'");
    }

    /// <summary>The page's words.</summary>
    public async Task<string> WordsAsync() => (await page.Locator("main").TextContentAsync())!;

    /// <summary>Completes an account with a key.</summary>
    public async Task EnrolAsync(string address, string key, Func<Task>? more = null)
    {
        await GoAsync(address);
        await TypeAsync("key", key);
        await SendAsync(address);
        if (more is not null)
            await more();
        await TypeAsync("password", Password);
        await TypeAsync("again", Password);
        await TypeAsync("code", Code((await page.Locator("#authenticator-key").TextContentAsync())!));
        await TabToAsync("main form button[type=submit]");
        await EnterAsync();
        (await page.Locator(".govuk-notification-banner").CountAsync()).ShouldBe(1, await WordsAsync());
        await CheckAsync();
    }

    /// <summary>What an authenticator shows now (RFC 6238).</summary>
    private static string Code(string key)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(key.Where(char.IsAsciiLetterOrDigit).Select(letter => Convert.ToString(alphabet.IndexOf(letter), 2).PadLeft(5, '0')));
        var secret = Enumerable.Range(0, bits.Length / 8).Select(at => Convert.ToByte(bits.Substring(at * 8, 8), 2)).ToArray();
        var step = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(step, DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // Authenticators know no other function.
        var hash = HMACSHA1.HashData(secret, step);
#pragma warning restore CA5350
        var number = (BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & 0x7FFFFFFF) % 1_000_000;
        return number.ToString("D6", CultureInfo.InvariantCulture);
    }
}
