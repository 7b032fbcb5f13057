using System.Runtime.InteropServices;

namespace Amparo.Records;

/// <summary>What a date cell says: a date, why it is missing, or that it cannot be read as one.</summary>
/// <param name="Reading">How far the cell is a date; without meaning if it is missing.</param>
/// <param name="Date">The date, if it was read.</param>
/// <param name="Missing">Why there is none, or null if something is written.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DateCell(DateReading Reading, PartialDate Date, MissingKind? Missing)
{
    /// <summary>Whether something is written that is no date.</summary>
    internal bool IsBroken => Missing is null && Reading != DateReading.Read;
}

/// <summary>Reads a field of dates.</summary>
internal sealed class DateCells
{
    private readonly DateMapping? _mapping;
    private readonly int _column;
    private readonly CellReader<DateCell> _cells;

    internal DateCells(DateMapping? mapping, BoundColumns columns)
    {
        _mapping = mapping;
        _column = mapping is null ? -1 : columns[mapping.Columns[0]];
        _cells = new(_column, Parse);
    }

    /// <summary>Whether the mapping fills the field.</summary>
    internal bool IsAsked => _mapping is not null;

    /// <summary>Reads a cell; a field that the mapping does not fill was not asked.</summary>
    internal DateCell Read(RowSource rows)
    {
        if (_mapping is null)
            return new(DateReading.Unreadable, default, MissingKind.NotAsked);
        return (rows.Date(_column) ?? rows.SerialDate(_column)) is { } day ? new(DateReading.Read, PartialDate.Of(day), Missing: null) : _cells.Read(rows);
    }

    private DateCell Parse(string text)
    {
        if (_mapping!.Missing.Find(text) is { } kind)
            return new(DateReading.Unreadable, default, kind);
        var best = DateReading.Unreadable;
        foreach (var layout in _mapping.Layouts)
        {
            var reading = layout.Read(text, out var date);
            if (reading == DateReading.Read)
                return new(reading, date, Missing: null);
            if (reading == DateReading.Impossible)
                best = reading;
        }

        return new(best, default, Missing: null);
    }
}
