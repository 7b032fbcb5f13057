using System.Runtime.CompilerServices;
using Amparo.Languages;
using Amparo.Vocabulary;

namespace Amparo.Publication.Tests;

/// <summary>The texts that the product ships, made into chart texts as the portal does.</summary>
internal static class Texts
{
    public static readonly TextCatalogue Catalogue = Read();

    public static ChartText In(Language language)
    {
        var texts = Catalogue.In(language);
        return new ChartText
        {
            Language = language,
            Number = NumberFormat.For(language).Figure,
            Date = DateFormat.For(language).Day,
            Join = ListFormat.For(language).Join,
            Say = (key, arguments) => texts.Say(key, [.. arguments.Select(a => new TextArgument(a.Name, a.Text, a.Quantity))]),
        };
    }

    public static string Repository([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));

    private static TextCatalogue Read()
    {
        var sources = Language.All
            .SelectMany(language => new[] { "chart", "document" }.Select(prefix => new TextSource(
                $"{prefix}.{language}.yaml", language,
                new MemoryStream(File.ReadAllBytes(Path.Combine(Repository(), "content", "languages", $"{prefix}.{language}.yaml"))))))
            .ToList();
        return TextCatalogue.Read(sources).Value;
    }
}
