using Amparo.Demonstration.Population;
using Amparo.Demonstration.Randomness;

namespace Amparo.Demonstration.Reports;

/// <summary>Draws the rows by which agencies record a person.</summary>
internal sealed class ReportSampler(Xoshiro256 random)
{
    private const double DefectChance = 0.005;
    private const int MostRepeats = 3;
    private const int LongestReferral = 240;
    private const int LongestReturn = 500;

    /// <summary>Adds every row about a person to its agency's list.</summary>
    internal void Draw(Person person, List<Report>[] byAgency)
    {
        var first = true;
        // The order in which agencies meet the person is drawn, so that none is always first.
        var start = random.NextBelow(Codes.AllAgencies.Length);
        for (var i = 0; i < Codes.AllAgencies.Length; i++)
        {
            var agency = Codes.AllAgencies[(start + i) % Codes.AllAgencies.Length];
            if ((person.KnownTo & (1 << (int)agency)) == 0)
                continue;
            var date = first ? person.FirstDetected : Period.Later(person.FirstDetected, LongestReferral, random);
            first = false;
            var habits = RecordingHabits.Of(agency);
            byAgency[(int)agency].Add(One(person, agency, date));
            for (var repeats = 0; repeats < MostRepeats && random.Chance(habits.Repeat); repeats++)
            {
                date = Period.Later(date, LongestReturn, random);
                byAgency[(int)agency].Add(One(person, agency, date));
            }
        }
    }

    private Report One(Person person, Agency agency, DateOnly registered)
    {
        var habits = RecordingHabits.Of(agency);
        var defect = random.Chance(DefectChance) ? habits.Defects[random.NextBelow(habits.Defects.Length)] : Defect.None;
        var (birth, precision) = Birth(person, registered, habits);
        var report = new Report
        {
            Agency = agency,
            Person = person,
            Registered = registered,
            Tie = random.NextBits(),
            Name = NameVariation.Draw(person.Name, agency, random),
            Sex = random.Chance(habits.SexMissing) ? null : person.Sex,
            Birth = birth,
            BirthPrecision = precision,
            Age = Age(person, registered, agency),
            Citizenship = random.Chance(habits.CitizenshipMissing) ? "" : person.Citizenship,
            Document = Document(person, habits),
            Municipality = random.Chance(habits.Municipality) ? person.Municipality : "",
            Forms = Forms(person, habits),
            Unstated = (Unstated)random.NextBelow(3),
            Spelling = random.NextBelow(12),
            Defect = defect,
        };
        return WithDefect(report);
    }

    // A defect must be the row's only flaw and must not be overruled by another cell: an impossible age beside a good birth date would be.
    private static Report WithDefect(Report report) => report.Defect switch
    {
        Defect.BirthImpossible => report with { BirthPrecision = BirthPrecision.Day },
        Defect.BirthAfterRegistration => report with
        {
            Birth = Period.WithoutLeapDay(report.Registered.AddDays(1 + (report.Spelling * 30))),
            BirthPrecision = BirthPrecision.Day,
            Age = null,
        },
        Defect.AgeOutOfRange when report.Agency is Agency.Police or Agency.Hotline =>
            report with { Age = 111 + (report.Spelling * 7), BirthPrecision = BirthPrecision.None },
        Defect.AgeOutOfRange => report with
        {
            Birth = Period.WithoutLeapDay(report.Registered.AddYears(-112 - (report.Spelling / 2))),
            BirthPrecision = BirthPrecision.Day,
        },
        _ => report,
    };

    private (DateOnly Birth, BirthPrecision Precision) Birth(Person person, DateOnly registered, RecordingHabits habits)
    {
        var draw = random.NextUnit();
        var precision = draw < habits.BirthFull ? BirthPrecision.Day
            : draw < habits.BirthFull + habits.BirthMonth ? BirthPrecision.Month
            : draw < habits.BirthFull + habits.BirthMonth + habits.BirthYear ? BirthPrecision.Year : BirthPrecision.None;
        var birth = person.Birth;
        var recorded = random.NextUnit() switch
        {
            // Who does not know the day is often written down as born on 1 January.
            < 0.04 => new DateOnly(birth.Year, 1, 1),
            < 0.055 when birth.Day <= 12 => new DateOnly(birth.Year, birth.Day, birth.Month),
            < 0.07 => birth.AddYears(random.Chance(0.5) ? 1 : -1),
            < 0.08 => birth.AddDays(random.NextBelow(19) - 9),
            _ => birth,
        };
        recorded = Period.WithoutLeapDay(recorded);
        // An error of memory may not make the date impossible: that is what the defects are for.
        return (recorded <= registered ? recorded : birth, precision);
    }

    private int? Age(Person person, DateOnly registered, Agency agency)
    {
        if (!random.Chance(RecordingHabits.Of(agency).AgeStated))
            return null;
        var age = Period.AgeOn(person.Birth, registered);
        var spread = agency == Agency.Hotline ? 2 : 1;
        var wrong = random.Chance(agency == Agency.Hotline ? 0.4 : 0.04);
        return wrong ? Math.Max(0, age + random.NextBelow((2 * spread) + 1) - spread) : age;
    }

    private string Document(Person person, RecordingHabits habits)
    {
        if (person.Document.Length == 0 || !random.Chance(habits.Document))
            return "";
        if (!random.Chance(0.03))
            return person.Document;
        var place = 2 + random.NextBelow(person.Document.Length - 2);
        return $"{person.Document[..place]}{(char)('0' + random.NextBelow(10))}{person.Document[(place + 1)..]}";
    }

    private FormSet Forms(Person person, RecordingHabits habits)
    {
        var seen = default(FormSet);
        foreach (var form in person.Forms.Forms())
        {
            if (random.Chance(habits.FormSeen))
                seen = seen.With(form);
        }

        return seen;
    }
}
