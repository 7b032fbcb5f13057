using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Stores;
using Amparo.TestSupport;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>A clock that stands still until a test moves it.</summary>
internal sealed class SettableClock : IClock
{
    private long _ticks = SystemClock.Instance.GetCurrentInstant().ToUnixTimeTicks();

    public void Advance(Duration by) => Interlocked.Add(ref _ticks, by.BclCompatibleTicks);

    public Instant GetCurrentInstant() => Instant.FromUnixTimeTicks(Interlocked.Read(ref _ticks));
}

/// <summary>The real host with its real store, the key file outside the data folder; without a network.</summary>
public class DeskHost : WebApplicationFactory<Program>, IAsyncLifetime
{
    internal const string Password = "correct horse, and 4 more";

    private readonly string _root = Directory.CreateTempSubdirectory("amparo-desk-").FullName;
    private readonly ConcurrentQueue<string> _log = [];
    private int _asker;
    private TestStore? _store;

    /// <summary>Where the embedded store lies.</summary>
    public string DataFolder => Path.Combine(_root, "data");

    /// <summary>Where its key file is.</summary>
    internal string KeyFilePath => Path.Combine(_root, "desk.keys");

    /// <summary>The store, before the host is started.</summary>
    internal StoreAddress Address => _store?.Address ?? StoreAddress.InFolder(DataFolder).Value;

    /// <summary>The database of its own on the test server; empty on SQLite.</summary>
    internal string ConnectionString => _store?.ConnectionString ?? "";

    /// <summary>On which database; SQLite unless a fixture says otherwise.</summary>
    protected virtual StoreKind Kind => StoreKind.Sqlite;

    /// <summary>Whether each request comes from an address of its own, so that the limit on attempts is not what a test meets.</summary>
    internal bool ManyAskers { get; set; } = true;

    internal SettableClock Clock { get; } = new();

    /// <summary>What the host's loggers said.</summary>
    internal IReadOnlyCollection<string> Log => _log;

    /// <summary>Maps addresses that only a test needs.</summary>
    /// <param name="routes">Routes of their own.</param>
    protected virtual void Map(IEndpointRouteBuilder routes)
    {
    }

    /// <summary>Makes accounts and whatever else the tests of the fixture start from.</summary>
    protected virtual Task FillAsync() => Task.CompletedTask;

