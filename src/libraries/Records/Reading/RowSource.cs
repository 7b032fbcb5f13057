using System.Text;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Records;

/// <summary>The rows of an agency's file, one after the other, whatever the file's kind.</summary>
/// <remarks>
/// A cursor: only one row is in memory. Rows without any cell are skipped and keep their number. What is wrong with a row is
/// found while its cells are read, so ask for <see cref="RowProblem"/> after them. Not thread-safe.
/// </remarks>
public abstract class RowSource : IDisposable
{
    private protected RowSource()
    {
    }

    /// <summary>The column names, trimmed, in the file's order.</summary>
    public abstract IReadOnlyList<string> Header { get; }

    /// <summary>The current row's number: the first row below the header is row one.</summary>
    public abstract int RowNumber { get; }

    /// <summary>What is wrong with the current row as far as its cells have been read: a REC- code from 112 to 121, or null.</summary>
    public abstract string? RowProblem { get; }

    /// <summary>Why reading ended before the end of the file; null at its proper end.</summary>
    public abstract Problem? Failure { get; }

    /// <summary>
    /// The columns whose cells look garbled by a wrong encoding before the file reached us, with their number among the rows read so far. All
    /// columns are looked at, also those whose cells nobody asks for. A note and no problem: the rows are read as they are.
    /// </summary>
    public abstract IReadOnlyList<GarbledColumn> Garbled { get; }

    /// <summary>Opens a file and reads as far as its header.</summary>
    /// <param name="stream">The file: readable, seekable, at its start. It stays open. Text files may be packed by gzip.</param>
    /// <param name="format">How it is laid out.</param>
    /// <param name="limits">How much it may demand.</param>
    /// <returns>The rows, or why there are none: REC-001, REC-003, REC-006 … REC-013, REC-018 … REC-022. The subject is <c>file</c>, or what is missing.</returns>
    /// <exception cref="ArgumentException">The stream cannot be read or cannot seek.</exception>
    public static Outcome<RowSource> Open(Stream stream, SourceFormat format, ReadingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(format);
        ArgumentNullException.ThrowIfNull(limits);
        if (!stream.CanRead || !stream.CanSeek)
            throw new ArgumentException("The stream must be readable and seekable.", nameof(stream));
        return format.Kind switch
        {
            SourceKind.Workbook => WorkbookRows.Open(stream, format, limits),
            SourceKind.JsonLines => JsonLinesRows.Open(stream, format, limits),
            SourceKind.Table => FileProblem(RecordsProblems.TableExpected),
            _ => DelimitedRows.Open(stream, format, limits),
        };
    }

    /// <summary>Moves to the next row that has any cell.</summary>
    /// <returns>False at the end, and where <see cref="Failure"/> says why reading ended.</returns>
    public abstract bool Read();

    /// <summary>A cell of the current row as UTF-8, without surrounding white space. Nothing is allocated for it.</summary>
    /// <param name="column">The column's place in <see cref="Header"/>.</param>
    /// <returns>
    /// The bytes, valid until the next call of <see cref="Read"/>; empty for a blank cell, and for one that cannot be used (see
    /// <see cref="RowProblem"/>).
    /// </returns>
    public abstract ReadOnlySpan<byte> Cell(int column);

    /// <summary>The cells of the current row where they lie, if it is plain; else a row of no cells. Valid until the next call of <see cref="Read"/>.</summary>
    internal virtual PlainRow AsPlain => default;

    /// <summary>Whether it is a workbook with formulas that failed.</summary>
    internal virtual bool HoldsErrors => false;

    /// <summary>A cell of the current row as text, without surrounding white space.</summary>
    /// <param name="column">The column's place in <see cref="Header"/>.</param>
    /// <returns>The text; empty for a blank cell, and for one that cannot be used (see <see cref="RowProblem"/>). A new string each time.</returns>
    public string Text(int column) => Encoding.UTF8.GetString(Cell(column));

    /// <summary>A date cell of the current row.</summary>
    /// <param name="column">The column's place in <see cref="Header"/>.</param>
    /// <returns>The day, or null if the cell is no date cell; delimited files have none.</returns>
    public abstract LocalDate? Date(int column);

    /// <summary>The day that a number of the current row stands for, for columns that a mapping declares to be dates.</summary>
    /// <param name="column">The column's place in <see cref="Header"/>.</param>
    /// <returns>
    /// The day, counted as the workbook counts its days; null if the cell is no number from 1 to 2,958,465, and in all files but workbooks. Only a
    /// mapping can know that such a number is a date: to the workbook it is a number.
    /// </returns>
    public virtual LocalDate? SerialDate(int column) => null;

    /// <summary>Makes rows of the table of a database.</summary>
    /// <param name="cells">The table, opened by an adapter; it is released with the rows.</param>
    /// <param name="limits">How much it may demand.</param>
    /// <returns>The rows, or why there are none: REC-003 without any named column, REC-013.</returns>
    public static Outcome<RowSource> FromTable(ITableCells cells, ReadingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(cells);
        ArgumentNullException.ThrowIfNull(limits);
        return TableRows.Open(cells, limits);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases the reader, not the stream.</summary>
    /// <param name="disposing">True if called by <see cref="Dispose()"/>.</param>
    protected abstract void Dispose(bool disposing);

    private protected static Problem FileProblem(string code, string path = "") => new(code, "file", path);
}
