using Amparo.Portal.Figures;
using Amparo.Portal.Http;
using Amparo.Portal.Knowledge;
using Amparo.Vocabulary.Shapes;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>The pages of themes: forms of exploitation, children, corridors, justice.</summary>
internal static class ThemesEndpoint
{
    private const int DocumentsBeside = 6;

    /// <summary>All themes.</summary>
    public static IResult Themes(PageRequest request) => PublicAnswer.Page<ThemesPage>(
        StatusCodes.Status200OK,
        (nameof(ThemesPage.Frame), request.Frame(PageAddress.Themes, request.Texts["themes.title"]) with { Crumbs = [request.HomeCrumb] }),
        (nameof(ThemesPage.Themes), request.Site.Knowledge.Themes));

    /// <summary>One theme.</summary>
    public static IResult Theme(PageRequest request, string id)
    {
        if (Find(request, id) is not { } theme)
            return NotFoundEndpoint.Page(request);
        var documents = request.Site.Knowledge.Documents;
        var cited = theme.Actions.Select(action => action.Document).Append(theme.DefinedIn?.Document).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(document => documents.FirstOrDefault(candidate => candidate.Id == document)).OfType<LibraryDocument>().ToList();
        var units = PortalFigures.DrawAll(PortalFigures.OfTheme(theme.Id), Scope(request, theme)).ToLookup(PortalFigures.IsOfficial);
        var detected = request.Catalogue.Cubes.GetValueOrDefault(PortalFigures.Detected);
        return PublicAnswer.Page<ThemePage>(
            StatusCodes.Status200OK,
            (nameof(ThemePage.Frame),
                request.Frame(PageAddress.Themes.Below(theme.Id), theme.Title[request.Language]) with
                {
                    Crumbs = [request.HomeCrumb, new(request.Texts["themes.title"], PageAddress.Themes[request.Language])],
                }),
            (nameof(ThemePage.Theme), theme),
            (nameof(ThemePage.Official), units[true].ToList()),
            (nameof(ThemePage.Units), units[false].ToList()),
            (nameof(ThemePage.Invented), detected?.Value.Header.Origin == DataOrigin.Invented),
            (nameof(ThemePage.Laws), theme.Id == "justice" ? LawMatrix.Of(request.Catalogue, request.Countries, request.Texts) : null),
            (nameof(ThemePage.Cited), cited),
            (nameof(ThemePage.Documents), documents.Where(document => document.Themes.Any(theme.Shelves.Contains) && !cited.Contains(document)).Take(DocumentsBeside).ToList()));
    }

    /// <summary>One figure of a theme as a file.</summary>
    public static IResult File(PageRequest request, string id, (string Figure, string Format) file) => Find(request, id) is { } theme
        ? FigureEndpoint.One(request, PortalFigures.Draw(PortalFigures.OfTheme(theme.Id), file.Figure, Scope(request, theme)), ($"{theme.Id}-{file.Figure}", file.Format))
        : NotFoundEndpoint.Page(request);

    /// <summary>All figures of a theme as one file.</summary>
    public static IResult AllFiles(PageRequest request, string id, string format) => Find(request, id) is { } theme
        ? FigureEndpoint.All(request, PortalFigures.DrawAll(PortalFigures.OfTheme(theme.Id), Scope(request, theme)), (theme.Id, format))
        : NotFoundEndpoint.Page(request);

    private static Theme? Find(PageRequest request, string id) => request.Site.Knowledge.Themes.FirstOrDefault(theme => theme.Id == id);

    private static FigureScope Scope(PageRequest request, Theme theme) => new(request.Catalogue, request.Texts, PageAddress.Themes.Below(theme.Id));
}
