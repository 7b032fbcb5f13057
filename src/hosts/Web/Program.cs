using Amparo.Collaborative;
using Amparo.Content;
using Amparo.Platform;
using Amparo.Platform.Keys;
using Amparo.Portal;
using Amparo.Portal.Http;
using Amparo.Stores;
using Amparo.Vocabulary;
using Amparo.Web.Drawing;
using Amparo.Web.Health;
using Amparo.Web.Http;
using Amparo.Web.Scanning;
using Amparo.Web.Starting;
using Amparo.Web.Telemetry;

var language = Terminal.Language();
if (WebOptions.Check(args) is { } wrong)
    return Terminal.Refuse([WebProblems.Describe(wrong, language)], Terminal.WrongUse);

var builder = WebApplication.CreateBuilder(new WebApplicationOptions
{
    Args = args,
    // Beside the program, not where somebody happens to stand: the assets and texts lie there.
    ContentRootPath = AppContext.BaseDirectory,
    WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot"),
});
var options = WebOptions.Read(builder.Configuration);
if (TelemetryStart.Check(builder.Configuration) is { } clear)
    return Terminal.Refuse([WebProblems.Describe(clear, language)], Terminal.Failed);
var site = PortalFiles.Read(options, builder.Environment.WebRootPath);
var store = options.Store();
if (!site.Succeeded || !store.Succeeded)
    return Terminal.Refuse([.. site.Problems.Concat(store.Problems).Select(problem => StartProblems.Describe(problem, language))], Terminal.Failed);

var review = options.ReviewQueue is null ? null : ReviewFiles.Open(options, new DirectoryInfo(builder.Environment.WebRootPath), site.Value.StyleVersion);
if (review is { Succeeded: false })
    return Terminal.Refuse(review.Problems.Select(problem => StartProblems.Describe(problem, language)), Terminal.Failed);

var desk = DeskFiles.Read(options, new DirectoryInfo(builder.Environment.WebRootPath), site.Value.StyleVersion);
if (!desk.Succeeded)
    return Terminal.Refuse(desk.Problems.Select(problem => StartProblems.Describe(problem, language)), Terminal.Failed);

var keys = KeyFile.OpenOrCreate(options.KeyFile);
if (!keys.Succeeded)
    return Terminal.Refuse(keys.Problems.Select(problem => StartProblems.Describe(problem, language)), Terminal.Failed);
var content = ContentSource.Open(new ContentFolder(options.ListsFolder));
if (!content.Succeeded)
    return Terminal.Refuse(content.Problems.Select(problem => StartProblems.Describe(problem, language)), Terminal.Failed);

var proxies = KnownProxies.Read(options.Proxy);
if (!proxies.Succeeded)
    return Terminal.Refuse(proxies.Problems.Select(problem => StartProblems.Describe(problem, language)), Terminal.Failed);

var administration = Networks.Read(options.AdministrationFrom, WebProblems.AdministrationUnreadable);
if (!administration.Succeeded)
    return Terminal.Refuse(administration.Problems.Select(problem => StartProblems.Describe(problem, language)), Terminal.Failed);

var passkeys = PasskeySettings.Read(options);
if (!passkeys.Succeeded)
    return Terminal.Refuse(passkeys.Problems.Select(problem => StartProblems.Describe(problem, language)), Terminal.Failed);

var leaked = options.LeakedPasswords is null ? null : LeakedList.Open(options.LeakedPasswords);
if (leaked is { Succeeded: false })
    return Terminal.Refuse(leaked.Problems.Select(problem => StartProblems.Describe(problem, language)), Terminal.Failed);
using var leakedPasswords = leaked?.Value;

var scanner = options.Scanner is null ? null : ScannerSettings.Read(options.Scanner);
if (scanner is { Succeeded: false })
    return Terminal.Refuse(scanner.Problems.Select(problem => StartProblems.Describe(problem, language)), Terminal.Failed);

Logs.Use(builder.Logging);
builder.WebHost.ConfigureKestrel(kestrel =>
{
    kestrel.AddServerHeader = false;
    // Nothing is ever posted to the portal; the forms of the desk and of the review, and the address of reports, say for themselves how large they may be.
    kestrel.Limits.MaxRequestBodySize = 0;
});
builder.Services.AddResponseCompression(compression =>
{
    // The pages hold no secrets that compression could betray: no cookies, no forms, the same for everyone.
    compression.EnableForHttps = true;
    compression.MimeTypes = ["text/html", "text/css", "text/csv", "text/plain", "image/svg+xml", "application/json", "application/ld+json", "application/vnd.sdmx.data+csv"];
});
builder.Services.AddPortalStore(store.Value);
builder.Services.AddPortal(site.Value);
if (ChromiumDrawing.Find(Path.Combine(builder.Environment.WebRootPath, "assets"), Path.Combine(options.DataFolder, "drawn")) is { } drawing)
    builder.Services.AddSingleton<IPageDrawing>(services => drawing.Telling(services.GetRequiredService<ILoggerFactory>().CreateLogger("Amparo.Drawing")));
builder.Services.AddPlatformStore(store.Value);
builder.Services.AddPlatformKeys(keys.Value);
builder.Services.AddPlatform(desk.Value with { Passkeys = passkeys.Value, Leaked = leakedPasswords, AdministeredFrom = new(administration.Value) });
builder.Services.AddCollaborativeStore(store.Value);
builder.Services.AddDesk(content.Value);
builder.Services.AddSingleton<PolicyReports>();
if (scanner is not null)
    builder.Services.AddScanner(scanner.Value);
builder.Services.AddTelemetry(builder.Configuration);
if (review is not null)
    builder.Services.AddReview(review.Value.Site, review.Value.Desk);

await using var app = builder.Build();
// Before all that asks who it is, and whether over TLS.
proxies.Value.Use(app);
app.UseSecurityHeaders();
app.UseRequestLog();
if (review is not null)
    app.UseReviewGuard();
app.UseDeskGuard();
app.UseResponseCompression();
app.UsePageFailures();
app.UseAssets();
app.UsePrintedPages();
// After the assets: a request that has found an endpoint, were it only the one for lost addresses, is not looked up among files.
app.UseRouting();
app.UseRateLimiter();
app.UsePortalCache();
app.MapHealth();
app.MapPolicyReports();
app.MapPlatform();
app.MapDesk();
if (review is not null)
    app.MapReview();
app.MapPortal();
return await app.StartAndServe(options, language);
