using System.Globalization;
using System.Text.RegularExpressions;
using Amparo.Portal.Pages;
using Amparo.Publication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Portal.Http;

/// <summary>A figure as a PNG: the same picture as its SVG, with headline, source and, for invented data, the mark that says so.</summary>
/// <param name="request">The request.</param>
/// <param name="unit">The figure.</param>
internal sealed partial class DrawnFigure(PageRequest request, FigureUnit unit) : IResult, IStatusCodeHttpResult
{
    /// <inheritdoc/>
    public int? StatusCode => StatusCodes.Status200OK;

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        ArgumentNullException.ThrowIfNull(httpContext);
        var drawing = httpContext.RequestServices.GetService<IPageDrawing>();
        // Of what was asked of a page there is no picture: it could be asked in endless ways.
        var drawn = drawing is null || httpContext.Request.QueryString.HasValue
            ? new Drawn(DrawnState.Impossible, default)
            : await drawing.PictureAsync(unit.StandaloneSvg, SizeOf(unit.StandaloneSvg), httpContext.RequestAborted);
        var answer = drawn.State switch
        {
            DrawnState.Done => Results.Bytes(drawn.Content, "image/png"),
            DrawnState.Busy => NotFoundEndpoint.Busy(request),
            _ => NotFoundEndpoint.Drawing(request),
        };
        await answer.ExecuteAsync(httpContext);
    }

    // The root element says it: width="480" height="595".
    private static (int Width, int Height) SizeOf(string svg)
    {
        var size = Size().Match(svg);
        return (int.Parse(size.Groups["width"].Value, CultureInfo.InvariantCulture), int.Parse(size.Groups["height"].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex("^<svg [^>]*?width=\"(?<width>[0-9]+)\" height=\"(?<height>[0-9]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Size();
}