    internal virtual Browser Open(bool keepsCookies = true) =>
        new(this, CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = keepsCookies }));

    /// <summary>The key that let the first administrator in.</summary>
    internal string FirstKey { get; private set; } = "";

    /// <summary>Draws a key of the first start. The host draws one when it begins to listen, and an earlier one opens nothing: so that one is waited for.</summary>
    internal async Task<string> DrawFirstKeyAsync()
    {
        for (var tried = 0; tried < 200 && !await PlatformAsync(context => context.Set<Invitation>().AnyAsync()); tried++)
            await Task.Delay(50);
        return (await PlatformModule.FirstKeyAsync(Services, CancellationToken.None)).ShouldNotBeNull();
    }

    /// <summary>The first administrator, let in by the key that the terminal shows.</summary>
    internal async Task<Person> StartAsync()
    {
        FirstKey = await DrawFirstKeyAsync();
        return await EnrolAsync(
            FirstKey, "first.admin", ("node", "Coalition"), ("organisation", "Coordination office"), ("country", "GT"), ("name", "first.admin"));
    }

    /// <summary>What the page of a key shows for the authenticator, and what its form brings back of it; nothing where the key opens nothing.</summary>
    internal static async Task<(string Shared, string State)> ShownAsync(Browser browser, string key)
    {
        var page = (await browser.PostAsync("/en/desk/enrol", ("key", key))).Html;
        return (page.QuerySelector("#authenticator-key")?.TextContent.Replace(" ", "", StringComparison.Ordinal) ?? "", page.QuerySelector("input[name=authenticator]")?.GetAttribute("value") ?? "");
    }

    /// <summary>The second administrator, invited by the first and confirmed by the key that the terminal says.</summary>
    internal async Task<Person> SecondAsync(Person first)
    {
        var organisation = await PlatformAsync(context => context.Set<Account>().Where(row => row.Id == first.Id).Select(row => row.OrganisationId).SingleAsync());
        Second = await EnrolAsync(await KeyForAsync(first, "second.admin", organisation, DeskRole.Administrator), "second.admin");
        var key = (await PlatformModule.SecondKeyAsync(Services, CancellationToken.None)).ShouldNotBeNull();
        (await Second.Browser.SendFormAsync("/en/desk/verify-account", ("key", key))).Status.ShouldBe(HttpStatusCode.SeeOther);
        return Second;
    }

    /// <summary>Who confirms those whom the first invites.</summary>
    internal Person Second { get; private set; } = null!;

    /// <summary>The code that somebody's screen shows before they are confirmed.</summary>
    internal static async Task<string> CodeOfAsync(Person person) =>
        (await person.Browser.GetAsync("/en/desk")).Html.QuerySelector("#confirmation-code")!.TextContent.Trim();

    /// <summary>An administrator confirms who somebody is.</summary>
    internal async Task ConfirmAsync(Guid administrator, Person person) =>
        (await (await BrowserOfAsync(administrator)).SendFormAsync("/en/desk/accounts/verify", ("id", person.Id.ToString()), ($"code-{person.Id}", await CodeOfAsync(person)))).Status
            .ShouldBe(HttpStatusCode.SeeOther);

    /// <summary>Uses a key, and chooses password and authenticator.</summary>
    internal async Task<Person> EnrolAsync(string key, string name, params (string Name, string Value)[] more)
    {
        var browser = Open();
        var (shared, state) = await ShownAsync(browser, key);
        var person = new Person(name, shared, browser);
        var answer = await browser.PostAsync(
            "/en/desk/enrol/complete", [("key", key), ("authenticator", state), ("password", Password), ("again", Password), ("code", Totp.At(shared, 0)), .. more]);
        answer.Status.ShouldBe(HttpStatusCode.SeeOther, answer.Text);
        (person.Id, person.Landed) = (await IdOfAsync(name), answer.Location);
        return person;
    }

    /// <summary>The first administrator invites somebody, they use their key, and the second administrator confirms them.</summary>
    internal async Task<Person> InviteAsync(Person admin, string name, Guid organisation, params DeskRole[] roles)
    {
        var person = await EnrolAsync(await KeyForAsync(admin, name, organisation, roles), name);
        await ConfirmAsync(Second.Id, person);
        return person;
    }

    /// <summary>Invites somebody.</summary>
    /// <returns>Their key.</returns>
    internal static async Task<string> KeyForAsync(Person admin, string name, Guid organisation, params DeskRole[] roles)
    {
        var page = await admin.Browser.SendFormAsync(
            "/en/desk/accounts", [("name", name), ("organisation", organisation.ToString()), .. roles.Select(role => ("role", role.ToString()))]);
        page.Status.ShouldBe(HttpStatusCode.OK, page.Text);
        return page.Html.QuerySelector("#new-key code")!.TextContent.Trim();
    }

    internal async Task<Guid> AddOrganisationAsync(Person admin, string name, string kind)
    {
        (await admin.Browser.SendFormAsync("/en/desk/organisations", ("name", name), ("country", "GT"), ("kind", kind))).Status.ShouldBe(HttpStatusCode.SeeOther);
        return await PlatformAsync(context => context.Set<Organisation>().Where(row => row.Name == name).Select(row => row.Id).SingleAsync());
    }

    /// <summary>Another browser of somebody, let in without using up a code of theirs.</summary>
    internal async Task<Browser> BrowserOfAsync(Guid accountId, SignInMethod method = SignInMethod.Password)
    {
        var key = await PlatformAsync(async context =>
        {
            var (session, drawn) = Sessions.Begin(await context.Set<Account>().SingleAsync(row => row.Id == accountId), method, Clock.GetCurrentInstant());
            context.Add(session);
            await context.SaveChangesAsync();
            return drawn;
        });
        var browser = Open(keepsCookies: false);
        browser.Client.DefaultRequestHeaders.Add("Cookie", $"{DeskGate.Cookie}={key}");
        return browser;
    }

    /// <summary>A script's key of somebody, as their own page makes it.</summary>
    internal async Task<string> KeyOfAsync(Guid accountId, params Entitlement[] scopes)
    {
        var (key, now) = (OneTimeKey.DrawLong(), Clock.GetCurrentInstant());
        await PlatformAsync(async context =>
        {
            var account = await context.Set<Account>().SingleAsync(row => row.Id == accountId);
            context.Add(new AccessToken
            {
                Id = UuidV7.At(now),
                KeyHash = OneTimeKey.Hash(key),
                AccountId = accountId,
                SecurityStamp = account.SecurityStamp,
                Name = "script",
                Scopes = string.Join(' ', scopes),
                CreatedAt = now,
                ExpiresAt = now + Duration.FromDays(1),
            });
            return await context.SaveChangesAsync();
        });
        return key;
    }

    internal async Task<Guid> IdOfAsync(string name) =>
        await PlatformAsync(context => context.Set<Account>().Where(row => row.UserName == name).Select(row => row.Id).SingleAsync());

    internal async Task<T> PlatformAsync<T>(Func<PlatformContext, Task<T>> ask)
    {
        await using var context = await Services.GetRequiredService<IDbContextFactory<PlatformContext>>().CreateDbContextAsync();
        return await ask(context);
    }

    internal async Task<T> CollaborativeAsync<T>(Func<CollaborativeContext, Task<T>> ask)
    {
        await using var context = await Services.GetRequiredService<IDbContextFactory<CollaborativeContext>>().CreateDbContextAsync();
        context.Tenancy = new(await PlatformAsync(platform => platform.Set<Node>().Select(row => row.Id).SingleAsync()), null);
        return await ask(context);
    }

    /// <summary>Addresses of the desk, as the host has mapped them.</summary>
    internal IReadOnlyList<DeskEndpoint> Endpoints() => DeskEndpoint.Of(Services.GetRequiredService<EndpointDataSource>());

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(DataFolder);
        if (Kind == StoreKind.PostgreSql)
            _store = IsPrepared ? await TestStore.CreateServedAsync(Kind) : await TestStore.CreateAsync(Kind);
        await FillAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        if (_store is not null)
            await _store.DisposeAsync();
        if (Directory.Exists(_root))
            Directory.Delete(_root, recursive: true);
    }

    /// <summary>Whether the tables are there before the host is, and the host may only serve; otherwise it makes them itself.</summary>
    protected virtual bool IsPrepared => true;

    /// <summary>Whether a refusal takes its whole time.</summary>
    protected virtual bool RefusesAsUsual => false;

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseSetting("data", DataFolder);
        builder.UseSetting("keys", KeyFilePath);
        builder.UseSetting("content", Path.Combine(Repository.Root, "content"));
        if (_store is not null)
            builder.UseSetting("postgres", IsPrepared ? _store.ServingConnectionString : _store.ConnectionString);
        builder.ConfigureTestServices(services =>
        {
            services.AddSingleton<IClock>(Clock);
            // Hundreds of refusals are asked for; those whose time matters are asked of a host that waits as every host does.
            if (!RefusesAsUsual)
                services.AddSingleton(new RefusalPace(TimeSpan.Zero));
            services.AddSingleton<ILoggerProvider>(new Listening(_log));
            services.AddSingleton<IStartupFilter>(new BeforeAll(this));
        });
    }

    private sealed class BeforeAll(DeskHost host) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, rest) =>
            {
                var asker = host.ManyAskers ? Interlocked.Increment(ref host._asker) : 1;
                context.Connection.RemoteIpAddress ??= new IPAddress([127, (byte)((asker >> 16) & 0xFF), (byte)((asker >> 8) & 0xFF), (byte)(asker & 0xFF)]);
                await rest(context);
            });
            app.UseRouting();
            app.UseEndpoints(host.Map);
            next(app);
        };
    }

    private sealed class Listening(ConcurrentQueue<string> log) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            log.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}

