using Amparo.Demonstration.Population;
using Amparo.Demonstration.Randomness;

namespace Amparo.Demonstration.Reports;

/// <summary>How one agency writes a name on one day: which parts, in which order, with which errors.</summary>
internal static class NameVariation
{
    // By agency: no name at all; second given name left out; second surname left out; an error in a part; accents lost.
    private static readonly Habits[] ByAgency =
    [
        new(NoName: 0.01, NoSecondGiven: 0.15) { NoSecondSurname = 0.08, Error = 0.06, NoAccents = 0.15 },
        new(NoName: 0.00, NoSecondGiven: 0.08) { NoSecondSurname = 0.05, Error = 0.04, NoAccents = 1.00 },
        new(NoName: 0.03, NoSecondGiven: 0.35) { NoSecondSurname = 0.22, Error = 0.06, NoAccents = 0.25 },
        new(NoName: 0.01, NoSecondGiven: 0.20) { NoSecondSurname = 0.15, Error = 0.04, NoAccents = 0.60 },
        new(NoName: 0.20, NoSecondGiven: 0.70) { NoSecondSurname = 0.60, Error = 0.10, NoAccents = 0.30 },
        new(NoName: 0.02, NoSecondGiven: 0.25) { NoSecondSurname = 0.18, Error = 0.05, NoAccents = 0.35 },
    ];

    private const double GivenSwapped = 0.02;
    private const double SurnamesSwapped = 0.02;
    private const double SurnamesJoined = 0.015;
    private const double MarriedUsed = 0.5;
    private const double EnyeLost = 0.3;

    internal static RecordedName Draw(PersonName name, Agency agency, Xoshiro256 random)
    {
        var habits = ByAgency[(int)agency];
        if (random.Chance(habits.NoName))
            return new("", "") { FirstSurname = "", SecondSurname = "" };

        var (first, second) = (name.FirstGiven, random.Chance(habits.NoSecondGiven) ? "" : name.SecondGiven);
        if (second.Length > 0 && random.Chance(GivenSwapped))
            (first, second) = (second, first);
        var (paternal, maternal) = Surnames(name, habits, random);
        var accents = !random.Chance(habits.NoAccents);
        var enye = accents || !random.Chance(EnyeLost);
        string Typed(string part) => Written(random.Chance(habits.Error) ? TypingErrors.Apply(part, random) : part, accents, enye);
        return new(Typed(first), Typed(second)) { FirstSurname = Typed(paternal), SecondSurname = Typed(maternal) };
    }

    private static string Written(string part, bool accents, bool enye) => accents ? part : TypingErrors.WithoutAccents(part, enye);

    private static (string First, string Second) Surnames(PersonName name, Habits habits, Xoshiro256 random)
    {
        var (first, second) = (name.FirstSurname, name.SecondSurname);
        if (name.MarriedSurname.Length > 0 && random.Chance(MarriedUsed))
            return (first, char.IsLower(name.MarriedSurname[0]) ? name.MarriedSurname : $"de {name.MarriedSurname}");
        if (second.Length == 0)
            return (first, "");
        var draw = random.NextUnit();
        return draw < SurnamesSwapped ? (second, first)
            : draw < SurnamesSwapped + SurnamesJoined ? ($"{first}-{second}", "")
            : random.Chance(habits.NoSecondSurname) ? (first, "") : (first, second);
    }

    private sealed record Habits(double NoName, double NoSecondGiven)
    {
        internal required double NoSecondSurname { get; init; }

        internal required double Error { get; init; }

        internal required double NoAccents { get; init; }
    }
}
