using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Documents;

/// <summary>A chart of the page with the released cells that it shows; without a unit where the tables say nothing.</summary>
internal sealed record DrawnChart(DocumentChart Chart, FigureUnit? Unit, IReadOnlyList<ResolvedFigure> Cells);

/// <summary>A figure that is not what the earlier edition said.</summary>
internal sealed record ChangedFigure(string Label, ResolvedFigure Old, ResolvedFigure New);

/// <summary>A fact of the register: of one country with its date, of the region with the number of countries.</summary>
internal sealed record LegalFact(string Fact, string Name)
{
    /// <summary>What the law is called; empty for a treaty.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>When, as the register says it: a day, a month or a year.</summary>
    public string Date { get; init; } = string.Empty;

    /// <summary>How many countries have the fact, and of how many.</summary>
    public (int With, int Of)? Countries { get; init; }
}

/// <summary>Everything that a page says, before it is laid out.</summary>
internal sealed record DocumentDraft
{
    public required DocumentTemplate Template { get; init; }

    public required DocumentRequest Request { get; init; }

    public required ChartText Text { get; init; }

    public required string PlaceName { get; init; }

    /// <summary>All figures, those that the page leaves out included.</summary>
    public required IReadOnlyList<ResolvedFigure> Figures { get; init; }

    public required DrawnChart Main { get; init; }

    public required IReadOnlyList<DrawnChart> Multiples { get; init; }

    public IReadOnlyList<LegalFact> Facts { get; init; } = [];

    public Released<RegisterTable>? Register { get; init; }

    /// <summary>Null without an earlier edition; empty if nothing changed.</summary>
    public IReadOnlyList<ChangedFigure>? Changes { get; init; }

    /// <summary>The released tables behind the page, each once, in the order of their lines in the ledger.</summary>
    public required IReadOnlyList<Released<Cube>> Tables { get; init; }

    public IEnumerable<ResolvedFigure> Shown => Figures.Where(figure => !figure.Binding.IsOptional || figure.Figure.Kind != FigureKind.Missing);

    public IEnumerable<DrawnChart> Charts => Multiples.Prepend(Main);

    public bool IsInvented => Tables.Any(table => table.Value.Header.Origin == DataOrigin.Invented);

    public bool IsAllInvented => Tables.All(table => table.Value.Header.Origin == DataOrigin.Invented);

    public Language Language => Text.Language;

    public string Words(string key, params IReadOnlyList<ChartArgument> arguments) => Text.Say(key, arguments);

    public string Printed(ResolvedFigure figure) => new FigureWords(Text, figure.Measure).Of(figure.Figure);

    public string PrintedInSentence(ResolvedFigure figure) => new FigureWords(Text, figure.Measure).InSentence(figure.Figure);

    public static string Year(int year) => year.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The short address of a figure, with the release that is printed, so that the page behind it can say what has changed since; null where none answers for it.</summary>
    public string? Address(ResolvedFigure figure) => figure.Code is { } code
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Request.Base.AbsoluteUri.TrimEnd('/')}/n/{code}?r={figure.Table.Entry.Sequence}")
        : null;

    /// <summary>The sentence of the key message's case.</summary>
    public string MessageSentence()
    {
        var message = Template.Message;
        ResolvedFigure Named(string id) => Figures.First(figure => figure.Binding.Id == id);
        var figure = Named(message.Figure).Figure;
        var against = message.Against is { } id ? Named(id).Figure : Figure.Missing;
        var wanted = figure.Kind switch
        {
            FigureKind.Missing => DocumentMessage.Missing,
            FigureKind.Withheld => DocumentMessage.Withheld,
            FigureKind.Interval => DocumentMessage.Range,
            _ when against.Kind != FigureKind.Exact => DocumentMessage.Alone,
            _ => figure.Low.CompareTo(against.Low) switch
            {
                > 0 => DocumentMessage.Rise,
                < 0 => DocumentMessage.Fall,
                _ => DocumentMessage.Same,
            },
        };
        return (message.Cases.GetValueOrDefault(wanted) ?? message.Cases[DocumentMessage.Alone])[Language];
    }

    /// <summary>What stands for a placeholder of the surroundings; null for a figure's id.</summary>
    public string? Surrounding(string name) => name switch
    {
        Sentence.Place => PlaceName,
        Sentence.Year => Year(Request.Year),
        Sentence.Before => Year(Request.Year - 1),
        _ => null,
    };

    /// <summary>A fixed text of the template with place and year filled in.</summary>
    public string Fill(LocalizedText text) => Sentence.Fill(text[Language], words => words, name => Surrounding(name) ?? string.Empty);

    /// <summary>The key message as plain text.</summary>
    public string Message() => Sentence.Fill(
        MessageSentence(), words => words,
        name => Surrounding(name) ?? PrintedInSentence(Figures.First(figure => figure.Binding.Id == name)));
}
