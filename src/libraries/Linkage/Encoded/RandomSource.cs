namespace Amparo.Linkage.Encoded;

/// <summary>Where keys, random tokens and dummies come from: bytes that nobody can foretell.</summary>
/// <remarks>
/// Declared here and implemented by the adapter Entropy, which asks the operating system; the only other implementation, which repeats
/// itself from a seed, lives in the tests. Must be safe to use from several threads at once.
/// </remarks>
public abstract class RandomSource
{
    /// <summary>Fills a span with independent, uniformly distributed bytes.</summary>
    /// <param name="bytes">What to fill, whole; may be empty.</param>
    public abstract void Fill(Span<byte> bytes);

    // The largest bound asked for is a number of rows: what 64 bits favour of it is below one in ten thousand million.
    internal int Below(int bound)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        Fill(bytes);
        return (int)(BitConverter.ToUInt64(bytes) % (ulong)bound);
    }

    internal string Token()
    {
        Span<byte> bytes = stackalloc byte[EncodedList.TokenBytes];
        Fill(bytes);
        return Convert.ToHexStringLower(bytes);
    }
}
