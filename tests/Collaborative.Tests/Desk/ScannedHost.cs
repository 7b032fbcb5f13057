using Amparo.Stores;
using Amparo.TestSupport;
using Microsoft.AspNetCore.Hosting;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>A desk whose installation names a scanner, which does what a test tells it to.</summary>
public class ScannedHost : StaffedHost
{
    internal ScriptedScanner Scanner { get; } = new();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.UseSetting("scanner", Scanner.Setting);
    }

    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        await Scanner.DisposeAsync();
    }
}

/// <summary>The same over PostgreSQL.</summary>
public sealed class ScannedPostgresHost : ScannedHost
{
    protected override StoreKind Kind => StoreKind.PostgreSql;
}
