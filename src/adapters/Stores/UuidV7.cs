using NodaTime;

namespace Amparo.Stores;

/// <summary>The keys of rows: UUIDs of version 7, which begin with the time and so keep an index in the order of writing.</summary>
/// <remarks>
/// Milliseconds since 1970 in the first 48 bits, then random bits of the operating system (RFC 9562, section 5.7). Kept as <c>uuid</c> on
/// PostgreSQL and as its text of 36 characters on SQLite; both sort by time. Bytes would not: .NET lays out the first fields in
/// little-endian order.
/// </remarks>
public static class UuidV7
{
    /// <summary>Makes a key.</summary>
    /// <param name="now">The time to begin with; not before 1970.</param>
    /// <returns>A new key, different at each call.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is before 1970.</exception>
    public static Guid At(Instant now) => Guid.CreateVersion7(now.ToDateTimeOffset());
}
