using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using NodaTime;

namespace Amparo.Stores;

/// <summary>A module's view of the store: the conventions that make one model fit both databases.</summary>
/// <remarks>
/// <list type="bullet">
/// <item>Tables: schema <c>module</c> on PostgreSQL, prefix <c>module_</c> on SQLite, named after the entity in the singular.</item>
/// <item>Columns: the property's name in snake_case.</item>
/// <item>Keys of rows: UUIDv7 (<see cref="UuidV7"/>).</item>
/// <item>Instants: int64, see <see cref="InstantConverter"/>.</item>
/// </list>
/// The tables themselves are made by the module's numbered migrations, never by the model; a test holds the two together.
/// </remarks>
/// <param name="options">Options made by <see cref="StoreOptions.UseAmparoStore"/>.</param>
public abstract class StoreContext(DbContextOptions options) : DbContext(options)
{
    /// <summary>
    /// An annotation of an entity whose table belongs to another module, with that module's name: audit and outbox are written in the
    /// transaction of whatever they speak of, by every module's context.
    /// </summary>
    public const string OfModule = "amparo:module";

    /// <summary>The module's name, lower-case letters: schema or prefix of its tables.</summary>
    protected abstract string Module { get; }

    /// <inheritdoc/>
    protected sealed override void ConfigureConventions(ModelConfigurationBuilder configurationBuilder)
    {
        ArgumentNullException.ThrowIfNull(configurationBuilder);
        configurationBuilder.Properties<Instant>().HaveConversion<InstantConverter>();
    }

    /// <inheritdoc/>
    protected sealed override void OnModelCreating(ModelBuilder modelBuilder)
    {
        ArgumentNullException.ThrowIfNull(modelBuilder);
        Describe(modelBuilder);
        foreach (var entity in modelBuilder.Model.GetEntityTypes())
            Name(entity);
    }

    /// <summary>Describes the module's entities; names of tables and columns follow from theirs.</summary>
    /// <param name="model">The model to describe.</param>
    protected abstract void Describe(ModelBuilder model);

    private static string SnakeCase(string name)
    {
        var result = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && result.Length > 0)
                result.Append('_');
            result.Append(char.ToLowerInvariant(letter));
        }

        return result.ToString();
    }

    private void Name(IMutableEntityType entity)
    {
        var table = SnakeCase(entity.ClrType.Name);
        var module = entity.FindAnnotation(OfModule)?.Value as string ?? Module;
        if (Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal))
        {
            entity.SetTableName($"{module}_{table}");
        }
        else
        {
            entity.SetSchema(module);
            entity.SetTableName(table);
        }

        foreach (var property in entity.GetProperties())
            property.SetColumnName(SnakeCase(property.Name));
    }
}
