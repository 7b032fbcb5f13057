using Amparo.Collaborative.Agreements;
using Amparo.Collaborative.Contents;
using Amparo.Collaborative.Emergencies;
using Amparo.Collaborative.Http;
using Amparo.Collaborative.Merges;
using Amparo.Collaborative.Releases;
using Amparo.Collaborative.Retention;
using Amparo.Collaborative.Submissions;
using Amparo.Content;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Jobs;
using Amparo.Platform.Pages;
using Amparo.Platform.Retention;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Collaborative;

/// <summary>The data officer's job at the desk: agreements, submissions, merges, releases.</summary>
public static class DeskModule
{
    /// <summary>Adds the pages and jobs of the desk.</summary>
    /// <param name="services">The host's services, with the platform and <see cref="CollaborativeStore.AddCollaborativeStore"/>.</param>
    /// <param name="content">Mappings, schemas, rules and indicators.</param>
    /// <returns>The services.</returns>
    public static IServiceCollection AddDesk(this IServiceCollection services, ContentSource content)
    {
        services.AddSingleton(content);
        // Asks whichever scanner the host names; none where it names none.
        services.AddSingleton<MalwareScan>();
        services.AddSingleton<SubmissionFiles>();
        services.AddSingleton<MergeFiles>();
        services.AddMerges(content);
        services.AddJob<CheckSubmission>(CheckSubmission.Kind, Entitlement.ReadSubmissions);
        services.AddJob<EraseContents>(EraseContents.Kind);
        services.AddRecurringJob<SweepContents>(SweepContents.Kind, SweepContents.Times);
        services.AddRecurringJob<SweepUploads>(SweepUploads.Kind, SweepUploads.Times);
        services.AddSingleton<IRetained, RetainedContents>();
        services.AddSingleton<IRetained, RetainedEmergencies>();
        services.AddSingleton<IDeskNotices, EmergencyNotices>();
        services.AddSingleton(new DeskLink(70, "emergencies", ManageEmergencies.Address, Entitlement.ReadEmergencies));
        services.AddSingleton<ReleaseWork>();
        services.AddJob<PublishRelease>(PublishRelease.Kind, Entitlement.ReadReleases);
        services.AddSingleton(new DeskLink(40, "releases", ManageReleases.Address, Entitlement.ReadReleases));
        services.AddSingleton(new DeskLink(10, "agreements", ManageAgreements.Address, Entitlement.ReadAgreements));
        services.AddSingleton(new DeskLink(20, "submissions", ManageSubmissions.Address, Entitlement.ReadSubmissions));
        return services;
    }

    /// <summary>Maps the pages.</summary>
    /// <param name="routes">The host's routes.</param>
    /// <returns>The routes.</returns>
    public static IEndpointRouteBuilder MapDesk(this IEndpointRouteBuilder routes)
    {
        ManageAgreements.Map(routes);
        ManageSubmissions.Map(routes);
        SendSubmission.Map(routes);
        ShowSubmission.Map(routes);
        ProposeMapping.Map(routes);
        MendRows.Map(routes);
        MergeSlices.Map(routes);
        ManageReleases.Map(routes);
        PrepareRelease.Map(routes);
        PreviewRelease.Map(routes);
        AskApproval.Map(routes);
        DecideRelease.Map(routes);
        WithdrawRelease.Map(routes);
        SubmissionsApi.Map(routes);
        MergesApi.Map(routes);
        CancelJob.Map(routes);
        ReleasesApi.Map(routes);
        ManageEmergencies.Map(routes);
        ReadInEmergency.Map(routes);
        return routes;
    }
}
