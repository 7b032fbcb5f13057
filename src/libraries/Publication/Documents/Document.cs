using System.Globalization;
using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Documents;

/// <summary>A publication of one page, checked against the released cells, in all its forms but those that need a browser to be drawn.</summary>
/// <remarks>Immutable, and made by <see cref="DocumentPress"/> alone. The same releases, template, request and texts give the same bytes.</remarks>
public sealed record Document
{
    internal Document()
    {
    }

    /// <summary>The name of its files without ending: <c>infographic-country-GT-2019-es</c>.</summary>
    public string Name { get; internal init; } = string.Empty;

    /// <summary>The key message, plain text.</summary>
    public string Message { get; internal init; } = string.Empty;

    /// <summary>The page: HTML that is also XML, with its styles, without scripts and without anything from elsewhere.</summary>
    public string Html { get; internal init; } = string.Empty;

    /// <summary>The page in words, for whoever cannot see it and for whoever posts its picture.</summary>
    public string AltText { get; internal init; } = string.Empty;

    /// <summary>Every printed number with the released cells that it comes from: JSON, UTF-8. The next edition is compared with it.</summary>
    public ReadOnlyMemory<byte> Record { get; internal init; }

    /// <summary>The charts of the page, the main one first.</summary>
    public IReadOnlyList<FigureUnit> Charts { get; internal init; } = [];

    /// <summary>Whether the page shows invented data.</summary>
    public bool IsInvented { get; internal init; }
}

/// <summary>Makes publications of one page from templates and released tables.</summary>
public static class DocumentPress
{
    private const string Country = "country";
    private const string Time = "year";

    /// <summary>Makes a publication, and reads it back before it is handed out.</summary>
    /// <param name="template">What it says and shows.</param>
    /// <param name="tables">The released tables.</param>
    /// <param name="request">Place, year and addresses.</param>
    /// <param name="text">Words and numbers of the reader's language; the texts of <c>document.*.yaml</c> are among them.</param>
    /// <returns>
    /// The publication; or <c>PUB-050</c> a place, <c>PUB-051</c> a year that the tables do not know, <c>PUB-052</c> a table that is not released,
    /// <c>PUB-053</c> a number in a fixed text that no cell states, <c>PUB-054</c> text and cells that disagree, <c>PUB-055</c> an earlier figure that no
    /// release states, <c>PUB-056</c> an edition of something else, <c>PUB-058</c> a part of a table that is not there; and those of the charts.
    /// </returns>
    public static Outcome<Document> Make(DocumentTemplate template, DocumentTables tables, DocumentRequest request, ChartText text)
    {
        ArgumentNullException.ThrowIfNull(template);
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(text);
        var draft = Draft(template, tables, request, text);
        return draft.Succeeded ? Finish(draft.Value, new FigureSource(tables)) : Outcome<Document>.Refused(draft.Problems);
    }

    /// <summary>Finds everything that a page says, before it is laid out.</summary>
    internal static Outcome<DocumentDraft> Draft(DocumentTemplate template, DocumentTables tables, DocumentRequest request, ChartText text)
    {
        var source = new FigureSource(tables);
        if (Refuse(template, source, tables, request) is { } refused)
            return refused.Code == PublicationProblems.YearUnknown ? refused with { Subject = string.Join(", ", Years(template, tables, request, text)) } : refused;

        var problems = new List<Problem>();
        var figures = Kept(template.Figures.Select(binding => source.Resolve(Filled(binding, request))), problems);
        var placeName = request.Place is { } place ? CountriesOf(template, source).List.Find(place)!.Name[text.Language] : text.Say(DocumentTextKeys.Region, []);
        var charts = template.Multiples.Prepend(template.Main).Select(chart => Draw(Titled(chart, (placeName, request.Year), text), source, (request, text), problems)).ToList();
        var changes = request.Earlier is { } earlier && problems.Count == 0 ? Changed(earlier, template, (request, figures, text), problems) : null;
        if (problems.Count > 0)
            return Outcome<DocumentDraft>.Refused([.. problems.Distinct()]);

        var register = template.Actions.Register is { } asked ? tables.Registers.First(one => one.Value.Id == asked.Table) : null;
        var facts = register is null ? [] : DocumentFacts.Of(register.Value, template.Actions.Register!, (request.Place, text));
        var made = new DocumentDraft
        {
            Template = template,
            Request = request,
            Text = text,
            PlaceName = placeName,
            Figures = figures,
            Main = charts[0],
            Multiples = charts[1..],
            Facts = facts,
            Register = facts.Count > 0 ? register : null,
            Changes = changes,
        };
        // A chart of which the page says that nothing is published was looked for in a release, too.
        return made with
        {
            Tables = [.. made.Said.Concat(charts.SelectMany(chart => chart.Cells)).SelectMany(source.ReleasesOf)
                .Concat(charts.Where(chart => chart.Unit is null).SelectMany(chart => source.TablesOf(chart.Chart.Binding)))
                .DistinctBy(table => table.Entry.Sequence).OrderBy(table => table.Entry.Sequence)],
        };
    }

