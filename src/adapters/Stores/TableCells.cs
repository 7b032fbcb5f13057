using System.Buffers;
using System.Data.Common;
using System.Globalization;
using System.Text;
using Amparo.Records;
using Amparo.Vocabulary;
using Microsoft.Data.Sqlite;
using NodaTime;
using Npgsql;

namespace Amparo.Stores;

/// <summary>A table of a SQLite file or a PostgreSQL database, read row after row for mapping, without the right to write.</summary>
/// <remarks>
/// <para>
/// The name a person gives is only looked up in the database's own catalogue; what goes into the statement is the name that the catalogue returned, quoted.
/// The rows come in the order of the primary key where there is one, so that a row number means the same row twice.
/// </para>
/// <para>Not thread-safe. The connection lives as long as this.</para>
/// </remarks>
public sealed class TableCells : ITableCells
{
    private readonly DbConnection _connection;
    private readonly DbCommand _command;
    private readonly DbDataReader _reader;
    private readonly string _subject;

    private TableCells(DbConnection connection, DbCommand command, DbDataReader reader, string subject)
    {
        (_connection, _command, _reader, _subject) = (connection, command, reader, subject);
        Header = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Header { get; }

    /// <inheritdoc/>
    public Problem? Failure { get; private set; }

    /// <summary>Opens a table or a view.</summary>
    /// <param name="address">The store.</param>
    /// <param name="table">Its name, with the schema before a dot on PostgreSQL; without one, <c>public</c> is meant.</param>
    /// <param name="cancel">Cancels the opening.</param>
    /// <returns>The table; <c>STO-015</c> if there is none of this name, or a problem of the store.</returns>
    public static async Task<Outcome<TableCells>> OpenAsync(StoreAddress address, string table, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentException.ThrowIfNullOrWhiteSpace(table);
        DbConnection? connection = null;
        DbCommand? command = null;
        try
        {
            connection = address.Kind == StoreKind.Sqlite ? Sqlite(address) : new NpgsqlConnection(address.ConnectionString());
            await connection.OpenAsync(cancel);
            if (await FindAsync(connection, table, cancel) is not { } source)
            {
                await connection.DisposeAsync();
                return new Problem(StoreProblems.TableMissing, address.Subject);
            }

            command = connection.CreateCommand();
            // Not text of the caller: names of the catalogue, quoted. A statement cannot take a table's name as a parameter.
            command.CommandText = source.Statement;
            var reader = await command.ExecuteReaderAsync(cancel);
            return new TableCells(connection, command, reader, address.Subject);
        }
        catch (Exception error) when (StoreProblems.From(error, address.Subject) is { } problem)
        {
            if (command is not null)
                await command.DisposeAsync();
            if (connection is not null)
                await connection.DisposeAsync();
            return problem;
        }
    }

    /// <inheritdoc/>
    public bool Read()
    {
        if (Failure is not null)
            return false;
        try
        {
            return _reader.Read();
        }
        catch (Exception error) when (StoreProblems.From(error, _subject) is { } problem)
        {
            Failure = problem;
            return false;
        }
    }

    /// <inheritdoc/>
    public void Write(int column, IBufferWriter<byte> cell)
    {
        ArgumentNullException.ThrowIfNull(cell);
        if (_reader.IsDBNull(column))
            return;
        switch (_reader.GetValue(column))
        {
            case string text:
                Encoding.UTF8.GetBytes(text, cell);
                break;
            case bool value:
                cell.Write(value ? "true"u8 : "false"u8);
                break;
            case DateOnly day:
                Format(day, "yyyy-MM-dd", cell);
                break;
            case DateTime moment:
                Format(moment, moment.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", cell);
                break;
            case TimeOnly time:
                Format(time, "HH:mm:ss.FFFFFFF", cell);
                break;
            case IUtf8SpanFormattable number:
                Format(number, default, cell);
                break;
            case byte[] bytes:
                Encoding.UTF8.GetBytes(Convert.ToHexStringLower(bytes), cell);
                break;
            case var other:
                Encoding.UTF8.GetBytes(Convert.ToString(other, CultureInfo.InvariantCulture) ?? string.Empty, cell);
                break;
        }
    }

    /// <inheritdoc/>
    public LocalDate? Date(int column) => _reader.IsDBNull(column) ? null : _reader.GetValue(column) switch
    {
        DateOnly day => LocalDate.FromDateOnly(day),
        DateTime moment => LocalDate.FromDateTime(moment),
        _ => null,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _reader.Dispose();
        _command.Dispose();
        _connection.Dispose();
    }

    internal static SqliteConnection Sqlite(StoreAddress address) => new(new SqliteConnectionStringBuilder
    {
        DataSource = address.FilePath,
        Mode = SqliteOpenMode.ReadOnly,
        DefaultTimeout = (int)Math.Ceiling(address.LockWait.TotalSeconds),
        // The file may be somebody else's: no handle stays on it.
        Pooling = false,
    }.ConnectionString);

    private static void Format<T>(T value, ReadOnlySpan<char> format, IBufferWriter<byte> cell)
        where T : IUtf8SpanFormattable
    {
        // Numbers, dates and identifiers are far shorter than this.
        var written = value.TryFormat(cell.GetSpan(512), out var length, format, CultureInfo.InvariantCulture) ? length : 0;
        cell.Advance(written);
    }

    private static async Task<Source?> FindAsync(DbConnection connection, string table, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        if (connection is NpgsqlConnection)
        {
            // The whole session: not even a view with a function behind it can write.
            await using (var settings = connection.CreateCommand())
            {
                settings.CommandText = "SET default_transaction_read_only = on";
                await settings.ExecuteNonQueryAsync(cancel);
            }

            command.CommandText = """
                SELECT n.nspname, c.relname, a.attname
                FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
                LEFT JOIN pg_catalog.pg_index i ON i.indrelid = c.oid AND i.indisprimary
                LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = c.oid AND a.attnum = ANY(i.indkey)
                WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
                  AND (n.nspname || '.' || c.relname = @name OR (n.nspname = 'public' AND c.relname = @name))
                ORDER BY n.nspname || '.' || c.relname = @name DESC, n.nspname, c.relname, array_position(i.indkey::int2[], a.attnum)
                """;
        }
        else
        {
            command.CommandText = """
                SELECT '', t.name, p.name FROM sqlite_schema t LEFT JOIN pragma_table_info(t.name) p ON p.pk > 0
                WHERE t.type IN ('table', 'view') AND t.name = @name
                ORDER BY p.pk
                """;
        }

        var name = command.CreateParameter();
        (name.ParameterName, name.Value) = ("name", table);
        command.Parameters.Add(name);
        await using var reader = await command.ExecuteReaderAsync(cancel);
        Source? found = null;
        while (await reader.ReadAsync(cancel))
        {
            var (schema, relation) = (reader.GetString(0), reader.GetString(1));
            found ??= new Source(schema, relation, []);
            if (found.Schema == schema && found.Table == relation && !await reader.IsDBNullAsync(2, cancel))
                found.Key.Add(reader.GetString(2));
        }

        return found;
    }

    // What the catalogue says. Quoted as SQL quotes names: a quotation mark inside is doubled.
    private sealed record Source(string Schema, string Table, List<string> Key)
    {
        internal string Statement =>
            $"SELECT * FROM {(Schema.Length == 0 ? "" : Quote(Schema) + ".")}{Quote(Table)}"
            + (Key.Count == 0 ? "" : $" ORDER BY {string.Join(", ", Key.Select(Quote))}");

        private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
