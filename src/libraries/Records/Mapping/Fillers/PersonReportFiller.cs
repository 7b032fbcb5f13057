using System.Globalization;
using System.Numerics;
using System.Text;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Records;

/// <summary>Fills those fields of a person report that are not read from one place: who and when, the age, and the form as a partition.</summary>
internal sealed class PersonReportFiller : FieldFiller
{
    private readonly RecordMapping _mapping;
    private readonly (short Country, short Kind) _agency;
    private readonly byte[] _subjectPrefix;
    private readonly DateCells _registeredCells;
    private readonly CodeCells _yearCells;
    private readonly TextCells _fileNumberCells;
    private readonly AgeAtRegistration _ages;
    private readonly FlagsFiller? _forms;

    private readonly CodeList _years;
    private readonly CodeList _partition;
    private readonly short[] _placeOfForm;
    private readonly short _several;
    private readonly short[] _yearPositions = new short[10_000];

    private readonly TextCollector _fileNumbers = new();
    private readonly TextCollector _subjects = new();
    private readonly TextCollector _registered = new();
    private readonly TextCollector _births = new();
    private readonly TextCollector _ageTexts = new();
    private short[] _yearColumn = new short[256];
    private short[] _groups = new short[256];
    private short[] _formColumn = new short[256];
    private byte[] _subject = new byte[256];

