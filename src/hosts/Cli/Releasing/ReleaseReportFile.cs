using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amparo.PrivateRelease;
using Amparo.Vocabulary;

namespace Amparo.Cli.Releasing;

/// <summary>The report of a release: JSON for programs, or a page for people if the file ends in <c>.html</c>.</summary>
internal static class ReleaseReportFile
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static void Write(string path, FormalRelease release, Language language, Stream stream)
    {
        if (string.Equals(Path.GetExtension(path), ".html", StringComparison.OrdinalIgnoreCase))
            stream.Write(PrivateRelease.Reporting.ReleaseReportDocument.Write(release, language));
        else
            stream.Write(JsonSerializer.SerializeToUtf8Bytes(Facts(release), Readable));
    }

    internal static JsonObject Facts(FormalRelease release)
    {
        var facts = release.Report;
        return new()
        {
            ["id"] = release.Released.Value.Id,
            ["population"] = facts.Population,
            ["mechanism"] = facts.Mechanism,
            ["epsilon"] = facts.Epsilon,
            ["delta"] = facts.Delta,
            ["mu"] = facts.Mu,
            ["rho"] = facts.Rho,
            ["unit"] = "person",
            ["neighbours"] = "add-or-remove",
            ["replaceEpsilon"] = facts.ReplaceEpsilon,
            ["rows"] = facts.Rows,
            ["noisyPersons"] = facts.NoisyPersons,
            ["origin"] = release.Released.Value.Origin.ToString(),
            ["contentHash"] = release.Released.Value.ContentHash,
            ["ledger"] = new JsonObject
            {
                ["sequence"] = facts.Sequence,
                ["hash"] = facts.LedgerHash,
                ["agreed"] = facts.Agreed,
                ["spent"] = facts.Spent,
                ["remaining"] = Math.Max(0, facts.Agreed - facts.Spent),
            },
            ["foretold"] = new JsonArray([.. Enumerable.Range(1, 3).Select(order => Foretold(facts, order)).OfType<JsonObject>()]),
            ["tables"] = new JsonArray([.. facts.Foretold.Select(table => (JsonNode)new JsonObject
            {
                ["columns"] = new JsonArray([.. table.Columns.Select(column => (JsonNode)column)]),
                ["deviation"] = table.Deviation,
                ["variation"] = table.Variation,
            })]),
        };
    }

    private static JsonObject? Foretold(FormalFacts facts, int order)
    {
        var all = facts.Foretold.Where(table => table.Columns.Count == order).ToList();
        var known = all.Where(table => table.Variation is not null).ToList();
        return all.Count == 0 ? null : new()
        {
            ["columns"] = order,
            ["tables"] = all.Count,
            ["measured"] = known.Count,
            ["meanVariation"] = known.Count > 0 ? known.Average(table => table.Variation!.Value) : null,
            ["meanDeviation"] = known.Count > 0 ? known.Average(table => table.Deviation!.Value) : null,
        };
    }
}
