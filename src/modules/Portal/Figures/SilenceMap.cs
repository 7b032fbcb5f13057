using Amparo.Portal.Releases;
using Amparo.Portal.Texts;
using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Portal.Figures;

/// <summary>How much is known of one datum of one country.</summary>
public enum SilenceKind
{
    /// <summary>As new as anyone's, without a gap.</summary>
    Known,

    /// <summary>Older than others', or with gaps.</summary>
    Partly,

    /// <summary>Nothing is there.</summary>
    Silent,
}

/// <summary>What is known of one datum of one country.</summary>
/// <param name="Kind">How much.</param>
/// <param name="Says">Since when, and which years are missing, in the reader's words.</param>
public sealed record Silence(SilenceKind Kind, string Says);

/// <summary>One datum over all countries.</summary>
/// <param name="Datum">What it is called.</param>
/// <param name="Group">The heading that it stands under.</param>
/// <param name="Href">Where it is shown.</param>
/// <param name="Countries">What is known, by country in the order of the page.</param>
public sealed record SilenceRow(string Datum, string Group, string Href, IReadOnlyList<Silence> Countries)
{
    /// <summary>Of how many countries nothing is there.</summary>
    public int Silent => Countries.Count(country => country.Kind == SilenceKind.Silent);
}

/// <summary>Which country lacks which datum, and since when: read from the released tables, so that it cannot go out of date.</summary>
internal static class SilenceMap
{
    private const string CountryAxis = "country";
    private const string YearAxis = "year";

    /// <summary>All data, tables first.</summary>
    /// <param name="catalogue">The released tables.</param>
    /// <param name="countries">The countries.</param>
    /// <param name="texts">The reader's words.</param>
    /// <param name="indicator">The address of a table's page.</param>
    public static IReadOnlyList<SilenceRow> Of(
        ReleasedCatalogue catalogue, IReadOnlyList<NamedCountry> countries, PageTexts texts, Func<string, string> indicator) =>
    [
        .. catalogue.Cubes.OrderBy(cube => cube.Value.Value.Header.Origin == DataOrigin.Official ? 0 : 1).ThenBy(cube => cube.Key, StringComparer.Ordinal)
            // What is worked out from a table lacks what the table lacks.
            .Where(cube => cube.Value.Entry.Door != Door.Derived && HasCountries(cube.Value.Value))
            .Select(cube => OfTable(cube.Value.Value, countries, texts, indicator)),
        .. OfEstimates(catalogue, countries, texts, indicator),
        .. OfLaws(catalogue, countries, texts),
    ];

    private static bool HasCountries(Cube cube) => cube.Dimensions.Any(dimension => dimension.Id == CountryAxis);

    private static SilenceRow OfTable(Cube cube, IReadOnlyList<NamedCountry> countries, PageTexts texts, Func<string, string> indicator)
    {
        // Once a table: it is asked for every country and year.
        var known = cube.Dimensions.Any(dimension => dimension.Id == YearAxis) ? TableStanding.KnownOf(cube) : [];
        var years = YearsOf(cube, known);
        var title = cube.Header.Title[texts.Language];
        var group = texts[cube.Header.Origin == DataOrigin.Invented ? "silences.group.invented" : "silences.group.tables"];
        return new(title, group, indicator(cube.Header.Id), [.. countries.Select(country => years is null ? Once(cube, country.Code, texts) : OverTime(country.Code, years, known, texts))]);
    }

    // From the first to the last year in which any country has a figure: a year that nobody has is the source's own silence.
    private static List<string>? YearsOf(Cube cube, HashSet<(string Country, string Year)> known)
    {
        if (cube.Dimensions.FirstOrDefault(dimension => dimension.Id == YearAxis) is not { } axis)
            return null;
        var countries = cube.Dimensions[cube.AxisOf(CountryAxis)].List.Codes;
        var years = axis.List.Codes.Select(code => code.Id).ToList();
        var said = years.ConvertAll(year => countries.Any(country => known.Contains((country.Id, year))));
        var first = said.IndexOf(true);
        return first < 0 ? [] : years.GetRange(first, said.LastIndexOf(true) - first + 1);
    }

