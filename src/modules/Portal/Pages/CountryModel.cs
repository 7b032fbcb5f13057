using Amparo.Portal.Figures;
using Amparo.Portal.Http;
using Amparo.Portal.Knowledge;
using Amparo.Portal.Texts;
using Amparo.PrivateRelease;
using Amparo.Publication;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Portal.Pages;

/// <summary>A big figure of a page.</summary>
/// <param name="Label">What is counted.</param>
/// <param name="Value">The figure, formatted.</param>
/// <param name="Note">Year, place, limits.</param>
public sealed record BigFigure(string Label, string Value, string Note)
{
    /// <summary>The page that answers for it; null for a figure that no table holds as it stands.</summary>
    public string? Href { get; init; }
}

/// <summary>All that a country's page shows, read from the released tables.</summary>
public sealed record CountryModel
{
    /// <summary>The country.</summary>
    public required NamedCountry Country { get; init; }

    /// <summary>All countries, for the way to the others.</summary>
    public required IReadOnlyList<NamedCountry> All { get; init; }

    /// <summary>Big figures from official sources.</summary>
    public required IReadOnlyList<BigFigure> Key { get; init; }

    /// <summary>Charts of official figures.</summary>
    public required IReadOnlyList<FigureUnit> Official { get; init; }

    /// <summary>Charts of what justice did: persons in contact with it, prosecuted, convicted.</summary>
    public required IReadOnlyList<FigureUnit> Justice { get; init; }

    /// <summary>Big figures of the agencies' records.</summary>
    public required IReadOnlyList<BigFigure> RecordsKey { get; init; }

    /// <summary>Charts of the agencies' records.</summary>
    public required IReadOnlyList<FigureUnit> Records { get; init; }

    /// <summary>Whether those records are invented.</summary>
    public required bool RecordsInvented { get; init; }

    /// <summary>Whether each person counts once in the country, because the agencies' records were linked.</summary>
    public required bool Linked { get; init; }

    /// <summary>What may be said of those whom nobody counted; null if nothing was released.</summary>
    public required CountryEstimate? Estimate { get; init; }

    /// <summary>The register of laws; null if it has not been released.</summary>
    public required RegisterTable? Register { get; init; }

    /// <summary>What it says of the country.</summary>
    public required IReadOnlyList<LegalFact> Laws { get; init; }

    /// <summary>The register of others' estimates; null if it has not been released.</summary>
    public required RegisterTable? OthersRegister { get; init; }

    /// <summary>What others estimate of the country.</summary>
    public required IReadOnlyList<OtherEstimate> Others { get; init; }

    /// <summary>The register of governments' actions; null if it has not been released.</summary>
    public required RegisterTable? ActionsRegister { get; init; }

    /// <summary>What the country's government did.</summary>
    public required IReadOnlyList<GovernmentAction> Actions { get; init; }

    /// <summary>What its institutions replied, the newest first.</summary>
    public required IReadOnlyList<GovernmentReply> Replies { get; init; }

    /// <summary>Documents about the country.</summary>
    public required IReadOnlyList<LibraryDocument> Documents { get; init; }

