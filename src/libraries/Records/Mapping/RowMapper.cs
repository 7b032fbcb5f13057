using System.Globalization;
using System.Numerics;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Records;

/// <summary>Applies a mapping to row after row, and collects records and findings column by column.</summary>
internal sealed class RowMapper
{
    private readonly RecordSchema _schema;
    private readonly string _recordPrefix;
    private readonly string _subjectPrefix;
    private readonly (short Country, short Kind) _agency;
    private readonly PersonReportColumns _columns = new();
    private readonly int _headerRow;
    private readonly List<CheckFinding> _findings = [];
    private readonly List<(string Field, string Code)> _faults = [];

    private readonly TextCells _fileNumber;
    private readonly TextCells _givenNames;
    private readonly TextCells _firstSurname;
    private readonly TextCells _secondSurname;
    private readonly TextCells _document;
    private readonly TextCells _municipality;
    private readonly CodeCells _sex;
    private readonly CodeCells _citizenship;
    private readonly FormCells _forms;
    private readonly DateCells _registered;
    private readonly AgeAtRegistration _age;

    private readonly CodeList _years;
    private readonly CodeList _formList;
    private readonly short _several;
    private readonly BoundedMemory<PartialDate, string> _dates = new();
    private readonly BoundedMemory<ulong, string> _formTexts = new();
    private readonly BoundedMemory<int, short> _yearCells = new();

    internal RowMapper(RecordMapping mapping, BoundColumns columns, Agency agency)
    {
        FieldMapping? Field(string target) => mapping.Fields.FirstOrDefault(field => field.Target == target);
        TextCells Text(string target) => TextCells.For(Field(target), columns);

        _schema = mapping.Schema;
        _headerRow = mapping.Format.HeaderRow;
        _recordPrefix = agency.RecordPrefix;
        _subjectPrefix = agency.SubjectPrefix;
        _agency = (PositionOf(PersonReport.Country, agency.Country), PositionOf(PersonReport.AgencyKind, agency.Kind));
        _fileNumber = Text(PersonReport.FileNumber);
        _givenNames = Text(PersonReport.GivenNames);
        _firstSurname = Text(PersonReport.FirstSurname);
        _secondSurname = Text(PersonReport.SecondSurname);
        _document = Text(PersonReport.Document);
        _municipality = Text(PersonReport.Municipality);
        _sex = CodeCells.For(Field(PersonReport.Sex), columns);
        _citizenship = CodeCells.For(Field(PersonReport.Citizenship), columns);
        _forms = FormCells.For(Field(PersonReport.Forms), columns);
        _registered = new DateCells(Field(PersonReport.Registered) as DateMapping, columns);
        var groups = new AgeGroupCodes(
            PositionOf(PersonReport.AgeGroup, PersonReport.Minor), PositionOf(PersonReport.AgeGroup, PersonReport.Adult));
        _age = new AgeAtRegistration(
            new DateCells(Field(PersonReport.BirthDate) as DateMapping, columns),
            new AgeCells(Field(PersonReport.Age) as AgeMapping, columns),
            new AgeGroupCells(Field(PersonReport.AgeGroup), columns, groups),
            groups);
        _years = _schema.Find(PersonReport.Year)!.List!;
        _formList = _schema.Find(PersonReport.Form)!.List!;
        _several = PositionOf(PersonReport.Form, PersonReport.SeveralForms);
    }

    /// <summary>Number of rows taken.</summary>
    internal int RowsRead { get; private set; }

