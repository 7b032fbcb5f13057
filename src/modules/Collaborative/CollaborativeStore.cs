using Amparo.Collaborative.Contents;
using Amparo.Platform;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Stores;
using Amparo.Stores.Migrations;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Collaborative;

/// <summary>Connects the module to a store.</summary>
public static class CollaborativeStore
{
    /// <summary>The module's name: its schema on PostgreSQL, the prefix of its tables on SQLite.</summary>
    internal const string Module = "collaborative";

    /// <summary>The module's migrations.</summary>
    public static MigrationSet Migrations { get; } = MigrationSet.Embedded(Module, typeof(CollaborativeStore).Assembly);

    /// <summary>Registers what the module keeps in a store.</summary>
    /// <param name="services">The host's services, with <see cref="PlatformStore.AddPlatformStore"/>.</param>
    /// <param name="address">The store.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddCollaborativeStore(this IServiceCollection services, StoreAddress address)
    {
        // Not pooled: whose rows a context shows is the context's own.
        services.AddDbContextFactory<CollaborativeContext>(options => options.UseAmparoStore(address));
        services.AddSingleton<SealedContents>();
        return services;
    }

    /// <summary>Opens a context that shows what the asker may see with a permission, and nothing else.</summary>
    /// <param name="request">Who asks.</param>
    /// <param name="permission">What is to be done with the rows.</param>
    internal static async Task<CollaborativeContext> OpenAsync(this DeskRequest request, Entitlement permission)
    {
        var context = await request.Get<IDbContextFactory<CollaborativeContext>>().CreateDbContextAsync(request.Cancel);
        context.Tenancy = Tenancy.Of(request.Officer, permission);
        return context;
    }
}
