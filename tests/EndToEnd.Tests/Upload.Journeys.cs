using System.Globalization;
using System.Text;
using Amparo.TestSupport;
using Microsoft.Data.Sqlite;

namespace Amparo.EndToEnd.Tests;

/// <summary>Files that are refused or broken off in a real browser: the page's script says why beside the field, and nothing is sent twice.</summary>
public sealed class UploadJourneys : IDisposable
{
    private const string Sending = "/es/mesa/envios/nuevo";

    private readonly DirectoryInfo _files = Directory.CreateTempSubdirectory("amparo-upload-journeys-");

    [Fact]
    public async Task What_is_refused_is_said_beside_its_field_and_what_arrived_is_not_sent_again()
    {
        await using var desk = await OpenDesk.StartAsync(demonstration: false);
        var browser = await OfficerAsync(desk);
        var page = browser.Page;
        await browser.GoAsync(Sending);
        await browser.TypeAsync("from", "2024-01");
        await browser.TypeAsync("to", "2024-13");
        var (first, second) = (Small("primero.csv", 1), Small("segundo.csv", 2));
        await SendAsync(browser, first);
        await RefusedAsync(browser, "to", "2025-01");

        // The first arrives, the second is larger than any may be.
        await browser.TypeAsync("to", "2024-12");
        await SendAsync(browser, first, Huge());
        await RefusedAsync(browser, "files", "500 MB");
        (await page.Locator("[data-upload-received]").TextContentAsync())!.ShouldContain("primero.csv");
        (await page.Locator("#to-error").CountAsync()).ShouldBe(0);

        // Sent once more with another one: it is there once.
        await SendAsync(browser, first, second);
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/es/mesa/envios");
        await browser.CheckAsync();
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(2);

        // Where the institution stores as much as it may.
        await LimitAsync(desk);
        await browser.GoAsync(Sending);
        await browser.TypeAsync("from", "2024-01");
        await browser.TypeAsync("to", "2024-12");
        await SendAsync(browser, Small("tercero.csv", 3));
        await RefusedAsync(browser, "files", "COL-025");
        await browser.PictureAsync("desk-upload-refused-es");
        await browser.GoAsync("/es/mesa/envios");
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(2);
        desk.Log.ShouldNotContain("primero.csv");
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_a_file_goes_on_where_it_was()
    {
        await using var desk = await OpenDesk.StartAsync(demonstration: false);
        var browser = await OfficerAsync(desk);
        var page = browser.Page;
        var (sent, seconds) = (new List<string>(), 0);
        await page.RouteAsync("**/piezas/*", async route =>
        {
            var number = route.Request.Url.Split('/')[^1];
            var attempt = number == "1" ? Interlocked.Increment(ref seconds) : 0;
            // The second piece is lost on its way, and then the answer to it.
            if (attempt == 1)
            {
                await route.AbortAsync();
                return;
            }

            lock (sent)
                sent.Add(number);
            if (attempt == 2)
            {
                await route.FetchAsync();
                await route.AbortAsync();
                return;
            }

            await route.ContinueAsync();
        });
        await browser.GoAsync(Sending);
        await browser.TypeAsync("from", "2024-01");
        await browser.TypeAsync("to", "2024-12");
        var file = Write("grande.csv", Rows(4, 40_000));
        await SendAsync(browser, file);
        await page.WaitForURLAsync(url => url.Length > 60, new() { Timeout = 60_000 });
        await page.Locator("#mapping").WaitForAsync(new() { Timeout = 60_000 });
        sent.ShouldBe(["0", "1", "1", .. Enumerable.Range(2, (int)(new FileInfo(file).Length >> 20) - 1).Select(number => number.ToString(CultureInfo.InvariantCulture))]);
        await browser.GoAsync("/es/mesa/envios");
        (await page.Locator("tbody tr").CountAsync()).ShouldBe(1);
    }

    public void Dispose() => _files.Delete(recursive: true);

    // As the page's form is sent: with the files chosen, by keyboard.
    private static async Task SendAsync(DeskBrowser browser, params string[] files)
    {
        await browser.Page.SetInputFilesAsync("#files", files);
        await browser.TabToAsync("form[data-upload] button");
        await browser.Page.Keyboard.PressAsync("Enter");
    }

    private static async Task RefusedAsync(DeskBrowser browser, string field, string said)
    {
        await browser.Page.Locator($"#{field}-error").WaitForAsync();
        (await browser.Page.Locator($"#{field}-error").TextContentAsync())!.ShouldContain(said);
        (await browser.Page.EvaluateAsync<string>("document.activeElement.id")).ShouldBe(field);
        (await browser.Page.Locator($"#{field}").GetAttributeAsync("aria-describedby"))!.Split(' ').ShouldContain($"{field}-error");
        (await browser.Page.Locator("[data-upload-failed]").IsVisibleAsync()).ShouldBeFalse();
        await browser.CheckAsync();
    }

    /// <summary>A desk with one agency, made by its pages; its officer's browser.</summary>
    private static async Task<DeskBrowser> OfficerAsync(OpenDesk desk)
    {
        using var admin = new DeskVisitor(desk.Address, 1);
        await admin.EnrolAsync(desk.FirstKey, "administra", ("node", "Coalicion de prueba"), ("organisation", "Secretaria"), ("country", "GT"), ("name", "administra"));
        await admin.PostAsync("/en/desk/organisations", ("name", "Policia de prueba"), ("country", "GT"), ("kind", "police"));
        var choices = await admin.GetAsync("/en/desk/accounts");
        using var second = new DeskVisitor(desk.Address, 2);
        await admin.InviteSecondAsync(second, "segunda", DeskVisitor.Choice(choices, "Secretaria"), desk.SecondKey);
        using var data = new DeskVisitor(desk.Address, 3);
        await admin.InviteAsync(data, "datos", DeskVisitor.Choice(choices, "Secretaria"), "DataOfficer");
        await second.ConfirmAsync(data);
        await data.PostAsync(
            "/en/desk/agreements", ("organisation", DeskVisitor.Choice(choices, "Policia").ToString()), ("title", "Convenio"), ("starts", "2020-01-01"), ("ends", "2099-12-31"), ("retention", "24"),
            ("purpose", "identify"), ("purpose", "publish"));
        using var officer = new DeskVisitor(desk.Address, 4);
        await admin.InviteAsync(officer, "envia", DeskVisitor.Choice(choices, "Policia"), "AgencyOfficer");
        await second.ConfirmAsync(officer);
        var browser = await desk.BrowserAsync();
        await browser.Page.Context.AddCookiesAsync([new() { Name = "amparo-desk", Value = officer.Session!, Url = desk.Address.GetLeftPart(UriPartial.Authority), HttpOnly = true }]);
        return browser;
    }

    // Less than a page lets an administrator choose: a file of some bytes shows it as well as one of a gigabyte.
    private static async Task LimitAsync(OpenDesk desk)
    {
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(desk.Data, "amparo.db"), Pooling = false, DefaultTimeout = 30 }.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "UPDATE platform_organisation SET storage_limit = 1000 WHERE name = 'Policia de prueba'";
        (await command.ExecuteNonQueryAsync()).ShouldBe(1);
    }

    private string Small(string name, int seed) => Write(name, Rows(seed, 20));

    private string Huge()
    {
        // Holes take no room on the disk.
        var path = Path.Combine(_files.FullName, "enorme.csv");
        using var file = File.Create(path);
        file.SetLength(501L << 20);
        return path;
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_files.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    private static string Rows(int seed, int rows)
    {
        var text = new StringBuilder("No. Expediente;Fecha de denuncia;Primer nombre;Primer apellido;Sexo;Edad;Municipio;Delito\n");
        for (var row = 0; row < rows; row++)
            text.Append(CultureInfo.InvariantCulture, $"E{seed}-{row};{1 + (row % 28):D2}/05/2024;Persona;Inventada;Femenino;{18 + (row % 50)};Coban;Trata - trabajo forzado\n");
        return text.ToString();
    }
}
