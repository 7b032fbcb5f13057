using Amparo.Portal.Releases;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Portal.Figures;

/// <summary>A country of the coalition as the released tables name it.</summary>
/// <param name="Code">ISO 3166-1 alpha-2, upper case.</param>
/// <param name="Name">Its name in the reader's language.</param>
public sealed record NamedCountry(string Code, string Name);

/// <summary>The countries that the released tables speak of: the portal knows no others.</summary>
internal static class CountryNames
{
    private const string Axis = "country";

    /// <summary>All countries, in the order of the code list.</summary>
    /// <param name="catalogue">The released tables.</param>
    /// <param name="language">The reader's language.</param>
    public static IReadOnlyList<NamedCountry> All(ReleasedCatalogue catalogue, Language language) =>
    [
        .. catalogue.Cubes.OrderBy(cube => cube.Key, StringComparer.Ordinal)
            .SelectMany(cube => cube.Value.Value.Dimensions)
            .Where(dimension => dimension.Id == Axis)
            .SelectMany(dimension => dimension.List.Codes)
            .DistinctBy(code => code.Id, StringComparer.Ordinal)
            .Select(code => new NamedCountry(code.Id, code.Name[language])),
    ];

    /// <summary>The name of a country that a table has.</summary>
    /// <param name="table">The table.</param>
    /// <param name="country">The country's code.</param>
    /// <param name="language">The reader's language.</param>
    public static string Of(Cube table, string country, Language language) =>
        table.Dimensions[table.AxisOf(Axis)].List.Find(country)?.Name[language] ?? country;
}
