using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Portal.Figures;

/// <summary>How far a released table is filled, over its countries and years.</summary>
/// <param name="Table">The table.</param>
/// <param name="Countries">How many countries have a figure.</param>
/// <param name="OfCountries">How many countries the table could hold.</param>
/// <param name="Cells">How many pairs of country and year have a figure.</param>
/// <param name="OfCells">How many there could be.</param>
/// <param name="Ranges">How many of the figures are ranges.</param>
/// <param name="Withheld">How many are withheld.</param>
/// <param name="First">First year with a figure; null for a table without years.</param>
/// <param name="Last">Last year with one.</param>
public sealed record TableStanding(
    Released<Cube> Table, int Countries, int OfCountries, int Cells, int OfCells, int Ranges, int Withheld, string? First, string? Last)
{
    private const string CountryAxis = "country";
    private const string YearAxis = "year";

    /// <summary>Reads how far a table is filled.</summary>
    /// <param name="table">The table.</param>
    /// <returns>Null for a table without countries.</returns>
    internal static TableStanding? Of(Released<Cube> table)
    {
        var cube = table.Value;
        if (cube.Dimensions.All(dimension => dimension.Id != CountryAxis))
            return null;
        var countries = cube.Dimensions[cube.AxisOf(CountryAxis)].List.Codes.Select(code => code.Id).ToList();
        var years = cube.Dimensions.FirstOrDefault(dimension => dimension.Id == YearAxis)?.List.Codes.Select(code => code.Id).ToList() ?? [CodeList.Total];
        var timeless = years[0] == CodeList.Total;
        var known = timeless ? null : KnownOf(cube);
        var figures = countries.SelectMany(country => years.Select(year => (country, year, Figure: timeless ? cube[(CountryAxis, country)] : cube[(CountryAxis, country), (YearAxis, year)])))
            .Where(cell => known?.Contains((cell.country, cell.year)) ?? cell.Figure.Kind != FigureKind.Missing).ToList();
        return new(
            table, figures.Select(cell => cell.country).Distinct(StringComparer.Ordinal).Count(), countries.Count, figures.Count, countries.Count * years.Count,
            figures.Count(cell => cell.Figure.Kind == FigureKind.Interval), figures.Count(cell => cell.Figure.Kind == FigureKind.Withheld),
            timeless ? null : figures.Select(cell => cell.year).Min(StringComparer.Ordinal), timeless ? null : figures.Select(cell => cell.year).Max(StringComparer.Ordinal));
    }

    /// <summary>The countries and years of which a table says what it is there to say.</summary>
    /// <remarks>A table that divides its figures (by sex, by age) is there for the parts: the total alone, of which its source gives many more, is not known by sex.</remarks>
    /// <param name="cube">A table with countries and years.</param>
    internal static HashSet<(string Country, string Year)> KnownOf(Cube cube)
    {
        var views = cube.Views.Where(view => view.Contains(CountryAxis) && view.Contains(YearAxis)).ToList();
        var divided = views.Count > 0 && !views.Exists(view => view.Count == 2);
        var (countries, years) = (cube.AxisOf(CountryAxis), cube.AxisOf(YearAxis));
        var known = new HashSet<(string Country, string Year)>();
        foreach (var (index, figure) in cube.Cells)
        {
            if (figure.Kind == FigureKind.Missing)
                continue;
            var positions = cube.PositionsOf(index);
            var parts = cube.Dimensions.Index().Any(axis => axis.Index != countries && axis.Index != years && positions[axis.Index] != axis.Item.TotalPosition);
            if (parts == divided)
                known.Add((cube.Dimensions[countries].CodeAt(positions[countries]), cube.Dimensions[years].CodeAt(positions[years])));
        }

        return known;
    }
}
