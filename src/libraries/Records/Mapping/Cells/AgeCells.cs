using System.Runtime.InteropServices;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>What a cell of whole numbers says.</summary>
/// <param name="Number">The number, or null.</param>
/// <param name="Missing">Why none is stated; null if something is written.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct IntegerCell(int? Number, MissingKind? Missing);

/// <summary>Reads a field of whole numbers of up to three digits, such as ages.</summary>
internal sealed class IntegerCells
{
    private readonly IntegerMapping? _mapping;
    private readonly CellReader<IntegerCell> _cells;

    internal IntegerCells(IntegerMapping? mapping, BoundColumns columns)
    {
        _mapping = mapping;
        _cells = new(mapping is null ? -1 : columns[mapping.Columns[0]], Parse);
    }

    /// <summary>Reads a cell; neither number nor missing means that it is no number.</summary>
    internal IntegerCell Read(RowSource rows) => _mapping is null ? new(null, MissingKind.NotAsked) : _cells.Read(rows);

    private IntegerCell Parse(string text)
    {
        if (_mapping!.Missing.Find(text) is { } kind)
            return new(null, kind);
        // A sign is read so that an age of minus three is reported as out of range, and not as unreadable.
        var (digits, negative) = text is ['-', .. var rest] ? (rest, true) : (WithoutPrefix(text), false);
        return new(AgeSpan.Years(digits) is { } years ? (negative ? -years : years) : null, Missing: null);
    }

    private string WithoutPrefix(string text)
    {
        if (_mapping!.Prefixes.Count == 0 || text.Length == 0 || char.IsAsciiDigit(text[0]))
            return text;
        var folded = Spelling.Fold(text);
        var prefix = _mapping.Prefixes.FirstOrDefault(word => folded.StartsWith(word, StringComparison.Ordinal));
        return prefix is null ? text : folded[prefix.Length..].Trim();
    }
}

/// <summary>Reads a field of age groups, stated as a band of ages or as a code.</summary>
internal sealed class AgeGroupCells
{
    private readonly CodeCells? _codes;
    private readonly CellReader<short>? _bands;

    internal AgeGroupCells(FieldMapping? mapping, BoundColumns columns, AgeGroupCodes groups)
    {
        if (mapping is not BandMapping band)
        {
            _codes = CodeCells.For(mapping, columns);
            return;
        }

        _bands = new(columns[band.Columns[0]], text =>
            band.Missing.Find(text) is { } kind ? CodedColumn.Missing(kind)
            : AgeSpan.FromBand(text) is { Youngest: <= AgeSpan.OldestAccepted } span ? groups.CellOf(span)
            : CodeCells.Unplaced);
    }

    /// <summary>A cell as a coded column stores it, or <see cref="CodeCells.Unplaced"/>.</summary>
    internal short Read(RowSource rows) => _codes?.Read(rows) ?? _bands!.Read(rows);
}

/// <summary>The cells of the age groups.</summary>
/// <param name="Minor">The cell of persons under 18.</param>
/// <param name="Adult">The cell of persons of 18 or over.</param>
internal sealed record AgeGroupCodes(short Minor, short Adult)
{
    /// <summary>The group of a span of ages; unknown if it reaches into both.</summary>
    internal short CellOf(AgeSpan span) => span.Group switch
    {
        PersonReport.Minor => Minor,
        PersonReport.Adult => Adult,
        _ => CodedColumn.Missing(MissingKind.Unknown),
    };
}
