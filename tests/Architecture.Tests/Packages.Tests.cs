using System.Xml.Linq;

namespace Amparo.Architecture.Tests;

/// <summary>What a host reads comes with it: a folder that is missing beside it counts as an empty one, and nobody would notice.</summary>
public sealed class PackagesTests
{
    private const string Content = "../../../content/";

    public static TheoryData<string> Folders =>
        [.. Repository.Files.Where(file => file.StartsWith("content/", StringComparison.Ordinal)).Select(file => file.Split('/')[1]).Distinct(StringComparer.Ordinal)];

    [Fact]
    public void The_content_has_folders() => Folders.Count.ShouldBeGreaterThan(15);

    [Theory]
    [MemberData(nameof(Folders))]
    public void The_web_host_carries_each_folder_of_the_content(string folder)
    {
        var items = XDocument.Load(Repository.Full("src/hosts/Web/Web.csproj")).Descendants("Content")
            .Where(item => ((string?)item.Attribute("CopyToOutputDirectory"))?.StartsWith("Preserve", StringComparison.Ordinal) == true).ToList();
        items.SelectMany(item => ((string?)item.Attribute("Include") ?? "").Split(';'))
            .ShouldContain(include => include == $"{Content}**" || include == $"{Content}{folder}/**");
        items.SelectMany(item => ((string?)item.Attribute("Exclude") ?? "").Split(';')).ShouldAllBe(exclude => !exclude.StartsWith(Content, StringComparison.Ordinal));
    }

    // The command line looks for the nearest folder of that name above itself.
    [Fact]
    public void A_package_has_the_content_whole_above_the_command_line() =>
        Repository.Read("eng/package.sh").ShouldContain("cp -R \"$root/content\" \"$root/LICENSE\" \"$root/NOTICE\" \"$packages/.$name/\"");
}
