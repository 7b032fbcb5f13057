using System.Runtime.InteropServices;

namespace Amparo.Records;

/// <summary>What a date cell says: a date, why it is missing, or that it cannot be read as one.</summary>
/// <param name="Reading">How far the cell is a date; without meaning if it is missing.</param>
/// <param name="Date">The date, if it was read.</param>
/// <param name="Missing">Why there is none, or null if something is written.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct DateCell(DateReading Reading, PartialDate Date, MissingKind? Missing);

/// <summary>Reads a field of dates.</summary>
internal sealed class DateCells(DateMapping? mapping, BoundColumns columns)
{
    private readonly int _column = mapping is null ? -1 : columns[mapping.Columns[0]];

    /// <summary>Reads a cell; a field that the mapping does not fill was not asked.</summary>
    internal DateCell Read(RowSource rows)
    {
        if (mapping is null)
            return new(DateReading.Unreadable, default, MissingKind.NotAsked);
        if (rows.Date(_column) is { } day)
            return new(DateReading.Read, PartialDate.Of(day), Missing: null);

        var text = rows.Text(_column);
        if (mapping.Missing.Find(text) is { } kind)
            return new(DateReading.Unreadable, default, kind);
        var best = DateReading.Unreadable;
        foreach (var layout in mapping.Layouts)
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
