using System.Runtime.InteropServices;

namespace Amparo.Records;

/// <summary>What a row states about age besides the birth date.</summary>
/// <param name="Years">The stated age, or null.</param>
/// <param name="Missing">Why no age is stated; null if something is written.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AgeCell(int? Years, MissingKind? Missing);

/// <summary>Reads a field of ages in whole years.</summary>
internal sealed class AgeCells(AgeMapping? mapping, BoundColumns columns)
{
    private readonly int _column = mapping is null ? -1 : columns[mapping.Columns[0]];

    /// <summary>Reads a cell; neither years nor missing means that it is no number.</summary>
    internal AgeCell Read(RowSource rows)
    {
        if (mapping is null)
            return new(null, MissingKind.NotAsked);
        var text = rows.Text(_column);
        if (mapping.Missing.Find(text) is { } kind)
            return new(null, kind);
        // A sign is read so that an age of minus three is reported as out of range, and not as unreadable.
        var (digits, negative) = text is ['-', .. var rest] ? (rest, true) : (WithoutPrefix(text), false);
        return new(AgeSpan.Years(digits) is { } years ? (negative ? -years : years) : null, Missing: null);
    }

    private string WithoutPrefix(string text)
    {
        if (mapping!.Prefixes.Count == 0 || text.Length == 0 || char.IsAsciiDigit(text[0]))
            return text;
        var folded = Spelling.Fold(text);
        var prefix = mapping.Prefixes.FirstOrDefault(word => folded.StartsWith(word, StringComparison.Ordinal));
        return prefix is null ? text : folded[prefix.Length..].Trim();
    }
}

/// <summary>Reads a field of age groups, stated as a band of ages or as a code.</summary>
internal sealed class AgeGroupCells(FieldMapping? mapping, BoundColumns columns, AgeGroupCodes groups)
{
    private readonly CodeCells? _codes = mapping is BandMapping ? null : CodeCells.For(mapping, columns);
    private readonly int _column = mapping is BandMapping band ? columns[band.Columns[0]] : -1;
    private readonly BoundedMemory<string, short> _known = new(StringComparer.Ordinal);

    /// <summary>A cell as a coded column stores it, or <see cref="CodeCells.Unplaced"/>.</summary>
    internal short Read(RowSource rows)
    {
        if (_codes is not null)
            return _codes.Read(rows);
        var text = rows.Text(_column);
        return _known.TryGet(text, out var cell) ? cell : _known.Keep(text, Parse(text));
    }

    private short Parse(string text)
    {
        if (mapping!.Missing.Find(text) is { } kind)
            return CodedColumn.Missing(kind);
        return AgeSpan.FromBand(text) is { Youngest: <= AgeSpan.OldestAccepted } span ? groups.CellOf(span) : CodeCells.Unplaced;
    }
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
