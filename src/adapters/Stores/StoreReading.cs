using System.Data.Common;
using Amparo.Vocabulary;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Amparo.Stores;

/// <summary>Opens a store for those who count where the rows lie.</summary>
public static class StoreReading
{
    /// <summary>Opens a connection of its own; on SQLite one that cannot write.</summary>
    /// <param name="address">The store.</param>
    /// <param name="cancel">Cancels the opening.</param>
    /// <returns>An open connection, which the caller disposes of; or a problem of the store.</returns>
    public static async Task<Outcome<DbConnection>> OpenAsync(StoreAddress address, CancellationToken cancel = default)
    {
        ArgumentNullException.ThrowIfNull(address);
        DbConnection connection = address.Kind == StoreKind.Sqlite ? TableCells.Sqlite(address) : new NpgsqlConnection(address.ConnectionString());
        try
        {
            await connection.OpenAsync(cancel);
            return connection;
        }
        catch (Exception error) when (StoreProblems.From(error, address.Subject) is { } problem)
        {
            await connection.DisposeAsync();
            return problem;
        }
    }
}
