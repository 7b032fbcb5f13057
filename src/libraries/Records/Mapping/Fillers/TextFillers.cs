using System.Globalization;

namespace Amparo.Records;

/// <summary>Collects one entry of a heap for each record.</summary>
internal sealed class TextCollector
{
    private const int MostDates = 1 << 16;

    private readonly Dictionary<int, int> _dates = [];
    private int[] _cells = new int[256];

    internal TextHeap Heap { get; } = new();

    internal void Set(int at, int entry)
    {
        if (at == _cells.Length)
            Array.Resize(ref _cells, at * 2);
        _cells[at] = entry;
    }

    internal void Set(int at, PartialDate date)
    {
        // Whole years first, so that the three parts make one number.
        var key = (((date.Year * 16) + date.Month) * 32) + date.Day;
        if (!_dates.TryGetValue(key, out var entry))
        {
            entry = Heap.Add(date.ToString());
            if (_dates.Count < MostDates)
                _dates[key] = entry;
        }

        Set(at, entry);
    }

    internal TextColumn ToColumn(string field, int count)
    {
        Array.Resize(ref _cells, count);
        return new(field, Heap, _cells);
    }
}

/// <summary>Fills a field of texts.</summary>
internal sealed class TextFiller(RecordField field, TextCells cells) : FieldFiller
{
    private readonly TextCollector _texts = new();

    internal override void Fill(RowSource rows, int at, RowFaults faults) => _texts.Set(at, cells.Read(rows, _texts.Heap));

    internal override IEnumerable<RecordColumn> ToColumns(int count) => [_texts.ToColumn(field.Id, count)];
}

/// <summary>Fills a field of dates.</summary>
internal sealed class DateFiller(RecordField field, DateCells cells) : FieldFiller
{
    private readonly TextCollector _texts = new();

    internal override void Fill(RowSource rows, int at, RowFaults faults)
    {
        var cell = cells.Read(rows);
        if (cell.IsBroken)
            faults.Add(field.Id, cell.Reading == DateReading.Impossible ? RecordsProblems.DateImpossible : RecordsProblems.DateUnreadable);
        if (cell.Missing is null && !cell.IsBroken)
            _texts.Set(at, cell.Date);
        else
            _texts.Set(at, 0);
    }

    internal override IEnumerable<RecordColumn> ToColumns(int count) => [_texts.ToColumn(field.Id, count)];
}

/// <summary>Fills a field of whole numbers.</summary>
internal sealed class IntegerFiller(RecordField field, IntegerCells cells) : FieldFiller
{
    private readonly TextCollector _texts = new();

    internal override void Fill(RowSource rows, int at, RowFaults faults)
    {
        var cell = cells.Read(rows);
        if (cell is { Number: null, Missing: null })
            faults.Add(field.Id, RecordsProblems.NumberUnreadable);
        _texts.Set(at, cell.Number is { } number ? _texts.Heap.Add(number.ToString(CultureInfo.InvariantCulture)) : 0);
    }

    internal override IEnumerable<RecordColumn> ToColumns(int count) => [_texts.ToColumn(field.Id, count)];
}

/// <summary>Fills the ids of records: a prefix and the row's number.</summary>
internal sealed class NumberFiller(IReadOnlyList<string> fields, string prefix) : FieldFiller
{
    private int[] _numbers = new int[256];

    internal override void Fill(RowSource rows, int at, RowFaults faults)
    {
        if (at == _numbers.Length)
            Array.Resize(ref _numbers, at * 2);
        _numbers[at] = rows.RowNumber;
    }

    internal override IEnumerable<RecordColumn> ToColumns(int count)
    {
        Array.Resize(ref _numbers, count);
        return fields.Select(field => new TextColumn(field, prefix, _numbers));
    }
}

/// <summary>Fills a field of published counts.</summary>
internal sealed class CountFiller(RecordField field, CountCells cells) : FieldFiller
{
    private PublishedCount[] _counts = new PublishedCount[256];

    internal override void Fill(RowSource rows, int at, RowFaults faults)
    {
        if (at == _counts.Length)
            Array.Resize(ref _counts, at * 2);
        if (cells.Read(rows) is { } count)
            _counts[at] = count;
        else
            faults.Add(field.Id, RecordsProblems.CountUnreadable);
    }

    internal override IEnumerable<RecordColumn> ToColumns(int count)
    {
        Array.Resize(ref _counts, count);
        return [new CountColumn(field.Id, _counts)];
    }
}
