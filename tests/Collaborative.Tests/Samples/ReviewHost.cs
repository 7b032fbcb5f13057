using System.Net;
using Amparo.Collaborative.Access;
using Amparo.Linkage.Review;
using Amparo.TestSupport;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Collaborative.Tests.Samples;

/// <summary>The real host with a review of invented pairs, without a network.</summary>
public sealed class ReviewHost : WebApplicationFactory<Program>
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("amparo-review-").FullName;

    public string QueueFile => Path.Combine(Folder, "queue.jsonl");

    public string DecisionsFile => Path.Combine(Folder, "queue.decisions.jsonl");

    public static string ContentFolder { get; } = Path.Combine(Repository.Root, "content");

    public string TokenOf(string name) => Services.GetRequiredService<ReviewAccess>().Seats.Single(seat => seat.Name == name).Token;

    public HttpClient Client() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = true });

    /// <summary>A browser in which somebody has been let in.</summary>
    internal async Task<Reader> EnterAsync(string name)
    {
        var client = Client();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>(StringComparer.Ordinal) { ["token"] = TokenOf(name) });
        var answer = await client.PostAsync("/es/revision/entrar", form, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return new Reader(client);
    }

    public DecisionLog Decisions()
    {
        using var stream = new FileStream(DecisionsFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return DecisionLog.ReadWhole(stream).Value;
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        InventedQueue.Write(QueueFile);
        builder.UseSetting("data", Folder);
        builder.UseSetting("content", ContentFolder);
        builder.UseSetting("review", QueueFile);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
            File.Delete($"{Folder}.keys");
        }
    }
}

/// <summary>Somebody at a browser.</summary>
internal sealed class Reader(HttpClient client)
{
    private string? _form;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public HttpClient Client => client;

    public async Task<IHtmlDocument> PageAsync(string path, HttpStatusCode status = HttpStatusCode.OK)
    {
        var answer = await client.GetAsync(path, Cancel);
        answer.StatusCode.ShouldBe(status, path);
        return await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Cancel));
    }

    public async Task<string> FormAsync() =>
        _form ??= (await PageAsync("/es/revision")).QuerySelector("input[name=form]")!.GetAttribute("value")!;

    public async Task<HttpResponseMessage> PostAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(
            fields.Append(("form", await FormAsync())).Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await client.PostAsync(path, form, Cancel);
    }

    public async Task<string> DecideAsync(ReviewPair pair, string verdict)
    {
        var answer = await PostAsync($"/es/revision/pares/{pair.Key.Id()}", ("verdict", verdict));
        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        return answer.Headers.Location!.ToString();
    }

    public async Task<HttpResponseMessage> TakeInAsync(byte[] file)
    {
        using var content = new ByteArrayContent(file);
        using var token = new StringContent(await FormAsync());
        using var form = new MultipartFormDataContent { { token, "form" }, { content, "file", "decisions.jsonl" } };
        return await client.PostAsync("/es/revision/decisiones/incorporar", form, Cancel);
    }
}