    private static Outcome<Document> Finish(DocumentDraft draft, FigureSource source)
    {
        var check = new DocumentCheck(draft, source);
        if (check.OfTemplate() is { Count: > 0 } unsupported)
            return Outcome<Document>.Refused(unsupported);
        var html = new DocumentPage(draft).Write();
        if (check.OfPage(html) is { Count: > 0 } differences)
            return Outcome<Document>.Refused([.. differences.Distinct()]);
        return new Document
        {
            Name = $"{draft.Template.Id}-{draft.Request.Place ?? "region"}-{DocumentDraft.Year(draft.Request.Year)}-{draft.Language.Code}",
            Message = draft.Message(),
            Html = html,
            AltText = DocumentWords.Of(draft),
            Record = DocumentRecord.Of(draft),
            Charts = [.. draft.Charts.Select(chart => chart.Unit).OfType<FigureUnit>()],
            IsInvented = draft.IsInvented,
        };
    }

    private static Problem? Refuse(DocumentTemplate template, FigureSource source, DocumentTables tables, DocumentRequest request)
    {
        foreach (var binding in template.Figures.Concat(template.Multiples.Prepend(template.Main).Select(chart => chart.Binding)))
        {
            if (source.MissingTable(binding) is { } missing)
                return new Problem(PublicationProblems.TableNotReleased, missing, template.Id);
        }

        if (template.Actions.Register is { } register && !tables.Registers.Any(one => one.Value.Id == register.Table && DocumentFacts.IsReadable(one.Value)))
            return new Problem(PublicationProblems.TableNotReleased, register.Table, template.Id);

        var places = CountriesOf(template, source).List;
        var known = string.Join(", ", places.Codes.Select(code => code.Id));
        if (request.Place is { } place ? template.Scope == DocumentScope.Region || places.PositionOf(place) < 0 : template.Scope == DocumentScope.Country)
            return new Problem(PublicationProblems.PlaceUnknown, template.Scope == DocumentScope.Region ? template.Id : known);

        var message = template.Figures.First(figure => figure.Id == template.Message.Figure);
        var cube = source.TableOf(message).Value;
        var years = cube.Dimensions.FirstOrDefault(axis => axis.Id == Time)?.List;
        var year = request.Year.ToString(CultureInfo.InvariantCulture);
        if (years is not null && years.PositionOf(year) < 0)
            return new Problem(PublicationProblems.YearUnknown, template.Id);
        if (request.Earlier is { } earlier && (earlier.Edition.Template != template.Id || earlier.Edition.Place != request.Place))
            return new Problem(PublicationProblems.EditionUnreadable, earlier.Edition.Template, earlier.Edition.Place ?? string.Empty);
        return null;
    }

