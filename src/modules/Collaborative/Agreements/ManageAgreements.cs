using System.Globalization;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Organisations;
using Amparo.Platform.Pages;
using Amparo.Stores;
using Amparo.Vocabulary.Countries;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using NodaTime.Text;

namespace Amparo.Collaborative.Agreements;

/// <summary>For how long a new agreement proposes to keep what is sent.</summary>
/// <param name="Retention">The proposal; null where the organisations' countries propose different ones and none was chosen.</param>
/// <param name="OrganisationId">The organisation that was chosen first; null for none.</param>
/// <param name="Country">The country whose proposal it is, in the reader's language; several where they propose the same.</param>
public sealed record RetentionProposal(ProposedRetention? Retention, Guid? OrganisationId, string Country)
{
    /// <summary>Whether the organisation must be chosen before anything can be proposed.</summary>
    public bool DependsOnOrganisation { get; init; }
}

/// <summary>Agreements: what an organisation shares, what for, until when.</summary>
internal static class ManageAgreements
{
    public static readonly DeskAddress Address = DeskAddress.Home.Below("acuerdos", "agreements");
    public static readonly DeskAddress End = Address.Below("terminar", "end");

    private const int LongestTitle = 120;
    private const int LongestRetention = 120;

    public static void Map(IEndpointRouteBuilder routes)
    {
        DeskGate.Read(routes, Address, DeskRule.May(Entitlement.ReadAgreements), request => ShowAsync(request, []));
        DeskGate.Send(routes, Address, DeskRule.May(Entitlement.ManageAgreements), AddAsync);
        DeskGate.Send(routes, End, DeskRule.May(Entitlement.ManageAgreements).Confirmed().AskedFirst("agreements.end"), EndAsync);
    }

    private static async Task<IResult> ShowAsync(DeskRequest request, List<FieldError> errors)
    {
        await using var context = await request.OpenAsync(Entitlement.ReadAgreements);
        var rows = await context.Set<Agreement>().OrderBy(row => row.StartsOn).ThenBy(row => row.Id).ToListAsync(request.Cancel);
        var organisations = await request.Get<OrganisationDirectory>().AllAsync(request.Officer.NodeId, request.Cancel);
        return DeskGate.Page<AgreementsPage>(
            errors.Count > 0 ? StatusCodes.Status422UnprocessableEntity : StatusCodes.Status200OK,
            (nameof(AgreementsPage.Frame), request.Frame(Address, request.Texts["nav.agreements"]) with { Errors = errors }),
            (nameof(AgreementsPage.Agreements), rows),
            (nameof(AgreementsPage.Organisations), organisations),
            (nameof(AgreementsPage.Now), request.Now),
            (nameof(AgreementsPage.Proposal), Propose(request, [.. organisations.Where(row => row.EndedAt is null)])),
            (nameof(AgreementsPage.Typed), request.Form));
    }

    // Proposed, never decided: the field stays free, since what both sides signed is what holds.
    private static RetentionProposal Propose(DeskRequest request, IReadOnlyList<Organisation> organisations)
    {
        var site = request.Get<DeskSite>();
        var chosen = request.Form.Count > 0 ? request.FormId("organisation") : Guid.TryParseExact(request.Http.Request.Query["for"], "D", out var id) ? id : Guid.Empty;
        var proposals = organisations.Select(row => site.Profiles.RetentionOf(row.Country)).Distinct().ToList();
        var depends = proposals.Count > 1;
        if (organisations.FirstOrDefault(row => row.Id == chosen) is { } organisation)
            return new(site.Profiles.RetentionOf(organisation.Country), organisation.Id, Name(organisation.Country)) { DependsOnOrganisation = depends };

        var countries = string.Join(", ", organisations.Select(row => row.Country).Distinct(StringComparer.Ordinal).Select(Name));
        return new(depends ? null : proposals.FirstOrDefault() ?? CountryProfiles.DefaultRetention, OrganisationId: null, countries) { DependsOnOrganisation = depends };

        string Name(string country) => site.Countries.Find(country)?.Name[request.Language] ?? country;
    }

    private static async Task<IResult> AddAsync(DeskRequest request)
    {
        var errors = new List<FieldError>();
        var required = request.Texts["error.required"];
        var organisationId = request.FormId("organisation");
        var organisations = await request.Get<OrganisationDirectory>().AllAsync(request.Officer.NodeId, request.Cancel);
        if (!organisations.Any(row => row.Id == organisationId && row.EndedAt is null))
            errors.Add(new("organisation", required));
        var title = request.Field("title");
        if (title.Length is 0 or > LongestTitle)
            errors.Add(new("title", required));
        var (from, to) = (LocalDatePattern.Iso.Parse(request.Field("starts")), LocalDatePattern.Iso.Parse(request.Field("ends")));
        if (!from.Success)
            errors.Add(new("starts", request.Texts["agreements.error.day"]));
        if (!to.Success || (from.Success && to.Value < from.Value))
            errors.Add(new("ends", request.Texts["agreements.error.day"]));
        if (!int.TryParse(request.Field("retention"), NumberStyles.None, CultureInfo.InvariantCulture, out var months) || months is < 1 or > LongestRetention)
            errors.Add(new("retention", request.Texts.Say("agreements.error.retention", ("most", request.Texts.Whole(LongestRetention)))));
        if (errors.Count > 0)
            return await ShowAsync(request, errors);

        await using var context = await request.OpenAsync(Entitlement.ManageAgreements);
        var agreement = new Agreement
        {
            Id = UuidV7.At(request.Now),
            NodeId = request.Officer.NodeId,
            OrganisationId = organisationId,
            Title = title,
            MayIdentify = request.Form["purpose"].Contains("identify", StringComparer.Ordinal),
            MayPublish = request.Form["purpose"].Contains("publish", StringComparer.Ordinal),
            RetentionMonths = months,
            StartsOn = LocalDatePattern.Iso.Format(from.Value),
            EndsOn = LocalDatePattern.Iso.Format(to.Value),
            MadeBy = request.Officer.AccountId,
            CreatedAt = request.Now,
        };
        context.Add(agreement);
        await request.SaveAsync(context, new("agreement.made", "agreement", agreement.Id));
        return DeskGate.SeeOther(Address[request.Language], "agreement-made");
    }

    private static async Task<IResult> EndAsync(DeskRequest request)
    {
        await using var context = await request.OpenAsync(Entitlement.ManageAgreements);
        var id = request.FormId("id");
        if (await context.Set<Agreement>().SingleOrDefaultAsync(row => row.Id == id && row.EndedAt == null, request.Cancel) is not { } agreement)
            return DeskGate.NotFound(request);
        agreement.EndedAt = request.Now;
        await request.SaveAsync(context, new("agreement.ended", "agreement", id));
        return DeskGate.SeeOther(Address[request.Language], "agreement-ended");
    }
}
