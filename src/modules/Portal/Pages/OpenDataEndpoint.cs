using Amparo.Portal.Http;
using Amparo.Portal.Releases;
using Amparo.PrivateRelease;
using Amparo.PrivateRelease.Accounting;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>A released file of records, and what the ledger says of it.</summary>
/// <param name="File">The file.</param>
/// <param name="Promise">What its noise promises; null for files of the classical regime.</param>
/// <param name="Budget">What its population has spent over all releases.</param>
/// <param name="Href">Where it is downloaded.</param>
public sealed record OpenDataFile(ReleasedFile File, FormalPromise? Promise, PopulationBudget Budget, string Href);

/// <summary>Open data: files of records, with the parameters by which they are protected.</summary>
internal static class OpenDataEndpoint
{
    /// <summary>All files.</summary>
    public static IResult OpenData(PageRequest request) => PublicAnswer.Page<OpenDataPage>(
        StatusCodes.Status200OK,
        (nameof(OpenDataPage.Frame),
            request.Frame(PageAddress.OpenData, request.Texts["open.title"]) with
            {
                Crumbs = [request.HomeCrumb, new(request.Texts["nav.about"], PageAddress.AboutTheData[request.Language])],
            }),
        (nameof(OpenDataPage.Files), request.Catalogue.Records
            .OrderBy(file => file.Key, StringComparer.Ordinal)
            .Select(file => new OpenDataFile(
                file.Value, FormalPromise.Of(request.Catalogue.Ledger, file.Value.Table.Entry),
                PopulationBudget.Of(request.Catalogue.Ledger, file.Value.Table.Entry.Population),
                PageAddress.OpenData.Below($"{file.Key}.csv")[request.Language]))
            .ToList()));

    /// <summary>One file, byte for byte as it was released.</summary>
    public static IResult File(PageRequest request, string id) => request.Catalogue.Records.GetValueOrDefault(id) is { } file
        ? Results.Bytes(file.Content, "text/csv; charset=utf-8", $"amparo-{file.Table.Value.Id}.csv")
        : NotFoundEndpoint.Table(request, id);
}
