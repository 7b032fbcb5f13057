using Amparo.Demonstration.Population;

namespace Amparo.Demonstration.Reports;

/// <summary>Why a row must be quarantined.</summary>
internal enum Defect
{
    None,
    RegisteredMissing,
    RegisteredImpossible,
    BirthImpossible,
    BirthAfterRegistration,
    AgeOutOfRange,
    SexCodeUnknown,
    CitizenshipCodeUnknown,
    FormCodeUnknown,
    FileNumberMissing,
}

/// <summary>How a value that is not stated is written, where the layout can tell.</summary>
internal enum Unstated
{
    /// <summary>An empty cell, or the layout's number for it.</summary>
    Blank,

    /// <summary>The layout's word for "unknown".</summary>
    Unknown,

    /// <summary>The layout's word for "does not answer".</summary>
    Refused,
}

/// <summary>How much of a birth date is written.</summary>
internal enum BirthPrecision
{
    None,
    Year,
    Month,
    Day,
}

/// <summary>One row as an agency records it, before it is laid out: errors of typing and memory are already in it.</summary>
internal sealed record Report
{
    internal required Agency Agency { get; init; }

    internal required Person Person { get; init; }

    internal required DateOnly Registered { get; init; }

    /// <summary>Orders rows of one day without betraying who belongs together.</summary>
    internal required ulong Tie { get; init; }

    internal required RecordedName Name { get; init; }

    /// <summary>The sex stated, or null; then <see cref="Unstated"/> says how.</summary>
    internal required Sex? Sex { get; init; }

    internal required DateOnly Birth { get; init; }

    internal required BirthPrecision BirthPrecision { get; init; }

    /// <summary>The age stated in whole years, or null.</summary>
    internal required int? Age { get; init; }

    /// <summary>The citizenship stated, or empty.</summary>
    internal required string Citizenship { get; init; }

    internal required string Document { get; init; }

    internal required string Municipality { get; init; }

    internal required FormSet Forms { get; init; }

    internal required Unstated Unstated { get; init; }

    /// <summary>Which of several spellings a cell takes: 0 to 11.</summary>
    internal required int Spelling { get; init; }

    internal required Defect Defect { get; init; }

    /// <summary>The file number; empty until the block's rows are in order.</summary>
    internal string FileNumber { get; set; } = "";
}

/// <summary>A name as an agency wrote it; parts not written are empty.</summary>
internal readonly record struct RecordedName(string FirstGiven, string SecondGiven)
{
    internal required string FirstSurname { get; init; }

    internal required string SecondSurname { get; init; }

    internal string GivenNames => Join(FirstGiven, SecondGiven);

    internal string Surnames => Join(FirstSurname, SecondSurname);

    private static string Join(string first, string second) =>
        first.Length == 0 ? second : second.Length == 0 ? first : $"{first} {second}";
}
