using Amparo.Portal.Figures;
using Amparo.Portal.Http;
using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>What is there and what is not: how far the tables are filled, and which country is silent on what.</summary>
internal static class ReportingEndpoint
{
    /// <summary>How far each table is filled.</summary>
    public static IResult Reporting(PageRequest request) => PublicAnswer.Page<ReportingPage>(
        StatusCodes.Status200OK,
        (nameof(ReportingPage.Frame), request.Frame(PageAddress.Reporting, request.Texts["reporting.title"]) with { Crumbs = [request.HomeCrumb] }),
        (nameof(ReportingPage.Tables), request.Catalogue.Cubes.Values.Where(table => table.Entry.Door != Door.Derived)
            .OrderByDescending(table => table.Value.Header.Origin == DataOrigin.Official).ThenBy(table => table.Value.Header.Id, StringComparer.Ordinal)
            .Select(TableStanding.Of).OfType<TableStanding>().ToList()));

    /// <summary>Which country lacks which datum, and since when.</summary>
    public static IResult Silences(PageRequest request) => PublicAnswer.Page<SilencesPage>(
        StatusCodes.Status200OK,
        (nameof(SilencesPage.Frame), request.Frame(PageAddress.Silences, request.Texts["silences.title"]) with { Crumbs = [request.HomeCrumb] }),
        (nameof(SilencesPage.Countries), request.Countries),
        (nameof(SilencesPage.Rows), SilenceMap.Of(request.Catalogue, request.Countries, request.Texts, id => PageAddress.Indicators.Below(id)[request.Language])));
}
