using System.Diagnostics;
using Amparo.TestSupport;
using Microsoft.Playwright;

namespace Amparo.EndToEnd.Tests;

/// <summary>The page that the verb check writes, in a real browser.</summary>
public sealed class CheckReportJourneys(OpenPortal portal) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("amparo-report-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("es")]
    [InlineData("en")]
    public async Task Axe_finds_no_violation_in_the_report_and_nothing_scrolls_sideways(string language)
    {
        var report = await WriteReportAsync(language);
        var page = await portal.OpenAsync("", 1280, new BrowserNewContextOptions { BypassCSP = true });
        await page.SetContentAsync(await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken));
        foreach (var width in new[] { 320, 360, 768, 1280 })
        {
            await page.SetViewportSizeAsync(width, 800);
            (await page.EvaluateAsync<int>("document.documentElement.scrollWidth")).ShouldBeLessThanOrEqualTo(width);
            (await Accessibility.ComplaintsAsync(page)).ShouldBeEmpty($"{width}");
        }

        await page.Context.CloseAsync();
    }

    // A good row, one in quarantine, one that repeats another, a file that cannot be read: every part of the page is there.
    private async Task<string> WriteReportAsync(string language)
    {
        const string Header = "codigo,ingreso,nombres,apellidos,sexo,rango_edad,nacionalidad,formas,municipio";
        var good = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "GT")).FullName, "shelter.csv");
        await File.WriteAllTextAsync(good, $"{Header}\n1,2020-01-02,,,mujer,9-17,GT,,\n1,2020-01-02,,,mujer,9-17,GT,,\n3,2020-02-31,,,nadie,9-17,GT,,\n");
        var bad = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder, "HN")).FullName, "shelter.csv");
        await File.WriteAllTextAsync(bad, $"{Header}\n");
        var report = Path.Combine(_folder, "report.html");
        var program = Path.Combine(AppContext.BaseDirectory, "Amparo.Cli.dll");
        var start = new ProcessStartInfo("dotnet", [program, "check", good, bad, "--report", report, "--language", language])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["AMPARO_CONTENT"] = Path.Combine(Repository.Root, "content");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        process.ExitCode.ShouldBe(1, await error);
        return report;
    }
}
