using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Counting;

/// <summary>Counts coded rows in the database where they lie, so that only counts travel.</summary>
/// <remarks>
/// <para>
/// If the table has few distinct rows, one <c>GROUP BY</c> of all columns brings them, and every table is counted from them in memory. Otherwise groups of columns that
/// cover the tables asked for are counted one after the other (<see cref="CoveringDesign"/>). Each part of a partitioned table of PostgreSQL is asked by itself, so that
/// a server behind <c>postgres_fdw</c> does its own grouping, and the parts add up.
/// </para>
/// <para>
/// All queries of a call see one state of the database: one transaction, which writes nothing but, if rows are limited by person, a temporary table
/// of the codes that are counted. What comes back are exact counts of persons; nothing here writes them anywhere. Thread-safe: each call opens its own connection.
/// </para>
/// </remarks>
public static class SqlCounting
{
    /// <summary>Fetches the distinct rows with their counts.</summary>
    /// <param name="address">The store.</param>
    /// <param name="source">The table, and how it is to be counted.</param>
    /// <param name="cancel">Cancels the count.</param>
    /// <returns>
    /// The rows; <c>STO-015</c> without such a table, <c>SQL-001</c> without such a column, <c>SQL-002</c> if a code is outside the domain, <c>SQL-004</c> if there are more
    /// distinct rows than the limit, <c>SQL-005</c> if a row has no person, <c>SQL-006</c> for too many rows, or a problem of the store.
    /// </returns>
    /// <exception cref="ArgumentException">The source contradicts itself.</exception>
    public static async Task<Outcome<CountedRows>> RowsAsync(StoreAddress address, CodedSource source, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        CodedSource.Check(source);
        return await CountingSession.RunAsync(address, source, session => RowsAsync(session, source, cancel), cancel);
    }

    /// <summary>Counts tables.</summary>
    /// <param name="address">The store.</param>
    /// <param name="source">The table, and how it is to be counted.</param>
    /// <param name="sets">Over which columns, a table each.</param>
    /// <param name="cancel">Cancels the count.</param>
    /// <returns>The exact tables in the order asked for; the problems of <see cref="RowsAsync(StoreAddress, CodedSource, CancellationToken)"/> but <c>SQL-004</c>, and <c>SQL-003</c> if one has too many cells.</returns>
    /// <exception cref="ArgumentException">The source contradicts itself, or a set has a column that the domain lacks.</exception>
    public static async Task<Outcome<IReadOnlyList<CountedTable>>> TablesAsync(
        StoreAddress address, CodedSource source, IReadOnlyList<ColumnSet> sets, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(sets);
        CodedSource.Check(source);
        if (sets.Any(set => set.Columns() is [.., var last] && last >= source.Domain.Count))
            throw new ArgumentException("A set has a column that the domain lacks.", nameof(sets));
        var design = CoveringDesign.Of(source.Domain, sets, source.Limits);
        if (!design.Succeeded)
            return Outcome<IReadOnlyList<CountedTable>>.Refused(design.Problems);
        var counted = await CountingSession.RunAsync(address, source, session => TablesAsync(session, source, (sets, design.Value), cancel), cancel);
        return counted.Succeeded ? counted.Value : Outcome<IReadOnlyList<CountedTable>>.Refused(counted.Problems);
    }

    private static Task<Outcome<CountedRows>> RowsAsync(CountingSession session, CodedSource source, CancellationToken cancel) =>
        session.GroupAsync([.. Enumerable.Range(0, source.Domain.Count)], source.Limits.DistinctRows, cancel);

    private static async Task<Outcome<CountedTable[]>> TablesAsync(
        CountingSession session, CodedSource source, (IReadOnlyList<ColumnSet> Sets, CoveringDesign Design) asked, CancellationToken cancel)
    {
        var rows = await RowsAsync(session, source, cancel);
        if (rows.Succeeded)
            return rows.Value.Tables(asked.Sets).ToArray();
        if (rows.Problems[0].Code != CountingProblems.TooManyDistinctRows)
            return Outcome<CountedTable[]>.Refused(rows.Problems);

        var counted = new CountedTable[asked.Sets.Count];
        foreach (var group in asked.Design.Groups)
        {
            // A query groups by something; a table of no columns is the sum of any.
            var columns = group.Columns.Count == 0 ? ColumnSet.Of(0) : group.Columns;
            var part = await session.GroupAsync(columns.Columns(), Math.Max(source.Limits.JointCells, CodedColumn.LargestSize), cancel);
            if (!part.Succeeded)
                return Outcome<CountedTable[]>.Refused(part.Problems);
            var tables = part.Value.Tables([.. group.Sets.Select(at => group.Within(asked.Sets[at]))]);
            for (var at = 0; at < tables.Count; at++)
                counted[group.Sets[at]] = tables[at] with { Columns = asked.Sets[group.Sets[at]] };
        }

        return counted;
    }
}
