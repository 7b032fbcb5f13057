using System.Text;
using Amparo.Linkage.Review;
using Amparo.Linkage.Tables;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Linkage.Reading;

/// <summary>One list to read.</summary>
/// <param name="Name">What it is called: the list's name where no column tells it.</param>
/// <param name="Stream">Readable, seekable, at its start. It stays open.</param>
public sealed record ListSource(string Name, Stream Stream);

/// <summary>One column as the lists have it: distinct texts, and the number of one for each record.</summary>
internal sealed class RawColumn(string name, FieldRole role)
{
    /// <summary>The column's name.</summary>
    public string Name { get; } = name;

    /// <summary>What it says.</summary>
    public FieldRole Role { get; } = role;

    /// <summary>The distinct texts; the empty one is number 0.</summary>
    public TextDictionary Texts { get; } = Empty();

    /// <summary>A text a record.</summary>
    public List<int> Codes { get; } = [];

    private static TextDictionary Empty()
    {
        var texts = new TextDictionary();
        texts.Add([]);
        return texts;
    }
}

/// <summary>The records of all lists as they were written, column by column: raw texts stay as they are.</summary>
/// <remarks>Identifies persons: it stays inside the office that links.</remarks>
public sealed class PersonLists
{
    private readonly TextDictionary _ids;
    private readonly List<int> _idLengths;
    private readonly List<ushort> _listOf;
    private int[]? _order;

    private PersonLists(TextDictionary ids, List<int> idLengths, List<ushort> listOf)
    {
        _ids = ids;
        _idLengths = idLengths;
        _listOf = listOf;
    }

    /// <summary>Number of records.</summary>
    public int Count => _listOf.Count;

    /// <summary>The names of the lists.</summary>
    public IReadOnlyList<string> Lists { get; private init; } = [];

    /// <summary>The names of the columns that linkage does not look at.</summary>
    public IReadOnlyList<string> Ignored { get; private init; } = [];

    /// <summary>Columns with what they say, in the order in which they first came.</summary>
    internal IReadOnlyList<RawColumn> Columns { get; private init; } = [];

    /// <summary>The list of a record.</summary>
    /// <param name="record">From zero.</param>
    public int ListOf(int record) => _listOf[record];

    /// <summary>The id of a record within its list.</summary>
    /// <param name="record">From zero.</param>
    public string IdOf(int record) => Encoding.UTF8.GetString(IdBytesOf(record));

    /// <summary>The list and id of a record.</summary>
    /// <param name="record">From zero.</param>
    public RecordKey KeyOf(int record) => new(Lists[ListOf(record)], IdOf(record));

    /// <summary>The raw texts of a record, by column, as its list has them; blank cells are left out.</summary>
    /// <param name="record">From zero.</param>
    public IReadOnlyDictionary<string, string> CellsOf(int record) =>
        Columns.Where(column => column.Role != FieldRole.Truth && column.Codes[record] != 0)
            .ToDictionary(column => column.Name, column => Encoding.UTF8.GetString(column.Texts[column.Codes[record]]), StringComparer.Ordinal);

    /// <summary>The columns that linkage looks at, with what they say.</summary>
    public IReadOnlyList<(string Column, FieldRole Role)> Used => [.. Columns.Select(column => (column.Name, column.Role))];

    /// <summary>Whether an id is that of one record only, whatever its list.</summary>
    public bool IdsAreUnique()
    {
        var seen = new TextDictionary();
        for (var record = 0; record < Count; record++)
        {
            if (seen.Add(IdBytesOf(record)) != record)
                return false;
        }

        return true;
    }

    /// <summary>The records in the order of their lists' names, then of their ids: an order that does not depend on that of the rows.</summary>
    public IReadOnlyList<int> InOrder() => _order ??= SortedRecords();

    private static ulong Start(ReadOnlySpan<byte> id)
    {
        var start = 0UL;
        for (var i = 0; i < 6; i++)
            start = (start << 8) | (i < id.Length ? id[i] : 0u);
        return start;
    }

