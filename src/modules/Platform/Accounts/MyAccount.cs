using Amparo.Platform.Http;
using Amparo.Platform.Pages;
using Amparo.Stores;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Accounts;

/// <summary>What somebody's own page shows.</summary>
/// <param name="Sessions">Browsers in which they are in.</param>
/// <param name="Passkeys">Their passkeys.</param>
/// <param name="Tokens">Their scripts' keys.</param>
public sealed record MyAccountModel(IReadOnlyList<Session> Sessions, IReadOnlyList<Passkey> Passkeys, IReadOnlyList<AccessToken> Tokens)
{
    /// <summary>The session that asks.</summary>
    public Guid Current { get; init; }

    /// <summary>Whether this session may do nothing but keep a passkey to come in with.</summary>
    public bool LacksPasskey { get; init; }

    /// <summary>A script's key that was just made, shown this once.</summary>
    public string? NewToken { get; init; }
}

/// <summary>What is one's own: sessions, passkeys, scripts' keys.</summary>
internal static class MyAccount
{
    public static readonly DeskAddress Address = DeskAddress.Home.Below("mi-cuenta", "my-account");
    public static readonly DeskAddress EndSession = Address.Below("cerrar", "end");
    public static readonly DeskAddress AddPasskey = Address.Below("llave", "passkey");
    public static readonly DeskAddress RemovePasskey = Address.Below("quitar-llave", "remove-passkey");
    public static readonly DeskAddress MakeToken = Address.Below("clave", "token");
    public static readonly DeskAddress EndToken = Address.Below("anular-clave", "end-token");

