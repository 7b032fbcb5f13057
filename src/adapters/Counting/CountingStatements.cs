using System.Globalization;
using Amparo.Stores;

namespace Amparo.Counting;

/// <summary>The SQL of a count. Names are quoted, and everything else in it is a number that was declared.</summary>
internal sealed class CountingStatements(StoreKind kind, CodedSource source)
{
    /// <summary>The rows of the persons after clipping, in the session's own temporary table.</summary>
    public const string Clipped = "amparo_clipped_rows";

    /// <summary>The code that stands for what has no code.</summary>
    public const int Outside = -1;

    public static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>Counts by some columns of a table of the database.</summary>
    /// <param name="table">The quoted table.</param>
    /// <param name="columns">Which columns; at least one.</param>
    /// <param name="most">How many groups to give back at most.</param>
    public string Group(string table, int[] columns, int most) => Counted($"(SELECT {Codes(columns)} FROM {table} AS t) AS coded", columns, most);

    /// <summary>Counts by some columns of the clipped rows.</summary>
    public static string GroupClipped(int[] columns, int most) => Counted(Clipped, columns, most);

    /// <summary>Draws the rows of each person that are counted. Once: all tables must speak of the same rows.</summary>
    /// <param name="table">The quoted table.</param>
    public string Clip(string table)
    {
        int[] all = [.. Enumerable.Range(0, source.Domain.Count)];
        var drawn = $"SELECT {Codes(all)}, row_number() OVER (PARTITION BY t.{Quote(source.PersonColumn!)} ORDER BY random()) AS place FROM {table} AS t";
        var gone = kind == StoreKind.PostgreSql ? "ON COMMIT DROP " : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"CREATE TEMPORARY TABLE {Clipped} {gone}AS SELECT {Names(all)} FROM ({drawn}) AS drawn WHERE place <= {source.RowsPerPerson}");
    }

    /// <summary>Gives a row if there is one of nobody.</summary>
    /// <param name="table">The quoted table.</param>
    public string OfNobody(string table) => $"SELECT 1 FROM {table} AS t WHERE t.{Quote(source.PersonColumn!)} IS NULL LIMIT 1";

    private static string Counted(string rows, int[] columns, int most) => string.Create(
        CultureInfo.InvariantCulture, $"SELECT {Names(columns)}, count(*) FROM {rows} GROUP BY {Names(columns)} LIMIT {most}");

    private static string Names(int[] columns) => string.Join(", ", columns.Select(Name));

    private static string Name(int column) => string.Create(CultureInfo.InvariantCulture, $"v{column}");

    private string Codes(int[] columns) => string.Join(", ", columns.Select(Code));

    private string Code(int column)
    {
        var (name, size) = (source.Domain.Columns[column].Name, source.Domain.SizeOf(column));
        // With the table before it: SQLite takes a quoted name that it does not know for a text.
        var cell = $"t.{Quote(name)}";
        // A column of SQLite can hold texts and fractions whatever it was declared as.
        var whole = kind == StoreKind.Sqlite ? $"typeof({cell}) = 'integer' AND " : "";
        var other = source.OtherCodes.TryGetValue(name, out var declared) ? declared : Outside;
        return string.Create(CultureInfo.InvariantCulture, $"CASE WHEN {whole}{cell} BETWEEN 0 AND {size - 1} THEN {cell} ELSE {other} END AS {Name(column)}");
    }
}
