using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Retention;

/// <summary>That something was erased because its time was over: what kind of thing, whose, how much. Nothing of what it was.</summary>
public sealed class Erasure
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>What was erased: the end of a text's key, such as <c>submissions</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The organisation that it belonged to; null for the installation itself.</summary>
    public Guid? OrganisationId { get; init; }

    /// <summary>The row that it hung on; null where it was several.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>How many.</summary>
    public required int Count { get; init; }

    /// <summary>When.</summary>
    public required Instant At { get; init; }
}

/// <summary>The table of erasures, as the model of every module's context knows it: what is erased and that it was are one transaction.</summary>
public static class RetentionTables
{
    /// <summary>Describes the entity.</summary>
    /// <param name="model">The model to describe.</param>
    public static void Describe(ModelBuilder model)
    {
        ArgumentNullException.ThrowIfNull(model);
        model.Entity<Erasure>(erasure =>
        {
            erasure.HasAnnotation(StoreContext.OfModule, PlatformStore.Module);
            erasure.Property(row => row.Id).ValueGeneratedNever();
        });
    }
}
