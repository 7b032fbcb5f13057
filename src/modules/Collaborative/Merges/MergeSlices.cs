using Amparo.Collaborative.Texts;
using Amparo.Content;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Jobs;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Collaborative.Merges;

/// <summary>What belongs to merges: their pages, their job, the review of their pairs.</summary>
internal static class MergeSlices
{
    private const int Place = 30;

    /// <summary>Adds pages and job.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="content">The texts of the review.</param>
    public static void AddMerges(this IServiceCollection services, ContentSource content)
    {
        services.AddSingleton<PairDecisions>();
        services.AddSingleton<RunMerge.Sealed>();
        services.AddSingleton(_ => Words(content));
        services.AddJob<RunMerge>(RunMerge.Kind, Entitlement.ReadMerges);
        services.AddSingleton(new DeskLink(Place, "merges", ManageMerges.Address, Entitlement.ReadMerges));
    }

    /// <summary>Maps the pages.</summary>
    /// <param name="routes">The host's routes.</param>
    public static void Map(IEndpointRouteBuilder routes)
    {
        ManageMerges.Map(routes);
        StartMerge.Map(routes);
        ShowMerge.Map(routes);
        ReviewPairs.Map(routes);
    }

    private static ReviewWords Words(ContentSource content)
    {
        var words = ReviewWords.ReadFolder(Path.Combine(content.Folder.Root, "languages"));
        return words.Succeeded ? words.Value : throw new InvalidOperationException($"The texts of the review cannot be used: {words.Problems[0].Code}.");
    }
}
