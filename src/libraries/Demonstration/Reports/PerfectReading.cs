using Amparo.Demonstration.Population;

namespace Amparo.Demonstration.Reports;

/// <summary>What a reader without fault finds in a row as written: the recorded columns of <c>truth/records.csv</c>.</summary>
/// <param name="SexCode">The code, or <c>_U</c>.</param>
/// <param name="AgeGroup">The code, or <c>_U</c>.</param>
/// <param name="FormCode">The code, <c>several</c>, or <c>_U</c>.</param>
internal readonly record struct PerfectReading(string SexCode, string AgeGroup, string FormCode)
{
    internal static PerfectReading Of(Report report) => new(SexOf(report), AgeGroupOf(report), FormOf(report));

    internal static bool HasRegistered(Report report) => report.Defect is not (Defect.RegisteredMissing or Defect.RegisteredImpossible);

    private static string SexOf(Report report)
    {
        // The police form has no third box.
        if (report.Sex is not { } sex || report.Defect == Defect.SexCodeUnknown || (sex == Sex.Other && report.Agency == Agency.Police))
            return Codes.Unknown;
        return Codes.Sexes[(int)sex];
    }

    private static string FormOf(Report report)
    {
        if (report.Forms.IsEmpty || report.Defect == Defect.FormCodeUnknown)
            return Codes.Unknown;
        return int.PopCount(report.Forms.Bits) > 1 ? "several" : Codes.Forms[int.TrailingZeroCount(report.Forms.Bits)];
    }

    private static string AgeGroupOf(Report report)
    {
        if (!HasRegistered(report) || report.Defect is Defect.BirthImpossible or Defect.BirthAfterRegistration or Defect.AgeOutOfRange)
        {
            // Without a usable date only an age or a band still speaks.
            return report.Age is { } alone && report.Defect is Defect.RegisteredMissing or Defect.RegisteredImpossible or Defect.BirthImpossible
                ? Group(alone, alone) : Codes.Unknown;
        }

        if (report.BirthPrecision == BirthPrecision.Day)
            return Group(Period.AgeOn(report.Birth, report.Registered), Period.AgeOn(report.Birth, report.Registered));
        if (report.Age is { } age)
            return Group(age, age);
        var years = report.Registered.Year - report.Birth.Year;
        return report.BirthPrecision switch
        {
            // Before the birthday's month the last year is not complete; within the month it may or may not be.
            BirthPrecision.Month => Group(
                years - (report.Registered.Month <= report.Birth.Month ? 1 : 0), years - (report.Registered.Month < report.Birth.Month ? 1 : 0)),
            BirthPrecision.Year => Group(years - 1, years),
            _ => Codes.Unknown,
        };
    }

    private static string Group(int youngest, int oldest) =>
        oldest < 18 ? Codes.AgeGroups[0] : youngest >= 18 ? Codes.AgeGroups[1] : Codes.Unknown;
}
