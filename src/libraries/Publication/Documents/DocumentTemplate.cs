using System.Globalization;
using Amparo.Vocabulary;

namespace Amparo.Publication.Documents;

/// <summary>What kind of place a publication is about.</summary>
public enum DocumentScope
{
    /// <summary>One country.</summary>
    Country,

    /// <summary>All countries of the tables together.</summary>
    Region,

    /// <summary>Either.</summary>
    Any,
}

/// <summary>A publication of one page: what it says, which figures and charts it shows, and where they come from. Read from content.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed record DocumentTemplate
{
    internal DocumentTemplate()
    {
    }

    /// <summary>The template's id.</summary>
    public string Id { get; internal init; } = string.Empty;

    /// <summary>The template's version.</summary>
    public int Version { get; internal init; }

    /// <summary>What kind of place it is about.</summary>
    public DocumentScope Scope { get; internal init; }

    internal LocalizedText Title { get; init; } = LocalizedText.Same("-");

    internal DocumentMessage Message { get; init; } = new(string.Empty, null, new Dictionary<string, LocalizedText>(StringComparer.Ordinal));

    internal IReadOnlyList<FigureBinding> Figures { get; init; } = [];

    internal DocumentChart Main { get; init; } = new();

    internal IReadOnlyList<DocumentChart> Multiples { get; init; } = [];

    internal DocumentActions Actions { get; init; } = new(LocalizedText.Same("-"), []);

    internal LocalizedText Method { get; init; } = LocalizedText.Same("-");

    internal LocalizedText? Project { get; init; }

    internal LocalizedText? Donor { get; init; }

    /// <summary>Every fixed text with its place in the template.</summary>
    internal IEnumerable<(string Place, LocalizedText Text)> FixedTexts()
    {
        yield return ("title", Title);
        foreach (var (name, text) in Message.Cases)
            yield return ($"message.{name}", text);
        foreach (var figure in Figures)
            yield return ($"figures.{figure.Id}.label", figure.Label!);
        foreach (var chart in Multiples.Prepend(Main))
        {
            if (chart.Title is { } title)
                yield return ($"{chart.Id}.title", title);
        }

        yield return ("actions.heading", Actions.Heading);
        foreach (var (at, item) in Actions.Items.Index())
            yield return (string.Create(CultureInfo.InvariantCulture, $"actions.items.{at + 1}"), item);
        if (Actions.Register is { } register)
            yield return ("actions.register.heading", register.Heading);
        yield return ("method", Method);
        if (Project is { } project)
            yield return ("project", project);
        if (Donor is { } donor)
            yield return ("donor", donor);
    }
}

/// <summary>The key message: a sentence for each case of the figure that it speaks of.</summary>
/// <param name="Figure">The figure it speaks of; an id of the template's figures.</param>
/// <param name="Against">The figure it is compared with; null for none.</param>
/// <param name="Cases">The sentences by case.</param>
internal sealed record DocumentMessage(string Figure, string? Against, IReadOnlyDictionary<string, LocalizedText> Cases)
{
    public const string Alone = "alone";
    public const string Rise = "rise";
    public const string Fall = "fall";
    public const string Same = "same";
    public const string Range = "range";
    public const string Withheld = "withheld";
    public const string Missing = "missing";

    /// <summary>Cases that every message has; a comparison without a sentence of its own uses the first.</summary>
    public static readonly IReadOnlyList<string> Required = [Alone, Range, Withheld, Missing];

    public static readonly IReadOnlyList<string> All = [.. Required, Rise, Fall, Same];
}

/// <summary>Which released cell a figure is: a table, perhaps another to divide by, and coordinates.</summary>
internal sealed record FigureBinding
{
    /// <summary>The place that the publication is about; the total for the region.</summary>
    public const string Place = "$place";

    /// <summary>The publication's year.</summary>
    public const string Year = "$year";

    /// <summary>The year before it.</summary>
    public const string Before = "$before";

    public string Id { get; init; } = string.Empty;

    public string Table { get; init; } = string.Empty;

    /// <summary>The table of inhabitants, for a rate per 100,000.</summary>
    public string? Per { get; init; }

    /// <summary>The dimension whose codes share the total, for a share.</summary>
    public string? ShareOf { get; init; }

    /// <summary>The dimension whose published cells are added where the table states no total.</summary>
    public string? Over { get; init; }

    /// <summary>Whether the figure is how many codes of <see cref="Over"/> have a published figure.</summary>
    public bool CountsStated { get; init; }

    public IReadOnlyDictionary<string, string> At { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether the figure is left out where nothing is published, instead of saying so.</summary>
    public bool IsOptional { get; init; }

    public LocalizedText? Label { get; init; }
}

/// <summary>The kinds of chart that a template can ask for.</summary>
internal enum DocumentChartKind
{
    Bars,
    Line,
    Stacked,

    /// <summary>A map of equal tiles.</summary>
    Tiles,

    /// <summary>Small multiples: a line for each code, in panels of one scale.</summary>
    Panels,
}

/// <summary>A chart of a page.</summary>
internal sealed record DocumentChart
{
    public string Id { get; init; } = string.Empty;

    public DocumentChartKind Kind { get; init; }

    /// <summary>Table and coordinates of the dimensions that stand still.</summary>
    public FigureBinding Binding { get; init; } = new();

    public string Rows { get; init; } = string.Empty;

    /// <summary>Which rows, in this order; null for all.</summary>
    public IReadOnlyList<string>? Codes { get; init; }

    public string? Series { get; init; }

    public bool LargestFirst { get; init; }

    public LocalizedText? Title { get; init; }
}

/// <summary>The column of what is done, or what was done.</summary>
internal sealed record DocumentActions(LocalizedText Heading, IReadOnlyList<LocalizedText> Items)
{
    public DocumentRegister? Register { get; init; }
}

/// <summary>Facts out of a released register: one line for each fact, with its date.</summary>
/// <param name="Heading">What the facts are.</param>
/// <param name="Table">The register's id; its columns are <c>country</c>, <c>fact</c>, <c>name</c> and <c>date</c>.</param>
/// <param name="Facts">Which facts, in this order.</param>
internal sealed record DocumentRegister(LocalizedText Heading, string Table, IReadOnlyList<string> Facts);
