using Amparo.Demonstration.Population;

namespace Amparo.Demonstration.Reports;

/// <summary>How completely an agency records, as probabilities. Assumptions, shown in docs/methods/demonstration-data.md.</summary>
internal sealed record RecordingHabits
{
    /// <summary>One more row for the same file, after each row.</summary>
    internal required double Repeat { get; init; }

    internal required double SexMissing { get; init; }

    internal required double CitizenshipMissing { get; init; }

    /// <summary>A full birth date; the rest up to one is shared by year and month, year alone, and none.</summary>
    internal required double BirthFull { get; init; }

    internal required double BirthMonth { get; init; }

    internal required double BirthYear { get; init; }

    /// <summary>An age in years or a band.</summary>
    internal required double AgeStated { get; init; }

    internal required double Document { get; init; }

    internal required double Municipality { get; init; }

    /// <summary>Each form that the person suffered is written.</summary>
    internal required double FormSeen { get; init; }

    /// <summary>The defects that the layout can show.</summary>
    internal required Defect[] Defects { get; init; }

    internal static RecordingHabits Of(Agency agency) => ByAgency[(int)agency];

    private static readonly Defect[] WithBirth =
    [
        Defect.RegisteredMissing, Defect.RegisteredImpossible, Defect.BirthImpossible, Defect.BirthAfterRegistration, Defect.AgeOutOfRange,
        Defect.SexCodeUnknown, Defect.CitizenshipCodeUnknown, Defect.FileNumberMissing,
    ];

    private static readonly RecordingHabits[] ByAgency =
    [
        new()
        {
            Repeat = 0.08, SexMissing = 0.03, CitizenshipMissing = 0.06, BirthFull = 0.60, BirthMonth = 0, BirthYear = 0, AgeStated = 0.85,
            Document = 0.55, Municipality = 0.90, FormSeen = 0.88, Defects = [.. WithBirth, Defect.FormCodeUnknown],
        },
        new()
        {
            Repeat = 0.05, SexMissing = 0.02, CitizenshipMissing = 0.05, BirthFull = 0.78, BirthMonth = 0, BirthYear = 0, AgeStated = 0,
            Document = 0.65, Municipality = 0, FormSeen = 0.92, Defects = WithBirth,
        },
        new()
        {
            Repeat = 0.12, SexMissing = 0.03, CitizenshipMissing = 0.10, BirthFull = 0, BirthMonth = 0, BirthYear = 0, AgeStated = 0.93,
            Document = 0, Municipality = 0.85, FormSeen = 0.85,
            Defects =
            [
                Defect.RegisteredMissing, Defect.RegisteredImpossible, Defect.SexCodeUnknown, Defect.CitizenshipCodeUnknown, Defect.FormCodeUnknown,
                Defect.FileNumberMissing,
            ],
        },
        new()
        {
            Repeat = 0.10, SexMissing = 0.02, CitizenshipMissing = 0.02, BirthFull = 0.78, BirthMonth = 0.05, BirthYear = 0.10, AgeStated = 0,
            Document = 0.80, Municipality = 0, FormSeen = 0.70, Defects = [.. WithBirth, Defect.FormCodeUnknown],
        },
        new()
        {
            Repeat = 0.25, SexMissing = 0.05, CitizenshipMissing = 0.25, BirthFull = 0, BirthMonth = 0, BirthYear = 0, AgeStated = 0.75,
            Document = 0, Municipality = 0.60, FormSeen = 0.75,
            Defects =
            [
                Defect.RegisteredMissing, Defect.RegisteredImpossible, Defect.AgeOutOfRange, Defect.SexCodeUnknown, Defect.CitizenshipCodeUnknown,
                Defect.FormCodeUnknown, Defect.FileNumberMissing,
            ],
        },
        new()
        {
            Repeat = 0.06, SexMissing = 0.02, CitizenshipMissing = 0.03, BirthFull = 0.86, BirthMonth = 0, BirthYear = 0, AgeStated = 0,
            Document = 0.60, Municipality = 0, FormSeen = 0.90, Defects = WithBirth,
        },
    ];
}
