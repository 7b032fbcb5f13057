using Amparo.Portal.Figures;
using Amparo.Portal.Http;
using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>The pages of indicators: one a released table, with all that must be known to read it.</summary>
internal static class IndicatorsEndpoint
{
    /// <summary>All indicators.</summary>
    public static IResult Indicators(PageRequest request) => PublicAnswer.Page<IndicatorsPage>(
        StatusCodes.Status200OK,
        (nameof(IndicatorsPage.Frame), request.Frame(PageAddress.Indicators, request.Texts["indicators.title"]) with { Crumbs = [request.HomeCrumb] }),
        (nameof(IndicatorsPage.Headers), Headers(request)));

    /// <summary>One indicator.</summary>
    public static IResult Indicator(PageRequest request, string id)
    {
        var table = request.Catalogue.Cubes.GetValueOrDefault(id);
        var estimates = request.Catalogue.Estimates.GetValueOrDefault(id);
        if (table is null && estimates is null)
            return NotFoundEndpoint.Table(request, id);
        var header = table?.Value.Header ?? estimates!.Value.Header;
        var entry = table?.Entry ?? estimates!.Entry;
        return PublicAnswer.Page<IndicatorPage>(
            StatusCodes.Status200OK,
            (nameof(IndicatorPage.Frame),
                request.Frame(PageAddress.Indicators.Below(id), header.Title[request.Language]) with
                {
                    Crumbs = [request.HomeCrumb, new(request.Texts["indicators.title"], PageAddress.Indicators[request.Language])],
                }),
            (nameof(IndicatorPage.Header), header),
            (nameof(IndicatorPage.Entry), entry),
            (nameof(IndicatorPage.Dimensions), table?.Value.Dimensions.Select(dimension => dimension.List.Title[request.Language]).ToList() ?? []),
            (nameof(IndicatorPage.Units), table is null ? [] : PortalFigures.DrawAll(PortalFigures.OfIndicator(table), Scope(request, id))),
            (nameof(IndicatorPage.Estimates), estimates is null
                ? []
                : request.Countries.Select(country => (country, CountryEstimate.Of(estimates, country.Code, request.Texts)))
                    .Where(pair => pair.Item2 is not null).Select(pair => (pair.country, pair.Item2!)).ToList()),
            (nameof(IndicatorPage.Standing), table is null ? null : TableStanding.Of(table)),
            (nameof(IndicatorPage.Releases), request.Catalogue.Ledger.Entries.Where(line => line.Subject == entry.Subject && line.Door == entry.Door).Reverse().ToList()),
            (nameof(IndicatorPage.Withdrawn), request.Catalogue.Withdrawn));
    }

    /// <summary>One figure of an indicator as a file.</summary>
    public static IResult File(PageRequest request, string id, (string Figure, string Format) file) => request.Catalogue.Cubes.GetValueOrDefault(id) is { } table
        ? FigureEndpoint.One(request, PortalFigures.Draw(PortalFigures.OfIndicator(table), file.Figure, Scope(request, id)), ($"{id}-{file.Figure}", file.Format))
        : NotFoundEndpoint.Table(request, id);

    /// <summary>All figures of an indicator as one file.</summary>
    public static IResult AllFiles(PageRequest request, string id, string format) => request.Catalogue.Cubes.GetValueOrDefault(id) is { } table
        ? FigureEndpoint.All(request, PortalFigures.DrawAll(PortalFigures.OfIndicator(table), Scope(request, id)), (id, format))
        : NotFoundEndpoint.Table(request, id);

    /// <summary>The released tables of figures in words, official ones first.</summary>
    internal static IReadOnlyList<CubeHeader> Headers(PageRequest request) =>
    [
        .. request.Catalogue.Cubes.Values.Select(cube => cube.Value.Header)
            .Concat(request.Catalogue.Estimates.Values.Select(estimates => estimates.Value.Header))
            .OrderByDescending(header => header.Origin == DataOrigin.Official)
            .ThenBy(header => header.Id, StringComparer.Ordinal),
    ];

    private static FigureScope Scope(PageRequest request, string id) => new(request.Catalogue, request.Texts, PageAddress.Indicators.Below(id));
}
