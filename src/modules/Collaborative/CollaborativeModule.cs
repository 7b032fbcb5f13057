using Amparo.Collaborative.Access;
using Amparo.Collaborative.Http;
using Amparo.Collaborative.Pages;
using Amparo.Collaborative.Review;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using NodaTime;

namespace Amparo.Collaborative;

/// <summary>The review of links between records: served to people on this machine who were given a token, and to nobody else.</summary>
public static class CollaborativeModule
{
    /// <summary>Adds one review. Without it the pages do not exist.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="site">Texts and style.</param>
    /// <param name="desk">The review; closed with the host.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddReview(this IServiceCollection services, ReviewSite site, ReviewDesk desk)
    {
        services.AddSingleton(site);
        // By a factory, so that the host closes its file.
        services.AddSingleton(_ => desk);
        services.AddSingleton<ReviewAccess>();
        services.TryAddSingleton<IClock>(SystemClock.Instance);
        services.AddRazorComponents();
        return services;
    }

    /// <summary>Guards the addresses of the review; before compression and before all pages.</summary>
    /// <param name="app">The host's pipeline.</param>
    /// <returns>The pipeline.</returns>
    public static IApplicationBuilder UseReviewGuard(this IApplicationBuilder app) => app.Use(next => context => ReviewGate.GuardAsync(context, next));

    /// <summary>Maps the pages.</summary>
    /// <param name="routes">The host's routes.</param>
    /// <returns>The routes.</returns>
    public static IEndpointRouteBuilder MapReview(this IEndpointRouteBuilder routes)
    {
        ReviewGate.Enter(routes);
        ReviewGate.Send(routes, ReviewAddress.Leave, Leave, ReviewRole.Reviewer, ReviewRole.Auditor);
        ReviewGate.Read(routes, ReviewAddress.Overview, OverviewEndpoint.Overview, ReviewRole.Reviewer, ReviewRole.Auditor);
        ReviewGate.Read(routes, ReviewAddress.Pairs, PairsEndpoint.Pairs, ReviewRole.Reviewer, ReviewRole.Auditor);
        ReviewGate.Read(routes, ReviewAddress.Pair("{pair}"), PairEndpoint.Pair, ReviewRole.Reviewer, ReviewRole.Auditor);
        ReviewGate.Send(routes, ReviewAddress.Pair("{pair}"), PairEndpoint.DecideAsync, ReviewRole.Reviewer);
        ReviewGate.Read(routes, ReviewAddress.Next, PairEndpoint.Next, ReviewRole.Reviewer);
        ReviewGate.Read(routes, ReviewAddress.Decisions, DecisionsEndpoint.History, ReviewRole.Reviewer, ReviewRole.Auditor);
        ReviewGate.Read(routes, ReviewAddress.DecisionsFile, DecisionsEndpoint.File, ReviewRole.Auditor);
        ReviewGate.Send(routes, ReviewAddress.TakeIn, DecisionsEndpoint.TakeInAsync, ReviewRole.Auditor);
        ReviewGate.Read(routes, ReviewAddress.Overview.Below("{*path}", "{*path}"), MessageEndpoint.NotFound, ReviewRole.Reviewer, ReviewRole.Auditor);
        return routes;
    }

    private static Task<IResult> Leave(ReviewRequest request) =>
        Task.FromResult(EnterEndpoint.LetOut(request, request.Http.RequestServices.GetRequiredService<ReviewAccess>().Leave));
}
