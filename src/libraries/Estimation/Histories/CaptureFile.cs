using System.Globalization;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Estimation.Histories;

/// <summary>Capture histories as they come in a file.</summary>
/// <param name="Tables">
/// One table for each value of the replicate column, in ascending order (<c>draw</c>, as linkage writes it: 0 is the chosen linkage); one table if there is none.
/// </param>
/// <param name="Strata">The tables of the chosen linkage by the values of the stratum columns, in ordinal order; empty without such columns.</param>
public sealed record CaptureFile(IReadOnlyList<CaptureHistories> Tables, IReadOnlyList<(IReadOnlyList<string> Values, CaptureHistories Table)> Strata)
{
    /// <summary>The column that numbers linkages of the same lists.</summary>
    public const string DrawColumn = "draw";

    private static readonly string[] CountNames = ["count", "n", "frequency", "freq", "persons", "personas", "cuenta", "conteo", "frecuencia", "total"];

    /// <summary>Reads a file of a column of 0 and 1 a list, and a count.</summary>
    /// <param name="name">What the file is called: problems name it.</param>
    /// <param name="stream">CSV, TSV or a workbook; readable, seekable, at its start. It stays open.</param>
    /// <param name="strata">Names of the columns that tell strata apart; none for a table as a whole.</param>
    /// <returns>
    /// The tables; or every row that cannot be used: <c>EST-003</c> for a code other than 0 and 1, <c>EST-004</c> to <c>EST-006</c> for a count
    /// that is missing, no whole number, negative, <c>EST-007</c> for persons on no list; <c>EST-001</c> without rows, <c>EST-002</c> where
    /// the columns are no lists and a count.
    /// </returns>
    /// <remarks>
    /// The count is the column called so in Spanish or English (<c>count</c>, <c>n</c>, <c>frequency</c>, <c>persons</c>, <c>personas</c>, <c>cuenta</c>), otherwise the last one.
    /// Rows of the same history are added up. The order of the rows changes nothing.
    /// </remarks>
    public static Outcome<CaptureFile> Read(string name, Stream stream, IReadOnlyList<string> strata)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(strata);
        var limits = new ReadingLimits();
        var detected = SourceDetection.Detect(stream, limits);
        if (!detected.Succeeded)
            return detected.Problems[0] with { Subject = name };
        var opened = RowSource.Open(stream, detected.Value.Format with { HeaderRow = 1, HeaderRows = 1 }, limits);
        if (!opened.Succeeded)
            return opened.Problems[0] with { Subject = name };
        using var rows = opened.Value;
        var reading = new Reading(rows.Header, strata);
        return reading.Problem is { } unusable ? unusable with { Path = name } : reading.Read(rows, name);
    }

    private sealed class Reading
    {
        private const int MostProblems = 100;

        private readonly int _count;
        private readonly int _draw;
        private readonly int[] _strata;
        private readonly int[] _lists;
        private readonly string[] _names;
        private readonly List<Problem> _problems = [];

        internal Reading(IReadOnlyList<string> header, IReadOnlyList<string> strata)
        {
            var columns = header.ToArray();
            _count = Array.FindLastIndex(columns, column => CountNames.Contains(column, StringComparer.OrdinalIgnoreCase));
            if (_count < 0)
                _count = columns.Length - 1;
            _draw = Array.IndexOf(columns, DrawColumn);
            _strata = [.. strata.Select(stratum => Array.IndexOf(columns, stratum))];
            _lists = [.. Enumerable.Range(0, columns.Length).Where(column => column != _count && column != _draw && !_strata.Contains(column))];
            _names = [.. _lists.Select(column => columns[column].Trim())];
            var usable = _lists.Length is >= 2 and <= CaptureHistories.MostLists && !Array.Exists(_names, string.IsNullOrEmpty)
                && _names.Distinct(StringComparer.Ordinal).Count() == _names.Length && !_strata.Contains(-1) && !_strata.Contains(_count);
            if (!usable)
                Problem = new(EstimationProblems.ColumnsUnusable, "columns");
        }

        internal Problem? Problem { get; }

        internal Outcome<CaptureFile> Read(RowSource rows, string name)
        {
            var counted = new Dictionary<(long Draw, string Stratum), Dictionary<int, long>>();
            var read = 0;
            while (rows.Read())
            {
                read++;
                if (rows.RowProblem is { } code)
                    Refuse(code, name, rows);
                else if (Row(rows) is { } row)
                    Add(counted, row);
                if (_problems.Count >= MostProblems)
                    break;
            }

            if (rows.Failure is { } failure)
                return failure with { Subject = name };
            if (_problems.Count > 0)
                return Outcome<CaptureFile>.Refused(_problems);
            // Rows of those on no list alone count nobody.
            if (read == 0 || counted.Count == 0)
                return new Problem(EstimationProblems.EmptyTable, name);
            var tables = new List<CaptureHistories>();
            foreach (var draw in counted.GroupBy(part => part.Key.Draw).OrderBy(draw => draw.Key))
            {
                var table = Table(draw.SelectMany(part => part.Value));
                if (!table.Succeeded)
                    return Outcome<CaptureFile>.Refused(table.Problems);
                tables.Add(table.Value);
            }

            var first = counted.Keys.Min(part => part.Draw);
            var strata = _strata.Length == 0 ? [] : counted.Where(part => part.Key.Draw == first).OrderBy(part => part.Key.Stratum, StringComparer.Ordinal)
                .Select(part => ((IReadOnlyList<string>)part.Key.Stratum.Split('\u001f'), Table(part.Value).Value)).ToArray();
            return new CaptureFile(tables, strata);
        }

        private static void Add(Dictionary<(long Draw, string Stratum), Dictionary<int, long>> counted, (long Draw, string Stratum, int History, long Persons) row)
        {
            if (!counted.TryGetValue((row.Draw, row.Stratum), out var part))
                counted[(row.Draw, row.Stratum)] = part = [];
            part[row.History] = part.GetValueOrDefault(row.History) + row.Persons;
        }

        private Outcome<CaptureHistories> Table(IEnumerable<KeyValuePair<int, long>> counts) =>
            CaptureHistories.Of(_names, counts.Select(count => (count.Key, count.Value)));

        private (long Draw, string Stratum, int History, long Persons)? Row(RowSource rows)
        {
            var history = 0;
            for (var list = 0; list < _lists.Length; list++)
            {
                var cell = rows.Text(_lists[list]).Trim();
                if (cell == "1")
                    history |= 1 << list;
                else if (cell != "0")
                    return RefuseCode(rows, _lists[list] + 1);
            }

            var text = rows.Text(_count).Trim();
            var missing = text.Length == 0 || text is "NA" or "NaN" or "null" or ".";
            // A full table has a row for those on no list, without a number because nobody could count them.
            if (history == 0 && (missing || text == "0"))
                return null;
            if (history == 0)
                return Refuse(EstimationProblems.SeenByNobody, "lists", rows);
            if (missing)
                return Refuse(EstimationProblems.CountMissing, "count", rows);
            if (!decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number != decimal.Truncate(number)
                || number > CaptureHistories.LargestCount)
                return Refuse(EstimationProblems.CountNotWhole, "count", rows);
            if (number < 0)
                return Refuse(EstimationProblems.CountNegative, "count", rows);
            var draw = 0L;
            if (_draw >= 0 && !long.TryParse(rows.Text(_draw), NumberStyles.None, CultureInfo.InvariantCulture, out draw))
                return Refuse(EstimationProblems.CountNotWhole, DrawColumn, rows);
            return (draw, string.Join('\u001f', _strata.Select(rows.Text)), history, (long)number);
        }

        // The column by its place: in a file without headings its name is a cell of the first row.
        private (long, string, int, long)? RefuseCode(RowSource rows, int column)
        {
            _problems.Add(new(EstimationProblems.CodeNotBinary, "lists", string.Create(CultureInfo.InvariantCulture, $"row {rows.RowNumber}, column {column}")));
            return null;
        }

        private (long, string, int, long)? Refuse(string code, string subject, RowSource rows)
        {
            _problems.Add(new(code, subject, string.Create(CultureInfo.InvariantCulture, $"row {rows.RowNumber}")));
            return null;
        }
    }
}
