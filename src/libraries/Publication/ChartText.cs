using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.Publication;

/// <summary>A value to be set into a text.</summary>
/// <param name="Name">The placeholder's name.</param>
/// <param name="Text">What is printed, already formatted for the reader.</param>
/// <param name="Quantity">The number behind it, where it is one and may decide between singular and plural.</param>
public sealed record ChartArgument(string Name, string Text, decimal? Quantity = null);

/// <summary>The words and numbers of one reader's language, handed to the charts so that they need no language of their own.</summary>
/// <remarks>All delegates must be pure: the same arguments, the same text.</remarks>
public sealed record ChartText
{
    /// <summary>The reader's language, in which names of codes are taken from the table.</summary>
    public required Language Language { get; init; }

    /// <summary>Formats the number of a figure: a count in whole persons, a rate, or a share given as a fraction of one.</summary>
    public required Func<decimal, MeasureKind, string> Number { get; init; }

    /// <summary>Formats a day.</summary>
    public required Func<LocalDate, string> Date { get; init; }

    /// <summary>Joins names into an enumeration: "A, B and C". The list holds one name or more.</summary>
    public required Func<IReadOnlyList<string>, string> Join { get; init; }

    /// <summary>The text of a key of <see cref="ChartTextKeys"/> with its placeholders filled; throws on a key it does not have.</summary>
    public required Func<string, IReadOnlyList<ChartArgument>, string> Say { get; init; }
}
