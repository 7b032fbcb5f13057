using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;

namespace Amparo.Stores;

/// <summary>Stores an instant as int64: ticks of 100 nanoseconds since 1970-01-01T00:00:00Z.</summary>
/// <remarks>
/// Ticks, because int64 nanoseconds end in the year 2262 while an instant reaches from the year -9998 to 9999; ticks cover all of that,
/// order like the instants, and are as fine as the clocks of .NET. What is finer than a tick is lost, towards the past.
/// </remarks>
public sealed class InstantConverter : ValueConverter<Instant, long>
{
    /// <summary>Makes the converter.</summary>
    public InstantConverter()
        : base(instant => instant.ToUnixTimeTicks(), ticks => Instant.FromUnixTimeTicks(ticks))
    {
    }
}
