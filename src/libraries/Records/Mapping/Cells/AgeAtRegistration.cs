using System.Runtime.InteropServices;
using NodaTime;

namespace Amparo.Records;

/// <summary>What a row says about the person's age on the day of registration.</summary>
/// <param name="Group">The age group as a coded column stores it.</param>
/// <param name="Years">Whole years: as stated, else from a complete birth date; null if neither is known.</param>
/// <param name="Birth">The birth date as far as it is known; null if it is missing.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RegisteredAge(short Group, int? Years, PartialDate? Birth);

/// <summary>
/// Combines what a row states about age: a complete birth date wins, then a stated age, then a stated group or band, then a partial
/// birth date, then a bare "minor" or "adult".
/// </summary>
internal sealed class AgeAtRegistration
{
    private readonly DateCells _births;
    private readonly IntegerCells _ages;
    private readonly AgeGroupCells _groups;
    private readonly AgeGroupCodes _codes;
    private readonly AgeHints _hints;

    internal AgeAtRegistration(RecordMapping mapping, BoundColumns columns, AgeHints hints)
    {
        var list = mapping.Schema.Find(PersonReport.AgeGroup)!.List!;
        _codes = new((short)list.PositionOf(PersonReport.Minor), (short)list.PositionOf(PersonReport.Adult));
        _births = new(mapping.FieldFor(PersonReport.BirthDate) as DateMapping, columns);
        _ages = new(mapping.FieldFor(PersonReport.Age) as IntegerMapping, columns);
        _groups = new(mapping.FieldFor(PersonReport.AgeGroup), columns, _codes);
        _hints = hints;
    }

    /// <summary>Reads a row whose hints have been filled already.</summary>
    /// <param name="rows">The current row.</param>
    /// <param name="at">The record's place in the columns.</param>
    /// <param name="registered">The day of registration; null if it is not known, and then nothing is compared with it.</param>
    /// <param name="faults">Where findings are added: REC-105 … REC-110.</param>
    internal RegisteredAge Read(RowSource rows, int at, LocalDate? registered, RowFaults faults)
    {
        var birth = _births.Read(rows);
        var age = _ages.Read(rows);
        var stated = _groups.Read(rows);
        var date = birth.Missing is null && birth.Reading == DateReading.Read ? birth.Date : (PartialDate?)null;
        if (birth.IsBroken)
            faults.Add(PersonReport.BirthDate, birth.Reading == DateReading.Impossible ? RecordsProblems.BirthImpossible : RecordsProblems.BirthUnreadable);
        if (age is { Number: null, Missing: null })
            faults.Add(PersonReport.Age, RecordsProblems.AgeUnreadable);
        if (age.Number is < 0 or > AgeSpan.OldestAccepted)
            faults.Add(PersonReport.Age, RecordsProblems.AgeOutOfRange);
        if (CodeCells.ProblemOf(stated) is { } problem)
            faults.Add(PersonReport.AgeGroup, problem);

        var fromBirth = date is { } known && registered is { } day ? FromBirth(known, day, faults) : null;
        var complete = date is { IsComplete: true } && fromBirth is not null;
        var hints = _hints.Read(at, _codes);
        var group = complete ? _codes.CellOf(fromBirth!.Value)
            : age.Number is { } years ? _codes.CellOf(new(years, years))
            : stated >= 0 ? stated
            : hints.Band >= 0 ? hints.Band
            : fromBirth is { } partial ? _codes.CellOf(partial)
            : hints.Majority >= 0 ? hints.Majority
            : WhyMissing([Kind(age.Missing), stated, hints.Band, Kind(birth.Missing), hints.Majority]);
        return new(group, age.Number ?? (complete ? fromBirth?.Youngest : null), date);
    }

    private static AgeSpan? FromBirth(PartialDate birth, LocalDate day, RowFaults faults)
    {
        if (birth.Earliest > day)
        {
            faults.Add(PersonReport.BirthDate, RecordsProblems.BirthAfterRegistration);
            return null;
        }

        var span = AgeSpan.At(day, birth);
        if (span.Youngest > AgeSpan.OldestAccepted)
            faults.Add(PersonReport.BirthDate, RecordsProblems.AgeOutOfRange);
        return span;
    }

    private static short Kind(MissingKind? missing) => missing is { } kind ? CodedColumn.Missing(kind) : (short)0;

    // An answer such as "refused" says more than a blank, and a blank more than a question that was never asked.
    private static short WhyMissing(ReadOnlySpan<short> cells)
    {
        var blank = CodedColumn.Missing(MissingKind.Blank);
        var notAsked = CodedColumn.Missing(MissingKind.NotAsked);
        foreach (var cell in cells)
        {
            if (cell < 0 && cell >= -(int)MissingKind.Suppressed && cell != blank && cell != notAsked)
                return cell;
        }

        return cells.Contains(blank) ? blank : notAsked;
    }
}
