using Amparo.Portal.Figures;
using Amparo.Portal.Http;
using Amparo.PrivateRelease;
using Amparo.Publication.Formats;
using Amparo.Vocabulary.Shapes;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>Something released, with its newest line of the ledger and those before it.</summary>
/// <param name="Subject">What it is called in addresses.</param>
/// <param name="Title">What it is called by people.</param>
/// <param name="Origin">Where its data are from; null for a register.</param>
/// <param name="Newest">The line of the release that is shown.</param>
/// <param name="Earlier">The lines before it, the newest first.</param>
/// <param name="Href">The page about it; null where there is none.</param>
public sealed record ReleasedThing(string Subject, string Title, DataOrigin? Origin, LedgerEntry Newest, IReadOnlyList<LedgerEntry> Earlier, string? Href);

/// <summary>What can be taken along, and by which releases it came out.</summary>
internal static class DataEndpoint
{
    /// <summary>All tables with their formats.</summary>
    public static IResult Data(PageRequest request) => PublicAnswer.Page<DataPage>(
        StatusCodes.Status200OK,
        (nameof(DataPage.Frame), request.Frame(PageAddress.Data, request.Texts["data.title"]) with { Crumbs = [request.HomeCrumb] }),
        (nameof(DataPage.Headers), request.Catalogue.Cubes.OrderByDescending(cube => cube.Value.Value.Header.Origin == DataOrigin.Official)
            .ThenBy(cube => cube.Key, StringComparer.Ordinal).Select(cube => (cube.Key, cube.Value.Value.Header)).ToList()),
        (nameof(DataPage.Others), request.Catalogue.Estimates.Select(table => (table.Key, table.Value.Value.Header.Title[request.Language], table.Value.Value.Header.Origin == DataOrigin.Invented))
            .Concat(request.Catalogue.Registers.Select(register => (register.Key, register.Value.Value.Title[request.Language], false)))
            .OrderBy(other => other.Key, StringComparer.Ordinal).ToList()),
        (nameof(DataPage.Sdmx), request.Catalogue.Cubes.Where(cube => SdmxCsv.SeriesOf(OpenTable.Of(cube.Value, request.Texts.Charts)) is not null).Select(cube => cube.Key).ToList()),
        (nameof(DataPage.Files), request.Catalogue.Records.Count));

    /// <summary>All releases with the parameters by which they are protected.</summary>
    public static IResult Releases(PageRequest request) => PublicAnswer.Page<ReleasesPage>(
        StatusCodes.Status200OK,
        (nameof(ReleasesPage.Frame), request.Frame(PageAddress.Releases, request.Texts["releases.title"]) with { Crumbs = [request.HomeCrumb] }),
        (nameof(ReleasesPage.Things), All(request)),
        (nameof(ReleasesPage.Withdrawn), request.Catalogue.Withdrawn));

    private static List<ReleasedThing> All(PageRequest request)
    {
        var (catalogue, language) = (request.Catalogue, request.Language);
        return
        [
            .. catalogue.Cubes.Select(cube => Thing(cube.Key, cube.Value.Value.Header.Title[language], cube.Value.Value.Header.Origin, cube.Value.Entry, PageAddress.Indicators.Below(cube.Key)))
                .Concat(catalogue.Estimates.Select(table => Thing(table.Key, table.Value.Value.Header.Title[language], table.Value.Value.Header.Origin, table.Value.Entry, PageAddress.Indicators.Below(table.Key))))
                .Concat(catalogue.Registers.Select(register => Thing(register.Key, register.Value.Value.Title[language], null, register.Value.Entry, register.Key == LegalFact.Register ? PageAddress.Themes.Below("justice") : PageAddress.Countries)))
                .Concat(catalogue.Records.Select(file => Thing(file.Key, request.Texts["nav.open"], file.Value.Table.Value.Origin, file.Value.Table.Entry, PageAddress.OpenData)))
                .OrderBy(thing => thing.Newest.Sequence),
        ];

        ReleasedThing Thing(string subject, string title, DataOrigin? origin, LedgerEntry entry, PageAddress page) => new(
            subject, title, origin, entry,
            [.. catalogue.Ledger.Entries.Where(line => line.Subject == entry.Subject && line.Door == entry.Door && line.Sequence < entry.Sequence).Reverse()], page[language]);
    }
}
