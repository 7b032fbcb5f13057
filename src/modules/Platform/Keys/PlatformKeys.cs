using Amparo.Platform.Audit;
using Amparo.Stores;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NodaTime;

namespace Amparo.Platform.Keys;

/// <summary>Connects vault, audit and outbox to a host whose store is registered by <see cref="PlatformStore.AddPlatformStore"/>.</summary>
public static class PlatformKeys
{
    /// <summary>Registers <see cref="Vault"/>, <see cref="AuditTrail"/> and <see cref="OutboxReader"/>; <see cref="Vault.PrepareAsync"/> is the host's to call.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="keys">The opened key file.</param>
    /// <returns>The same services.</returns>
    public static IServiceCollection AddPlatformKeys(this IServiceCollection services, KeyFile keys)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(keys);
        services.AddSingleton(keys);
        services.TryAddSingleton(provider => new Vault(
            keys,
            provider.GetRequiredService<IDbContextFactory<PlatformContext>>(),
            provider.GetRequiredService<StoreAddress>(),
            provider.GetRequiredService<IClock>()));
        services.TryAddSingleton<AuditTrail>();
        services.TryAddSingleton(provider => new OutboxReader(
            provider.GetRequiredService<IDbContextFactory<PlatformContext>>(),
            provider.GetRequiredService<StoreAddress>(),
            provider.GetRequiredService<IClock>()));
        return services;
    }

    /// <summary>Keeps the keys of cookies and forms sealed in the store, so that all hosts of it share them.</summary>
    /// <param name="protection">The host's data protection.</param>
    /// <returns>The same builder.</returns>
    public static IDataProtectionBuilder PersistKeysToPlatform(this IDataProtectionBuilder protection)
    {
        ArgumentNullException.ThrowIfNull(protection);
        // The same name in every host, or one would not open what another one protected.
        protection.SetApplicationName("Amparo");
        // One cipher that notices changes by itself, as for all else that is sealed here.
        protection.UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        protection.Services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
            options.XmlRepository = new ProtectionKeys(
                provider.GetRequiredService<Vault>(),
                provider.GetRequiredService<IDbContextFactory<PlatformContext>>(),
                provider.GetRequiredService<IClock>())));
        return protection;
    }
}
