using System.Globalization;
using Amparo.Records;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Indicators;

/// <summary>The result of counting records by an indicator.</summary>
/// <remarks>
/// Every record is accounted for: it is counted (or, in a distinct count, belongs to a subject that is), or it is out of scope. A
/// missing value, whatever its kind, counts as "unknown" and never as one of the codes.
/// </remarks>
public sealed class Tally
{
    // Base cells are held densely: 64 million of them are a quarter of a gigabyte.
    private const long MostCombinations = 64_000_000;

    private Tally(CountedCube cube, long records, long outOfScope)
    {
        Cube = cube;
        Records = records;
        OutOfScope = outOfScope;
    }

    /// <summary>The exact counts.</summary>
    public CountedCube Cube { get; }

    /// <summary>Number of records read.</summary>
    public long Records { get; }

    /// <summary>Number of records (distinct counts: subjects) with a code outside the indicator's scope, such as another year.</summary>
    public long OutOfScope { get; }

    /// <summary>Counts records, or the different subjects behind them.</summary>
    /// <param name="definition">What to count.</param>
    /// <param name="records">The records.</param>
    /// <returns>The counts; or <c>IND-001</c> to <c>IND-005</c> if the records do not fit the definition.</returns>
    /// <remarks>
    /// A distinct count places each subject once: its records are put in order of time, and each dimension takes the first value
    /// stated in that order. So parts + unknown = total holds for distinct counts too. Does not depend on the order of the records,
    /// except between records of one subject on one day. Cost: n log n.
    /// </remarks>
    public static Outcome<Tally> Of(IndicatorDefinition definition, RecordSet records)
    {
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(records);
        var problems = new List<Problem>();
        var axes = definition.Dimensions.Select(dimension => Axis.For(dimension, records, problems)).OfType<Axis>().ToArray();
        if (problems.Count > 0)
            return Outcome<Tally>.Refused(problems);

        var combinations = axes.Aggregate(1.0, (product, axis) => product * CountedCube.BaseSize(axis.Dimension));
        if (combinations > MostCombinations)
            return new Problem(IndicatorsProblems.TooManyCombinations, definition.Header.Id);

        var counts = new int[(int)combinations];
        var outOfScope = 0L;
        if (definition.Subject is { } subject)
        {
            var ordered = RowsBySubject.Of(subject, records);
            if (!ordered.Succeeded)
                return Outcome<Tally>.Refused(ordered.Problems);
            foreach (var rows in ordered.Value.Groups())
                outOfScope += Place(axes, rows, counts);
        }
        else
        {
            Span<int> row = stackalloc int[1];
            for (row[0] = 0; row[0] < records.Count; row[0]++)
                outOfScope += Place(axes, row, counts);
        }

        var cube = new CountedCube(definition.Header, [.. axes.Select(axis => axis.Dimension)], definition.Views, counts);
        return new Tally(cube, records.Count, outOfScope);
    }

    // Counts one subject, given its rows in order of time; returns 1 if it is out of scope.
    private static int Place(Axis[] axes, ReadOnlySpan<int> rows, int[] counts)
    {
        var cell = 0;
        foreach (var axis in axes)
        {
            var position = axis.PositionOf(rows);
            if (position == Axis.OutOfScope)
                return 1;
            cell = (cell * CountedCube.BaseSize(axis.Dimension)) + position;
        }

        counts[cell]++;
        return 0;
    }

    private sealed class Axis
    {
        public const int OutOfScope = -1;

        private readonly CodedColumn _column;
        private readonly int[] _positions;

        private Axis(CodedColumn column, Dimension dimension)
        {
            _column = column;
            Dimension = dimension;
            _positions = [.. column.List.Codes.Select(code => dimension.List.PositionOf(code.Id))];
        }

        public Dimension Dimension { get; }

        public static Axis? For(IndicatorDimension declared, RecordSet records, List<Problem> problems)
        {
            if (records.FindCoded(declared.Field) is not { } column)
            {
                problems.Add(new Problem(IndicatorsProblems.NoSuchField, declared.Field));
                return null;
            }

            var list = column.List;
            if (declared.Codes is { } scope)
            {
                if (scope.Any(code => list.PositionOf(code) < 0))
                {
                    problems.Add(new Problem(IndicatorsProblems.NoSuchCode, declared.Field));
                    return null;
                }

                list = new CodeList(list.Id, list.Version, list.Title, list.Source, [.. scope.Select(code => list.Find(code)!)]);
            }

            return new Axis(column, new Dimension(declared.Field, list));
        }

        public int PositionOf(ReadOnlySpan<int> rows)
        {
            foreach (var row in rows)
            {
                if (_column.Cells[row] is >= 0 and var cell)
                    return _positions[cell];
            }

            return Dimension.UnknownPosition;
        }
    }

    /// <summary>Record numbers sorted by subject, then time, then number.</summary>
    private sealed class RowsBySubject
    {
        private readonly int[] _rows;
        private readonly IReadOnlyList<string> _subjects;

        private RowsBySubject(int[] rows, IReadOnlyList<string> subjects)
        {
            _rows = rows;
            _subjects = subjects;
        }

        public static Outcome<RowsBySubject> Of(Subject subject, RecordSet records)
        {
            if (records.FindText(subject.Field) is not { } subjectColumn)
                return new Problem(IndicatorsProblems.NoSubjectField, subject.Field);
            if (records.FindText(subject.OrderBy) is not { } timeColumn)
                return new Problem(IndicatorsProblems.NoSubjectField, subject.OrderBy);
            // Decoded once: sorting looks at each of them many times.
            string[] subjects = [.. subjectColumn];
            string[] times = [.. timeColumn];
            for (var row = 0; row < subjects.Length; row++)
            {
                if (subjects[row].Length == 0)
                {
                    return new Problem(
                        IndicatorsProblems.SubjectMissing, subject.Field, string.Create(CultureInfo.InvariantCulture, $"record {row + 1}"));
                }
            }

            var rows = new int[records.Count];
            for (var row = 0; row < rows.Length; row++)
                rows[row] = row;
            Array.Sort(rows, (left, right) =>
            {
                var bySubject = string.CompareOrdinal(subjects[left], subjects[right]);
                if (bySubject != 0)
                    return bySubject;
                var byTime = string.CompareOrdinal(times[left], times[right]);
                return byTime != 0 ? byTime : left.CompareTo(right);
            });
            return new RowsBySubject(rows, subjects);
        }

        public IEnumerable<int[]> Groups()
        {
            var start = 0;
            for (var end = 1; end <= _rows.Length; end++)
            {
                if (end < _rows.Length && string.Equals(_subjects[_rows[start]], _subjects[_rows[end]], StringComparison.Ordinal))
                    continue;
                yield return _rows[start..end];
                start = end;
            }
        }
    }
}