    /// <summary>Reads the page's content.</summary>
    /// <param name="request">The request: the catalogue, the words, the countries.</param>
    /// <param name="country">The country.</param>
    internal static CountryModel Read(PageRequest request, NamedCountry country)
    {
        var catalogue = request.Catalogue;
        var scope = new FigureScope(catalogue, request.Texts, PageAddress.Country(country.Code), country.Code);
        var register = catalogue.Registers.GetValueOrDefault(LegalFact.Register);
        var others = catalogue.Registers.GetValueOrDefault(OtherEstimate.Register);
        var actions = catalogue.Registers.GetValueOrDefault(GovernmentAction.Register);
        var detected = catalogue.Cubes.GetValueOrDefault(PortalFigures.Detected);
        var linkage = RecordsToPersons.From(catalogue.Cubes);
        return new CountryModel
        {
            Country = country,
            All = request.Countries,
            Key = OfficialSeries.From(catalogue.Cubes) is { } series ? KeyOf(series, country.Code, scope.Texts) : [],
            Official = Draw(scope, "official-by-year", "official-rate", "official-by-age", "official-by-form", "official-by-citizenship"),
            Justice = Draw(scope, "official-justice"),
            RecordsKey = detected is null ? [] : [.. KeyOf(linkage, country.Code, scope.Texts), .. KeyOf(detected, country.Code, scope.Texts)],
            Records = Draw(scope, "demonstration-by-age-and-sex", "demonstration-by-form", "demonstration-by-year"),
            RecordsInvented = detected?.Value.Header.Origin == DataOrigin.Invented,
            Linked = linkage is not null,
            Estimate = CountryEstimate.Of(catalogue.Estimates, country.Code, request.Texts),
            Register = register?.Value,
            Laws = LegalFact.Of(register, country.Code, request.Texts),
            OthersRegister = others?.Value,
            Others = OtherEstimate.Of(others, country.Code, request.Texts),
            ActionsRegister = actions?.Value,
            Actions = GovernmentAction.Of(actions, country.Code, request.Texts),
            Replies = [.. request.Site.Knowledge.Replies.Where(reply => reply.Country == country.Code)],
            Documents = [.. request.Site.Knowledge.Documents.Where(document => document.Countries.Contains(country.Code, StringComparer.Ordinal))],
        };
    }

    private static List<FigureUnit> Draw(FigureScope scope, params string[] ids) =>
        [.. ids.Select(id => PortalFigures.Draw(PortalFigures.OfCountry, id, scope)).OfType<FigureUnit>()];

    private static List<BigFigure> KeyOf(OfficialSeries series, string country, PageTexts texts)
    {
        var key = new List<BigFigure>();
        if (series.Latest(country) is { } latest)
        {
            key.Add(new(
                texts["country.latest"], texts.Figure(latest.Count, MeasureKind.Count),
                texts.Say("country.latest.note", ("year", latest.Year)))
            {
                Href = NumberEndpoint.AddressOf(series.Counts, texts.Language, ("country", country), ("year", latest.Year)),
            });
            if (latest.Rate.IsStated)
            {
                key.Add(new(
                    texts["country.rate"], texts.Figure(latest.Rate, MeasureKind.Rate), texts.Say("country.rate.note", ("year", latest.Year)))
                {
                    Href = NumberEndpoint.AddressOf(series.Rates!, texts.Language, ("country", country), ("year", latest.Year)),
                });
            }
        }

        if (series.YearsOf(country) is { } years)
        {
            key.Add(new(
                texts["country.years"],
                texts.Say("country.years.value", ("published", texts.Whole(years.Published)), ("of", texts.Whole(years.Of))),
                texts.Say("country.years.note", ("first", years.First), ("last", years.Last))));
        }

        return key;
    }

    private static List<BigFigure> KeyOf(RecordsToPersons? linkage, string country, PageTexts texts) => linkage is null
        ? []
        : [new(
            texts["linkage.figure"], texts.Figure(linkage.Records(country), MeasureKind.Count),
            texts.Say("linkage.figure.note", ("persons", texts.Figure(linkage.Persons(country), MeasureKind.Distinct))))];

    private static List<BigFigure> KeyOf(Released<Cube> detected, string country, PageTexts texts) =>
        PortalFigures.Period(detected.Value, country) is not { } period
            ? []
            : [new(
                texts["country.demonstration.persons"], texts.Figure(detected.Value[("country", country)], detected.Value.Header.Measure),
                texts.Say("country.demonstration.period", ("first", period.First), ("last", period.Last)))
            {
                Href = NumberEndpoint.AddressOf(detected, texts.Language, ("country", country)),
            }];
}
