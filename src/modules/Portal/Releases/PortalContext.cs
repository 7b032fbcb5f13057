using Amparo.Contracts.Portal;
using Amparo.PrivateRelease;
using Amparo.Stores;
using Amparo.Vocabulary;
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

    /// <summary>Publications of a desk.</summary>
    public DbSet<PublicationAct> Acts => Set<PublicationAct>();

    /// <summary>The tables of each publication.</summary>
    public DbSet<PublishedTable> Published => Set<PublishedTable>();

    /// <summary>What was withdrawn.</summary>
    public DbSet<WithdrawnContent> Withdrawals => Set<WithdrawnContent>();

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
        model.Entity<PublicationAct>().Property(row => row.Id).ValueGeneratedNever();
        model.Entity<PublishedTable>(table =>
        {
            table.HasKey(row => new { row.ActId, row.Sequence });
            table.Property(row => row.Sequence).ValueGeneratedNever();
            table.HasOne<PublicationAct>().WithMany().HasForeignKey(row => row.ActId);
            table.HasOne<LedgerLine>().WithMany().HasForeignKey(row => row.Sequence);
        });
        model.Entity<WithdrawnContent>(content =>
        {
            content.Property(row => row.Id).ValueGeneratedNever();
            content.HasIndex(row => row.Sequence).IsUnique();
            content.HasIndex(row => row.ContentHash).IsUnique();
            content.Property(row => row.Reason).HasConversion(reason => WithdrawalReasons.CodeOf(reason), code => WithdrawalReasons.Find(code)!.Value);
            content.HasOne<LedgerLine>().WithOne().HasForeignKey<WithdrawnContent>(row => row.Sequence);
        });
    }

    /// <summary>Reads the stored ledger and verifies its chain.</summary>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>The ledger; <c>PRV-001</c> if it is broken.</returns>
    internal async Task<Outcome<Ledger>> LedgerAsync(CancellationToken cancel)
    {
        var lines = await Ledger.AsNoTracking().OrderBy(line => line.Sequence).ToListAsync(cancel);
        return PrivateRelease.Ledger.FromEntries([.. lines.Select(line => line.ToEntry())]);
    }

    /// <summary>Reads what was withdrawn, the oldest first.</summary>
    /// <param name="ledger">The verified ledger; what was withdrawn of later lines is left out.</param>
    /// <param name="cancel">Cancels the reading.</param>
    internal async Task<IReadOnlyList<WithdrawalReport>> WithdrawalsAsync(Ledger ledger, CancellationToken cancel)
    {
        var rows = await Withdrawals.AsNoTracking().OrderBy(row => row.WithdrawnAt).ThenBy(row => row.Sequence).ToListAsync(cancel);
        return [.. rows.Where(row => row.Sequence <= ledger.Entries.Count).Select(row => row.ToReport(ledger.Entries[row.Sequence - 1]))];
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

/// <summary>A publication of a desk, under the key that it was asked for with.</summary>
internal sealed class PublicationAct
{
    /// <summary>The key.</summary>
    public Guid Id { get; init; }

    public Instant PublishedAt { get; init; }
}

/// <summary>A table of a publication.</summary>
internal sealed class PublishedTable
{
    /// <summary>The publication's key.</summary>
    public Guid ActId { get; init; }

    /// <summary>The line of the ledger that accounts for it; an older one if the same content stood already.</summary>
    public int Sequence { get; init; }
}

/// <summary>A released content that was withdrawn: all lines that it has in the ledger with it.</summary>
internal sealed class WithdrawnContent
{
    /// <summary>The key of the withdrawal.</summary>
    public Guid Id { get; init; }

    /// <summary>The line that it was asked for.</summary>
    public int Sequence { get; init; }

    public required string ContentHash { get; init; }

    public WithdrawalReason Reason { get; init; }

    public Instant WithdrawnAt { get; init; }

    /// <summary>The row as a report.</summary>
    public WithdrawalReport ToReport(LedgerEntry entry) => new(Id, WithdrawnAt, new(entry.Subject, Sequence, ContentHash), Reason);
}
