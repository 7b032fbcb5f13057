using System.Text;
using Amparo.Portal.Http;
using Amparo.Publication;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>One figure, or all figures of a page, as a file: the same cells that the page shows.</summary>
internal static class FigureEndpoint
{
    /// <summary>A figure as a file.</summary>
    /// <param name="request">The request.</param>
    /// <param name="unit">The figure; null if the page has no such one.</param>
    /// <param name="file">The file's name without its end, and its format: csv, json, svg or png.</param>
    public static IResult One(PageRequest request, FigureUnit? unit, (string Name, string Format) file)
    {
        if (unit is null)
            return NotFoundEndpoint.Page(request);
        var name = $"amparo-{file.Name}-{request.Language.Code}.{file.Format}";
        return file.Format switch
        {
            "csv" => Results.Bytes(unit.Csv, "text/csv; charset=utf-8", name),
            "json" => Results.Bytes(FigureFiles.Json([unit], request.Language), "application/json; charset=utf-8", name),
            // Shown in the browser like any picture; whoever wants the file saves it.
            "svg" => Picture(unit),
            "png" => new DrawnFigure(request, unit),
            _ => NotFoundEndpoint.Format(request),
        };
    }

    /// <summary>All figures of a page as one file.</summary>
    /// <param name="request">The request.</param>
    /// <param name="units">The figures; a page without any has no file.</param>
    /// <param name="file">The file's name without its end, and its format: csv, json, svg or png.</param>
    public static IResult All(PageRequest request, IReadOnlyList<FigureUnit> units, (string Name, string Format) file)
    {
        if (units.Count == 0)
            return NotFoundEndpoint.Page(request);
        var name = $"amparo-{file.Name}-{request.Language.Code}.{file.Format}";
        return file.Format switch
        {
            "csv" => Results.Bytes(FigureFiles.Csv(units), "text/csv; charset=utf-8", name),
            "json" => Results.Bytes(FigureFiles.Json(units, request.Language), "application/json; charset=utf-8", name),
            // Of a page its first figure, which is the one that speaks for it.
            "svg" => Picture(units[0]),
            "png" => new DrawnFigure(request, units[0]),
            _ => NotFoundEndpoint.Format(request),
        };
    }

    private static IResult Picture(FigureUnit unit) => Results.Bytes(Encoding.UTF8.GetBytes(unit.StandaloneSvg), "image/svg+xml; charset=utf-8");
}
