using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Formats;

/// <summary>What a column holds.</summary>
internal enum OpenType
{
    Text,
    Integer,
    Number,
}

/// <summary>What is said about a table in every format.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Definition">What exactly it holds, or how it is to be read.</param>
/// <param name="Source">Where it comes from.</param>
internal sealed record TableFacts(string Id, LocalizedText Title, LocalizedText Definition, Source Source)
{
    /// <summary><c>cube</c>, <c>estimates</c> or <c>register</c>.</summary>
    public required string Shape { get; init; }

    /// <summary>What the figures do not say; null for registers.</summary>
    public LocalizedText? Limits { get; init; }

    public LocalizedText? Unit { get; init; }

    public DataOrigin? Origin { get; init; }

    public MeasureKind? Measure { get; init; }
}

/// <summary>A column of an open file.</summary>
/// <param name="Id">Its name in the file; the same in every language.</param>
/// <param name="Title">What it is called in the reader's language.</param>
internal sealed record OpenColumn(string Id, string Title)
{
    public OpenType Type { get; init; } = OpenType.Text;

    /// <summary>What it means, in the reader's language; empty if the title says it all.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>Its title in all languages that have one; null where the title is a text of this program.</summary>
    public LocalizedText? Titles { get; init; }

    /// <summary>The codes that it holds; null if it holds none.</summary>
    public CodeList? List { get; init; }

    /// <summary>Whether it holds "total" and "unknown" beside the codes of its list.</summary>
    public bool WithReserved { get; init; }

    /// <summary>The only values it may hold; null if it holds codes, or anything.</summary>
    public IReadOnlyList<string>? Values { get; init; }

    public bool MayBeEmpty { get; init; }

    /// <summary>The column that names the codes of another one; null if it does not.</summary>
    public string? Names { get; init; }

    /// <summary>A column that tables have in common, with the words of the reader's language.</summary>
    public static OpenColumn Fixed(string id, ChartText text) => new(id, text.Say($"chart.open.column.{id}.name", []))
    {
        Description = text.Say($"chart.open.column.{id}.text", []),
    };

    /// <summary>The column of the names of this one's codes.</summary>
    public OpenColumn NameColumn(ChartText text) => new(Id + "_name", text.Say("chart.open.column.named.name", [new("column", Title)]))
    {
        Description = text.Say("chart.open.column.named.text", [new("column", Id)]),
        MayBeEmpty = MayBeEmpty,
        Names = Id,
    };
}

/// <summary>One field of an open file.</summary>
/// <param name="Text">What stands in a text file; empty if there is nothing to state.</param>
internal readonly record struct OpenValue(string Text)
{
    /// <summary>The number, where the field is one.</summary>
    public decimal? Number { get; init; }

    /// <summary>Why there is no number, in the reader's word.</summary>
    public string? Word { get; init; }
}