    private int[] SortedRecords()
    {
        var ranks = Lists.Index().OrderBy(list => list.Item, StringComparer.Ordinal).Select((list, rank) => (list.Index, Rank: rank)).OrderBy(list => list.Index)
            .Select(list => list.Rank).ToArray();
        var order = new int[Count];
        var starts = new ulong[Count];
        for (var record = 0; record < Count; record++)
        {
            order[record] = record;
            starts[record] = ((ulong)ranks[_listOf[record]] << 48) | Start(IdBytesOf(record));
        }

        // By list and the first six letters at once; the few that agree in them by all of them.
        Array.Sort(starts, order);
        for (var from = 0; from < Count;)
        {
            var to = from + 1;
            while (to < Count && starts[to] == starts[from])
                to++;
            if (to - from > 1)
                order.AsSpan(from, to - from).Sort((one, other) => IdBytesOf(one).SequenceCompareTo(IdBytesOf(other)));
            from = to;
        }

        return order;
    }

    internal ReadOnlySpan<byte> IdBytesOf(int record) => _ids[record][.._idLengths[record]];

    internal ulong HashOf(int record) => _ids.HashOf(record);

    /// <summary>Whether there is a column of the truth.</summary>
    public bool HasTruth => Truth is not null;

    /// <summary>The truth column's value of a record, for measuring; null if there is no such column.</summary>
    internal RawColumn? Truth => Columns.FirstOrDefault(column => column.Role == FieldRole.Truth);

    /// <summary>Reads lists.</summary>
    /// <param name="sources">The lists, at least one.</param>
    /// <param name="roleOf">What a column says, by its name.</param>
    /// <param name="tell">Told the share of the work done.</param>
    /// <returns>
    /// The records; or <c>LNK-001</c> where a list has no id column, <c>LNK-002</c> for an id that occurs twice in a list, <c>LNK-003</c> for a
    /// record without id, <c>LNK-004</c> for a list without records, <c>LNK-013</c> for two columns of one name, a <c>REC-</c> problem where a file cannot be read.
    /// </returns>
    public static Outcome<PersonLists> Read(IReadOnlyList<ListSource> sources, Func<string, FieldRole> roleOf, Action<double> tell)
    {
        ArgumentNullException.ThrowIfNull(sources);
        ArgumentNullException.ThrowIfNull(roleOf);
        ArgumentNullException.ThrowIfNull(tell);
        var reading = new ListReading(roleOf);
        var problems = new List<Problem>();
        for (var i = 0; i < sources.Count; i++)
        {
            var source = sources[i];
            if (reading.Read(source, share => tell((i + share) / sources.Count)) is { } problem)
                problems.Add(problem);
        }

        return problems.Count > 0 ? Outcome<PersonLists>.Refused(problems) : reading.End();
    }

    private sealed class ListReading(Func<string, FieldRole> roleOf)
    {
        private const int TellEvery = 1 << 14;

        private readonly TextDictionary _ids = new();
        private readonly List<int> _idLengths = [];
        private readonly List<ushort> _listOf = [];
        private readonly List<RawColumn> _columns = [];
        private readonly List<string> _ignored = [];
        private readonly TextDictionary _lists = new();

        public PersonLists End() => new(_ids, _idLengths, _listOf)
        {
            Lists = [.. Enumerable.Range(0, _lists.Count).Select(list => Encoding.UTF8.GetString(_lists[list]))],
            Ignored = _ignored,
            Columns = _columns,
        };

        public Problem? Read(ListSource source, Action<double> tell)
        {
            var limits = new ReadingLimits();
            var detected = SourceDetection.Detect(source.Stream, limits);
            if (!detected.Succeeded)
                return detected.Problems[0] with { Subject = source.Name };
            var opened = RowSource.Open(source.Stream, detected.Value.Format with { HeaderRow = 1, HeaderRows = 1 }, limits);
            if (!opened.Succeeded)
                return opened.Problems[0] with { Subject = source.Name };
            using var rows = opened.Value;
            return Read(source, rows, tell);
        }

