using Amparo.Portal.Figures;
using Amparo.Portal.Http;
using Amparo.Publication;
using Amparo.Vocabulary.Shapes;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>What the page of the comparison says of one country.</summary>
/// <param name="Country">The country.</param>
/// <param name="Count">Detected victims of the year.</param>
/// <param name="Rate">Per 100,000 inhabitants.</param>
/// <param name="Latest">The latest year with a figure; null if there is none.</param>
/// <param name="Laws">Facts in the register.</param>
public sealed record ComparedCountry(NamedCountry Country, Figure Count, Figure Rate, string? Latest, int Laws);

/// <summary>Countries side by side, as the address asks: <c>?country=gt&amp;country=hn&amp;year=2020</c>.</summary>
internal static class CompareEndpoint
{
    /// <summary>What was asked.</summary>
    private sealed record Question(OfficialSeries Series, IReadOnlyList<NamedCountry> Countries, string Year)
    {
        public PageAddress Address => PageAddress.Compare.Asked(string.Join('&', Countries.Select(country => $"country={country.Code.ToLowerInvariant()}").Append($"year={Year}")));
    }

    /// <summary>The page.</summary>
    public static IResult Compare(PageRequest request)
    {
        if (OfficialSeries.From(request.Catalogue.Cubes)?.BestCoveredYear() is null)
            return NotFoundEndpoint.Page(request);
        if (Read(request) is not { } question)
            return NotFoundEndpoint.Question(request);
        var asked = request.Http.Request.Query.Count > 0;
        return PublicAnswer.Page<ComparePage>(
            StatusCodes.Status200OK,
            (nameof(ComparePage.Frame), request.Frame(asked ? question.Address : PageAddress.Compare, request.Texts["compare.title"]) with { Crumbs = [request.HomeCrumb] }),
            (nameof(ComparePage.All), request.Countries),
            (nameof(ComparePage.Years), YearsOf(question.Series)),
            (nameof(ComparePage.Year), question.Year),
            (nameof(ComparePage.Compared), question.Countries.Select(country => Of(request, question, country)).ToList()),
            (nameof(ComparePage.Units), PortalFigures.DrawAll(Figures(question), Scope(request, question))),
            (nameof(ComparePage.Files), question.Address));
    }

    /// <summary>One figure of the page as a file.</summary>
    public static IResult File(PageRequest request, string figure, string format) => Read(request) is { } question
        ? FigureEndpoint.One(request, PortalFigures.Draw(Figures(question), figure, Scope(request, question)), (figure, format))
        : NotFoundEndpoint.Question(request);

    /// <summary>All figures of the page as one file.</summary>
    public static IResult AllFiles(PageRequest request, string format) => Read(request) is { } question
        ? FigureEndpoint.All(request, PortalFigures.DrawAll(Figures(question), Scope(request, question)), ("compared", format))
        : NotFoundEndpoint.Question(request);

    private static IReadOnlyDictionary<string, Func<FigureScope, FigureUnit?>> Figures(Question question) =>
        PortalFigures.Compared([.. question.Countries.Select(country => country.Code)], question.Year);

    private static FigureScope Scope(PageRequest request, Question question) => new(request.Catalogue, request.Texts, question.Address);

    // Without a question the nine countries in the year that most of them reported in; a country or year that no table knows is no question.
    private static Question? Read(PageRequest request)
    {
        if (OfficialSeries.From(request.Catalogue.Cubes) is not { } series || series.BestCoveredYear() is not { } best)
            return null;
        var query = request.Http.Request.Query;
        // As a form sends them, one by one, or as a person writes them, in one.
        var codes = query["country"].Concat(query["countries"].SelectMany(list => (list ?? "").Split(','))).OfType<string>().Where(code => code.Length > 0)
            .Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        var year = query["year"].ToString() is { Length: > 0 } asked ? asked : best;
        if (codes.Count > request.Countries.Count || !YearsOf(series).Contains(year))
            return null;
        var countries = codes.Count == 0 ? [.. request.Countries] : codes.ConvertAll(request.Find);
        return countries.Contains(null) ? null : new(series, [.. countries.OfType<NamedCountry>()], year);
    }

    private static List<string> YearsOf(OfficialSeries series) => series.YearsOfRegion() is not { } years
        ? []
        : [.. series.Counts.Value.Dimensions[series.Counts.Value.AxisOf("year")].List.Codes.Select(code => code.Id)
            .Where(year => string.CompareOrdinal(year, years.First) >= 0 && string.CompareOrdinal(year, years.Last) <= 0)];

    private static ComparedCountry Of(PageRequest request, Question question, NamedCountry country) => new(
        country,
        question.Series.CountOf(country.Code, question.Year),
        question.Series.RateOf(country.Code, question.Year),
        question.Series.Latest(country.Code)?.Year,
        LegalFact.Of(request.Catalogue.Registers.GetValueOrDefault(LegalFact.Register), country.Code, request.Texts).Count);
}
