namespace Amparo.PrivateRelease;

/// <summary>A table that has passed one of the three doors and may be published.</summary>
/// <typeparam name="T">A shape of Vocabulary: <c>Cube</c>, <c>RegisterTable</c>.</typeparam>
/// <remarks>
/// Publication accepts nothing else, and only this library can make one (see <see cref="ReleaseDoors"/> and
/// <see cref="ReleaseArchive"/>): publishing a raw count does not compile.
/// </remarks>
public sealed class Released<T>
    where T : class
{
    internal Released(T value, LedgerEntry entry)
    {
        Value = value;
        Entry = entry;
    }

    /// <summary>The table, as it may be shown.</summary>
    public T Value { get; }

    /// <summary>The line of the ledger that accounts for it.</summary>
    public LedgerEntry Entry { get; }
}