/// <summary>Codes of authenticators, RFC 6238: HMAC-SHA-1, six digits, steps of 30 seconds.</summary>
internal static class Totp
{
    public static long Step => DateTimeOffset.UtcNow.ToUnixTimeSeconds() / 30;

    public static string At(string shared, int offset) => AtStep(shared, Step + offset);

    public static string AtStep(string shared, long step)
    {
        var counter = BitConverter.GetBytes(IPAddress.HostToNetworkOrder(step));
#pragma warning disable CA5350 // What authenticators compute.
        var hash = HMACSHA1.HashData(Bytes(shared), counter);
#pragma warning restore CA5350
        var at = hash[^1] & 15;
        var number = ((hash[at] & 0x7F) << 24) | (hash[at + 1] << 16) | (hash[at + 2] << 8) | hash[at + 3];
        return (number % 1_000_000).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string base32)
    {
        var bytes = new List<byte>();
        var (buffer, held) = (0, 0);
        foreach (var letter in base32)
        {
            buffer = ((buffer << 5) | "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter, StringComparison.Ordinal)) & 0xFFFF;
            held += 5;
            if (held < 8)
                continue;
            held -= 8;
            bytes.Add((byte)((buffer >> held) & 0xFF));
        }

        return [.. bytes];
    }
}

/// <summary>Somebody with an account.</summary>
internal sealed class Person(string name, string shared, Browser browser)
{
    private readonly HashSet<long> _spent = [];

    public string Name => name;

    public string Shared => shared;

    public Guid Id { get; set; }

    /// <summary>Where they were sent on to after they used their key.</summary>
    public string? Landed { get; set; }

    public Browser Browser => browser;

    /// <summary>A code that lets in, and was not used yet: earlier and later steps count too, so that nobody waits for half a minute.</summary>
    public string Code()
    {
        var now = Totp.Step;
        var step = new[] { now, now + 1, now - 1, now + 2 }.First(candidate => _spent.Add(candidate));
        return Totp.AtStep(shared, step);
    }
}

/// <summary>An answer of the host, read whole.</summary>
internal sealed record Answer(HttpStatusCode Status, string Headers, string Text)
{
    public string? Location { get; init; }

