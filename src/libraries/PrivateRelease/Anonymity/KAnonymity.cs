using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;
using Amparo.Vocabulary;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Stars as few cells as it can find so that every row is like k or more in its quasi-identifiers.</summary>
/// <remarks>
/// L. Sweeney, <i>k-Anonymity</i> (2002), by local suppression: the same column may be starred in one row and not in another. The least number of
/// stars is hard to find (A. Meyerson and R. Williams 2004); this is a search, described in <c>docs/methods/private-release-k-anonymity.md</c>.
/// The result does not depend on the order of the rows. It is no differential privacy: a reader who knows more of a person than the quasi-identifiers, or
/// who sees that all of a class are alike in another column, learns something.
/// </remarks>
public static class KAnonymity
{
    /// <summary>Protects a table.</summary>
    /// <param name="table">The rows, one a person.</param>
    /// <param name="options">k and the quasi-identifiers.</param>
    /// <param name="progress">Told the share of the work done, 0 to 1; null if nobody asks.</param>
    /// <returns>
    /// The table with stars, or PRV-030 k is below 2, PRV-031 fewer rows than k, PRV-032 quasi-identifiers that are none, twice, or no columns of the
    /// table, PRV-033 a column with no code left for <c>*</c>.
    /// </returns>
    public static Outcome<AnonymousTable> Protect(CodedTable table, KAnonymityOptions options, Action<double>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(options);
        int[] columns = [.. options.QuasiIdentifiers ?? Enumerable.Range(0, table.Domain.Count)];
        if (Refusal(table, options.K, columns) is { } problem)
            return problem;

        var domain = new CodedDomain([.. columns.Select(column => table.Domain.Columns[column])]);
        var narrow = new CodedTable(domain, [.. columns.Select(column => table.Column(column).ToArray())]);
        var rows = WeightedRows.Of(narrow);
        var stock = LocalSuppression.Run(rows, options.K, progress);

        var starred = StarredRows(table, narrow, stock);
        var written = Enumerable.Range(0, table.Domain.Count).Select(column => table.Column(column).ToArray()).ToArray();
        for (var at = 0; at < columns.Length; at++)
        {
            var star = (ushort)table.Domain.SizeOf(columns[at]);
            var codes = written[columns[at]];
            for (var row = 0; row < codes.Length; row++)
            {
                if (starred[row].Contains(at))
                    codes[row] = star;
            }
        }

        var classes = ClassSizes.Of(written, columns);
        if (classes.Smallest < options.K)
            throw new InvalidOperationException("A class is smaller than k.");
        progress?.Invoke(1);
        return new AnonymousTable(table.Domain, written, classes);
    }

    private static Problem? Refusal(CodedTable table, int k, int[] columns)
    {
        if (k < 2)
            return new(PrivateReleaseProblems.KTooSmall, "k");
        if (table.Rows < k)
            return new(PrivateReleaseProblems.FewerRowsThanK, "rows");
        if (columns.Length == 0 || columns.Distinct().Count() != columns.Length || columns.Any(column => column < 0 || column >= table.Domain.Count))
            return new(PrivateReleaseProblems.WrongQuasiIdentifiers, "quasi-identifiers");
        var full = Array.FindIndex(columns, column => table.Domain.SizeOf(column) > CodedColumn.LargestSize - 1);
        return full < 0 ? null : new(PrivateReleaseProblems.NoCodeForStar, table.Domain.Columns[columns[full]].Name);
    }

    // Which columns are starred in each row. Copies of a distinct row differ in the other columns only; which of them get the stars is decided by
    // a mix of all their codes, so that neither the order of the rows nor the size of any code decides.
    private static ColumnSet[] StarredRows(CodedTable table, CodedTable narrow, ClassStock stock)
    {
        var packed = PackedRows.Of(narrow);
        var kept = packed.Kept(new ColumnSet(0));
        var index = new RowIndex(packed, table.Rows);
        index.Clear();
        var copies = new List<List<int>>();
        for (var row = 0; row < table.Rows; row++)
        {
            var group = index.GroupOf(row, kept);
            if (group == copies.Count)
                copies.Add([]);
            copies[group].Add(row);
        }

        // Both list the distinct rows; in ascending order they are the same.
        var groups = Enumerable.Range(0, copies.Count).ToArray();
        Array.Sort(groups, (left, right) => Compare(narrow, copies[left][0], copies[right][0]));
        var starred = new ColumnSet[table.Rows];
        for (var distinct = 0; distinct < groups.Length; distinct++)
        {
            var rows = copies[groups[distinct]];
            var holdings = stock.Holdings[distinct];
            if (holdings.Count > 1)
                rows = [.. rows.OrderBy(row => Mix(table, row)).ThenBy(row => row, Comparer<int>.Create((left, right) => Compare(table, left, right)))];
            var at = 0;
            foreach (var (home, count) in holdings.OrderBy(holding => holding.Class.Stars).ThenBy(holding => holding.Class.Starred.Bits))
            {
                for (var copy = 0; copy < count; copy++)
                    starred[rows[at++]] = home.Starred;
            }
        }

        return starred;
    }

    private static int Compare(CodedTable table, int left, int right)
    {
        for (var column = 0; column < table.Domain.Count; column++)
        {
            var codes = table.Column(column);
            if (codes[left] != codes[right])
                return codes[left].CompareTo(codes[right]);
        }

        return 0;
    }

    private static ulong Mix(CodedTable table, int row)
    {
        unchecked
        {
            var mixed = 0x243F6A8885A308D3UL;
            for (var column = 0; column < table.Domain.Count; column++)
            {
                mixed = (mixed ^ table.Column(column)[row]) * 0x9E3779B97F4A7C15UL;
                mixed ^= mixed >> 31;
            }

            return mixed;
        }
    }
}
