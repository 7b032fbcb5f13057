using Amparo.TestSupport;
using Microsoft.Playwright;

namespace Amparo.EndToEnd.Tests;

/// <summary>Holds what a page looks like against a picture under docs/pictures. <c>UPDATE=1</c> takes it anew.</summary>
/// <remarks>
/// Tolerance: a pixel differs if a colour channel is off by more than 24 of 255, and at most 1 pixel in 200 may. Letters come from our own
/// font, but their edges are smoothed differently from one version of the browser to the next. The sizes must agree to the pixel: a line that
/// breaks elsewhere is a change.
/// </remarks>
internal static class CommittedPicture
{
    private const double LargestShareOfPixels = 0.005;

    private const string Compare =
        """
        async ([before, after]) => {
          const pixels = async data => {
            const image = new Image();
            image.src = 'data:image/png;base64,' + data;
            await image.decode();
            const canvas = document.createElement('canvas');
            canvas.width = image.naturalWidth;
            canvas.height = image.naturalHeight;
            const context = canvas.getContext('2d');
            context.drawImage(image, 0, 0);
            return context.getImageData(0, 0, canvas.width, canvas.height);
          };
          const a = await pixels(before), b = await pixels(after);
          if (a.width !== b.width || a.height !== b.height)
            return [a.width, a.height, b.width, b.height, 1];
          let different = 0;
          for (let i = 0; i < a.data.length; i += 4) {
            if (Math.abs(a.data[i] - b.data[i]) > 24 || Math.abs(a.data[i + 1] - b.data[i + 1]) > 24 || Math.abs(a.data[i + 2] - b.data[i + 2]) > 24)
              different++;
          }
          return [a.width, a.height, b.width, b.height, different / (a.data.length / 4)];
        }
        """;

    /// <summary>Compares, or writes where a picture is asked for.</summary>
    /// <param name="page">The page.</param>
    /// <param name="blank">An empty page, in which both pictures are drawn.</param>
    /// <param name="name">The picture's name without its ending.</param>
    public static async Task CheckAsync(IPage page, IPage blank, string name)
    {
        var taken = await page.ScreenshotAsync(new() { FullPage = true });
        var file = Path.Combine(Repository.Root, "docs", "pictures", name + ".png");
        if (Environment.GetEnvironmentVariable("UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, taken, TestContext.Current.CancellationToken);
            return;
        }

        File.Exists(file).ShouldBeTrue($"docs/pictures/{name}.png is missing: run with UPDATE=1 and look at it before committing.");
        var committed = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        var found = await blank.EvaluateAsync<double[]>(Compare, new[] { Convert.ToBase64String(committed), Convert.ToBase64String(taken) });
        (found[2], found[3]).ShouldBe((found[0], found[1]), $"{name} has another size.");
        found[4].ShouldBeLessThanOrEqualTo(LargestShareOfPixels, $"{name} looks different.");
    }
}
