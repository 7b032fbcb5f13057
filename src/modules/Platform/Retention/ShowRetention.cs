using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Organisations;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace Amparo.Platform.Retention;

/// <summary>What the page of retention shows.</summary>
/// <param name="Expiring">What will be erased within thirty days, the first to go first.</param>
/// <param name="Erased">What was erased, the last first.</param>
/// <param name="Organisations">Names of organisations.</param>
public sealed record RetentionModel(IReadOnlyList<Expiring> Expiring, IReadOnlyList<Erasure> Erased, IReadOnlyDictionary<Guid, string> Organisations);

/// <summary>What will be erased because its time is over, and what was: kinds, organisations and numbers.</summary>
internal static class ShowRetention
{
    public static readonly DeskAddress Address = DeskAddress.Home.Below("conservacion", "retention");

    private const int Most = 200;

    private static readonly Duration Ahead = Duration.FromDays(30);

    public static void Map(IEndpointRouteBuilder routes) => DeskGate.Read(routes, Address, DeskRule.May(Entitlement.ManageKeys), ShowAsync);

    private static async Task<IResult> ShowAsync(DeskRequest request)
    {
        var expiring = new List<Expiring>();
        foreach (var kept in request.Http.RequestServices.GetServices<IRetained>())
            expiring.AddRange(await kept.ExpiringAsync(request.Now + Ahead, request.Cancel));
        await using var context = await request.Get<IDbContextFactory<PlatformContext>>().CreateDbContextAsync(request.Cancel);
        var erased = await context.Set<Erasure>().AsNoTracking().OrderByDescending(row => row.Id).Take(Most).ToListAsync(request.Cancel);
        var organisations = await request.Get<OrganisationDirectory>().AllAsync(request.Officer.NodeId, request.Cancel);
        return DeskGate.Page<RetentionPage>(
            StatusCodes.Status200OK,
            (nameof(RetentionPage.Frame), request.Frame(Address, request.Texts["nav.retention"])),
            (nameof(RetentionPage.Model), new RetentionModel([.. expiring.OrderBy(row => row.DueAt)], erased, organisations.ToDictionary(row => row.Id, row => row.Name))));
    }
}
