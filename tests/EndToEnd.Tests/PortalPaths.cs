namespace Amparo.EndToEnd.Tests;

/// <summary>The pages that every check goes through.</summary>
internal static class PortalPaths
{
    /// <summary>Each kind of page, the heaviest ones in other languages as well, and a lost one.</summary>
    public static readonly string[] All =
    [
        "/es", "/en", "/es/region", "/ht/rejyon", "/es/paises", "/es/paises/gt", "/fr/pays/gt", "/es/comparar", "/es/temas", "/es/temas/justice", "/es/temas/children",
        "/es/indicadores", "/es/indicadores/detected-persons", "/es/datos", "/es/publicaciones", "/es/silencios", "/es/estado-de-los-datos", "/es/biblioteca",
        "/es/sobre-los-datos", "/es/datos-abiertos", "/es/nada",
    ];

    // One country with many figures and one with few stand for the nine, two numbers for thousands.
    private static readonly string[] Countries = ["gt", "bz"];
    private static readonly string[] NumberPages = ["cifras", "numbers", "chiffres", "chif"];
    private const int Numbers = 2;

    /// <summary>Every page of a language that links lead to from its home page, and a lost one.</summary>
    /// <param name="language">The language's code.</param>
    /// <param name="linksOf">The addresses that a page links to.</param>
    public static async Task<IReadOnlyList<string>> OfLanguageAsync(string language, Func<string, Task<string[]>> linksOf)
    {
        var found = new List<string> { $"/{language}" };
        for (var at = 0; at < found.Count; at++)
        {
            foreach (var link in await linksOf(found[at]))
            {
                if (link.StartsWith($"/{language}/", StringComparison.Ordinal) && !Path.HasExtension(link) && !link.Contains('#', StringComparison.Ordinal)
                    && !link.Contains('?', StringComparison.Ordinal) && !found.Contains(link) && IsWanted(link, found))
                {
                    found.Add(link);
                }
            }
        }

        return [.. found, $"/{language}/nada"];
    }

    private static bool IsWanted(string link, List<string> found) => link.Split('/') switch
    {
        [_, _, "paises" or "countries" or "pays" or "peyi", var country] => Countries.Contains(country),
        [_, _, var numbers, _] when NumberPages.Contains(numbers) => found.Count(page => page.Contains($"/{numbers}/", StringComparison.Ordinal)) < Numbers,
        _ => true,
    };
}
