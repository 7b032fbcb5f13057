namespace Amparo.Records;

/// <summary>A proposed mapping of an unknown file.</summary>
/// <remarks>Immutable. Nothing in it but <see cref="Yaml"/> and the headings holds anything out of the file.</remarks>
public sealed record MappingSuggestion
{
    /// <summary>How the file is laid out, as far as it was found out.</summary>
    public required SourceFormat Format { get; init; }

    /// <summary>
    /// Whether it is certain that the row taken for the header is one. If not, the headings may be cells about persons: they belong in the mapping
    /// file, which only its owner reads, and not on a screen or in a log.
    /// </summary>
    public required bool HeaderIsCertain { get; init; }

    /// <summary>Number of rows that were looked at, and of those that were read.</summary>
    public required (int LookedAt, long All) Rows { get; init; }

    /// <summary>Whether reading ended at a bound of the options, with more of the file behind it.</summary>
    public bool IsPart { get; init; }

    /// <summary>What is proposed for each column, in the file's order.</summary>
    public required IReadOnlyList<SuggestedUse> Columns { get; init; }

    /// <summary>Required fields for which no active line is proposed; the mapping cannot be used before they are filled in.</summary>
    public required IReadOnlyList<string> Lacking { get; init; }

    /// <summary>The mapping as a YAML document with comments, for a file that only its owner may read.</summary>
    public required string Yaml { get; init; }

    /// <summary>The lines that are proposed, guesses included, each as it would be written if it were used.</summary>
    public required IReadOnlyList<SuggestedLine> Lines { get; init; }

    /// <summary>What stands before the lines.</summary>
    internal string Head { get; init; } = "";

    /// <summary>Writes the mapping that somebody made of the proposal.</summary>
    /// <param name="choices">What the columns are read as; a column that is not named is not read.</param>
    /// <param name="schema">The schema of the proposal.</param>
    /// <returns>
    /// The mapping as YAML for <see cref="MappingReader"/>, which judges it. A proposed line is used where every column that it reads is to be read as proposed;
    /// a column for which a field was chosen is read in the field's plainest way (<see cref="ColumnChoice.Fields"/>).
    /// </returns>
    /// <exception cref="ArgumentException">A column or field does not exist, or is named twice.</exception>
    public string Compose(IReadOnlyList<ColumnChoice> choices, RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(schema);
        if (choices.Any(choice => choice.Number < 1 || choice.Number > Columns.Count) || choices.DistinctBy(choice => choice.Number).Count() < choices.Count)
            throw new ArgumentException("A column does not exist, or is named twice.", nameof(choices));
        var asProposed = choices.Where(choice => choice.Field is null).Select(choice => choice.Number).ToHashSet();
        var used = Lines.Where(line => line.Columns.All(asProposed.Contains)).Select(line => line.Yaml)
            .Concat(choices.Where(choice => choice.Field is not null).Select(choice => choice.Write(Columns[choice.Number - 1].Heading, schema))).ToList();
        return $"{Head}{(used.Count > 0 ? "fields:" : "fields: {}")}\n{string.Concat(used)}";
    }
}

/// <summary>A line of a proposal.</summary>
/// <param name="Field">The field it fills.</param>
/// <param name="Columns">The numbers of the columns it reads, from one.</param>
/// <param name="Confidence">How far it can be trusted.</param>
/// <param name="Yaml">The line as it stands in a mapping. It may hold values of columns of codes: for the file's owner.</param>
public sealed record SuggestedLine(string Field, IReadOnlyList<int> Columns, SuggestionConfidence Confidence, string Yaml);

/// <summary>What is proposed for one column.</summary>
/// <param name="Number">The column's number, from one.</param>
/// <param name="Heading">Its name in the file.</param>
/// <param name="Fields">The fields it fills or, with low confidence, might fill; empty if none.</param>
public sealed record SuggestedUse(int Number, string Heading, IReadOnlyList<string> Fields)
{
    /// <summary>Whether all words of the heading are words for columns: only then may a screen show it, for in a file without a header it is a cell about a person.</summary>
    public bool HeadingIsKnown { get; init; }

    /// <summary>The transformation, or null without a field.</summary>
    public string? Transformation { get; init; }

    /// <summary>How far the line can be trusted; null without a field. Lines of low confidence are comments.</summary>
    public SuggestionConfidence? Confidence { get; init; }

    /// <summary>The share of stated cells that the line can read, from 0 to 1.</summary>
    public double Placed { get; init; }

    /// <summary>Number of cells that state something.</summary>
    public int Stated { get; init; }

    /// <summary>Why, in the chosen language.</summary>
    public required string Reason { get; init; }
}
