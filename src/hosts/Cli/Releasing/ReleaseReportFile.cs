using System.Text.Json.Nodes;
using Amparo.PrivateRelease;
using Amparo.Vocabulary;

namespace Amparo.Cli.Releasing;

/// <summary>The report of a release: JSON for programs, or a page for people if the file ends in <c>.html</c>.</summary>
internal static class ReleaseReportFile
{
    internal static void Write(string path, FormalRelease release, Language language, Stream stream)
    {
        if (string.Equals(Path.GetExtension(path), ".html", StringComparison.OrdinalIgnoreCase))
            release.Facts.WritePage(stream, language);
        else
            release.Facts.WriteJson(stream);
    }

    /// <summary>The report's JSON, for <c>--json</c>.</summary>
    internal static JsonObject Facts(FormalRelease release)
    {
        using var written = new MemoryStream();
        release.Facts.WriteJson(written);
        written.Position = 0;
        var facts = (JsonObject)JsonNode.Parse(written)!;
        facts["contentHash"] = release.Released.Value.ContentHash;
        return facts;
    }
}
