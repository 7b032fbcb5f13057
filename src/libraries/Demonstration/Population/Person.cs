namespace Amparo.Demonstration.Population;

/// <summary>An invented person: the truth behind the rows.</summary>
internal sealed record Person
{
    /// <summary>The number within the country of detection, from one.</summary>
    internal required int Number { get; init; }

    internal required Sex Sex { get; init; }

    internal required DateOnly Birth { get; init; }

    internal required string Citizenship { get; init; }

    internal required PersonName Name { get; init; }

    /// <summary>The list that given names of the family come from.</summary>
    internal required string GivenList { get; init; }

    internal required string Municipality { get; init; }

    /// <summary>An identity document, or empty.</summary>
    internal required string Document { get; init; }

    /// <summary>The form that places the person in the margins.</summary>
    internal required Form PrincipalForm { get; init; }

    internal required FormSet Forms { get; init; }

    /// <summary>The family's number within the country, or zero.</summary>
    internal required int Family { get; init; }

    /// <summary>When the first agency registers the person.</summary>
    internal required DateOnly FirstDetected { get; init; }

    /// <summary>The agencies that know the person, as bits; one to four.</summary>
    internal required int KnownTo { get; init; }
}

/// <summary>A name as the person bears it; parts that do not exist are empty.</summary>
internal readonly record struct PersonName
{
    internal required string FirstGiven { get; init; }

    internal required string SecondGiven { get; init; }

    internal required string FirstSurname { get; init; }

    internal required string SecondSurname { get; init; }

    /// <summary>The husband's surname that some offices write with <c>de</c>, or empty.</summary>
    internal required string MarriedSurname { get; init; }
}