    /// <summary>Takes the current row: a record, or findings.</summary>
    internal void Take(RowSource rows)
    {
        RowsRead++;
        _faults.Clear();
        // Every field is read even if an earlier one is wrong: whoever repairs the file wants to know all of it.
        var fileNumber = _fileNumber.Read(rows);
        if (fileNumber.Length == 0)
            _faults.Add((PersonReport.FileNumber, RecordsProblems.FileNumberMissing));
        var registered = ReadRegistered(rows, out var year);
        var age = _age.Read(rows, registered, _faults);
        var sex = Placed(_sex.Read(rows), PersonReport.Sex);
        var citizenship = Placed(_citizenship.Read(rows), PersonReport.Citizenship);
        var forms = _forms.Read(rows);
        if (forms.Unplaced)
            _faults.Add((PersonReport.Forms, RecordsProblems.CodeUnknown));
        var (given, first, second) = (_givenNames.Read(rows), _firstSurname.Read(rows), _secondSurname.Read(rows));
        var (document, municipality) = (_document.Read(rows), _municipality.Read(rows));

        // What is wrong with the row as a whole explains whatever else seems wrong with it.
        if (rows.RowProblem is { } broken)
        {
            _findings.Add(new(rows.RowNumber, CheckFinding.WholeRow, broken));
            return;
        }

        if (_faults.Count > 0)
        {
            foreach (var (field, code) in _faults)
                _findings.Add(new(rows.RowNumber, field, code));
            return;
        }

        _columns.Year.Add(year);
        _columns.Sex.Add(sex);
        _columns.AgeGroup.Add(age.Group);
        _columns.Form.Add(FormOf(forms));
        _columns.Citizenship.Add(citizenship);
        _columns.Record.Add(string.Create(CultureInfo.InvariantCulture, $"{_recordPrefix}{rows.RowNumber}"));
        _columns.FileNumber.Add(fileNumber);
        _columns.Subject.Add(_subjectPrefix + fileNumber);
        _columns.Registered.Add(Iso(PartialDate.Of(registered!.Value)));
        _columns.GivenNames.Add(given);
        _columns.FirstSurname.Add(first);
        _columns.SecondSurname.Add(second);
        _columns.BirthDate.Add(age.Birth is { } birth ? Iso(birth) : string.Empty);
        _columns.Age.Add(age.Years is { } years ? years.ToString(CultureInfo.InvariantCulture) : string.Empty);
        _columns.Document.Add(document);
        _columns.Municipality.Add(municipality);
        _columns.Forms.Add(FormsText(forms.Codes));
    }

    internal MappedFile Conclude() => new(_columns.ToRecordSet(_schema, _agency), new CheckReport(RowsRead, _findings) { HeaderRow = _headerRow });

    private short PositionOf(string field, string code) => (short)_schema.Find(field)!.List!.PositionOf(code);

    private LocalDate? ReadRegistered(RowSource rows, out short year)
    {
        year = 0;
        var cell = _registered.Read(rows);
        var code = cell.Missing is not null ? RecordsProblems.RegisteredMissing
            : cell.Reading == DateReading.Impossible ? RecordsProblems.RegisteredImpossible
            : cell.Reading == DateReading.Unreadable ? RecordsProblems.RegisteredUnreadable
            : null;
        if (code is not null)
        {
            _faults.Add((PersonReport.Registered, code));
            return null;
        }

        if (!_yearCells.TryGet(cell.Date.Year, out year))
        {
            var id = cell.Date.Year.ToString(CultureInfo.InvariantCulture);
            year = _yearCells.Keep(cell.Date.Year, (short)_years.PositionOf(id));
        }

        if (year < 0)
            _faults.Add((PersonReport.Registered, RecordsProblems.RegisteredOutsideYears));
        return cell.Date.Earliest;
    }

    private short Placed(short cell, string field)
    {
        if (cell == CodeCells.Unplaced)
            _faults.Add((field, RecordsProblems.CodeUnknown));
        return cell;
    }

    // A partition: none, exactly one, or several.
    private short FormOf(StatedForms forms) => BitOperations.PopCount(forms.Codes) switch
    {
        0 => CodedColumn.Missing(forms.Missing),
        1 => (short)BitOperations.TrailingZeroCount(forms.Codes),
        _ => _several,
    };

    private string FormsText(ulong codes)
    {
        if (_formTexts.TryGet(codes, out var text))
            return text;
        var stated = Enumerable.Range(0, _formList.Codes.Count).Where(position => (codes & (1UL << position)) != 0);
        return _formTexts.Keep(codes, string.Join(';', stated.Select(position => _formList.Codes[position].Id)));
    }

    private string Iso(PartialDate date) => _dates.TryGet(date, out var text) ? text : _dates.Keep(date, date.ToString());
}
