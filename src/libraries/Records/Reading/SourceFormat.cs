namespace Amparo.Records;

/// <summary>What kind of file an agency sends.</summary>
public enum SourceKind
{
    /// <summary>Text with a delimiter between the cells: CSV, TSV and their relatives.</summary>
    Delimited,

    /// <summary>An XLSX workbook.</summary>
    Workbook,
}

/// <summary>The encodings of delimited files that agencies send.</summary>
public enum SourceEncoding
{
    /// <summary>Found out from the byte order mark and the bytes themselves.</summary>
    Detected,

    /// <summary>UTF-8, with or without a byte order mark.</summary>
    Utf8,

    /// <summary>UTF-16 in either byte order; little-endian if there is no byte order mark.</summary>
    Utf16,

    /// <summary>Windows-1252, the encoding of older office software in Western languages.</summary>
    Windows1252,
}

/// <summary>How an agency's file is laid out.</summary>
public sealed record SourceFormat
{
    /// <summary>The kind of file. Default: delimited.</summary>
    public SourceKind Kind { get; init; }

    /// <summary>The encoding of a delimited file. Default: detected.</summary>
    public SourceEncoding Encoding { get; init; }

    /// <summary>The delimiter of a delimited file; null to detect it in the header, which is the default.</summary>
    public char? Delimiter { get; init; }

    /// <summary>The row that holds the column names, from one. Default: one.</summary>
    public int HeaderRow { get; init; } = 1;

    /// <summary>The sheet of a workbook; null for the first one, which is the default.</summary>
    public string? Sheet { get; init; }
}
