using System.Globalization;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Pages;
using Amparo.Stores;
using Amparo.Vocabulary.Countries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Platform.Organisations;

/// <summary>What the form of a new organisation starts from: what was typed where it was refused, else the country and the public body that were chosen.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Country">Its country.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Bodies">Public bodies of the country, by their names and places in its profile; none where it has no profile.</param>
public sealed record OrganisationDraft(string Name, string Country, string Kind, IReadOnlyList<GovernmentBody> Bodies);

/// <summary>The organisations whose people work at this node: entered, and ended when they take no part any more.</summary>
internal static class ManageOrganisations
{
    public static readonly DeskAddress Address = DeskAddress.Home.Below("instituciones", "organisations");
    public static readonly DeskAddress End = Address.Below("terminar", "end");

    public static readonly DeskAddress Storage = Address.Below("espacio", "storage");

    private const long Gigabyte = 1_000_000_000;

    private const int LongestName = CountryProfileReader.LongestName;

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Address, DeskRule.May(Entitlement.ManageOrganisations), request => ShowAsync(request, []));
        DeskGate.Send(routes, Address, DeskRule.May(Entitlement.ManageOrganisations), AddAsync);
        DeskGate.Send(routes, Storage, DeskRule.May(Entitlement.ManageOrganisations), SetStorageAsync);
        DeskGate.Send(routes, End, DeskRule.May(Entitlement.ManageOrganisations).Confirmed().AskedFirst("organisations.end"), EndAsync);
    }

    /// <summary>The countries to choose from, by their names in the reader's language.</summary>
    public static IReadOnlyList<(string Value, string Text)> Countries(DeskFrameModel frame)
    {
        var language = frame.Texts.Language;
        return [("", ""), .. frame.Site.Countries.Codes.Select(code => (code.Id, code.Name[language])).OrderBy(country => country.Item2, StringComparer.Create(new(language.Code), ignoreCase: true))];
    }

    /// <summary>What an organisation may be, in the reader's language.</summary>
    public static IReadOnlyList<(string Value, string Text)> Kinds(DeskFrameModel frame) =>
        [("", ""), .. frame.Site.Kinds.Codes.Select(code => (code.Id, code.Name[frame.Texts.Language])), (Organisation.Coordination, frame.Texts["kind.coordination"])];

    private static async Task<IResult> ShowAsync(DeskRequest request, List<FieldError> errors)
    {
        await using var context = await request.Get<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(request.Cancel);
        var rows = await context.Set<Organisation>().Where(row => row.NodeId == request.Officer.NodeId).OrderBy(row => row.Name).ToListAsync(request.Cancel);
        return DeskGate.Page<OrganisationsPage>(
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (nameof(OrganisationsPage.Frame), request.Frame(Address, request.Texts["nav.organisations"]) with { Errors = errors }),
            (nameof(OrganisationsPage.Organisations), rows),
            (nameof(OrganisationsPage.Draft), Draft(request)),
            (nameof(OrganisationsPage.Typed), request.Form));
    }

    // The first step, without a script: the country is asked for, and its profile suggests. The second: one of its bodies by its place. Both only fill a form.
    private static OrganisationDraft Draft(DeskRequest request)
    {
        var query = request.Http.Request.Query;
        var isTyped = request.Form.Count > 0;
        var country = isTyped ? request.Field("country") : query["of"].ToString();
        var profile = request.Get<DeskSite>().Profiles.Find(country);
        var bodies = profile?.Bodies ?? [];
        if (isTyped)
            return new(request.Field("name"), country, request.Field("kind"), bodies);
        var body = query.ContainsKey("body") ? bodies.ElementAtOrDefault(request.Page("body") - 1) : null;
        return new(body?.Name ?? "", profile?.Country ?? "", body?.Kind ?? "", bodies);
    }

    private static async Task<IResult> AddAsync(DeskRequest request)
    {
        var name = request.Field("name");
        var errors = new List<FieldError>();
        if (name.Length is 0 or > LongestName)
            errors.Add(new("name", request.Texts["error.required"]));
        if (request.Get<DeskSite>().Countries.Find(request.Field("country")) is null)
            errors.Add(new("country", request.Texts["error.required"]));
        var kind = request.Field("kind");
        if (kind != Organisation.Coordination && request.Get<DeskSite>().Kinds.Find(kind) is null)
            errors.Add(new("kind", request.Texts["error.required"]));
        await using var context = await request.Get<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(request.Cancel);
        if (errors.Count == 0 && await context.Set<Organisation>().AnyAsync(row => row.NodeId == request.Officer.NodeId && row.Name == name, request.Cancel))
            errors.Add(new("name", request.Texts["organisations.error.twice"]));
        if (errors.Count > 0)
            return await ShowAsync(request, errors);

        var organisation = new Organisation
        {
            Id = UuidV7.At(request.Now),
            NodeId = request.Officer.NodeId,
            Name = name,
            Country = request.Field("country"),
            Kind = kind,
            CreatedAt = request.Now,
        };
        context.Add(organisation);
        await request.SaveAsync(context, new("organisation.added", "organisation", organisation.Id));
        return DeskGate.SeeOther(Address[request.Language], "organisation-added");
    }

    // What is there already stays where it is more: only nothing is added to it.
    private static async Task<IResult> SetStorageAsync(DeskRequest request)
    {
        await using var context = await request.Get<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(request.Cancel);
        var id = request.FormId("id");
        if (await context.Set<Organisation>().SingleOrDefaultAsync(row => row.Id == id && row.NodeId == request.Officer.NodeId && row.EndedAt == null, request.Cancel) is not { } organisation)
            return DeskGate.NotFound(request);
        if (!int.TryParse(request.Field($"storage-{id}"), NumberStyles.None, CultureInfo.InvariantCulture, out var gigabytes) || gigabytes is < 1 or > OrganisationStorage.MostGigabytes)
            return await ShowAsync(request, [new($"storage-{id}", request.Texts.Say("organisations.error.storage", ("most", request.Texts.Whole(OrganisationStorage.MostGigabytes))))]);
        organisation.StorageLimit = gigabytes * Gigabyte;
        // In this order, as whoever stores something takes the row first, and then the end of the trail.
        await using var transaction = await context.Database.BeginTransactionAsync(request.Cancel);
        await request.SaveAsync(context, new("organisation.storage-set", "organisation", id));
        await transaction.CommitAsync(request.Cancel);
        return DeskGate.SeeOther(Address[request.Language], "organisation-storage");
    }

    /// <summary>How many gigabytes an organisation may store.</summary>
    public static long Gigabytes(Organisation organisation) => (organisation.StorageLimit ?? OrganisationStorage.Default) / Gigabyte;

    private static async Task<IResult> EndAsync(DeskRequest request)
    {
        await using var context = await request.Get<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(request.Cancel);
        var id = request.FormId("id");
        var organisation = await context.Set<Organisation>().SingleOrDefaultAsync(row => row.Id == id && row.NodeId == request.Officer.NodeId && row.EndedAt == null, request.Cancel);
        // Its administrator would lock everybody out, with nobody left to open.
        if (organisation is null || organisation.Id == request.Officer.OrganisationId)
            return DeskGate.NotFound(request);
        organisation.EndedAt = request.Now;
        await request.SaveAsync(context, new("organisation.ended", "organisation", id));
        return DeskGate.SeeOther(Address[request.Language], "organisation-ended");
    }
}