    private const int LongestLife = 90;

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Address, DeskRule.SignedIn.WayOut(), ShowAsync);
        DeskGate.Send(routes, EndSession, DeskRule.SignedIn.WayOut(), EndSessionAsync);
        DeskGate.Send(routes, AddPasskey, DeskRule.SignedIn.Confirmed(), AddPasskeyAsync);
        DeskGate.Script(routes, (HttpMethods.Post, "/mi-cuenta/reto"), DeskRule.SignedIn.Confirmed(), CreationAsync);
        DeskGate.Send(routes, RemovePasskey, DeskRule.SignedIn.Confirmed().AskedFirst("my.passkey.remove"), RemovePasskeyAsync);
        DeskGate.Send(routes, MakeToken, DeskRule.SignedIn.Confirmed(), MakeTokenAsync);
        DeskGate.Send(routes, EndToken, DeskRule.SignedIn.WayOut(), EndTokenAsync);
    }

    private static Task<PlatformContext> OpenAsync(DeskRequest request) => request.Get<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(request.Cancel);

    /// <summary>Whether whoever asks has kept a passkey.</summary>
    internal static async Task<bool> HasPasskeyAsync(DeskRequest request)
    {
        await using var context = await OpenAsync(request);
        var mine = request.Officer.AccountId;
        return await context.Set<Passkey>().AnyAsync(row => row.AccountId == mine, request.Cancel);
    }

    /// <summary>The page, in place of one that whoever asks may not have, with the reason.</summary>
    internal static Task<IResult> RefuseAsync(DeskRequest request, FieldError reason) => ShowAsync(request, [reason], newToken: null, StatusCodes.Status403Forbidden);

    private static Task<IResult> ShowAsync(DeskRequest request) => ShowAsync(request, [], newToken: null);

    private static async Task<IResult> ShowAsync(DeskRequest request, List<FieldError> errors, string? newToken, int refused = StatusCodes.Status422UnprocessableEntity)
    {
        await using var context = await OpenAsync(request);
        var (mine, now) = (request.Officer.AccountId, request.Now);
        var (idle, longest) = (now - Sessions.Idle, now - Sessions.Longest);
        var model = new MyAccountModel(
            await context.Set<Session>().Where(row => row.AccountId == mine && row.EndedAt == null && row.SeenAt > idle && row.CreatedAt > longest).OrderBy(row => row.CreatedAt).ToListAsync(request.Cancel),
            await context.Set<Passkey>().Where(row => row.AccountId == mine).OrderBy(row => row.CreatedAt).ToListAsync(request.Cancel),
            await context.Set<AccessToken>().Where(row => row.AccountId == mine && row.EndedAt == null && row.ExpiresAt > now).OrderBy(row => row.CreatedAt).ToListAsync(request.Cancel))
        {
            Current = request.Session!.Id,
            LacksPasskey = request.Session.LacksPasskey(request.Get<DeskSite>().Passkeys),
            NewToken = newToken,
        };
        return DeskGate.Page<MyAccountPage>(
            errors.Count > 0 ? refused : StatusCodes.Status200OK,
            (nameof(MyAccountPage.Frame), request.Frame(Address, request.Texts["my.title"]) with { Errors = errors }),
            (nameof(MyAccountPage.Model), model));
    }

    private static async Task<IResult> EndSessionAsync(DeskRequest request)
    {
        await using var context = await OpenAsync(request);
        var (mine, id) = (request.Officer.AccountId, request.FormId("id"));
        if (await context.Set<Session>().SingleOrDefaultAsync(row => row.Id == id && row.AccountId == mine && row.EndedAt == null, request.Cancel) is not { } session)
            return DeskGate.NotFound(request);
        session.EndedAt = request.Now;
        await request.SaveAsync(context, new("session.ended", "session", id));
        return DeskGate.SeeOther(Address[request.Language], "session-ended");
    }

    private static async Task<IResult> CreationAsync(DeskRequest request)
    {
        var (options, state) = await request.Get<Credentials>().CreationAsync(request);
        return Results.Json(new { options, state });
    }

    private static async Task<IResult> AddPasskeyAsync(DeskRequest request)
    {
        if (!await request.Get<Credentials>().KeepPasskeyAsync(request))
            return await ShowAsync(request, [new("passkey-name", Refusal(request))], newToken: null);
        await using var context = await OpenAsync(request);
        await request.SaveAsync(context, new("passkey.added", "account", request.Officer.AccountId));
        // On to the code that they read to whoever confirms them, which waited for the passkey.
        return DeskGate.SeeOther((request.Officer.IsConfirmed ? Address : DeskAddress.Home)[request.Language], "passkey-added");
    }

    private static string Refusal(DeskRequest request) => request.Http.Items[PasskeyAttestation.Refusal] switch
    {
        PlatformProblems.ModelNotTaken => request.Texts.Say("passkey.refused.model", ("code", PlatformProblems.ModelNotTaken)),
        PlatformProblems.MakerUnverified => request.Texts.Say("passkey.refused.maker", ("code", PlatformProblems.MakerUnverified)),
        _ => request.Texts["passkey.failed.again"],
    };

    private static async Task<IResult> RemovePasskeyAsync(DeskRequest request)
    {
        await using var context = await OpenAsync(request);
        byte[] credential;
        try
        {
            credential = Convert.FromHexString(request.Field("id"));
        }
        catch (FormatException)
        {
            return DeskGate.NotFound(request);
        }

        var mine = request.Officer.AccountId;
        if (await context.Set<Passkey>().SingleOrDefaultAsync(row => row.CredentialId == credential && row.AccountId == mine, request.Cancel) is not { } passkey)
            return DeskGate.NotFound(request);
        context.Remove(passkey);
        await request.SaveAsync(context, new("passkey.removed", "account", mine));
        return DeskGate.SeeOther(Address[request.Language], "passkey-removed");
    }

    private static async Task<IResult> MakeTokenAsync(DeskRequest request)
    {
        var name = request.Field("token-name");
        var scopes = request.Form["scope"].Select(word => Enum.TryParse<Entitlement>(word, out var scope) && Enum.IsDefined(scope) ? scope : (Entitlement?)null).ToList();
        var errors = new List<FieldError>();
        if (name.Length is 0 or > 60)
            errors.Add(new("token-name", request.Texts["error.required"]));
        // No more than its owner may do.
        if (scopes.Count == 0 || scopes.Any(scope => scope is not { } known || !request.Officer.May(known)))
            errors.Add(new("scopes", request.Texts["my.tokens.error"]));
        if (!int.TryParse(request.Field("days"), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var days) || days is < 1 or > LongestLife)
            errors.Add(new("days", request.Texts.Say("my.tokens.error.days", ("most", request.Texts.Whole(LongestLife)))));
        if (errors.Count > 0)
            return await ShowAsync(request, errors, newToken: null);

        await using var context = await OpenAsync(request);
        var account = await context.Set<Account>().SingleAsync(row => row.Id == request.Officer.AccountId, request.Cancel);
        var key = OneTimeKey.DrawLong();
        var token = new AccessToken
        {
            Id = UuidV7.At(request.Now),
            KeyHash = OneTimeKey.Hash(key),
            AccountId = account.Id,
            SecurityStamp = account.SecurityStamp,
            Name = name,
            Scopes = string.Join(' ', scopes.Select(scope => scope!.Value).Distinct().Order()),
            CreatedAt = request.Now,
            ExpiresAt = request.Now + Duration.FromDays(days),
        };
        context.Add(token);
        await request.SaveAsync(context, new("token.made", "token", token.Id));
        return await ShowAsync(request, [], key);
    }

    private static async Task<IResult> EndTokenAsync(DeskRequest request)
    {
        await using var context = await OpenAsync(request);
        var (mine, id) = (request.Officer.AccountId, request.FormId("id"));
        if (await context.Set<AccessToken>().SingleOrDefaultAsync(row => row.Id == id && row.AccountId == mine && row.EndedAt == null, request.Cancel) is not { } token)
            return DeskGate.NotFound(request);
        token.EndedAt = request.Now;
        await request.SaveAsync(context, new("token.ended", "token", id));
        return DeskGate.SeeOther(Address[request.Language], "token-ended");
    }
}
