using System.Globalization;
using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Formats;

/// <summary>A released table as rows of an open file, in the words of one reader's language: what every format is written from.</summary>
/// <remarks>
/// Made from released tables alone, so that no format can say more than another one or than the release. Immutable. The same release,
/// language and texts give the same rows, and every writer the same bytes.
/// </remarks>
public sealed class OpenTable
{
    private OpenTable(LedgerEntry entry, TableFacts facts, ChartText text, (IReadOnlyList<OpenColumn> Columns, IReadOnlyList<IReadOnlyList<OpenValue>> Rows) content)
    {
        Entry = entry;
        Facts = facts;
        Text = text;
        Columns = content.Columns;
        Rows = content.Rows;
    }

    /// <summary>The table's id; lower-case words joined by hyphens.</summary>
    public string Id => Facts.Id;

    /// <summary>The line of the ledger that accounts for the table.</summary>
    public LedgerEntry Entry { get; }

    /// <summary>The language of names and titles.</summary>
    public Language Language => Text.Language;

    /// <summary>What the table is called, in the reader's language.</summary>
    public string Title => Facts.Title[Language];

    /// <summary>Number of rows.</summary>
    public int RowCount => Rows.Count;

    internal TableFacts Facts { get; }

    internal ChartText Text { get; }

    internal IReadOnlyList<OpenColumn> Columns { get; }

    internal IReadOnlyList<IReadOnlyList<OpenValue>> Rows { get; }

    /// <summary>The figures; null for tables of another shape.</summary>
    internal Released<Cube>? Cube { get; private init; }

    internal string Release => Entry.Sequence.ToString(CultureInfo.InvariantCulture);

