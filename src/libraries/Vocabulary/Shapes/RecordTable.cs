namespace Amparo.Vocabulary.Shapes;

/// <summary>What the rows of a published record file are.</summary>
public enum RecordKind
{
    /// <summary>Made up so that their counts agree with noisy ones: no row is a person.</summary>
    Synthetic,

    /// <summary>Persons' rows of which no one stands alone: cells withheld or coarsened until k rows are alike.</summary>
    Anonymous,

    /// <summary>Counts with intervals, a cell a row.</summary>
    Counts,
}

/// <summary>A published file of records or cells: what it is, and the hash by which its bytes are known.</summary>
/// <param name="Id">The file's id; lower-case words joined by hyphens.</param>
/// <param name="Kind">What its rows are.</param>
/// <param name="Columns">The names of its columns, in their order.</param>
/// <param name="Rows">How many rows it has.</param>
/// <param name="ContentHash">SHA-256 of the file, 64 lower-case hexadecimal digits.</param>
/// <param name="Origin">Whether the persons behind it were recorded or invented.</param>
/// <remarks>Immutable. The file itself lies beside the archive and is believed only if its hash is this one.</remarks>
public sealed record RecordTable(
    string Id, RecordKind Kind, IReadOnlyList<string> Columns, int Rows, string ContentHash, DataOrigin Origin);
