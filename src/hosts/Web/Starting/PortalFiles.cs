using System.Security.Cryptography;
using Amparo.Portal;
using Amparo.Portal.Knowledge;
using Amparo.Portal.Texts;
using Amparo.Vocabulary;

namespace Amparo.Web.Starting;

/// <summary>The files that the portal needs before it can show a page: its texts and its stylesheet.</summary>
internal static class PortalFiles
{
    /// <summary>Reads the texts, themes and library, and the version of the stylesheet.</summary>
    /// <param name="options">Where the texts are.</param>
    /// <param name="webRoot">Where the assets are.</param>
    /// <returns>The site; or <c>WEB-004</c>, <c>WEB-006</c>, <c>WEB-007</c>, <c>LNG-</c> and <c>VOC-</c> problems.</returns>
    public static Outcome<PortalSite> Read(WebOptions options, string webRoot)
    {
        var languages = Path.Combine(options.ContentFolder, "languages");
        if (!File.Exists(Path.Combine(languages, "portal.es.yaml")))
            return new Problem(WebProblems.ContentMissing, options.ContentFolder);
        var style = Path.Combine(webRoot, "assets", "amparo.css");
        if (!File.Exists(style))
            return new Problem(WebProblems.AssetsMissing, "amparo.css");

        try
        {
            var texts = PortalTexts.ReadFolder(languages);
            var knowledge = PublicKnowledge.ReadFolder(options.ContentFolder);
            return texts.Succeeded && knowledge.Succeeded
                ? new PortalSite(texts.Value, knowledge.Value, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(style)))[..12])
                : Outcome<PortalSite>.Refused([.. texts.Problems, .. knowledge.Problems]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Problem(WebProblems.FileUnreadable, options.ContentFolder);
        }
    }
}
