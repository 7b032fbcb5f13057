using Amparo.Portal.Http;
using Amparo.Portal.Texts;
using Amparo.Vocabulary.Shapes;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>About the data.</summary>
internal static class AboutTheDataEndpoint
{
    /// <summary>Where the figures come from and how they are protected.</summary>
    public static IResult AboutTheData(PageRequest request) => PublicAnswer.Page<AboutTheDataPage>(
        StatusCodes.Status200OK,
        (nameof(AboutTheDataPage.Frame),
            request.Frame(PageAddress.AboutTheData, request.Texts["about.title"]) with { Crumbs = [request.HomeCrumb] }),
        (nameof(AboutTheDataPage.Headers), request.Catalogue.Cubes.Values
            .Select(cube => cube.Value.Header)
            .Concat(request.Catalogue.Estimates.Values.Select(estimates => estimates.Value.Header))
            .OrderByDescending(header => header.Origin == DataOrigin.Official)
            .ThenBy(header => header.Id, StringComparer.Ordinal)
            .ToList()),
        (nameof(AboutTheDataPage.Registers), request.Catalogue.Registers.Values
            .Select(register => register.Value)
            .OrderBy(register => register.Id, StringComparer.Ordinal)
            .ToList()),
        (nameof(AboutTheDataPage.Translations), TranslationCount.All(request.Site.Texts.Catalogue)));
}
