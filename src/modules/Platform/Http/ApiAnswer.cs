using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Amparo.Platform.Accounts;
using Amparo.Platform.Pages;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Amparo.Platform.Http;

/// <summary>A field of what a script sent, and what is wrong with it.</summary>
/// <param name="Field">The field.</param>
/// <param name="Detail">The sentence, in the script's language.</param>
public sealed record ApiFault(string Field, string Detail);

/// <summary>What is answered where something is wrong: problem details, RFC 9457.</summary>
/// <param name="Type">A name for the kind of problem.</param>
/// <param name="Title">What is wrong, in a sentence that says the same for everybody.</param>
/// <param name="Status">The status.</param>
/// <param name="Code">The code.</param>
public sealed record ApiProblem(string Type, string Title, int Status, string Code)
{
    /// <summary>The fields that are wrong; null where it is not about fields.</summary>
    public IReadOnlyList<ApiFault>? Errors { get; init; }

    /// <summary>How many pieces of a file have arrived, where it is about one.</summary>
    public int? Pieces { get; init; }

    /// <summary>What the key's owner and the key must be permitted, where one of them is not, by the name that a page shows when a key is made.</summary>
    public string? Scope { get; init; }
}

/// <summary>What was done, and to what.</summary>
/// <param name="Id">Its id.</param>
public sealed record ApiDone(Guid Id);

/// <summary>Answers to scripts.</summary>
public static class ApiAnswer
{
    /// <summary>How what is answered is written: names as scripts expect them, words for choices.</summary>
    public static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web)
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        RespectNullableAnnotations = true,
    };

    /// <summary>An object.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="value">The object.</param>
    /// <param name="status">The status.</param>
    public static IResult Json<T>(T value, int status = StatusCodes.Status200OK) => Results.Json(value, Format, statusCode: status);

    /// <summary>What is wrong.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="status">The status.</param>
    /// <param name="code">The code.</param>
    /// <param name="errors">The fields that are wrong.</param>
    /// <param name="pieces">How many pieces of a file have arrived.</param>
    /// <param name="scope">What must be permitted.</param>
    public static IResult Problem(DeskRequest request, int status, string code, IReadOnlyList<FieldError>? errors = null, int? pieces = null, Entitlement? scope = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var problem = new ApiProblem($"urn:amparo:problem:{code}", request.Texts.Problem(new Problem(code, "")), status, code)
        {
            Errors = errors is null ? null : [.. errors.Select(error => new ApiFault(error.Field, error.Text))],
            Pieces = pieces,
            Scope = scope?.ToString(),
        };
        return Results.Json(problem, Format, "application/problem+json", status);
    }

    /// <summary>The answer for what somebody or their key may not do; it names what is needed, as the description of the addresses does.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="needed">What is needed.</param>
    public static IResult NotPermitted(DeskRequest request, Entitlement needed) => Problem(request, StatusCodes.Status403Forbidden, PlatformProblems.AccessDenied, scope: needed);

    /// <summary>The answer for what does not exist, or not for this asker, or cannot be done now.</summary>
    /// <param name="request">Who asks.</param>
    public static IResult NotFound(DeskRequest request) => Problem(request, StatusCodes.Status404NotFound, PlatformProblems.NothingThere);

    /// <summary>The answer for what a use case did or refused to do.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="status">The status of what went well.</param>
    public static IResult Of(DeskRequest request, ActOutcome outcome, int status = StatusCodes.Status200OK)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return outcome.Id is { } id ? Json(new ApiDone(id), status)
            : outcome.Errors.Count > 0 ? Problem(request, StatusCodes.Status422UnprocessableEntity, PlatformProblems.FieldsRefused, outcome.Errors)
            : NotFound(request);
    }
}

/// <summary>What became of an act that was asked for, on a page or by a script.</summary>
public sealed record ActOutcome
{
    private ActOutcome()
    {
    }

    /// <summary>What it was done to; null where it was not done.</summary>
    public Guid? Id { get; private init; }

    /// <summary>What is wrong with what was sent; empty where it was done, and where there is nothing that it could be done to.</summary>
    public IReadOnlyList<FieldError> Errors { get; private init; } = [];

    /// <summary>There is nothing, or not for this asker, or not in a state in which it can be done.</summary>
    public static readonly ActOutcome Missing = new();

    /// <summary>It was done.</summary>
    /// <param name="id">To what.</param>
    public static ActOutcome Done(Guid id) => new() { Id = id };

    /// <summary>It was refused.</summary>
    /// <param name="errors">Why, field by field; at least one.</param>
    public static ActOutcome Refused(params IReadOnlyList<FieldError> errors) => new() { Errors = errors };

    /// <summary>The page where it was not done.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="again">The form once more, with what is wrong.</param>
    /// <returns>Null where it was done.</returns>
    public async Task<IResult?> RefusalAsync(DeskRequest request, Func<IReadOnlyList<FieldError>, Task<IResult>> again)
    {
        ArgumentNullException.ThrowIfNull(again);
        return Id is not null ? null : Errors.Count > 0 ? await again(Errors) : DeskGate.NotFound(request);
    }
}
