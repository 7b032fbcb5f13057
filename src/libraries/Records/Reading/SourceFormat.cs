namespace Amparo.Records;

/// <summary>What kind of file an agency sends.</summary>
public enum SourceKind
{
    /// <summary>Text with a delimiter between the cells: CSV, TSV and their relatives.</summary>
    Delimited,

    /// <summary>An XLSX workbook.</summary>
    Workbook,

    /// <summary>JSON Lines: one flat JSON object a line.</summary>
    JsonLines,

    /// <summary>A table of a database. It is no file: the adapter of the stores opens it.</summary>
    Table,
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

    /// <summary>The first row of the column names, from one. Default: one. JSON Lines and tables have no such row.</summary>
    public int HeaderRow { get; init; } = 1;

    /// <summary>
    /// Over how many rows the column names stand; default: one. With two, a name is the group's above (merged cells belong to all their columns)
    /// and the column's below, with <c> / </c> between them.
    /// </summary>
    public int HeaderRows { get; init; } = 1;

    /// <summary>How many rows stand above the first row of data, in the numbering that office software shows; zero for JSON Lines and tables.</summary>
    public int RowsAboveData => Kind is SourceKind.Delimited or SourceKind.Workbook ? HeaderRow + HeaderRows - 1 : 0;

    /// <summary>The sheet of a workbook; null for the first one, which is the default.</summary>
    public string? Sheet { get; init; }

    /// <summary>The name of a database's table, with its schema before a dot where it needs one; null for files.</summary>
    public string? Table { get; init; }
}
