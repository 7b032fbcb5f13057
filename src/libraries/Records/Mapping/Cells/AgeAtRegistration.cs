using System.Runtime.InteropServices;
using NodaTime;

namespace Amparo.Records;

/// <summary>What a row says about the person's age on the day of registration.</summary>
/// <param name="Group">The age group as a coded column stores it.</param>
/// <param name="Years">Whole years: from a complete birth date, else as stated; null if neither is known.</param>
/// <param name="Birth">The birth date as far as it is known; null if it is missing.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RegisteredAge(short Group, int? Years, PartialDate? Birth);

/// <summary>Combines what a row states about age: a complete birth date wins, then a stated age, then a band, then a partial birth date.</summary>
internal sealed class AgeAtRegistration(DateCells births, AgeCells ages, AgeGroupCells bands, AgeGroupCodes groups)
{
    /// <summary>Reads a row.</summary>
    /// <param name="rows">The current row.</param>
    /// <param name="registered">The day of registration; null if it cannot be read, and then nothing is compared with it.</param>
    /// <param name="faults">Where findings are added: REC-105 … REC-110.</param>
    internal RegisteredAge Read(RowSource rows, LocalDate? registered, List<(string Field, string Code)> faults)
    {
        var birth = births.Read(rows);
        var age = ages.Read(rows);
        var band = bands.Read(rows);
        var date = birth.Missing is null && birth.Reading == DateReading.Read ? birth.Date : (PartialDate?)null;
        if (birth.Missing is null && date is null)
        {
            faults.Add((PersonReport.BirthDate,
                birth.Reading == DateReading.Impossible ? RecordsProblems.BirthImpossible : RecordsProblems.BirthUnreadable));
        }

        if (age is { Years: null, Missing: null })
            faults.Add((PersonReport.Age, RecordsProblems.AgeUnreadable));
        if (age.Years is < 0 or > AgeSpan.OldestAccepted)
            faults.Add((PersonReport.Age, RecordsProblems.AgeOutOfRange));
        if (band == CodeCells.Unplaced)
            faults.Add((PersonReport.AgeGroup, RecordsProblems.CodeUnknown));

        var fromBirth = date is { } known && registered is { } day ? FromBirth(known, day, faults) : null;
        var complete = date is { IsComplete: true };
        var group = complete && fromBirth is { } exact ? groups.CellOf(exact)
            : age.Years is { } years ? groups.CellOf(new(years, years))
            : band >= 0 ? band
            : fromBirth is { } partial ? groups.CellOf(partial)
            : CodedColumn.Missing(WhyMissing(age.Missing, band, birth.Missing));
        return new(group, complete ? fromBirth?.Youngest : age.Years, date);
    }

    private static AgeSpan? FromBirth(PartialDate birth, LocalDate day, List<(string Field, string Code)> faults)
    {
        if (birth.Earliest > day)
        {
            faults.Add((PersonReport.BirthDate, RecordsProblems.BirthAfterRegistration));
            return null;
        }

        var span = AgeSpan.At(day, birth);
        if (span.Youngest > AgeSpan.OldestAccepted)
            faults.Add((PersonReport.BirthDate, RecordsProblems.AgeOutOfRange));
        return span;
    }

    // An answer such as "refused" says more than a blank, and a blank more than a question that was never asked.
    private static MissingKind WhyMissing(MissingKind? age, short band, MissingKind? birth)
    {
        var stated = new[] { age, band is < 0 and not CodeCells.Unplaced ? (MissingKind)(-band) : null, birth }.OfType<MissingKind>().ToArray();
        return stated.FirstOrDefault(kind => kind is not (MissingKind.Blank or MissingKind.NotAsked)) is var answer && answer != default
            ? answer
            : stated.Contains(MissingKind.Blank) ? MissingKind.Blank : MissingKind.NotAsked;
    }
}
