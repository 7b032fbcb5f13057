using System.Text;
using System.Xml;
using System.Xml.Linq;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Documents;

/// <summary>Reads the finished page as a stranger would, and compares every printed figure with the released cells.</summary>
internal sealed class DocumentCheck(DocumentDraft draft, FigureSource source)
{
    private readonly FigureSource? _earlier = draft.Request.Earlier is { } earlier ? new FigureSource(earlier.Tables) : null;

    /// <summary>Digits of the template's fixed texts that no cell of the page supports.</summary>
    /// <returns><c>PUB-053</c> for each text, with its place in the template.</returns>
    public IReadOnlyList<Problem> OfTemplate()
    {
        var supported = Supported();
        return
        [
            .. draft.Template.FixedTexts()
                .Where(text => Numbers(Sentence.Fixed(text.Text[draft.Language])).Any(number => !supported.Contains(number)))
                .Select(text => new Problem(PublicationProblems.NumberWithoutCell, draft.Template.Id, text.Place)),
        ];
    }

    /// <summary>What the page states otherwise than the cells.</summary>
    /// <param name="html">The page.</param>
    /// <returns><c>PUB-054</c> for each figure that differs, for each missing figure of the key message, and for each number that comes from nowhere.</returns>
    public IReadOnlyList<Problem> OfPage(string html)
    {
        var page = Parse(html);
        var problems = new List<Problem>();
        var marked = page.Descendants().Where(element => element.Attribute(DocumentMarks.Table) is not null).ToList();
        problems.AddRange(marked.Where(element => !Agrees(element))
            .Select(element => new Problem(PublicationProblems.TextDisagrees, element.Attribute(DocumentMarks.Id)?.Value ?? string.Empty, Place(element))));
        problems.AddRange(page.Descendants().Where(element => element.Attribute(DocumentMarks.Register) is not null && !AgreesWithRegister(element))
            .Select(element => new Problem(PublicationProblems.TextDisagrees, element.Attribute(DocumentMarks.Fact)?.Value ?? string.Empty, Place(element))));
        problems.AddRange(page.Descendants().Where(element => element.Attribute(DocumentMarks.Code) is { } code && !element.Value.EndsWith(code.Value, StringComparison.Ordinal))
            .Select(element => new Problem(PublicationProblems.TextDisagrees, "code", Place(element))));

        // The message must say its figure, not merely avoid a wrong one.
        var headline = page.Descendants().First(element => element.Name.LocalName == "h1");
        var said = headline.Descendants().Select(element => element.Attribute(DocumentMarks.Id)?.Value).ToHashSet(StringComparer.Ordinal);
        problems.AddRange(Sentence.Placeholders(draft.MessageSentence()).Where(name => draft.Surrounding(name) is null && !said.Contains(name))
            .Select(name => new Problem(PublicationProblems.TextDisagrees, name, "h1")));

        var known = Known();
        problems.AddRange(page.Descendants().Where(element => element.Name.LocalName is not ("style" or "title") && !IsAccountedFor(element))
            .SelectMany(element => element.Nodes().OfType<XText>().Select(text => (element, text.Value)))
            .Where(text => Numbers(text.Value).Any(number => !known.Contains(number)))
            .Select(text => new Problem(PublicationProblems.TextDisagrees, draft.Template.Id, Place(text.element))));
        return problems;
    }

    /// <summary>The numbers in a text: digits, joined over the signs that group them or begin decimals.</summary>
    internal static IEnumerable<string> Numbers(string text)
    {
        var number = new StringBuilder();
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsDigit(text[at]))
            {
                number.Append(text[at]);
                continue;
            }

