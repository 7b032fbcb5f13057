namespace Amparo.EndToEnd.Tests;

/// <summary>The committed pictures of the portal are what a reader sees.</summary>
/// <remarks>The day and the hash of the release, which no two runs share, are written over before the picture is taken.</remarks>
public sealed class PicturesTests(OpenPortal portal)
{
    private const string SameDay =
        """
        () => {
          for (const source of document.querySelectorAll('.amparo-figure__source'))
            source.textContent = source.textContent.replace(/Publicado el [^;]*;/, 'Publicado el 23 de noviembre de 2026;');
          for (const meta of document.querySelectorAll('.amparo-footer__meta'))
            meta.textContent = meta.textContent.replace(/[0-9a-f]{12}/, '0123456789ab');
        }
        """;

    [Theory]
    [InlineData("home-360", "/es", 360)]
    [InlineData("home-1280", "/es", 1280)]
    [InlineData("country-360", "/es/paises/gt", 360)]
    [InlineData("country-1280", "/es/paises/gt", 1280)]
    [InlineData("region-360", "/es/region", 360)]
    [InlineData("region-1280", "/es/region", 1280)]
    [InlineData("silences-1280", "/es/silencios", 1280)]
    public async Task A_page_looks_as_it_did(string name, string path, int width)
    {
        var page = await portal.OpenAsync(path, width);
        await page.EvaluateAsync(SameDay);
        var blank = await portal.OpenAsync("");
        await CommittedPicture.CheckAsync(page, blank, name);
        await blank.Context.CloseAsync();
        await page.Context.CloseAsync();
    }
}