        private Problem? Read(ListSource source, RowSource rows, Action<double> tell)
        {
            var header = rows.Header;
            var roles = header.Select(roleOf).ToArray();
            var id = Array.IndexOf(roles, FieldRole.Id);
            if (id < 0)
                return new Problem(LinkageProblems.NoIdColumn, source.Name);
            var list = Array.IndexOf(roles, FieldRole.List);
            // Of two columns with one name nobody could say which a cell is from.
            if (header.Index().FirstOrDefault(column => roles[column.Index] != FieldRole.Ignored && header.Take(column.Index).Contains(column.Item, StringComparer.Ordinal)) is { Item: not null } twice)
                return new Problem(LinkageProblems.ColumnTwice, source.Name, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"column {twice.Index + 1}"));
            var named = -1;
            _ignored.AddRange(header.Where((name, i) => roles[i] == FieldRole.Ignored && !_ignored.Contains(name)));
            var columns = ColumnsOf(header, roles);
            Span<byte> key = stackalloc byte[1 << 12];
            var before = _listOf.Count;
            while (rows.Read())
            {
                var text = rows.Cell(id);
                if (text.IsEmpty)
                    return new Problem(LinkageProblems.MissingId, source.Name, Place(rows));
                if (text.Length > key.Length - (2 * sizeof(int)))
                    return new Problem(LinkageProblems.MissingId, source.Name, Place(rows));
                text.CopyTo(key);
                var length = text.Length;
                var cell = list < 0 ? [] : rows.Cell(list);
                var of = !cell.IsEmpty ? _lists.Add(cell) : named >= 0 ? named : named = _lists.Add(Encoding.UTF8.GetBytes(source.Name));
                var listKey = _lists.HashOf(of);
                System.Buffers.Binary.BinaryPrimitives.WriteUInt64LittleEndian(key[length..], listKey);
                if (_ids.Add(key[..(length + sizeof(ulong))]) != _listOf.Count)
                    return new Problem(LinkageProblems.DuplicateId, source.Name, Place(rows));
                if (of > ushort.MaxValue)
                    return new Problem(LinkageProblems.TooManyLists, source.Name, Place(rows));
                _idLengths.Add(length);
                _listOf.Add((ushort)of);
                foreach (var (place, column) in columns)
                    column.Codes.Add(column.Texts.Add(rows.Cell(place)));
                if (rows.RowProblem is { } code)
                    return new Problem(code, source.Name, Place(rows));
                if (_listOf.Count % TellEvery == 0)
                    tell((double)source.Stream.Position / Math.Max(source.Stream.Length, 1));
            }

            // A column that this list does not have is missing in all its records.
            foreach (var column in _columns)
            {
                while (column.Codes.Count < _listOf.Count)
                    column.Codes.Add(0);
            }

            if (rows.Failure is { } failure)
                return failure with { Subject = source.Name };
            return _listOf.Count == before ? new Problem(LinkageProblems.NoRecords, source.Name) : null;
        }

        private List<(int Place, RawColumn Column)> ColumnsOf(IReadOnlyList<string> header, FieldRole[] roles)
        {
            var columns = new List<(int, RawColumn)>();
            for (var place = 0; place < roles.Length; place++)
            {
                if (roles[place] is FieldRole.Ignored or FieldRole.Id or FieldRole.List)
                    continue;
                var column = _columns.Find(known => known.Name == header[place]);
                if (column is null)
                {
                    _columns.Add(column = new RawColumn(header[place], roles[place]));
                    // The lists before did not have it.
                    column.Codes.AddRange(Enumerable.Repeat(0, _listOf.Count));
                }

                columns.Add((place, column));
            }

            return columns;
        }

        private static string Place(RowSource rows) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"row {rows.RowNumber}");
    }
}
