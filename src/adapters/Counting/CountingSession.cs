using System.Data.Common;
using Amparo.PrivateRelease.Tables;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Counting;

/// <summary>One connection and one transaction, in which all queries of a count see the same rows.</summary>
internal sealed class CountingSession
{
    private readonly DbConnection _connection;
    private readonly CodedSource _source;
    private readonly CountingStatements _statements;
    private readonly IReadOnlyList<string> _parts;

    private CountingSession(DbConnection connection, CodedSource source, CountingStatements statements, IReadOnlyList<string> parts) =>
        (_connection, _source, _statements, _parts) = (connection, source, statements, parts);

    /// <summary>Opens, counts and closes.</summary>
    /// <returns>What the count gives, or why the store or the table does not allow it.</returns>
    public static async Task<Outcome<T>> RunAsync<T>(
        StoreAddress address, CodedSource source, Func<CountingSession, Task<Outcome<T>>> count, CancellationToken cancel)
        where T : class
    {
        var opened = await StoreReading.OpenAsync(address, cancel);
        if (!opened.Succeeded)
            return Outcome<T>.Refused(opened.Problems);
        await using var connection = opened.Value;
        try
        {
            var clips = source.PersonColumn is not null;
            foreach (var statement in Beginning(address.Kind, clips))
                await ExecuteAsync(connection, statement, cancel);
            var found = await SourceTable.FindAsync(connection, address.Kind, source, cancel);
            if (!found.Succeeded)
                return Outcome<T>.Refused(found.Problems);
            var statements = new CountingStatements(address.Kind, source);
            if (clips && await AnyAsync(connection, statements.OfNobody(found.Value.Quoted), cancel))
                return new Problem(CountingProblems.PersonMissing, source.PersonColumn!);
            if (clips)
                await ExecuteAsync(connection, statements.Clip(found.Value.Quoted), cancel);

            var answer = await count(new(connection, source, statements, found.Value.Parts));
            // Nothing was changed; the temporary table goes with it.
            await ExecuteAsync(connection, "ROLLBACK", cancel);
            return answer;
        }
        catch (Exception error) when (StoreProblems.From(error, SubjectOf(address)) is { } problem)
        {
            return problem;
        }
    }

    /// <summary>The distinct rows of some columns with their counts.</summary>
    /// <param name="columns">Which columns, ascending; at least one.</param>
    /// <param name="most">How many distinct rows are fetched at most.</param>
    /// <param name="cancel">Cancels the query.</param>
    /// <returns>The rows over these columns.</returns>
    public async Task<Outcome<CountedRows>> GroupAsync(int[] columns, int most, CancellationToken cancel)
    {
        var codes = new GroupedCodes(new([.. columns.Select(column => _source.Domain.Columns[column])]), most);
        // One row more than allowed is enough to know that there are too many.
        string[] queries = _source.PersonColumn is null
            ? [.. _parts.Select(part => _statements.Group(part, columns, most + 1))]
            : [CountingStatements.GroupClipped(columns, most + 1)];
        foreach (var query in queries)
        {
            await using var command = CommandOf(_connection, query);
            await using var reader = await command.ExecuteReaderAsync(cancel);
            if (await codes.ReadAsync(reader, cancel) is { } problem)
                return problem;
        }

        var rows = codes.Rows();
        return new CountedRows(rows.Domain, [.. columns.Select((_, at) => rows.Column(at).ToArray())], rows.Weights().ToArray())
        {
            RowsPerPerson = _source.PersonColumn is null ? 1 : _source.RowsPerPerson,
        };
    }

    internal static DbCommand CommandOf(DbConnection connection, string text)
    {
        var command = connection.CreateCommand();
        // Names are quoted and the rest is numbers, see CountingStatements. A count of a large table takes its time.
        command.CommandText = text;
        command.CommandTimeout = 0;
        return command;
    }

    private static string[] Beginning(StoreKind kind, bool clips) => (kind, clips) switch
    {
        // Rows of persons are not to be left in a temporary file.
        (StoreKind.Sqlite, _) => ["PRAGMA temp_store = MEMORY", "BEGIN"],
        (_, false) => ["BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"],
        _ => ["BEGIN ISOLATION LEVEL REPEATABLE READ"],
    };

    private static string SubjectOf(StoreAddress address) => address.FilePath is null ? "postgresql" : Path.GetFileName(address.FilePath);

    private static async Task ExecuteAsync(DbConnection connection, string statement, CancellationToken cancel)
    {
        await using var command = CommandOf(connection, statement);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<bool> AnyAsync(DbConnection connection, string query, CancellationToken cancel)
    {
        await using var command = CommandOf(connection, query);
        return await command.ExecuteScalarAsync(cancel) is not null;
    }
}
