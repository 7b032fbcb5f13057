using System.Security.Cryptography;
using Amparo.Content;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Texts;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Countries;

namespace Amparo.Web.Starting;

/// <summary>The files that the desk needs before it can show a page.</summary>
internal static class DeskFiles
{
    /// <summary>Reads the texts of the pages, and the lists that their forms choose from.</summary>
    /// <param name="options">Where the texts and lists are.</param>
    /// <param name="webRoot">Where the assets are.</param>
    /// <param name="styleVersion">The version of the stylesheet.</param>
    /// <returns>The site; or <c>WEB-</c>, <c>LNG-</c> and <c>VOC-</c> problems.</returns>
    public static Outcome<DeskSite> Read(WebOptions options, DirectoryInfo webRoot, string styleVersion)
    {
        var script = Path.Combine(webRoot.FullName, "assets", "desk.js");
        if (!File.Exists(script))
            return new Problem(WebProblems.AssetsMissing, "desk.js");
        // Beside the folder that browsers are served from, never in it.
        var common = Path.Combine(webRoot.Parent!.FullName, "passwords", "common.txt");
        if (!File.Exists(common))
            return new Problem(WebProblems.AssetsMissing, "common.txt");
        try
        {
            // One that was cut would let common passwords pass: as good as none.
            if (CommonPasswords.Read(File.ReadLines(common)) is not { } passwords)
                return new Problem(WebProblems.AssetsMissing, "common.txt");
            var words = DeskWords.ReadFolder(Path.Combine(options.ContentFolder, "languages"));
            if (!words.Succeeded)
                return Outcome<DeskSite>.Refused(words.Problems);
            var lists = new ContentFolder(options.ListsFolder).LoadCodeLists();
            if (!lists.Succeeded)
                return Outcome<DeskSite>.Refused(lists.Problems);
            var profiles = Profiles(options, lists.Value);
            if (!profiles.Succeeded)
                return Outcome<DeskSite>.Refused(profiles.Problems);
            return lists.Value.Find("country") is { } countries && lists.Value.Find("agency-kind") is { } kinds
                ? new DeskSite(words.Value, styleVersion, Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(script)))[..12])
                {
                    Countries = countries,
                    Kinds = kinds,
                    Profiles = profiles.Value,
                    Passwords = passwords,
                    Invented = File.Exists(Path.Combine(options.DataFolder, "demo.json")),
                }
                : new Problem(WebProblems.ContentMissing, options.ContentFolder);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Problem(WebProblems.FileUnreadable, options.ContentFolder);
        }
    }

    private static Outcome<CountryProfiles> Profiles(WebOptions options, CodeListCatalogue lists)
    {
        var hierarchies = new ContentFolder(options.ListsFolder).LoadHierarchies(lists);
        return hierarchies.Succeeded
            ? new ContentFolder(options.ProfilesFolder).LoadCountryProfiles(lists, hierarchies.Value)
            : Outcome<CountryProfiles>.Refused(hierarchies.Problems);
    }
}
