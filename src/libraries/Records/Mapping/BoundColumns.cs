using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Where the columns of a mapping stand in one file.</summary>
internal sealed class BoundColumns
{
    private readonly Dictionary<string, int> _places;

    private BoundColumns(Dictionary<string, int> places) => _places = places;

    internal int this[string column] => _places[column];

    /// <summary>Numbers, from one, of the columns of a header that the mapping neither reads nor leaves out on purpose.</summary>
    internal static IReadOnlyList<int> Unnoticed(RecordMapping mapping, IReadOnlyList<string> header)
    {
        var known = mapping.Columns.Concat(mapping.Unread.Select(left => left.Column)).Select(Spelling.Fold).ToHashSet(StringComparer.Ordinal);
        return [.. Enumerable.Range(1, header.Count).Where(number => !known.Contains(Spelling.Fold(header[number - 1])))];
    }

    /// <summary>Finds every column in a header; case, accents and spaces do not matter. REC-004 or REC-005 for each that is not there once.</summary>
    internal static Outcome<BoundColumns> Bind(RecordMapping mapping, IReadOnlyList<string> header)
    {
        var folded = header.Select(Spelling.Fold).ToArray();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (var column in mapping.Columns)
        {
            var name = Spelling.Fold(column);
            var place = Array.IndexOf(folded, name);
            if (place < 0)
                problems.Add(new Problem(RecordsProblems.ColumnMissing, column));
            else if (Array.LastIndexOf(folded, name) != place)
                problems.Add(new Problem(RecordsProblems.ColumnTwice, column));
            else
                places[column] = place;
        }

        // Not one column found: the separator or the mapping is wrong, and a list of all names would hide that.
        if (places.Count == 0 && problems.Count > 1)
            return new Problem(RecordsProblems.NoColumnFound, "file");
        return problems.Count > 0 ? Outcome<BoundColumns>.Refused(problems) : new BoundColumns(places);
    }
}
