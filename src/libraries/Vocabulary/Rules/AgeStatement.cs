using NodaTime;

namespace Amparo.Vocabulary.Rules;

/// <summary>What a source said about the person's age: a birth date, or whole years at the time of the event.</summary>
/// <remarks>
/// Both may be imprecise. Whoever may be either side of eighteen is neither child nor adult here, but unknown. The eighteenth birthday
/// itself is adult. A person born on 29 February comes of age on 28 February or on 1 March, as the law of the place has it; the rule does
/// not choose, so on a 28 February of a year without a leap day the answer is unknown.
/// </remarks>
public sealed record AgeStatement
{
    /// <summary>From how many whole years on a person is no child: article 3(d) of the Trafficking Protocol.</summary>
    public const int Majority = 18;

    /// <summary>The highest age that can be stated.</summary>
    public const int HighestAge = 120;

    private AgeStatement(Evidence evidence) => Evidence = evidence;

    /// <summary>The days on which the person may have been born; null if an age was stated.</summary>
    public DateInterval? Birth { get; private init; }

    /// <summary>The lowest and highest age in whole years at the time of the event; null if a birth date was stated.</summary>
    public (int Lowest, int Highest)? Years { get; private init; }

    /// <summary>Who said it, and when.</summary>
    public Evidence Evidence { get; }

    /// <summary>A birth date.</summary>
    /// <param name="birth">The days that the date can mean: one day, a month or a year.</param>
    /// <param name="evidence">Who said it.</param>
    /// <returns>The statement.</returns>
    public static AgeStatement Born(DateInterval birth, Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(birth);
        ArgumentNullException.ThrowIfNull(evidence);
        return new(evidence) { Birth = birth };
    }

    /// <summary>An age at the time of the event.</summary>
    /// <param name="years">Lowest and highest age in whole years, from 0 to 120.</param>
    /// <param name="evidence">Who said it.</param>
    /// <returns>The statement.</returns>
    /// <exception cref="ArgumentOutOfRangeException">An age outside 0 to 120, or the highest below the lowest.</exception>
    public static AgeStatement OfYears((int Lowest, int Highest) years, Evidence evidence)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        if (!(years.Lowest >= 0 && years.Lowest <= years.Highest && years.Highest <= HighestAge))
            throw new ArgumentOutOfRangeException(nameof(years));
        return new(evidence) { Years = years };
    }

    /// <summary>Whether the person was under eighteen at the time of an event, by this statement alone.</summary>
    /// <param name="time">The days on which the event may have been; null if nothing is known.</param>
    /// <returns>Met for a child whatever the days, not met for an adult whatever the days, otherwise unknown.</returns>
    public Truth ChildAt(DateInterval? time)
    {
        if (Years is { } years)
            return years.Highest < Majority ? Truth.Met : years.Lowest >= Majority ? Truth.NotMet : Truth.Unknown;
        if (Birth is not { } birth || time is not { } days)
            return Truth.Unknown;
        if (days.End < EarliestMajority(birth.Start))
            return Truth.Met;
        return days.Start >= LatestMajority(birth.End) ? Truth.NotMet : Truth.Unknown;
    }

    /// <summary>Whether the birth date lies after every day that the event can have been on: one of the two is wrong.</summary>
    /// <param name="time">The days on which the event may have been.</param>
    /// <returns>True if it does; false for an age in years.</returns>
    public bool IsAfter(DateInterval time)
    {
        ArgumentNullException.ThrowIfNull(time);
        return Birth is { } birth && birth.Start > time.End;
    }

    // NodaTime takes 29 February to 28 February.
    private static LocalDate EarliestMajority(LocalDate birth) => birth.PlusYears(Majority);

    private static LocalDate LatestMajority(LocalDate birth)
    {
        var day = birth.PlusYears(Majority);
        return day.Day == birth.Day ? day : day.PlusDays(1);
    }
}
