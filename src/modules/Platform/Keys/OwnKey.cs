using Microsoft.EntityFrameworkCore;
using NodaTime;

namespace Amparo.Platform.Keys;

/// <summary>The newest key of one of the installation's own compartments.</summary>
/// <param name="Compartment">The compartment.</param>
/// <param name="Version">The key's version.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Age">How long ago that is.</param>
public sealed record OwnKey(Compartment Compartment, int Version, Instant CreatedAt, Duration Age)
{
    /// <summary>After so long a key is to be renewed.</summary>
    public static Duration Term { get; } = Duration.FromDays(365);

    /// <summary>Whether it is to be renewed.</summary>
    public bool IsOld => Age > Term;

    /// <summary>Reads them; a compartment that has no key is not among them.</summary>
    internal static async Task<IReadOnlyList<OwnKey>> ReadAsync(PlatformContext context, Instant now, CancellationToken cancel)
    {
        var ids = Compartment.Own.Select(compartment => compartment.Id).ToList();
        var rows = await context.Set<DataKey>().AsNoTracking().Where(key => ids.Contains(key.Compartment) && key.DestroyedAt == null)
            .Select(key => new { key.Compartment, key.Version, key.CreatedAt }).ToListAsync(cancel);
        return
        [
            .. Compartment.Own
                .Select(compartment => (Compartment: compartment, Row: rows.Where(row => row.Compartment == compartment.Id).MaxBy(row => row.Version)))
                .Where(own => own.Row is not null)
                .Select(own => new OwnKey(own.Compartment, own.Row!.Version, own.Row.CreatedAt, now - own.Row.CreatedAt)),
        ];
    }
}
