using Amparo.Stores;
using Amparo.Stores.Migrations;
using Amparo.TestSupport;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Tests;

public sealed class StoreTests
{
    public static TheoryData<StoreKind> Kinds => [.. TestStore.Kinds];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Kinds))]
    public async Task The_model_fits_the_migrated_tables(StoreKind kind)
    {
        await using var store = await TestStore.CreateAsync(kind);
        (await StoreMigrations.ApplyAsync(store.Address, [PlatformStore.Migrations], SystemClock.Instance.GetCurrentInstant(), Cancel)).Succeeded.ShouldBeTrue();
        var options = new DbContextOptionsBuilder<PlatformContext>();
        options.UseAmparoStore(store.Address);
        await using var context = new PlatformContext(options.Options);

        (await SchemaComparison.DifferencesAsync(context)).ShouldBeEmpty();
    }

    [Fact]
    public void Both_databases_have_migrations_of_the_same_numbers_and_names() =>
        PlatformStore.Migrations.For(StoreKind.Sqlite).Select(migration => migration.Name)
            .ShouldBe(PlatformStore.Migrations.For(StoreKind.PostgreSql).Select(migration => migration.Name));
}