    // Only what can really be made is offered: first the years of which there is something to say, and where there is none, those whose page says so.
    private static List<string> Years(DocumentTemplate template, DocumentTables tables, DocumentRequest request, ChartText text)
    {
        var source = new FigureSource(tables);
        var message = template.Figures.First(figure => figure.Id == template.Message.Figure);
        var possible = source.TableOf(message).Value.Dimensions.First(axis => axis.Id == Time).List.Codes.Select(code => code.Id)
            .Where(code => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            .Select(code => request with { Year = int.Parse(code, CultureInfo.InvariantCulture), Earlier = null })
            .Where(one => Make(template, tables, one, text).Succeeded).ToList();
        var told = possible.FindAll(one => source.Resolve(Filled(message, one)) is { Succeeded: true } figure && figure.Value.Figure.Kind != FigureKind.Missing);
        return (told.Count > 0 ? told : possible).ConvertAll(one => DocumentDraft.Year(one.Year));
    }

    // Every publication is about countries: the key message's table has them, even where it is about their total.
    private static Dimension CountriesOf(DocumentTemplate template, FigureSource source)
    {
        var cube = source.TableOf(template.Figures.First(figure => figure.Id == template.Message.Figure)).Value;
        return cube.Dimensions.FirstOrDefault(axis => axis.Id == Country)
            ?? throw new ArgumentException("The table of the key message has no countries.", nameof(template));
    }

    private static FigureBinding Filled(FigureBinding binding, DocumentRequest request) => binding with
    {
        At = binding.At.ToDictionary(at => at.Key, at => at.Value switch
        {
            FigureBinding.Place => request.Place ?? CodeList.Total,
            FigureBinding.Year => request.Year.ToString(CultureInfo.InvariantCulture),
            FigureBinding.Before => (request.Year - 1).ToString(CultureInfo.InvariantCulture),
            var code => code,
        }, StringComparer.Ordinal),
    };

    private static DocumentChart Titled(DocumentChart chart, (string Place, int Year) about, ChartText text) => chart.Title is not { } title ? chart : chart with
    {
        Title = LocalizedText.Same(Sentence.Fill(title[text.Language], words => words, name => name switch
        {
            Sentence.Place => about.Place,
            Sentence.Year => about.Year.ToString(CultureInfo.InvariantCulture),
            Sentence.Before => (about.Year - 1).ToString(CultureInfo.InvariantCulture),
            _ => string.Empty,
        })),
    };

    private static DrawnChart Draw(
        DocumentChart asked, FigureSource source, (DocumentRequest Request, ChartText Text) reader, List<Problem> problems)
    {
        var chart = asked with { Binding = Filled(asked.Binding, reader.Request) with { Id = asked.Id } };
        var period = chart.Rows == Time || chart.Series == Time ? null : DocumentPeriod.Of(source.TableOf(chart.Binding).Value, chart.Binding.At);
        var drawn = DocumentCharts.Draw(chart, period, source, (reader.Request.Year, reader.Text));
        DrawnChart Empty()
        {
            var title = chart.Title ?? source.TableOf(chart.Binding).Value.Header.Title;
            return new DrawnChart(chart, null, []) { Name = title[reader.Text.Language], Period = period };
        }

        if (!drawn.Succeeded)
        {
            // A country about which a table says nothing is told so on the page.
            problems.AddRange(drawn.Problems.Where(problem => problem.Code != PublicationProblems.NothingToDraw));
            return Empty();
        }

        var unit = drawn.Value;
        if (unit.Cells.All(cell => cell.Figure.Kind == FigureKind.Missing))
            return Empty();
        var cells = Kept(unit.Cells.Select(cell => source.Resolve(chart.Binding with { At = AtOf(chart, cell) })), problems);
        foreach (var (cell, resolved) in unit.Cells.Zip(cells))
        {
            if (cell.Figure != resolved.Figure)
                problems.Add(new Problem(PublicationProblems.TextDisagrees, chart.Id, cell.Row));
        }

        return new DrawnChart(chart, unit, cells) { Name = unit.Title, Period = period };
    }

    private static Dictionary<string, string> AtOf(DocumentChart chart, FigureCell cell)
    {
        var at = new Dictionary<string, string>(chart.Binding.At, StringComparer.Ordinal) { [chart.Rows] = cell.Row };
        if (chart.Series is { } series)
            at[series] = cell.Series;
        return at;
    }

    private static List<ChangedFigure> Changed(
        EarlierEdition earlier, DocumentTemplate template, (DocumentRequest Request, IReadOnlyList<ResolvedFigure> Figures, ChartText Text) now, List<Problem> problems)
    {
        var released = earlier.Edition.Releases.Select(release => release.ContentHash).ToHashSet(StringComparer.Ordinal);
        var source = new FigureSource(new DocumentTables([.. earlier.Tables.Cubes.Where(cube => released.Contains(cube.Entry.ContentHash))], []));
        var changes = new List<ChangedFigure>();
        foreach (var (binding, figure) in earlier.Edition.Figures)
        {
            // What the record says is only printed if a release in the ledger says it, too.
            if (source.MissingTable(binding) is not null || source.Resolve(binding) is not { Succeeded: true } old || old.Value.Figure != figure)
            {
                problems.Add(new Problem(PublicationProblems.EditionNotReleased, binding.Id, template.Id));
                continue;
            }

            if (now.Figures.FirstOrDefault(one => one.Binding.Id == binding.Id) is { } standing && standing.Figure != figure
                && IsSameMeasure(standing.Binding, binding))
            {
                var label = Sentence.Fill(
                    template.Figures.First(one => one.Id == binding.Id).Label![now.Text.Language], words => words,
                    name => name == Sentence.Place ? string.Empty : name == Sentence.Year ? Text(now.Request.Year) : Text(now.Request.Year - 1));
                var dated = DocumentPeriod.BesideBoth(label, (standing.Period, now.Request.Year), (old.Value.Period, earlier.Edition.Year), now.Text);
                changes.Add(new ChangedFigure(dated, old.Value, standing));
            }
        }

        return changes;

        static string Text(int year) => year.ToString(CultureInfo.InvariantCulture);
    }

    private static bool IsSameMeasure(FigureBinding one, FigureBinding other) =>
        (one.Table, one.Per, one.ShareOf, one.Over, one.CountsStated) == (other.Table, other.Per, other.ShareOf, other.Over, other.CountsStated);

    private static List<ResolvedFigure> Kept(IEnumerable<Outcome<ResolvedFigure>> outcomes, List<Problem> problems)
    {
        var kept = new List<ResolvedFigure>();
        foreach (var outcome in outcomes)
        {
            problems.AddRange(outcome.Problems);
            if (outcome.Succeeded)
                kept.Add(outcome.Value);
        }

        return kept;
    }
}