    public AngleSharp.Html.Dom.IHtmlDocument Html => new HtmlParser().ParseDocument(Text);

    /// <summary>Whether the host said that this is not permitted; the ways in say 403 as well, where what was shown is wrong.</summary>
    public bool IsNotPermitted => Status == HttpStatusCode.Forbidden && (Text.Length == 0 || Html.QuerySelector("main form") is null);
}

/// <summary>Somebody at a browser.</summary>
internal sealed class Browser(DeskHost host, HttpClient client)
{
    private string? _form;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public HttpClient Client => client;

    public DeskHost Host => host;

    /// <summary>The session's form token, as the page's script reads it.</summary>
    public async Task<string> FormAsync() => _form ??= (await GetAsync("/en/desk/my-account")).Html.QuerySelector("body")!.GetAttribute("data-form")!;

    public Task<Answer> GetAsync(string path) => SendAsync(new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.RelativeOrAbsolute)));

    /// <summary>Sends exactly these fields.</summary>
    public Task<Answer> PostAsync(string path, params (string Name, string Value)[] fields) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.RelativeOrAbsolute)) { Content = Fields(fields) });

    /// <summary>Sends a form with the session's token.</summary>
    public async Task<Answer> SendFormAsync(string path, params (string Name, string Value)[] fields) =>
        await PostAsync(path, [("form", await FormAsync()), .. fields]);

    /// <summary>Sends a form with the session's token and a file.</summary>
    public async Task<Answer> SendFileAsync(string path, (string Name, string Text) file, params (string Name, string Value)[] fields) =>
        await SendFilesAsync(path, [file], fields);

    /// <summary>Sends a form with the session's token and files.</summary>
    public async Task<Answer> SendFilesAsync(string path, (string Name, string Text)[] files, params (string Name, string Value)[] fields)
    {
        var form = Files(files[0], [("form", await FormAsync()), .. fields]);
        foreach (var (name, text) in files.Skip(1))
            form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(text)), "files", name);
        return await SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = form });
    }

    /// <param name="request">What is asked.</param>
    /// <param name="patience">After which the asker gives up; null for never.</param>
    public async Task<Answer> SendAsync(HttpRequestMessage request, TimeSpan? patience = null)
    {
        using (request)
        {
            using var until = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
            until.CancelAfter(patience ?? Timeout.InfiniteTimeSpan);
            using var answer = await client.SendAsync(request, until.Token);
            return new(answer.StatusCode, $"{answer.Headers}{answer.Content.Headers}", await answer.Content.ReadAsStringAsync(Cancel)) { Location = answer.Headers.Location?.ToString() };
        }
    }

    public static FormUrlEncodedContent Fields(params IEnumerable<(string Name, string Value)> fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    public static MultipartFormDataContent Files((string Name, string Text) file, params IEnumerable<(string Name, string Value)> fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
            form.Add(new StringContent(value), name);
        form.Add(new ByteArrayContent(Encoding.UTF8.GetBytes(file.Text)), "files", file.Name);
        return form;
    }
}

/// <summary>An address of the desk with a method.</summary>
internal sealed record DeskEndpoint(string Method, string Path, DeskRule? Rule)
{
    /// <summary>The endpoints of a host that are the desk's by their path.</summary>
    public static IReadOnlyList<DeskEndpoint> Of(EndpointDataSource source) =>
    [
        .. source.Endpoints.OfType<RouteEndpoint>().Select(endpoint => (endpoint, Path: "/" + endpoint.RoutePattern.RawText!.TrimStart('/')))
            .Where(found => DeskGate.IsOfDesk(found.Path))
            .SelectMany(found => (found.endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                .Select(method => new DeskEndpoint(method, found.Path, found.endpoint.Metadata.GetMetadata<DeskRule>())))
            .OrderBy(found => found.Path, StringComparer.Ordinal).ThenBy(found => found.Method, StringComparer.Ordinal),
    ];

    public bool IsApi => Path.StartsWith(DeskAddress.Api, StringComparison.Ordinal);

    public bool Reads => Method is "GET" or "HEAD";

    public bool EndsSession => Path.EndsWith("/salir", StringComparison.Ordinal) || Path.EndsWith("/leave", StringComparison.Ordinal);

    /// <summary>Whether a role alone lets somebody use it.</summary>
    public bool Permits(DeskRole role) => Rule!.Entitlement is not { } needed || RolePermissions.Of(role, needed) != Reach.None;

    /// <summary>The path with its parts filled.</summary>
    public string With(object id) => Path.Replace("{id}", id.ToString(), StringComparison.Ordinal)
        .Replace("{number}", "0", StringComparison.Ordinal).Replace("{*path}", "nothing", StringComparison.Ordinal);
}
