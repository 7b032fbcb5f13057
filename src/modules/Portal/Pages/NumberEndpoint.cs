using System.Globalization;
using Amparo.Portal.Figures;
using Amparo.Portal.Http;
using Amparo.Portal.Releases;
using Amparo.Portal.Texts;
using Amparo.PrivateRelease;
using Amparo.Publication;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Portal.Pages;

/// <summary>All that a page says for one printed number.</summary>
public sealed record NumberModel
{
    /// <summary>The figure, formatted.</summary>
    public required string Value { get; init; }

    /// <summary>Its table, in words.</summary>
    public required CubeHeader Header { get; init; }

    /// <summary>Where it stands: dimension and code, in words.</summary>
    public required IReadOnlyList<(string Dimension, string Code)> Place { get; init; }

    /// <summary>The place in one line, for programs.</summary>
    public required string Query { get; init; }

    /// <summary>The line of the ledger that accounts for it.</summary>
    public required LedgerEntry Entry { get; init; }

    /// <summary>What a sum, a withheld or missing figure, or a range means; null for an exact figure of the table.</summary>
    public required string? Why { get; init; }

    /// <summary>All releases of its table, the newest first.</summary>
    public required IReadOnlyList<LedgerEntry> Releases { get; init; }

    /// <summary>Which of them were withdrawn.</summary>
    public required WithdrawnReleases Withdrawn { get; init; }

    /// <summary>The release on the paper, where the address names one that is not the newest; otherwise null.</summary>
    public required LedgerEntry? Printed { get; init; }

    /// <summary>What that release said here, formatted; null where it is not known any more.</summary>
    public required string? PrintedValue { get; init; }

    /// <summary>Whether the table has a page of its own.</summary>
    public required bool HasPage { get; init; }
}

/// <summary>Every printed number answers back: what it counts, where from, how protected, and whether it has changed since.</summary>
internal static class NumberEndpoint
{
    /// <summary>The page of a figure of a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="language">The reader's language.</param>
    /// <param name="at">Its place; a dimension left out stands at its total.</param>
    /// <returns>Its address; null where the table does not hold the figure.</returns>
    public static string? AddressOf(Released<Cube> table, Language language, params (string Dimension, string Code)[] at)
    {
        if (table.Value[at].Kind == FigureKind.Missing)
            return null;
        var coordinates = at.ToDictionary(place => place.Dimension, place => place.Code, StringComparer.Ordinal);
        return PageAddress.Numbers.Below(FigureAddress.CodeOf(table, coordinates))[language];
    }

    /// <summary>The short address on paper: to the page in the reader's language.</summary>
    public static IResult Short(HttpContext http, string code)
    {
        http.Response.Headers.Vary = "Accept-Language";
        var release = http.Request.Query["r"].ToString();
        return IsCode(code)
            ? Results.LocalRedirect(PageAddress.Numbers.Below(code.ToLowerInvariant()).Asked(IsNumber(release) ? $"r={release}" : "")[LanguageChoice.Asked(http.Request)])
            : Results.LocalRedirect(PageAddress.Numbers.Below("unknown")[LanguageChoice.Asked(http.Request)]);
    }

    /// <summary>The page of a figure, with what a paper of an earlier release says.</summary>
    public static async Task<IResult> NumberAsync(PageRequest request, string code, CancellationToken cancel)
    {
        var asked = request.Http.Request.Query["r"].ToString();
        if (!IsNumber(asked) || NumberIndex.Of(request.Catalogue).Find(code) is not { } found)
            return Number(request, code, printed: null);
        var number = int.Parse(asked, NumberStyles.None, CultureInfo.InvariantCulture);
        if (number == found.Table.Entry.Sequence)
            return Number(request, code, printed: null);
        var release = await request.Http.RequestServices.GetRequiredService<ReleasedVersions>()
            .FindAsync(request.Catalogue, found.Table.Entry.Subject, number, cancel);
        return Number(request, code, release?.Cube is { } cube ? NumberIndex.In(found, cube) : null);
    }

    private static IResult Number(PageRequest request, string code, Figure? printed)
    {
        if (NumberIndex.Of(request.Catalogue).Find(code) is not { } found)
        {
            return request.Catalogue.WithdrawnNumbers.GetValueOrDefault(code.ToLowerInvariant()) is { } withdrawn
                ? NotFoundEndpoint.Withdrawn(request, withdrawn)
                : NotFoundEndpoint.Number(request);
        }

        var texts = request.Texts;
        var cube = found.Table.Value;
        var entry = found.Table.Entry;
        var releases = request.Catalogue.Ledger.Entries.Where(line => line.Subject == entry.Subject && line.Door == entry.Door).Reverse().ToList();
        var asked = request.Http.Request.Query["r"].ToString();
        return PublicAnswer.Page<NumberPage>(
            StatusCodes.Status200OK,
            (nameof(NumberPage.Frame),
                request.Frame(PageAddress.Numbers.Below(code.ToLowerInvariant()), cube.Header.Title[request.Language]) with
                {
                    Crumbs = [request.HomeCrumb, new(texts["nav.indicators"], PageAddress.Indicators[request.Language])],
                    Listed = false,
                }),
            (nameof(NumberPage.Model), new NumberModel
            {
                Value = texts.Figure(found.Figure, cube.Header.Measure),
                Header = cube.Header,
                Place = [.. cube.Dimensions.Select(dimension => (NameOf(dimension, request.Language), CodeNameOf(dimension, found.Coordinates[dimension.Id], texts)))],
                Query = FigureAddress.TextOf(found.Table, found.Coordinates),
                Entry = entry,
                Why = found.IsSum ? texts["number.sum"] : found.Figure.Kind switch
                {
                    FigureKind.Withheld => texts["number.withheld"],
                    FigureKind.Interval => texts["number.interval"],
                    FigureKind.Missing => texts["number.missing"],
                    _ => null,
                },
                HasPage = request.Catalogue.Cubes.ContainsKey(cube.Header.Id),
                PrintedValue = printed is { } figure ? texts.Figure(figure, cube.Header.Measure) : null,
                Releases = releases,
                Withdrawn = request.Catalogue.Withdrawn,
                Printed = IsNumber(asked) ? releases.Find(line => line.Sequence != entry.Sequence && line.Sequence.ToString(CultureInfo.InvariantCulture) == asked) : null,
            }));
    }

    private static bool IsCode(string text) => text.Length == 10 && text.All(letter => char.IsAsciiLetter(letter) || letter is >= '2' and <= '7');

    private static bool IsNumber(string text) => text.Length is > 0 and < 10 && text.All(char.IsAsciiDigit);

    private static string NameOf(Dimension dimension, Language language) => dimension.List.Title[language];

    private static string CodeNameOf(Dimension dimension, string code, PageTexts texts) => code switch
    {
        CodeList.Total => texts["number.total"],
        CodeList.Unknown => texts["number.unknown"],
        _ => dimension.List.Find(code)?.Name[texts.Language] ?? code,
    };
}
