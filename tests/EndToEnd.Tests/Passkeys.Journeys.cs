namespace Amparo.EndToEnd.Tests;

/// <summary>Passkeys in a real browser, with an authenticator that it imitates: made, used to come in, taken away.</summary>
public sealed class PasskeysJourneys
{
    [Fact]
    public async Task A_passkey_is_made_and_opens_the_desk_without_a_password()
    {
        await using var desk = await OpenDesk.StartAsync(demonstration: false);
        var browser = await desk.BrowserAsync("localhost");
        var page = browser.Page;
        var device = await page.Context.NewCDPSessionAsync(page);
        await device.SendAsync("WebAuthn.enable");
        var made = await device.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["options"] = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
        var authenticator = made!.Value.GetProperty("authenticatorId").GetString()!;
        await browser.EnrolAsync("/es/mesa/alta", desk.FirstKey, async () =>
        {
            await browser.TypeAsync("node", "Coalición de prueba");
            await browser.TypeAsync("organisation", "Secretaría");
            await browser.ChooseAsync("country", "Guatemala");
            await browser.TypeAsync("name", "administra");
        });

        await browser.GoAsync("/es/mesa/mi-cuenta");
        await browser.TypeAsync("passkey-name", "telefono");
        await browser.SendAsync("/llave");
        (await browser.WordsAsync()).ShouldContain("telefono");
        await browser.PictureAsync("desk-my-account-es");

        await browser.SendAsync("/salir");
        await browser.GoAsync("/es/mesa/entrar");
        await browser.TabToAsync("form[data-passkey=get] button");
        await browser.EnterAsync();
        (await page.Locator(".govuk-error-summary").CountAsync()).ShouldBe(0, await browser.WordsAsync() + desk.Log);
        // A way in was added since the last time: that is said first, where it can be taken away again.
        await page.WaitForURLAsync(url => new Uri(url).AbsolutePath == "/es/mesa/mi-cuenta");
        await browser.CheckAsync();

        // Taken away, it opens nothing any more, although the device still has it.
        await browser.GoAsync("/es/mesa/mi-cuenta");
        await browser.SendAsync("/quitar-llave");
        // What cannot be taken back is asked first, with the name of what it is about.
        (await browser.WordsAsync()).ShouldContain("telefono");
        await browser.PictureAsync("desk-ask-first-es");
        await browser.SendAsync("/quitar-llave");
        (await browser.WordsAsync()).ShouldNotContain("telefono");
        await browser.SendAsync("/salir");
        await browser.GoAsync("/es/mesa/entrar");
        await browser.TabToAsync("form[data-passkey=get] button");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".govuk-error-summary").WaitForAsync();
        var held = await device.SendAsync("WebAuthn.getCredentials", new Dictionary<string, object>(StringComparer.Ordinal) { ["authenticatorId"] = authenticator });
        held!.Value.GetProperty("credentials").GetArrayLength().ShouldBe(1);
    }
}
