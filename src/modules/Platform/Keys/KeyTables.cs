using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Keys;

/// <summary>The tables of keys, as the model knows them.</summary>
internal static class KeyTables
{
    /// <summary>Describes the entities.</summary>
    /// <param name="model">The model to describe.</param>
    public static void Describe(ModelBuilder model)
    {
        model.Entity<DataKey>(key => key.HasKey(row => new { row.Compartment, row.Version }));
        model.Entity<ProtectionKey>(key => key.Property(row => row.Id).ValueGeneratedNever());
    }
}

/// <summary>A version of a compartment's key, wrapped by a master key.</summary>
internal sealed class DataKey
{
    /// <summary>The compartment's id.</summary>
    public required string Compartment { get; init; }

    /// <summary>Its number, from one; the newest seals.</summary>
    public required int Version { get; init; }

    /// <summary>The key in an <see cref="AesGcmBox"/>; null once destroyed.</summary>
    public byte[]? Wrapped { get; set; }

    /// <summary>The master key that wrapped it.</summary>
    public required string MasterKeyId { get; set; }

    /// <summary>When it was made.</summary>
    public required Instant CreatedAt { get; init; }

    /// <summary>When a newer version took its place; it still opens what it sealed.</summary>
    public Instant? RetiredAt { get; set; }

    /// <summary>When it was destroyed.</summary>
    public Instant? DestroyedAt { get; set; }
}

/// <summary>A key by which hosts protect cookies and forms, sealed.</summary>
internal sealed class ProtectionKey
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>The key's XML, sealed in the node's compartment.</summary>
    public required byte[] Sealed { get; init; }

    /// <summary>When it was stored.</summary>
    public required Instant At { get; init; }
}
