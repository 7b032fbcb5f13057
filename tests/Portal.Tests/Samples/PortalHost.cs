using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Amparo.Portal.Tests.Samples;

/// <summary>The real host over a real store in a folder of its own, without a network.</summary>
public class PortalHost : WebApplicationFactory<Program>
{
    /// <summary>The data folder; gone with the host.</summary>
    public string DataFolder { get; } = Directory.CreateTempSubdirectory("amparo-portal-").FullName;

    /// <summary>The content that the host reads.</summary>
    protected virtual string ContentFolder => SampleReleases.ContentFolder;

    /// <summary>A client that shows redirects instead of following them.</summary>
    public HttpClient Client() => CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false });

    /// <summary>Reads a page.</summary>
    public async Task<IHtmlDocument> PageAsync(string path) =>
        await new HtmlParser().ParseDocumentAsync(await Client().GetStringAsync(path, TestContext.Current.CancellationToken));

    /// <summary>Puts the folder's content in place before the host starts.</summary>
    protected virtual void Fill()
    {
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        Fill();
        builder.UseSetting("data", DataFolder);
        builder.UseSetting("content", ContentFolder);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(DataFolder))
            Directory.Delete(DataFolder, recursive: true);
    }
}

/// <summary>A host with the sample's releases.</summary>
public sealed class PublishedHost : PortalHost
{
    protected override void Fill() => SampleReleases.Write(DataFolder);
}

/// <summary>A host with the sample's releases, as they are where the records of agencies were not linked.</summary>
public sealed class UnlinkedHost : PortalHost
{
    protected override void Fill() => SampleReleases.Write(DataFolder, linked: false);
}

/// <summary>A host that has nothing to show yet.</summary>
public sealed class EmptyHost : PortalHost;
