namespace Amparo.Linkage.Encoded;

/// <summary>What an encoded list says of itself: enough to know whether it may be compared with another one, nothing about any person.</summary>
/// <param name="Schema">The schema's name.</param>
/// <param name="SchemaVersion">The schema's version.</param>
/// <param name="KeyCheck">The check value of the key that it was made with.</param>
public sealed record EncodedListHeader(string Schema, int SchemaVersion, string KeyCheck)
{
    /// <summary>Hardening and salt.</summary>
    public EncodingSettings Settings { get; init; }

    /// <summary>Whether the agency declares that nobody is in the list twice.</summary>
    public bool Deduplicated { get; init; }

    /// <summary>How many of the rows are invented.</summary>
    public int Dummies { get; init; }
}

/// <summary>An encoded list: for each person a random token, which only the agency can resolve, and a key.</summary>
/// <remarks>Personal data all the same: whoever gets the key of the linkage, or a list that overlaps it in clear text, may find persons in it.</remarks>
public sealed class EncodedList
{
    /// <summary>The fewest persons that a list may have, dummies not counted.</summary>
    public const int FewestPersons = 100;

    internal const int TokenBytes = 16;
    private readonly ulong[] _keys;

    internal EncodedList(EncodedListHeader header, string[] tokens, ulong[] keys)
    {
        (Header, Tokens, _keys) = (header, tokens, keys);
    }

    /// <summary>What the list says of itself.</summary>
    public EncodedListHeader Header { get; }

    /// <summary>The random tokens of the rows, 32 hexadecimal digits each, in ascending order.</summary>
    public IReadOnlyList<string> Tokens { get; }

    /// <summary>The number of rows, dummies included.</summary>
    public int Rows => Tokens.Count;

    /// <summary>The number of persons: the rows without the dummies.</summary>
    public int Persons => Rows - Header.Dummies;

    /// <summary>The key of a row: <see cref="EncodingSettings.Bits"/> / 64 words, bit 0 the lowest of the first word.</summary>
    /// <param name="row">The row, from zero on.</param>
    public ReadOnlySpan<ulong> Key(int row) => _keys.AsSpan(row * Header.Settings.Words, Header.Settings.Words);
}
