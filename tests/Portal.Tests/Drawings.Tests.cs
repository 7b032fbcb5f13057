using System.Buffers.Binary;
using System.Net;
using System.Text;
using Amparo.Portal.Http;
using Amparo.Portal.Tests.Samples;
using Amparo.Web.Drawing;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Amparo.Portal.Tests;

/// <summary>Pages as PDF and figures as PNG, drawn by the machine's Chromium.</summary>
public sealed class DrawingsTests(PublishedHost host) : IClassFixture<PublishedHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/es/paises/gt.pdf")]
    [InlineData("/en.pdf")]
    [InlineData("/ht/tem/justice.pdf")]
    public async Task A_page_is_a_tagged_document_on_paper_and_is_drawn_once(string path)
    {
        using var first = await host.Client().GetAsync(new Uri(path, UriKind.Relative), Cancel);
        var document = await first.Content.ReadAsByteArrayAsync(Cancel);
        using var second = await host.Client().GetAsync(new Uri(path, UriKind.Relative), Cancel);

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        first.Content.Headers.ContentType!.MediaType.ShouldBe("application/pdf");
        first.Headers.ETag.ShouldNotBeNull();
        document.AsSpan().StartsWith("%PDF-"u8).ShouldBeTrue();
        var text = Encoding.Latin1.GetString(document);
        text.ShouldContain("/StructTreeRoot");
        text.ShouldNotContain("file://");
        text.ShouldContain($"/Lang ({path[1..3]})");
        // The time of making stands in the file: equal bytes show that it was not made again.
        (await second.Content.ReadAsByteArrayAsync(Cancel)).ShouldBe(document);
    }

    [Theory]
    [InlineData("/es/paises/gt/official-by-year.png", "/es/paises/gt/official-by-year.svg")]
    [InlineData("/es/paises/gt.png", "/es/paises/gt/official-by-year.svg")]
    [InlineData("/fr/themes/corridors/official-corridors.png", "/fr/themes/corridors/official-corridors.svg")]
    public async Task A_figure_is_a_picture_twice_as_large_as_its_drawing(string path, string drawing)
    {
        var picture = await host.Client().GetByteArrayAsync(new Uri(path, UriKind.Relative), Cancel);
        var svg = await host.Client().GetStringAsync(new Uri(drawing, UriKind.Relative), Cancel);

        picture.AsSpan(0, 8).ToArray().ShouldBe([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        var width = BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(16));
        var height = BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(20));
        svg.ShouldContain($"width=\"{width / 2}\" height=\"{height / 2}\"");
    }

    [Theory]
    [InlineData("/es/paises/xx.pdf", HttpStatusCode.NotFound)]
    [InlineData("/es/nada.pdf", HttpStatusCode.NotFound)]
    [InlineData("/es/paises/gt/nada.png", HttpStatusCode.NotFound)]
    [InlineData("/es/paises/gt/official-by-year.csv.pdf", HttpStatusCode.NotFound)]
    [InlineData("/es/paises/gt.pdf?x=1", HttpStatusCode.NotFound)]
    [InlineData("/es/comparar/compared-rates.png?country=gt&country=mx&year=2020", HttpStatusCode.NotFound)]
    [InlineData("/es/cifras/abcdefghij.pdf", HttpStatusCode.NotFound)]
    [InlineData("/xx.pdf", HttpStatusCode.NotFound)]
    [InlineData("/es/..%2f..%2fledger.pdf", HttpStatusCode.NotFound)]
    [InlineData("/es/paises/gt.tiff", HttpStatusCode.NotFound)]
    public async Task What_leads_nowhere_as_a_page_leads_nowhere_on_paper(string path, HttpStatusCode status)
    {
        using var answer = await host.Client().GetAsync(new Uri(path, UriKind.Relative), Cancel);
        answer.StatusCode.ShouldBe(status);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("<h1");
    }

    [Fact]
    public async Task A_page_names_the_files_that_this_server_has()
    {
        var links = (await host.PageAsync("/es/paises/gt")).QuerySelectorAll(".amparo-format").Select(link => link.GetAttribute("href")!).ToList();
        links.ShouldBe(["/es/paises/gt.csv", "/es/paises/gt.json", "/es/paises/gt.svg", "/es/paises/gt.png", "/es/paises/gt.pdf"]);
        foreach (var link in links)
        {
            using var answer = await host.Client().GetAsync(new Uri(link, UriKind.Relative), Cancel);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, link);
        }
    }

    [Fact]
    public async Task Where_nothing_can_be_drawn_the_reader_is_told_to_print()
    {
        await using var without = new WithoutDrawing();
        foreach (var path in new[] { "/es/paises/gt.pdf", "/es/paises/gt.png" })
        {
            using var answer = await without.Client().GetAsync(new Uri(path, UriKind.Relative), Cancel);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await answer.Content.ReadAsStringAsync(Cancel)).ShouldContain("imprimir la página");
        }

        (await without.PageAsync("/es/paises/gt")).QuerySelectorAll(".amparo-format").Length.ShouldBe(3);
    }

    [Fact]
    public async Task Many_readers_at_once_do_not_start_many_browsers()
    {
        var folder = Directory.CreateTempSubdirectory("amparo-drawn-").FullName;
        try
        {
            using var drawing = ChromiumDrawing.Find(Path.Combine(AppContext.BaseDirectory, "wwwroot", "assets"), folder).ShouldNotBeNull();
            static string Page(int number) => $"<!DOCTYPE html><html lang=\"es\"><head><title>{number}</title><link rel=\"stylesheet\" href=\"/x.css\"></head><body><h1>{number}</h1></body></html>";

            var drawn = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => drawing.PrintAsync(Page(number), Cancel)));

            drawn.Count(one => one.State == DrawnState.Done).ShouldBeInRange(1, 7);
            drawn.Count(one => one.State == DrawnState.Busy).ShouldBeInRange(1, 7);
            drawn.Where(one => one.State == DrawnState.Done).ShouldAllBe(one => one.Content.Length > 0);
            Directory.EnumerateFiles(folder).Count().ShouldBe(drawn.Count(one => one.State == DrawnState.Done));
            (await drawing.PrintAsync(Page(0), Cancel)).State.ShouldBe(DrawnState.Done);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private sealed class WithoutDrawing : PortalHost
    {
        protected override void Fill() => SampleReleases.Write(DataFolder);

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services => services.RemoveAll<IPageDrawing>());
        }
    }
}
