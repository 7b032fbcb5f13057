using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Where the columns of a mapping stand in one file.</summary>
internal sealed class BoundColumns
{
    private readonly Dictionary<string, int> _places;

    private BoundColumns(Dictionary<string, int> places) => _places = places;

    internal int this[string column] => _places[column];

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

        return problems.Count > 0 ? Outcome<BoundColumns>.Refused(problems) : new BoundColumns(places);
    }
}
