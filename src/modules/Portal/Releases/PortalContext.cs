using Amparo.PrivateRelease;
using Amparo.Stores;
using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Portal.Releases;

/// <summary>The portal's tables: what was released, and the ledger that accounts for it. Only ever added to.</summary>
/// <param name="options">A store's options.</param>
internal sealed class PortalContext(DbContextOptions<PortalContext> options) : StoreContext(options)
{
    /// <summary>The ledger, line by line.</summary>
    public DbSet<LedgerLine> Ledger => Set<LedgerLine>();

    /// <summary>The released tables, as archives.</summary>
    public DbSet<Release> Releases => Set<Release>();

    /// <inheritdoc/>
    protected override string Module => PortalStore.Module;

    /// <inheritdoc/>
    protected override void Describe(ModelBuilder model)
    {
        model.Entity<LedgerLine>(line =>
        {
            line.HasKey(row => row.Sequence);
            line.Property(row => row.Sequence).ValueGeneratedNever();
            line.Property(row => row.Door).HasConversion<string>();
            line.Property(row => row.Regime).HasConversion<string>();
            line.HasIndex(row => row.Hash).IsUnique();
        });
        model.Entity<Release>(release =>
        {
            release.Property(row => row.Id).ValueGeneratedNever();
            release.HasIndex(row => row.Sequence).IsUnique();
            release.HasIndex(row => row.ContentHash).IsUnique();
            release.HasOne<LedgerLine>().WithOne().HasForeignKey<Release>(row => row.Sequence);
        });
    }
}

/// <summary>A line of the ledger as a row; the fields are those of <see cref="LedgerEntry"/>.</summary>
internal sealed class LedgerLine
{
    public int Sequence { get; init; }

    public Instant At { get; init; }

    public Door Door { get; init; }

    public required string Subject { get; init; }

    public required string Population { get; init; }

    public PrivacyRegime Regime { get; init; }

    public required string Method { get; init; }

    public required string ContentHash { get; init; }

    public required string Previous { get; init; }

    public required string Hash { get; init; }

    /// <summary>Makes the row of an entry.</summary>
    public static LedgerLine Of(LedgerEntry entry) => new()
    {
        Sequence = entry.Sequence,
        At = entry.At,
        Door = entry.Door,
        Subject = entry.Subject,
        Population = entry.Population,
        Regime = entry.Regime,
        Method = entry.Method,
        ContentHash = entry.ContentHash,
        Previous = entry.Previous,
        Hash = entry.Hash,
    };

    /// <summary>The entry of the row.</summary>
    public LedgerEntry ToEntry() => new(Sequence, At, Door, Subject, Population, Regime, Method, ContentHash, Previous, Hash);
}

/// <summary>A released table: its archive, byte for byte.</summary>
internal sealed class Release
{
    /// <summary>UUIDv7.</summary>
    public Guid Id { get; init; }

    /// <summary>The line of the ledger that accounts for it.</summary>
    public int Sequence { get; init; }

    /// <summary>The id of the table.</summary>
    public required string Subject { get; init; }

    /// <summary><c>cube</c>, <c>register</c>, <c>estimates</c> or <c>records</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>SHA-256 of <see cref="Archive"/>, as in the ledger.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The archive's bytes.</summary>
    public required byte[] Archive { get; init; }

    /// <summary>The released file that the archive describes, byte for byte; null unless it describes records.</summary>
    public byte[]? Content { get; init; }

    /// <summary>When this store took it in.</summary>
    public Instant PublishedAt { get; init; }
}
