using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Amparo.Publication.Tests.Formats;

/// <summary>The rules of Data Package 2 that a descriptor of ours must keep, as far as its text says them; and its files against it.</summary>
internal static class DataPackageRules
{
    private static readonly string[] FieldTypes = ["string", "number", "integer", "boolean", "date", "year"];

    public static void Check(byte[] descriptor, Func<string, ReadOnlyMemory<byte>> file)
    {
        using var document = JsonDocument.Parse(descriptor);
        var package = document.RootElement;
        package.GetProperty("$schema").GetString().ShouldBe("https://datapackage.org/profiles/2.0/datapackage.json");
        package.GetProperty("name").GetString()!.ShouldMatch("^[a-z0-9._-]+$");
        DateTimeOffset.TryParse(package.GetProperty("created").GetString(), CultureInfo.InvariantCulture, out _).ShouldBeTrue();
        package.GetProperty("version").ValueKind.ShouldBe(JsonValueKind.String);
        foreach (var licence in package.GetProperty("licenses").EnumerateArray())
            licence.GetProperty("name").GetString()!.ShouldMatch("^[-a-zA-Z0-9._]+$");
        package.GetProperty("sources").EnumerateArray().ShouldAllBe(source => source.GetProperty("title").GetString()!.Length > 0);
        foreach (var contributor in package.GetProperty("contributors").EnumerateArray())
            contributor.GetProperty("roles").ValueKind.ShouldBe(JsonValueKind.Array);
        var resources = package.GetProperty("resources").EnumerateArray().ToList();
        resources.ShouldNotBeEmpty();
        resources.Select(resource => resource.GetProperty("name").GetString()).Distinct().Count().ShouldBe(resources.Count);
        foreach (var resource in resources)
            Resource(resource, file);
    }

    private static void Resource(JsonElement resource, Func<string, ReadOnlyMemory<byte>> file)
    {
        resource.GetProperty("$schema").GetString().ShouldBe("https://datapackage.org/profiles/2.0/dataresource.json");
        // Data or a path, never both; and a path of the package, neither above it nor absolute.
        resource.TryGetProperty("data", out _).ShouldBeFalse();
        var path = resource.GetProperty("path").GetString()!;
        Regex.IsMatch(path, "^[^/~.]", RegexOptions.None, TimeSpan.FromSeconds(1)).ShouldBeTrue(path);
        path.ShouldNotContain("..");
        var bytes = file(path);
        resource.GetProperty("bytes").GetInt32().ShouldBe(bytes.Length);
        resource.GetProperty("hash").GetString().ShouldBe("sha256:" + Convert.ToHexStringLower(SHA256.HashData(bytes.Span)));
        if (!resource.TryGetProperty("type", out var type))
        {
            resource.TryGetProperty("schema", out _).ShouldBeFalse();
            return;
        }

        type.GetString().ShouldBe("table");
        Rows(resource.GetProperty("schema"), ReadBack.Csv(bytes));
    }

    private static void Rows(JsonElement schema, IReadOnlyList<Dictionary<string, string>> rows)
    {
        var fields = schema.GetProperty("fields").EnumerateArray().ToList();
        fields.Select(field => field.GetProperty("name").GetString()!).ShouldBe(rows.Count > 0 ? rows[0].Keys : fields.Select(field => field.GetProperty("name").GetString()!));
        var missing = schema.GetProperty("missingValues").EnumerateArray().Select(value => value.GetString()!).ToList();
        foreach (var field in fields)
        {
            var name = field.GetProperty("name").GetString()!;
            FieldTypes.ShouldContain(field.GetProperty("type").GetString());
            var values = rows.Select(row => row[name]).ToList();
            var stated = values.Where(value => !missing.Contains(value)).ToList();
            if (field.GetProperty("type").GetString() is "number" or "integer")
                stated.ShouldAllBe(value => IsNumber(value));
            if (!field.TryGetProperty("constraints", out var constraints))
                continue;
            if (constraints.GetProperty("required").GetBoolean())
                stated.Count.ShouldBe(values.Count, name);
            if (!constraints.TryGetProperty("enum", out var allowed))
                continue;
            var codes = allowed.EnumerateArray().Select(code => code.GetString()!).ToList();
            stated.ShouldAllBe(value => codes.Contains(value));
            if (field.TryGetProperty("categories", out var categories))
                categories.EnumerateArray().Select(category => category.GetProperty("value").GetString()!).ShouldBe(codes);
        }

        if (!schema.TryGetProperty("primaryKey", out var key))
            return;
        var names = key.EnumerateArray().Select(name => name.GetString()!).ToList();
        rows.Select(row => string.Join('|', names.Select(name => row[name]))).Distinct(StringComparer.Ordinal).Count().ShouldBe(rows.Count);
    }

    private static bool IsNumber(string value) => decimal.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= 0;
}