    /// <summary>A cube, one cell a row: all that it states, and as missing every combination of listed codes on which a published view says nothing.</summary>
    /// <param name="table">The released cube.</param>
    /// <param name="text">The reader's words.</param>
    /// <returns>The rows, in the order of the code lists.</returns>
    public static OpenTable Of(Released<Cube> table, ChartText text)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(text);
        var header = table.Value.Header;
        var facts = new TableFacts(header.Id, header.Title, header.Definition, header.Source)
        {
            Shape = "cube",
            Limits = header.Limits,
            Unit = header.Unit,
            Origin = header.Origin,
            Measure = header.Measure,
        };
        return new(table.Entry, facts, text, (ColumnsOf(table.Value, text), [.. CubeCells.Of(table.Value).Select(cell => RowOf(table, text, cell))]))
        {
            Cube = table,
        };
    }

    /// <summary>Estimates, one place a row, with what each may be used for.</summary>
    /// <param name="table">The released estimates.</param>
    /// <param name="text">The reader's words.</param>
    /// <returns>The rows, in the order of the places' codes.</returns>
    public static OpenTable Of(Released<EstimateTable> table, ChartText text)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(text);
        var header = table.Value.Header;
        var facts = new TableFacts(header.Id, header.Title, header.Definition, header.Source)
        {
            Shape = "estimates",
            Limits = header.Limits,
            Unit = header.Unit,
            Origin = header.Origin,
            Measure = header.Measure,
        };
        IReadOnlyList<OpenColumn> columns =
        [
            OpenColumn.Fixed("indicator", text),
            OpenColumn.Fixed("country", text),
            OpenColumn.Fixed("standing", text) with { Values = [.. Enum.GetNames<EstimateStanding>()] },
            OpenColumn.Fixed("kind", text) with { Values = Kinds },
            OpenColumn.Fixed("low", text) with { Type = OpenType.Number, MayBeEmpty = true },
            OpenColumn.Fixed("high", text) with { Type = OpenType.Number, MayBeEmpty = true },
            OpenColumn.Fixed("best", text) with { Type = OpenType.Number, MayBeEmpty = true },
            OpenColumn.Fixed("level", text) with { Type = OpenType.Number },
            OpenColumn.Fixed("method", text),
            .. Closing(text),
        ];
        return new(table.Entry, facts, text, (columns, [.. table.Value.Rows.Select(row => RowOf(table, text, row))]));
    }

    /// <summary>A register, as it is; beside each column of codes one with their names.</summary>
    /// <param name="table">The released register.</param>
    /// <param name="text">The reader's words.</param>
    /// <returns>The rows, in the register's order.</returns>
    public static OpenTable Of(Released<RegisterTable> table, ChartText text)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(text);
        var register = table.Value;
        var columns = new List<OpenColumn>();
        foreach (var column in register.Columns)
        {
            var own = new OpenColumn(column.Id, column.Title[text.Language]) { Titles = column.Title, List = column.List, MayBeEmpty = true };
            columns.Add(own);
            if (column.List is not null)
                columns.Add(own.NameColumn(text));
        }

        var rows = register.Rows.Select(IReadOnlyList<OpenValue> (row) =>
        [
            .. row.SelectMany((cell, at) => register.Columns[at].List is { } list
                ? new[] { new OpenValue(cell), new OpenValue(list.Find(cell)?.Name[text.Language] ?? string.Empty) }
                : [new OpenValue(cell)]),
        ]);
        return new(table.Entry, new(register.Id, register.Title, register.Note, register.Source) { Shape = "register" }, text, (columns, [.. rows]));
    }

    private static readonly IReadOnlyList<string> Kinds = ["exact", "interval", "withheld", "missing"];

    private static List<OpenColumn> ColumnsOf(Cube cube, ChartText text)
    {
        var columns = new List<OpenColumn> { OpenColumn.Fixed("indicator", text) };
        foreach (var dimension in cube.Dimensions)
        {
            var own = new OpenColumn(dimension.Id, dimension.List.Title[text.Language])
            {
                Titles = dimension.List.Title,
                List = dimension.List,
                WithReserved = true,
            };
            columns.Add(own);
            columns.Add(own.NameColumn(text));
        }

        columns.Add(OpenColumn.Fixed("kind", text) with { Values = Kinds });
        columns.Add(OpenColumn.Fixed("low", text) with { Type = OpenType.Number, MayBeEmpty = true });
        columns.Add(OpenColumn.Fixed("high", text) with { Type = OpenType.Number, MayBeEmpty = true });
        columns.AddRange(Closing(text));
        return columns;
    }

    private static OpenColumn[] Closing(ChartText text) =>
    [
        OpenColumn.Fixed("unit", text),
        OpenColumn.Fixed("source", text),
        OpenColumn.Fixed("origin", text) with { Values = ["recorded", "official", "invented"] },
        OpenColumn.Fixed("release", text) with { Type = OpenType.Integer },
    ];

    private static IReadOnlyList<OpenValue> RowOf(Released<Cube> table, ChartText text, CubeCell cell)
    {
        var fields = SliceCsv.Row(table, text, cell.Codes, cell.Figure);
        var low = 1 + (cell.Codes.Count * 2) + 1;
        return
        [
            .. fields.Select((field, at) =>
                at == low ? Bound(field, cell.Figure, cell.Figure.Low, text)
                : at == low + 1 ? Bound(field, cell.Figure, cell.Figure.High, text)
                : at == fields.Count - 1 ? new OpenValue(field) { Number = table.Entry.Sequence }
                : new OpenValue(field)),
        ];
    }

    private static IReadOnlyList<OpenValue> RowOf(Released<EstimateTable> table, ChartText text, PlaceEstimate row)
    {
        var header = table.Value.Header;
        return
        [
            new(header.Id), new(row.Place), new(row.Standing.ToString()), new(SliceCsv.KindOf(row.Interval)),
            Stated(row.Interval, row.Interval.Low, text), Stated(row.Interval, row.Interval.High, text), Stated(row.Best, row.Best.Low, text),
            new(SliceCsv.Digits(table.Value.Level)) { Number = table.Value.Level }, new(table.Value.Method),
            new(header.Unit[text.Language]), new(SliceCsv.SourceOf(header.Source)), new(SliceCsv.OriginOf(header.Origin)),
            new(table.Entry.Sequence.ToString(CultureInfo.InvariantCulture)) { Number = table.Entry.Sequence },
        ];
    }

    private static OpenValue Stated(Figure figure, decimal bound, ChartText text) =>
        Bound(figure.IsStated ? SliceCsv.Digits(bound) : string.Empty, figure, bound, text);

    // An absent number is an empty field for programs and a word for people: never a zero.
    private static OpenValue Bound(string field, Figure figure, decimal bound, ChartText text) => figure.Kind switch
    {
        FigureKind.Exact or FigureKind.Interval => new(field) { Number = bound },
        FigureKind.Withheld => new(field) { Word = text.Say(ChartTextKeys.Withheld, []) },
        _ => new(field) { Word = text.Say(ChartTextKeys.Missing, []) },
    };
}
