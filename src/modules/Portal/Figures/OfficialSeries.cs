using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Portal.Figures;

/// <summary>What the official table says in one year of one country, or of the region.</summary>
/// <param name="Year">The year's code.</param>
/// <param name="Count">Detected victims.</param>
/// <param name="Rate">Detected victims per 100,000 inhabitants; missing where the population is.</param>
public sealed record OfficialYear(string Year, Figure Count, Figure Rate);

/// <summary>The years between the first and the last that the source publishes, and how many of them it does publish.</summary>
/// <param name="First">First year with a figure.</param>
/// <param name="Last">Last year with a figure of any country.</param>
/// <param name="Published">Number of years with a figure.</param>
/// <param name="Of">Number of years from <paramref name="First"/> to <paramref name="Last"/>.</param>
public sealed record PublishedYears(string First, string Last, int Published, int Of);

/// <summary>Official figures of detected victims with their rates, read from the released tables.</summary>
public sealed class OfficialSeries
{
    /// <summary>The id of the table of victims.</summary>
    public const string Victims = "glotip-detected-victims";

    /// <summary>The id of the table of inhabitants.</summary>
    public const string Population = "population";

    private const string RatesTable = "glotip-detected-victims-rate";
    private const string CountryAxis = "country";
    private const string YearAxis = "year";

    private readonly Cube _counts;
    private readonly List<string> _years;
    private readonly List<string> _countries;

    private OfficialSeries(Released<Cube> counts, Released<Cube>? rates)
    {
        Counts = counts;
        Rates = rates;
        _counts = counts.Value;
        _years = [.. Axis(YearAxis).Codes.Select(code => code.Id)];
        _countries = [.. Axis(CountryAxis).Codes.Select(code => code.Id)];
    }

    /// <summary>The released table of victims.</summary>
    public Released<Cube> Counts { get; }

    /// <summary>Victims per 100,000 inhabitants; null if the population has not been released.</summary>
    public Released<Cube>? Rates { get; }

    /// <summary>Reads the series.</summary>
    /// <param name="cubes">Released cubes by subject.</param>
    /// <returns>The series; null if the table of victims has not been released.</returns>
    public static OfficialSeries? From(IReadOnlyDictionary<string, Released<Cube>> cubes)
    {
        if (!cubes.TryGetValue(Victims, out var counts))
            return null;
        // Released as a measure of its own, with its line in the ledger; worked out here only where an older folder has none.
        var rates = cubes.TryGetValue(RatesTable, out var released) ? released
            : cubes.TryGetValue(Population, out var population) ? ReleasedFigures.PerHundredThousand(counts, population)
            : null;
        return new OfficialSeries(counts, rates);
    }

    /// <summary>The latest year in which the source publishes a figure of a country.</summary>
    /// <param name="country">The country's code.</param>
    /// <returns>The year, or null if it publishes none.</returns>
    public OfficialYear? Latest(string country)
    {
        var year = _years.LastOrDefault(candidate => CountOf(country, candidate).IsStated);
        return year is null ? null : new OfficialYear(year, CountOf(country, year), RateOf(country, year));
    }

    /// <summary>How complete the publication is for a country, up to the last year published for anyone.</summary>
    /// <param name="country">The country's code.</param>
    /// <returns>The years; null if no figure of the country is published.</returns>
    public PublishedYears? YearsOf(string country) => Years(year => CountOf(country, year).IsStated);

    /// <summary>The years in which any country has a figure.</summary>
    public PublishedYears? YearsOfRegion() => Years(year => Reporting(year) > 0);

    /// <summary>The latest among the years in which most countries have a figure: where the nine can be set side by side.</summary>
    /// <returns>The year's code, or null if nothing is published.</returns>
    public string? BestCoveredYear()
    {
        var best = _years.Select(Reporting).DefaultIfEmpty().Max();
        return best == 0 ? null : _years.Last(year => Reporting(year) == best);
    }

    /// <summary>How many countries have a figure in a year.</summary>
    public int Reporting(string year) => _countries.Count(country => CountOf(country, year).IsStated);

    /// <summary>The sum of the published figures of a year; a range where a figure in it is one.</summary>
    public Figure SumOf(string year)
    {
        var stated = _countries.Select(country => CountOf(country, year)).Where(figure => figure.IsStated).ToList();
        return stated.Count == 0 ? Figure.Missing : Figure.Between((stated.Sum(f => f.Low), stated.Sum(f => f.High)));
    }

    /// <summary>The exact rates of a year, lowest and highest.</summary>
    /// <returns>The two, or null if fewer than two countries have one.</returns>
    public (decimal Lowest, decimal Highest)? RatesOf(string year)
    {
        var exact = _countries.Select(country => RateOf(country, year)).Where(rate => rate.Kind == FigureKind.Exact).ToList();
        return exact.Count < 2 ? null : (exact.Min(rate => rate.Low), exact.Max(rate => rate.Low));
    }

    /// <summary>Whether a country's figure of a year is given only as fewer than five: its rate may lie below the lowest exact one.</summary>
    /// <param name="year">The year's code.</param>
    public bool AnyFewerThanFive(string year) =>
        _countries.Select(country => CountOf(country, year)).Any(count => count is { Kind: FigureKind.Interval, High: < 5 });

    private PublishedYears? Years(Func<string, bool> published)
    {
        var first = _years.FindIndex(year => published(year));
        if (first < 0)
            return null;
        var last = _years.FindLastIndex(year => Reporting(year) > 0);
        return new PublishedYears(_years[first], _years[last], _years.Count(published), last - first + 1);
    }

    /// <summary>Detected victims; missing for a country or a year that the table does not have.</summary>
    public Figure CountOf(string country, string year) => Of(_counts, country, year);

    /// <summary>The rate; missing for a country or a year that either table does not have.</summary>
    public Figure RateOf(string country, string year) => Rates is null ? Figure.Missing : Of(Rates.Value, country, year);

    private static Figure Of(Cube cube, string country, string year) =>
        cube.Dimensions[cube.AxisOf(CountryAxis)].List.Find(country) is null || cube.Dimensions[cube.AxisOf(YearAxis)].List.Find(year) is null
            ? Figure.Missing
            : cube[(CountryAxis, country), (YearAxis, year)];

    private CodeList Axis(string id) => _counts.Dimensions[_counts.AxisOf(id)].List;
}
