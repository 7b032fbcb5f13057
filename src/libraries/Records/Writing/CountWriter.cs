using System.Globalization;

namespace Amparo.Records;

/// <summary>Writes a published count: <c>12</c>, <c>2,315</c>, <c>&lt;5</c>, <c>6..9</c>.</summary>
internal sealed class CountWriter(CountMapping mapping, RecordSet records) : CellWriter(mapping)
{
    private readonly CountColumn? _column = records.FindCounts(mapping.Target);

    internal override bool IsStated(int record) => _column is not null && _column.Counts[record].Missing is null;

    internal override string Spell(int index, int record)
    {
        if (_column is null)
            return string.Empty;
        var count = _column.Counts[record];
        if (count.Missing is { } kind)
            return mapping.Missing.SpellingOf(kind);
        if (count.Low == count.High)
            return Number(count.Low);
        return count.Low == 0 && mapping.Spelling.Scale == 1 ? $"<{Number(count.High + 1)}" : $"{Number(count.Low)}..{Number(count.High)}";
    }

    internal override bool Holds(string[] cells, int record) => _column is null || CountCells.Parse(cells[0], mapping) switch
    {
        null => false,
        { Missing: { } read } when _column.Counts[record].Missing is { } recorded => IsSame(CodedColumn.Missing(read), CodedColumn.Missing(recorded)),
        var count => count == _column.Counts[record],
    };

    private string Number(long number)
    {
        if (mapping.Spelling.Scale > 1)
            return ((decimal)number / mapping.Spelling.Scale).ToString(CultureInfo.InvariantCulture);
        if (mapping.Spelling.Thousands is not { } thousands)
            return number.ToString(CultureInfo.InvariantCulture);
        var text = number.ToString("#,0", CultureInfo.InvariantCulture);
        return text.Replace(',', thousands);
    }
}
