using Amparo.Contracts.Portal;
using Amparo.Portal.Tests.Samples;
using Amparo.Stores;
using Amparo.TestSupport;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Amparo.Portal.Tests.Releases;

/// <summary>The real host over a test's store, beside others over the same one.</summary>
/// <param name="store">The store; the releases to begin with lie in its data folder.</param>
internal sealed class DeskHost(TestStore store) : PortalHost
{
    internal IPublications Publications => Services.GetRequiredService<IPublications>();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("data", store.DataFolder);
        if (store.Address.Kind == StoreKind.PostgreSql)
            builder.UseSetting("postgres", store.ServingConnectionString);
    }
}