    internal PersonReportFiller(RecordMapping mapping, BoundColumns columns, Agency agency, PersonReportParts parts)
    {
        var schema = mapping.Schema;
        _mapping = mapping;
        _agency = (agency.CellOf(schema.Find(PersonReport.Country)!), agency.CellOf(schema.Find(PersonReport.AgencyKind)!));
        _subjectPrefix = Encoding.UTF8.GetBytes(agency.SubjectPrefix);
        _registeredCells = new(mapping.FieldFor(PersonReport.Registered) as DateMapping, columns);
        _yearCells = CodeCells.For(mapping.FieldFor(PersonReport.Year), columns);
        _fileNumberCells = TextCells.For(mapping.FieldFor(PersonReport.FileNumber), columns);
        _ages = new(mapping, columns, new AgeHints(parts.AgeBand, parts.Majority));
        _forms = parts.Forms;
        _years = schema.Find(PersonReport.Year)!.List!;
        _partition = schema.Find(PersonReport.Form)!.List!;
        _several = (short)_partition.PositionOf(PersonReport.SeveralForms);
        _placeOfForm = [.. schema.Find(PersonReport.Forms)!.List!.Codes
            .Select(code => (short)_partition.PositionOf(code.Equivalents.GetValueOrDefault(PersonReport.FormKey)))];
        for (var year = 0; year < _yearPositions.Length; year++)
            _yearPositions[year] = -1;
        for (short position = 0; position < _years.Codes.Count; position++)
        {
            if (int.TryParse(_years.Codes[position].Id, NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year < _yearPositions.Length)
                _yearPositions[year] = position;
        }
    }

    internal override void Fill(RowSource rows, int at, RowFaults faults)
    {
        if (at == _yearColumn.Length)
        {
            Array.Resize(ref _yearColumn, at * 2);
            Array.Resize(ref _groups, at * 2);
            Array.Resize(ref _formColumn, at * 2);
        }

        if (_mapping.IsIdentified)
            FillFileNumber(rows, at, faults);
        var registered = FillTime(rows, at, faults);
        var age = _ages.Read(rows, at, registered, faults);
        _groups[at] = age.Group;
        if (age.Birth is { } birth)
            _births.Set(at, birth);
        else
            _births.Set(at, 0);
        _ageTexts.Set(at, age.Years is { } years ? _ageTexts.Heap.Add(years.ToString(CultureInfo.InvariantCulture)) : 0);
        _formColumn[at] = _forms is null ? CodedColumn.Missing(MissingKind.NotAsked) : FormOf(_forms.Last);
    }

    internal override IEnumerable<RecordColumn> ToColumns(int count)
    {
        Array.Resize(ref _yearColumn, count);
        Array.Resize(ref _groups, count);
        Array.Resize(ref _formColumn, count);
        var schema = _mapping.Schema;
        yield return Same(schema.Find(PersonReport.Country)!, _agency.Country, count);
        yield return Same(schema.Find(PersonReport.AgencyKind)!, _agency.Kind, count);
        yield return new CodedColumn(PersonReport.Year, _years, _yearColumn);
        yield return new CodedColumn(PersonReport.AgeGroup, schema.Find(PersonReport.AgeGroup)!.List!, _groups);
        yield return new CodedColumn(PersonReport.Form, _partition, _formColumn);
        yield return _fileNumbers.ToColumn(PersonReport.FileNumber, count);
        if (_mapping.IsIdentified)
            yield return _subjects.ToColumn(PersonReport.Subject, count);
        yield return _registered.ToColumn(PersonReport.Registered, count);
        yield return _births.ToColumn(PersonReport.BirthDate, count);
        yield return _ageTexts.ToColumn(PersonReport.Age, count);
    }

    private static CodedColumn Same(RecordField field, short cell, int count)
    {
        var cells = new short[count];
        cells.AsSpan().Fill(cell);
        return new(field.Id, field.List!, cells);
    }

    private void FillFileNumber(RowSource rows, int at, RowFaults faults)
    {
        var entry = _fileNumberCells.Read(rows, _fileNumbers.Heap);
        _fileNumbers.Set(at, entry);
        if (entry == 0)
        {
            faults.Add(PersonReport.FileNumber, RecordsProblems.FileNumberMissing);
            return;
        }

        var number = _fileNumbers.Heap.BytesOf(entry);
        var length = _subjectPrefix.Length + number.Length;
        if (length > _subject.Length)
            _subject = new byte[length * 2];
        _subjectPrefix.CopyTo(_subject.AsSpan());
        number.CopyTo(_subject.AsSpan(_subjectPrefix.Length));
        _subjects.Set(at, _subjects.Heap.Add(_subject.AsSpan(0, length)));
    }

    // The year comes from the date of registration; published records state a year and no date.
    private LocalDate? FillTime(RowSource rows, int at, RowFaults faults)
    {
        _registered.Set(at, 0);
        if (!_registeredCells.IsAsked)
        {
            var stated = _yearCells.Read(rows);
            _yearColumn[at] = stated;
            if (CodeCells.ProblemOf(stated) is { } problem)
                faults.Add(PersonReport.Year, problem);
            else if (stated < 0 && _mapping.IsIdentified)
                faults.Add(PersonReport.Year, RecordsProblems.RegisteredMissing);
            return null;
        }

        var cell = _registeredCells.Read(rows);
        var code = cell.Missing is not null ? RecordsProblems.RegisteredMissing
            : cell.Reading == DateReading.Impossible ? RecordsProblems.RegisteredImpossible
            : cell.Reading == DateReading.Unreadable ? RecordsProblems.RegisteredUnreadable
            : null;
        if (code is not null)
        {
            faults.Add(PersonReport.Registered, code);
            return null;
        }

        var year = _yearPositions[cell.Date.Year];
        if (year < 0)
            faults.Add(PersonReport.Registered, RecordsProblems.RegisteredOutsideYears);
        _yearColumn[at] = year;
        _registered.Set(at, cell.Date);
        return cell.Date.Earliest;
    }

    // A partition: none, exactly one, or several. Forms that share a place in it count once.
    private short FormOf(StatedFlags forms)
    {
        if (forms.Yes == 0)
            return forms.NoneMeans < 0 ? forms.NoneMeans : CodedColumn.Missing(MissingKind.Unknown);
        short found = -1;
        for (var rest = forms.Yes; rest != 0; rest &= rest - 1)
        {
            var place = _placeOfForm[BitOperations.TrailingZeroCount(rest)];
            if (found >= 0 && place != found)
                return _several;
            found = place;
        }

        return found;
    }
}

/// <summary>The fillers of other fields that a person report derives fields from; null where the mapping does not fill them.</summary>
/// <param name="AgeBand">Fills the band of ages.</param>
/// <param name="Majority">Fills minor or adult.</param>
/// <param name="Forms">Fills the forms of exploitation.</param>
internal sealed record PersonReportParts(CodedFiller? AgeBand, CodedFiller? Majority, FlagsFiller? Forms);
