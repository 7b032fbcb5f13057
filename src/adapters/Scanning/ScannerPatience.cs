using System.Runtime.InteropServices;

namespace Amparo.Scanning;

/// <summary>How long a scanner is waited for.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ScannerPatience()
{
    /// <summary>Until it takes a connection, and until it says that it is there; 2 seconds if not set.</summary>
    public TimeSpan Connecting { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Until it takes the next piece of a file; 30 seconds if not set.</summary>
    public TimeSpan Taking { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>From the connection to its word on a file of any size; 15 minutes if not set. It looks at a file once it has all of it.</summary>
    public TimeSpan Whole { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The same for a file of a known size: two minutes and a second more for each megabyte, and never more than <see cref="Whole"/>. A scanner that hangs must not keep small files waiting.</summary>
    /// <param name="size">Its size in bytes; 0 or more.</param>
    public TimeSpan WholeOf(long size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        var usual = TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(size / 1_000_000.0);
        return usual < Whole ? usual : Whole;
    }
}
