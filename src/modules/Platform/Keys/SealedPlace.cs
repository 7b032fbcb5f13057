namespace Amparo.Platform.Keys;

/// <summary>Where a sealed value or content stands. It opens there and nowhere else.</summary>
public sealed record SealedPlace
{
    /// <summary>Whose key seals it.</summary>
    public required Compartment Compartment { get; init; }

    /// <summary>What it is for: table and column, a fixed name of the program such as <c>case.name</c>. Named in problems.</summary>
    public required string Purpose { get; init; }

    /// <summary>The key of the row, or the content's id.</summary>
    public required string Row { get; init; }

    /// <summary>Only the purpose: rows are persons.</summary>
    public override string ToString() => Purpose;
}

/// <summary>A sealed value and where it stands, to open many at once.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Bytes">The sealed value.</param>
public sealed record SealedValue(SealedPlace Place, ReadOnlyMemory<byte> Bytes);

/// <summary>A text to be found again without opening what is sealed.</summary>
/// <param name="Purpose">The column that is searched: the same text has another index in another column.</param>
/// <param name="Text">The text as it is compared, letter by letter: normalised by the caller, always in the same way.</param>
public sealed record SearchedText(string Purpose, string Text)
{
    /// <summary>Only the purpose.</summary>
    public override string ToString() => Purpose;
}

/// <summary>From where to where content goes.</summary>
/// <param name="Source">What is read, to its end.</param>
/// <param name="Target">What is written.</param>
public sealed record ContentStreams(Stream Source, Stream Target);

/// <summary>How much content passed.</summary>
/// <param name="PlainBytes">Bytes in clear.</param>
/// <param name="SealedBytes">Bytes sealed.</param>
public sealed record ContentSize(long PlainBytes, long SealedBytes);

/// <summary>A new key of a compartment.</summary>
/// <param name="Version">Its number, from one.</param>
public sealed record KeyRotation(int Version);

/// <summary>Keys wrapped anew.</summary>
/// <param name="Keys">How many; none if all were wrapped by the newest master key already.</param>
public sealed record KeyRewrapping(int Keys);

/// <summary>A master key that was added to the key file.</summary>
/// <param name="Id">Its id, which says nothing about the key.</param>
public sealed record MasterKeyAddition(string Id);

/// <summary>What was taken out of the key file.</summary>
/// <param name="Forgotten">The ids of the master keys that were removed.</param>
/// <param name="Used">The ids of older ones that still wrap keys, and so were left.</param>
public sealed record MasterKeysForgotten(IReadOnlyList<string> Forgotten, IReadOnlyList<string> Used);

/// <summary>A destroyed compartment.</summary>
/// <param name="Versions">How many versions of its key were destroyed.</param>
/// <param name="Swept">
/// Whether the database has also given up the pages and the log in which the wrapped keys stood. If not (somebody was reading just then),
/// it will in its own time; the keys are destroyed all the same.
/// </param>
public sealed record KeyDestruction(int Versions, bool Swept);
