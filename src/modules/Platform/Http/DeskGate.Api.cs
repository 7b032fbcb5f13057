using System.Globalization;
using System.Text.Json;
using Amparo.Platform.Accounts;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;
using NodaTime;

namespace Amparo.Platform.Http;

/// <content>What scripts ask, who show a key of their owner's.</content>
public static partial class DeskGate
{
    private const int MostFields = 64;
    private const int MostWords = 4096;

    /// <summary>Maps what a script can ask for. No cookie is looked at: what a browser sends unasked opens nothing here.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="operation">What it is.</param>
    /// <param name="answer">Makes the answer; the fields of the JSON object that was sent are in the request's form, so that use cases read them as they read a page's.</param>
    public static void Api(IEndpointRouteBuilder routes, ApiOperation operation, Func<DeskRequest, Task<IResult>> answer)
    {
        ArgumentNullException.ThrowIfNull(operation);
        var takesNothing = operation.Takes is null && operation.TakesMedia is null;
        routes.MapMethods(DeskAddress.Api + operation.Path, [operation.Method], async (HttpContext http) =>
        {
            var (request, refused) = await AdmitScriptAsync(http, operation.Rule);
            if (refused is not null)
                return refused;

            // A key lies in a file, and shows nothing about who sits there now.
            if (!operation.IsForScripts)
                return ApiAnswer.Problem(request, StatusCodes.Status403Forbidden, PlatformProblems.NeedsPerson);
            try
            {
                if (operation.Takes is not null)
                {
                    if (await JsonFormAsync(http) is not { } form)
                        return ApiAnswer.Problem(request, StatusCodes.Status400BadRequest, PlatformProblems.BodyUnreadable);
                    request = request with { Form = form };
                }

                return await answer(request);
            }
            catch (DbUpdateConcurrencyException)
            {
                return ApiAnswer.Problem(request, StatusCodes.Status409Conflict, PlatformProblems.ChangedBetween);
            }
            catch (Exception error) when (error is BadHttpRequestException or IOException)
            {
                return ApiAnswer.Problem(request, error is BadHttpRequestException { StatusCode: var status } ? status : StatusCodes.Status400BadRequest, PlatformProblems.BodyUnreadable);
            }
        }).WithMetadata(operation.Rule, operation, new BodySize(takesNothing ? 0 : operation.LargestBody));
    }

    /// <summary>Maps what pages do and no script can, so that whoever asks for it is told why.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="operation">What it is; its rule asks for a confirmation.</param>
    public static void NotForScripts(IEndpointRouteBuilder routes, ApiOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.IsForScripts)
            throw new ArgumentException("A script would be let through.", nameof(operation));
        Api(routes, operation, request => Task.FromResult(ApiAnswer.NotFound(request)));
    }

    /// <summary>Maps every address below <see cref="DeskAddress.Api"/> at which nothing can be asked for: a program is answered as everywhere there, and not with a page.</summary>
    /// <param name="routes">The routes.</param>
    /// <remarks>Without a key that holds, what is there and what is not are refused alike.</remarks>
    internal static void NothingOfApi(IEndpointRouteBuilder routes) =>
        routes.Map(DeskAddress.Api + "/{*path}", async (HttpContext http) =>
        {
            var (request, refused) = await AdmitScriptAsync(http, DeskRule.SignedIn);
            if (refused is not null)
                return refused;
            var methods = http.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ApiOperation>()).OfType<ApiOperation>()
                .Where(operation => operation.IsAt(http.Request.Path)).Select(operation => operation.Method).Order(StringComparer.Ordinal).ToList();
            if (methods.Count == 0)
                return ApiAnswer.NotFound(request);
            http.Response.Headers.Allow = string.Join(", ", methods);
            return ApiAnswer.Problem(request, StatusCodes.Status405MethodNotAllowed, PlatformProblems.OtherMethod);
        }).WithMetadata(DeskRule.SignedIn, new BodySize(0));

    // Whoever asks, by the key that they show, or why not.
    private static async Task<(DeskRequest Request, IResult? Refused)> AdmitScriptAsync(HttpContext http, DeskRule rule)
    {
        var now = http.RequestServices.GetRequiredService<IClock>().GetCurrentInstant();
        var request = new DeskRequest(http, LanguageOf(http), now) { IsOfScript = true };
        if (!rule.NeedsSession)
            return (request, null);
        var header = http.Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer ", StringComparison.Ordinal)
            || await http.RequestServices.GetRequiredService<Sessions>().FindByTokenAsync(header["Bearer ".Length..], now, http.RequestAborted) is not { } officer)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            return (request, ApiAnswer.Problem(request, StatusCodes.Status401Unauthorized, PlatformProblems.NoAccessToken));
        }

        officer = request.Get<DeskSite>().AdministeredFrom.Here(officer, http);
        request = request with { Visitor = officer };
        if (request.Get<AccountPace>().Count(request, rule) is { } tooMany)
            return (request, tooMany);
        if (rule.Permits(officer))
            return (request, null);
        await http.RequestServices.GetRequiredService<RefusedAccess>().NoteAsync(request, rule.Entitlement!.Value);
        return (request, officer.MayElsewhere(rule.Entitlement.Value)
            ? ApiAnswer.Problem(request, StatusCodes.Status403Forbidden, PlatformProblems.NotFromHere)
            : ApiAnswer.NotPermitted(request, rule.Entitlement.Value));
    }

    private static Language LanguageOf(HttpContext http) =>
        http.Request.Headers.AcceptLanguage.ToString().StartsWith("es", StringComparison.OrdinalIgnoreCase) ? Language.Spanish : Language.English;

    // One object of words, numbers, truths and lists of words. Null for anything else: what is not understood is not half done.
    private static async Task<IFormCollection?> JsonFormAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType())
            return null;
        var bytes = new byte[SmallForm + 1];
        var length = await http.Request.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, http.RequestAborted);
        if (length > SmallForm)
            return null;
        try
        {
            using var document = JsonDocument.Parse(bytes.AsMemory(0, length), new() { MaxDepth = 3 });
            if (document.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            var fields = new Dictionary<string, StringValues>(StringComparer.Ordinal);
            foreach (var field in document.RootElement.EnumerateObject())
            {
                if (fields.Count == MostFields || Words(field.Value) is not { } words || !fields.TryAdd(field.Name, words))
                    return null;
            }

            return new FormCollection(fields);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            // No JSON, or words of half a letter.
            return null;
        }
    }

    private static StringValues? Words(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                return new StringValues(value.GetString());
            case JsonValueKind.Number when value.TryGetInt64(out var number):
                return new StringValues(number.ToString(CultureInfo.InvariantCulture));
            case JsonValueKind.True or JsonValueKind.False:
                return new StringValues(value.GetBoolean() ? "true" : "false");
            case JsonValueKind.Array when value.GetArrayLength() <= MostWords && value.EnumerateArray().All(word => word.ValueKind == JsonValueKind.String):
                return new StringValues([.. value.EnumerateArray().Select(word => word.GetString())]);
            default:
                return null;
        }
    }
}
