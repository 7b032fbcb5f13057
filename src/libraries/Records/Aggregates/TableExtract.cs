using System.Globalization;
using Amparo.Records.Tables;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Records.Aggregates;

/// <summary>An aggregate table made from its publisher's file.</summary>
/// <param name="Cube">The figures, as stated.</param>
/// <param name="Report">What became of the rows.</param>
public sealed record ExtractedTable(Cube Cube, ExtractReport Report);

/// <summary>What became of the rows of a publisher's file, for one table. Row one is the first below the header.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Belonging">Rows that the table's conditions ask for, in its countries and years; and damaged rows, which may be any.</param>
/// <param name="Repetitions">Rows that say again what another row says, and count once.</param>
/// <param name="Contradicted">Cells left out since their rows differ, or since one label stands for several things.</param>
/// <param name="Unread">Rows left out since a word names no code, the figure is none, or the row is damaged.</param>
public sealed record ExtractReport(
    long Rows, long Belonging, long Repetitions, IReadOnlyList<IReadOnlyList<int>> Contradicted, IReadOnlyList<int> Unread);

/// <summary>Makes aggregate tables from the long files of publishers: UNODC's country-year tables, the SDG series, populations.</summary>
/// <remarks>
/// What the source says is carried over as it says it: a text such as <c>&lt;5</c> stays an interval, totals are not computed, parts are
/// not adjusted, and where the source contradicts itself the cell is missing. The order of the rows changes nothing. Stateless and thread-safe.
/// </remarks>
public static class TableExtract
{
    /// <summary>Whether a file has the columns that a table is made from.</summary>
    /// <param name="table">The table.</param>
    /// <param name="header">The file's columns.</param>
    /// <returns>True if it has each of them once; false also for a table without a rule.</returns>
    public static bool Fits(AggregateTable table, IReadOnlyList<string> header)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(header);
        return table.Extract is { } rule && rule.Columns.All(column => header.Count(name => name == column) == 1);
    }

    /// <summary>Makes tables in one pass over a file.</summary>
    /// <param name="tables">The tables; each has a rule, and the file its columns (<see cref="Fits"/>).</param>
    /// <param name="rows">The file, at its start.</param>
    /// <param name="lists">The code lists; one for each dimension.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>
    /// The tables in the same order; or why there are none: <c>REC-401</c> and <c>REC-402</c> for lists and scopes, and
    /// what ended the reading of the file.
    /// </returns>
    /// <exception cref="ArgumentException">A table has no rule, or the file lacks one of its columns.</exception>
    public static Outcome<IReadOnlyList<ExtractedTable>> Read(
        IReadOnlyList<AggregateTable> tables, RowSource rows, CodeListCatalogue lists, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(lists);
        if (tables.Any(table => !Fits(table, rows.Header)))
            throw new ArgumentException("The file lacks a column of a table, or the table has no rule.", nameof(tables));
        var problems = new List<Problem>();
        var gatherers = new List<Gatherer>();
        foreach (var table in tables)
        {
            var dimensions = AggregateTableReader.DimensionsOf(table, lists, problems);
            problems.AddRange(table.Extract!.Axes
                .Where(axis => lists.Find(axis.Field) is { } list && !Knows(list, axis)).Select(axis => new Problem(TableProblems.ScopeUnknown, axis.Field)));
            if (problems.Count == 0)
                gatherers.Add(new(table, dimensions, rows.Header, lists));
        }

        if (problems.Count > 0)
            return Outcome<IReadOnlyList<ExtractedTable>>.Refused(problems);
        while (rows.Read())
        {
            cancel.ThrowIfCancellationRequested();
            foreach (var gatherer in gatherers)
                gatherer.Take(rows);
        }

        if (rows.Failure is { } failure)
            return failure;
        ExtractedTable[] made = [.. gatherers.Select(gatherer => gatherer.Conclude())];
        return made;
    }

    // A misspelt code or standard would leave its rows out without a word.
    private static bool Knows(CodeList list, ExtractAxis axis) =>
        (axis.Reading.Kind != CodeReadingKind.Equivalent || list.Codes.Any(code => code.Equivalents.ContainsKey(axis.Reading.Standard)))
        && axis.Words.Values.All(code => code.StartsWith('=') || code is CodeList.Total or CodeList.Unknown || list.PositionOf(code) >= 0);

    private enum RowOutcome
    {
        /// <summary>The row is of another table, country or year.</summary>
        Elsewhere,

        /// <summary>It belongs to the table and states a figure, or an empty one.</summary>
        Read,

        /// <summary>It belongs to the table, as far as anybody can tell, and states nothing that can be read.</summary>
        Unread,
    }

    private sealed class Gatherer
    {
        private readonly AggregateTable _table;
        private readonly ExtractRule _rule;
        private readonly Cube _frame;
        private readonly (int Place, string Text)[] _where;
        private readonly (int Place, AxisWords Words)[] _axes;
        private readonly int _figure;
        private readonly Dictionary<long, List<(int Row, Figure Figure)>> _stated = [];
        private readonly List<int> _unread = [];
        private long _rows;
        private long _belonging;

        public Gatherer(AggregateTable table, Dimension[] dimensions, IReadOnlyList<string> header, CodeListCatalogue lists)
        {
            _table = table;
            _rule = table.Extract!;
            _frame = new Cube(table.Header, dimensions, table.Views, []);
            _where = [.. _rule.Where.Select(pair => (PlaceOf(header, pair.Key), pair.Value))];
            _axes = [.. _rule.Axes.Select((axis, at) => (PlaceOf(header, axis.Column), new AxisWords(axis, dimensions, at, lists[axis.Field])))];
            _figure = PlaceOf(header, _rule.Figure.Column);
        }

        public void Take(RowSource row)
        {
            _rows++;
            long index = 0;
            Figure? figure = null;
            // What is wrong with a row shows while its cells are read. With a cell too many, nobody can say whose row it is.
            var outcome = row.RowProblem is null ? Judge(row, out index, out figure) : RowOutcome.Unread;
            if (row.RowProblem is not null)
                outcome = RowOutcome.Unread;
            _belonging += outcome == RowOutcome.Elsewhere ? 0 : 1;
            if (outcome == RowOutcome.Unread)
            {
                _unread.Add(row.RowNumber);
            }
            else if (figure is { } stated)
            {
                if (!_stated.TryGetValue(index, out var cell))
                    _stated.Add(index, cell = []);
                cell.Add((row.RowNumber, stated));
            }
        }

        private RowOutcome Judge(RowSource row, out long index, out Figure? figure)
        {
            (index, figure) = (0, null);
            if (!Array.TrueForAll(_where, condition => row.Text(condition.Place) == condition.Text))
                return RowOutcome.Elsewhere;

            // Countries and years of others are not ours to judge: a row leaves before anybody looks at its other words.
            var positions = new int[_axes.Length];
            var unread = false;
            for (var axis = 0; axis < _axes.Length; axis++)
            {
                var position = _axes[axis].Words.PositionOf(row.Text(_axes[axis].Place), positions);
                if (position == AxisWords.OutOfScope)
                    return RowOutcome.Elsewhere;
                unread |= position == AxisWords.NoCode;
                positions[axis] = Math.Max(position, 0);
            }

            // A figure that no view of the table asks for belongs to another table.
            if (!unread && !_frame.Publishes(positions))
                return RowOutcome.Elsewhere;
            var text = row.Text(_figure);
            figure = text.Length == 0 ? null : FigureOf(text);
            if (unread || (text.Length > 0 && figure is null))
                return RowOutcome.Unread;
            index = _frame.IndexOf(positions);
            return RowOutcome.Read;
        }

        public ExtractedTable Conclude()
        {
            var cells = new List<KeyValuePair<long, Figure>>();
            var contradicted = new List<IReadOnlyList<int>>();
            long repetitions = 0;
            foreach (var (index, stated) in _stated.OrderBy(cell => cell.Key))
            {
                var agree = stated.TrueForAll(one => one.Figure == stated[0].Figure);
                if (stated.Count > 1 && (!agree || _rule.Repeated == RepeatedRows.NeverOne))
                {
                    contradicted.Add([.. stated.Select(one => one.Row)]);
                    continue;
                }

                repetitions += stated.Count - 1;
                cells.Add(KeyValuePair.Create(index, stated[0].Figure));
            }

            return new(
                new Cube(_table.Header, _frame.Dimensions, _table.Views, cells),
                new ExtractReport(_rows, _belonging, repetitions, [.. contradicted.OrderBy(rows => rows[0])], [.. _unread]));
        }

        private Figure? FigureOf(string text)
        {
            var figure = _rule.Figure;
            if (figure.Intervals.TryGetValue(text, out var ends))
                return Figure.Between((ends.Low * figure.Scale, ends.High * figure.Scale));
            var digits = figure.Thousands is { } mark ? WithoutThousands(text, mark) : text;
            if (digits is null || !decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                || number > decimal.MaxValue / figure.Scale)
                return null;
            number *= figure.Scale;
            // Counts are whole, and shares end at one: another number is a figure that was misread.
            return _table.Header.Measure switch
            {
                MeasureKind.Count or MeasureKind.Distinct when number != decimal.Truncate(number) => null,
                MeasureKind.Share when number > 1 => null,
                _ => Figure.Exact(number),
            };
        }

        // Groups of three digits after the first, which is no zero: 1,50 and 0,125 are no numbers with thousands.
        private static string? WithoutThousands(string text, char mark)
        {
            if (!text.Contains(mark, StringComparison.Ordinal))
                return text;
            var point = mark == '.' ? -1 : text.IndexOf('.', StringComparison.Ordinal);
            var whole = point < 0 ? text : text[..point];
            var groups = whole.Split(mark);
            return groups[0].Length is >= 1 and <= 3 && groups[0][0] != '0' && groups.Skip(1).All(group => group.Length == 3)
                && groups.All(group => group.All(char.IsAsciiDigit))
                ? string.Concat(groups) + text[whole.Length..]
                : null;
        }

        private static int PlaceOf(IReadOnlyList<string> header, string column) =>
            Enumerable.Range(0, header.Count).First(place => header[place] == column);
    }

    /// <summary>The words of one column.</summary>
    private sealed class AxisWords
    {
        public const int OutOfScope = -1;
        public const int NoCode = -2;

        private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
        private readonly Dictionary<string, int> _sameAs = new(StringComparer.Ordinal);
        private readonly Dimension[] _dimensions;
        private readonly int _axis;
        private readonly NameFinder? _names;
        private readonly bool _listed;

        public AxisWords(ExtractAxis axis, Dimension[] dimensions, int at, CodeList whole)
        {
            _dimensions = dimensions;
            _axis = at;
            var dimension = dimensions[at];
            if (axis.Reading.Kind == CodeReadingKind.Name)
            {
                _names = NameFinder.Of(whole);
                _listed = true;
            }
            else
            {
                foreach (var code in dimension.List.Codes)
                {
                    if (axis.Reading.Kind == CodeReadingKind.Id)
                        _positions[code.Id] = dimension.PositionOf(code.Id);
                    else if (code.Equivalents.TryGetValue(axis.Reading.Standard, out var spelling))
                        _positions[spelling] = dimension.PositionOf(code.Id);
                }
            }

            foreach (var (word, code) in axis.Words)
            {
                if (code.StartsWith('='))
                    _sameAs[word] = Array.FindIndex(dimensions, other => other.Id == code[1..]);
                else
                    _positions[word] = code is CodeList.Total or CodeList.Unknown || dimension.List.PositionOf(code) >= 0 ? dimension.PositionOf(code)
                        : _listed ? NoCode : OutOfScope;
            }
        }

        /// <param name="text">The cell.</param>
        /// <param name="positions">Where the row stands on the axes before this one.</param>
        public int PositionOf(string text, int[] positions)
        {
            if (_positions.TryGetValue(text, out var position))
                return position;
            if (_sameAs.TryGetValue(text, out var other))
                return Within(_dimensions[other].CodeAt(positions[other]));
            if (!_listed)
                return OutOfScope;
            var match = _names!.Find(text);
            return match.Found ? Within(_names.List.Codes[match.Position].Id) : NoCode;
        }

        private int Within(string code) => _dimensions[_axis].List.PositionOf(code) >= 0 ? _dimensions[_axis].PositionOf(code) : NoCode;
    }
}