    private static Silence OverTime(string country, List<string> years, HashSet<(string Country, string Year)> all, PageTexts texts)
    {
        // A withheld figure is known and protected: that is no silence.
        var known = years.Where(year => all.Contains((country, year))).ToList();
        if (known.Count == 0)
            return new(SilenceKind.Silent, texts["silences.never"]);
        var gaps = years.Where(year => string.CompareOrdinal(year, known[0]) > 0 && string.CompareOrdinal(year, known[^1]) < 0 && !known.Contains(year)).ToList();
        List<string> says = [texts.Say("silences.years", ("first", known[0]), ("last", known[^1]))];
        if (known[0] != years[0])
            says.Add(texts.Say("silences.before", ("year", known[0])));
        if (known[^1] != years[^1])
            says.Add(texts.Say("silences.since", ("year", years[years.IndexOf(known[^1]) + 1])));
        if (gaps.Count > 0)
            says.Add(texts.Count("silences.gaps", gaps.Count, ("years", texts.Join(gaps))));
        return new(known.Count == years.Count ? SilenceKind.Known : SilenceKind.Partly, string.Join("; ", says));
    }

    private static Silence Once(Cube cube, string country, PageTexts texts) =>
        cube.Dimensions[cube.AxisOf(CountryAxis)].List.Find(country) is not null && cube[(CountryAxis, country)].Kind != FigureKind.Missing
            ? new(SilenceKind.Known, texts["silences.there"])
            : new(SilenceKind.Silent, texts["silences.never"]);

    private static IEnumerable<SilenceRow> OfEstimates(
        ReleasedCatalogue catalogue, IReadOnlyList<NamedCountry> countries, PageTexts texts, Func<string, string> indicator) =>
        catalogue.Estimates.OrderBy(estimates => estimates.Key, StringComparer.Ordinal).Select(estimates => new SilenceRow(
            estimates.Value.Value.Header.Title[texts.Language],
            texts[estimates.Value.Value.Header.Origin == DataOrigin.Invented ? "silences.group.invented" : "silences.group.tables"],
            indicator(estimates.Key),
            [.. countries.Select(country => estimates.Value.Value.Of(country.Code) is { } found
                ? new Silence(found.Interval.IsStated ? SilenceKind.Known : SilenceKind.Partly, texts[found.Interval.IsStated ? "silences.there" : "silences.no-answer"])
                : new Silence(SilenceKind.Silent, texts["silences.never"]))]));

    private static IEnumerable<SilenceRow> OfLaws(ReleasedCatalogue catalogue, IReadOnlyList<NamedCountry> countries, PageTexts texts)
    {
        if (catalogue.Registers.GetValueOrDefault(LegalFact.Register)?.Value is not { } register)
            yield break;
        var columns = register.Columns.Index().ToDictionary(column => column.Item.Id, column => column.Index, StringComparer.Ordinal);
        if (!LawMatrix.IsReadable(columns) || register.Columns[columns["fact"]].List is not { } facts)
            yield break;
        foreach (var fact in facts.Codes)
        {
            yield return new(fact.Name[texts.Language], texts["silences.group.laws"], Http.PageAddress.Themes.Below("justice")[texts.Language],
            [
                .. countries.Select(country => register.Rows.FirstOrDefault(row => row[columns["country"]] == country.Code && row[columns["fact"]] == fact.Id) is { } row
                    ? row[columns["date"]].Length == 0
                        ? new Silence(SilenceKind.Partly, texts["silences.undated"])
                        : new Silence(SilenceKind.Known, row[columns["date"]][..4])
                    : new Silence(SilenceKind.Silent, texts["silences.not-in-register"])),
            ]);
        }
    }
}
