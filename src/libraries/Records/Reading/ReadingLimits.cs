namespace Amparo.Records;

/// <summary>How much a file may demand before it is refused. The defaults fit the largest honest files, and a small machine.</summary>
public sealed record ReadingLimits
{
    /// <summary>The longest cell, in characters; a row with a longer one goes into quarantine. Default: 4,096.</summary>
    public int LongestCell { get; init; } = 4_096;

    /// <summary>The longest text between two quotation marks, in bytes of UTF-8; a longer one refuses the file. Default: 262,144.</summary>
    public int LongestQuotation { get; init; } = 1 << 18;

    /// <summary>The longest row of a text file, in bytes of UTF-8; a longer one refuses the file. Default: 4 MiB.</summary>
    public int LongestRow { get; init; } = 1 << 22;

    /// <summary>The largest number of columns. Default: 1,024.</summary>
    public int MostColumns { get; init; } = 1_024;

    /// <summary>The largest number of bytes that a workbook may unpack to. Default: 1 GiB.</summary>
    public long LargestWorkbook { get; init; } = 1L << 30;

    /// <summary>The largest number of bytes of a workbook's shared texts, which stay in memory. Default: 256 MiB.</summary>
    public long LargestSharedTexts { get; init; } = 1L << 28;

    /// <summary>The largest number of bytes that a gzip file may unpack to. Default: 64 GiB; only a block of it is in memory.</summary>
    public long LargestUnpacked { get; init; } = 1L << 36;

    /// <summary>How many times its own size a gzip file may unpack to, once that is more than 16 MiB. Default: 500; gzip can reach 1,032, tables do not.</summary>
    public int MostUnpackedRatio { get; init; } = 500;

    /// <summary>How many rows of JSON Lines name the columns: the keys of that many objects. Default: 1,000.</summary>
    public int RowsNamingColumns { get; init; } = 1_000;

    /// <summary>Whether the same workbook, measured just now, holds formulas that failed: unpacking all of it once more to count would find the same. Null where it was not measured.</summary>
    internal bool? HoldsErrors { get; init; }
}