            var joins = number.Length > 0 && at + 1 < text.Length && char.IsDigit(text[at + 1]) && text[at] is '.' or ',' or '\u00A0' or '\u202F' or '\u2009';
            if (joins || number.Length == 0)
                continue;
            yield return number.ToString();
            number.Clear();
        }

        if (number.Length > 0)
            yield return number.ToString();
    }

    private static XDocument Parse(string html)
    {
        var root = html[html.IndexOf("<html", StringComparison.Ordinal)..];
        using var reader = XmlReader.Create(new StringReader(root), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        return XDocument.Load(reader, LoadOptions.PreserveWhitespace);
    }

    // What is checked by itself: figures, codes, and pictures, which are drawn from the cells of their tables.
    private static bool IsAccountedFor(XElement element) => element.AncestorsAndSelf().Any(one =>
        one.Name.LocalName == "svg" || one.Attribute(DocumentMarks.Table) is not null || one.Attribute(DocumentMarks.Register) is not null
        || one.Attribute(DocumentMarks.Code) is not null);

    private static string Place(XElement element) =>
        string.Join('/', element.AncestorsAndSelf().Reverse().Skip(2).Select(one => one.Attribute("class")?.Value ?? one.Name.LocalName));

    private bool Agrees(XElement element)
    {
        string? Said(string name) => element.Attribute(name)?.Value;
        var binding = new FigureBinding
        {
            Id = Said(DocumentMarks.Id) ?? string.Empty,
            Table = Said(DocumentMarks.Table)!,
            Per = Said(DocumentMarks.Per),
            ShareOf = Said(DocumentMarks.ShareOf),
            Over = Said(DocumentMarks.Over),
            CountsStated = Said(DocumentMarks.Counts) is not null,
            At = (Said(DocumentMarks.At) ?? string.Empty).Split('|', StringSplitOptions.RemoveEmptyEntries)
                .Select(one => one.Split('=', 2)).ToDictionary(one => one[0], one => one[^1], StringComparer.Ordinal),
        };
        var from = Said(DocumentMarks.Edition) == DocumentMarks.Earlier ? _earlier : source;
        if (from is null || from.MissingTable(binding) is not null || from.Resolve(binding) is not { Succeeded: true } resolved)
            return false;
        var figure = resolved.Value.Figure;
        var low = figure.IsStated ? SliceCsv.Digits(figure.Low) : null;
        var high = figure.IsStated ? SliceCsv.Digits(figure.High) : null;
        return Said(DocumentMarks.Kind) == SliceCsv.KindOf(figure) && Said(DocumentMarks.Low) == low && Said(DocumentMarks.High) == high
            && Said("value") == (figure.Kind == FigureKind.Exact ? low : null)
            && (element.Value == draft.Printed(resolved.Value) || element.Value == draft.PrintedInSentence(resolved.Value)
                || element.Value == PartsOf(resolved.Value));
    }

    // "8 of 9 countries" prints the second number from the first one's cells.
    private string? PartsOf(ResolvedFigure figure) =>
        figure is { Binding.CountsStated: true, Parts: { } parts } ? draft.Text.Number(parts.Of, MeasureKind.Count) : null;

    private bool AgreesWithRegister(XElement element) =>
        draft.Register is { } register && element.Attribute(DocumentMarks.Register)!.Value == register.Value.Id
        && DocumentFacts.CountriesWith(register.Value, element.Attribute(DocumentMarks.Fact)?.Value ?? string.Empty) is var with
        && element.Value == draft.Text.Number(with, MeasureKind.Count);

    /// <summary>What the released cells of the page, their codes and its year give: the only numbers that a template may write out.</summary>
    private HashSet<string> Supported() =>
    [
        .. draft.Said.Concat(draft.Charts.SelectMany(chart => chart.Cells))
            .SelectMany(figure => Numbers(draft.PrintedInSentence(figure)).Concat(Numbers(draft.Printed(figure)))),
        .. draft.Charts.SelectMany(chart => chart.Cells).SelectMany(cell => cell.Binding.At
            .SelectMany(at => Numbers(SliceGrid.NameOf(cell.Table.Value.Dimensions[cell.Table.Value.AxisOf(at.Key)], at.Value, draft.Text)))),
        DocumentDraft.Year(draft.Request.Year),
        DocumentDraft.Year(draft.Request.Year - 1),
    ];

    /// <summary>And what else a page prints: sources, days, numbers of releases, the words of charts and registers.</summary>
    private HashSet<string> Known()
    {
        var known = Supported();
        void Add(params IEnumerable<string> texts) => known.UnionWith(texts.SelectMany(Numbers));
        foreach (var table in draft.Tables.Concat(draft.Changes?.Select(change => change.Old.Table) ?? []))
        {
            var header = table.Value.Header;
            Add(header.Title[draft.Language], header.Limits[draft.Language], header.Definition[draft.Language], header.Unit[draft.Language]);
            Add(header.Source.Publisher, header.Source.Title, SourceTerms.InLine(header.Source, draft.Text), draft.Text.Date(header.Source.Date));
            Add(draft.Text.Date(table.Entry.At.InUtc().Date), draft.Text.Number(table.Entry.Sequence, MeasureKind.Count));
        }

        foreach (var unit in draft.Charts.Select(chart => chart.Unit).OfType<FigureUnit>())
            Add([unit.Headline, unit.Title, unit.Source, .. unit.Notes]);
        foreach (var period in draft.Said.Select(figure => figure.Period).Concat(draft.Charts.Select(chart => chart.Period).OfType<DocumentPeriod>())
            .Concat(draft.Changes?.Select(change => change.Old.Period) ?? []))
        {
            Add(period.First, period.Last);
        }

        foreach (var figure in draft.Figures)
            Add(draft.Text.Number(figure.Parts?.Of ?? 0, MeasureKind.Count), figure.Table.Value.Header.Unit[draft.Language]);
        if (draft.Register is { } register)
        {
            Add(register.Value.Source.Publisher, register.Value.Source.Title, SourceTerms.InLine(register.Value.Source, draft.Text), draft.Text.Date(register.Value.Source.Date), draft.Text.Date(register.Entry.At.InUtc().Date));
            Add(draft.Text.Number(register.Entry.Sequence, MeasureKind.Count), draft.Text.Number(DocumentFacts.Countries(register.Value), MeasureKind.Count));
            foreach (var fact in draft.Facts)
                Add(fact.Name, fact.Title, DocumentFacts.DateOf(fact, draft.Text));
        }

        if (draft.Request.Earlier is { } earlier)
            Add(DocumentDraft.Year(earlier.Edition.Year));
        if (draft.Request.Hotline is { } hotline)
            Add(hotline.Number, hotline.Name[draft.Language]);
        return known;
    }
}
