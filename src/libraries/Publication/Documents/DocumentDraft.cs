using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Documents;

/// <summary>A chart of the page with the released cells that it shows; without a unit where the tables say nothing.</summary>
internal sealed record DrawnChart(DocumentChart Chart, FigureUnit? Unit, IReadOnlyList<ResolvedFigure> Cells)
{
    /// <summary>What it is called.</summary>
    public required string Name { get; init; }

    /// <summary>The years that it is about; null for a course in time, which shows them itself.</summary>
    public DocumentPeriod? Period { get; init; }
}

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

    /// <summary>The releases of the printed figures and of the cells that these come from, each once, in the order of their lines in the ledger.</summary>
    public IReadOnlyList<Released<Cube>> Tables { get; init; } = [];

    public IEnumerable<ResolvedFigure> Shown => Figures.Where(figure => !figure.Binding.IsOptional || figure.Figure.Kind != FigureKind.Missing);

    /// <summary>The figures that are printed: those shown, and what the key message speaks of.</summary>
    public IEnumerable<ResolvedFigure> Said
    {
        get
        {
            var spoken = Sentence.Placeholders(MessageSentence()).ToHashSet(StringComparer.Ordinal);
            return Figures.Where(figure => spoken.Contains(figure.Binding.Id) || !figure.Binding.IsOptional || figure.Figure.Kind != FigureKind.Missing);
        }
    }

    public IEnumerable<DrawnChart> Charts => Multiples.Prepend(Main);

    public bool IsInvented => Tables.Any(table => table.Value.Header.Origin == DataOrigin.Invented);

    public bool IsAllInvented => Tables.All(table => table.Value.Header.Origin == DataOrigin.Invented);

    /// <summary>Whether nobody has reviewed the translation.</summary>
    public bool IsMachine => Template.Title.StatusOf(Language) != TranslationStatus.Reviewed;

    public Language Language => Text.Language;

    public string Words(string key, params IReadOnlyList<ChartArgument> arguments) => Text.Say(key, arguments);

    public string Printed(ResolvedFigure figure) => new FigureWords(Text, figure.Measure).Of(figure.Figure);

    public string PrintedInSentence(ResolvedFigure figure) => new FigureWords(Text, figure.Measure).InSentence(figure.Figure);

    /// <summary>What a figure is called, with its period where that is not the page's year.</summary>
    public string Label(ResolvedFigure figure) => figure.Period.Beside(Fill(figure.Binding.Label!), Request.Year, Text);

    /// <summary>What a drawn chart says, with its period where that is not the page's year.</summary>
    public string Headline(DrawnChart chart) => chart.Period is { } period ? period.Beside(chart.Unit!.Headline, Request.Year, Text) : chart.Unit!.Headline;

    /// <summary>What a chart is called, with its period where that is not the page's year.</summary>
    public string Title(DrawnChart chart) => chart.Period?.Beside(chart.Name, Request.Year, Text) ?? chart.Name;

    /// <summary>How a reader asks a figure.</summary>
    public string Answers() => Words(DocumentTextKeys.Answers, [new("address", Request.Base.AbsoluteUri.TrimEnd('/') + "/n/…")]);

    /// <summary>Where somebody finds help.</summary>
    public string Help() => Request.Hotline is { } hotline
        ? Words(DocumentTextKeys.Hotline, [new("name", hotline.Name[Language]), new("number", hotline.Number)])
        : Words(DocumentTextKeys.NoHotline);

    /// <summary>Project and donor, as far as the template names them.</summary>
    public IReadOnlyList<string> Credits() =>
    [
        .. Template.Project is { } project ? [Words(DocumentTextKeys.Project, [new("project", Fill(project))])] : Array.Empty<string>(),
        .. Template.Donor is { } donor ? [Words(DocumentTextKeys.Donor, [new("donor", Fill(donor))])] : Array.Empty<string>(),
    ];

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
