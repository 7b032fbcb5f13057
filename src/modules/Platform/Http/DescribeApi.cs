using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Amparo.Platform.Accounts;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Platform.Http;

/// <summary>What scripts can ask for, described as OpenAPI 3.1 out of the very objects that the gate holds: what is mapped is described, and nothing else is.</summary>
internal static class DescribeApi
{
    private const string Json = "application/json";

    private static readonly ApiOperation Operation = new(HttpMethods.Get, "/openapi.json", DeskRule.Anyone)
    {
        Id = "describe",
        Summary = "This description. It names no organisation, and is open to anyone.",
        GivesMedia = Json,
    };

    private static readonly (int Status, string Says)[] Refusals =
    [
        (400, "What was sent cannot be read"), (401, "No key, or none that holds"), (403, "The key does not permit it, or no key does"), (404, "Nothing of this id for this key in a state in which this can be done"), (405, "Not by this method"),
        (409, "Changed in between, or out of order"), (413, "Too large"), (422, "Fields are missing or not valid"), (429, "Faster than somebody reads, or more than anybody's work needs; Retry-After says when to go on"),
    ];

    public static void Map(IEndpointRouteBuilder routes) => DeskGate.Api(routes, Operation, request =>
        Task.FromResult(Results.Text(Document(request.Get<EndpointDataSource>()).ToJsonString(new() { WriteIndented = true }), Json)));

    /// <summary>The description of what is mapped.</summary>
    /// <param name="endpoints">All endpoints of the host.</param>
    internal static JsonObject Document(EndpointDataSource endpoints)
    {
        var (paths, schemas) = (new JsonObject(), new JsonObject());
        Schema(schemas, typeof(ApiProblem));
        foreach (var operation in endpoints.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<ApiOperation>()).OfType<ApiOperation>()
            .OrderBy(operation => operation.Path, StringComparer.Ordinal).ThenBy(operation => operation.Method, StringComparer.Ordinal))
        {
            var path = DeskAddress.Api + operation.Path;
            if (paths[path] is not JsonObject methods)
                paths[path] = methods = new JsonObject();
            methods[operation.Method.ToLowerInvariant()] = Describe(operation, schemas);
        }

        return new()
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Amparo desk",
                ["version"] = "1",
                ["description"] = "What a program may do at the desk with a key that its owner made on the page of their account. A key carries no more than its owner may do, and never what a person has to "
                    + "confirm. Lists of cell values, names and free texts of persons are only ever in the files that an agency's own officers fetch.",
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "The key of a script, as it was shown once when it was made." },
                },
                ["schemas"] = schemas,
            },
        };
    }

    private static JsonObject Describe(ApiOperation operation, JsonObject schemas)
    {
        var described = new JsonObject { ["operationId"] = operation.Id, ["summary"] = operation.Summary };
        if (operation.Rule.NeedsSession)
        {
            // Scopes of a bearer key are named here since OpenAPI 3.1.
            described["security"] = new JsonArray(new JsonObject { ["key"] = operation.Rule.Entitlement is { } needed ? new JsonArray(needed.ToString()) : new JsonArray() });
            described["x-scope"] = operation.Rule.Entitlement?.ToString();
        }
        else
        {
            described["security"] = new JsonArray();
        }

        described["x-for-scripts"] = operation.IsForScripts;
        if (operation.Parts.Count > 0)
        {
            described["parameters"] = new JsonArray([.. operation.Parts.Select(part => new JsonObject
            {
                ["name"] = part, ["in"] = "path", ["required"] = true,
                ["schema"] = part == "number" ? new JsonObject { ["type"] = "integer", ["minimum"] = 0 } : new JsonObject { ["type"] = "string", ["format"] = "uuid" },
            })]);
        }

        if (operation.Takes is { } taken)
            described["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(Json, Schema(schemas, taken)) };
        else if (operation.TakesMedia is { } media)
            described["requestBody"] = new JsonObject { ["required"] = true, ["content"] = Content(media, new JsonObject()) };
        described["responses"] = Responses(operation, schemas);
        return described;
    }

    private static JsonObject Responses(ApiOperation operation, JsonObject schemas)
    {
        var responses = new JsonObject();
        if (operation.IsForScripts)
        {
            var done = new JsonObject { ["description"] = "Done" };
            if (operation.Gives is { } given)
                done["content"] = Content(Json, Schema(schemas, given));
            else if (operation.GivesMedia is { } media)
                done["content"] = Content(media, new JsonObject());
            responses[operation.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = done;
        }

        foreach (var (status, says) in Refusals.Where(refusal => operation.Rule.NeedsSession && (operation.IsForScripts || refusal.Status is 401 or 403 or 429)))
        {
            responses[status.ToString(System.Globalization.CultureInfo.InvariantCulture)] = new JsonObject
            {
                ["description"] = says,
                ["content"] = Content("application/problem+json", Schema(schemas, typeof(ApiProblem))),
            };
        }

        return responses;
    }

    private static JsonObject Content(string media, JsonObject schema) => new() { [media] = new JsonObject { ["schema"] = schema } };

    // Each type once, by its name; lists are lists of one.
    private static JsonObject Schema(JsonObject schemas, Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            return new() { ["type"] = "array", ["items"] = Schema(schemas, type.GetGenericArguments()[0]) };
        if (!schemas.ContainsKey(type.Name))
            schemas[type.Name] = Rooted(JsonSchemaExporter.GetJsonSchemaAsNode(ApiAnswer.Format, type, new() { TreatNullObliviousAsNonNullable = true }), $"#/components/schemas/{type.Name}");
        return new() { ["$ref"] = $"#/components/schemas/{type.Name}" };
    }

    // What is said once and pointed to within one type is found from the root of the document.
    private static JsonNode Rooted(JsonNode node, string root)
    {
        if (node is JsonObject found)
        {
            if (found["$ref"] is JsonValue pointer && pointer.GetValueKind() == JsonValueKind.String && pointer.GetValue<string>() is ['#', .. var rest])
                found["$ref"] = root + rest;
            foreach (var (_, value) in found.ToList())
            {
                if (value is not null)
                    Rooted(value, root);
            }
        }
        else if (node is JsonArray list)
        {
            foreach (var value in list.OfType<JsonNode>())
                Rooted(value, root);
        }

        return node;
    }
}
