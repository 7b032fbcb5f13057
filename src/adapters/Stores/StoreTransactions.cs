using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Amparo.Stores;

/// <summary>Transactions in which one host works alone, whatever the number of hosts.</summary>
public static class StoreTransactions
{
    /// <summary>Begins a transaction that excludes every other one begun for the same purpose, until it ends.</summary>
    /// <remarks>
    /// PostgreSQL: an advisory lock, which does not hinder readers or other purposes. SQLite: <c>BEGIN IMMEDIATE</c>, as there is one
    /// writer anyway. In both, what the one before has committed is seen.
    /// </remarks>
    /// <param name="context">The context that will work in it.</param>
    /// <param name="address">The context's store; its <see cref="StoreAddress.LockWait"/> is how long to wait.</param>
    /// <param name="purpose">What is excluded: a fixed name, the module's first.</param>
    /// <param name="cancel">Cancels the waiting.</param>
    /// <returns>The transaction; disposing without commit rolls it back.</returns>
    /// <exception cref="DbException">Another one held it longer than the wait; <see cref="StoreProblems.From"/> says <c>STO-005</c>.</exception>
    public static async Task<IDbContextTransaction> BeginAloneAsync(
        this DbContext context, StoreAddress address, string purpose, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(address);
        ArgumentException.ThrowIfNullOrWhiteSpace(purpose);
        var transaction = await context.Database.BeginTransactionAsync(cancel);
        try
        {
            await LockAsync(transaction.GetDbTransaction(), address, purpose, cancel);
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes the lock inside a transaction; it ends with it.</summary>
    internal static async Task LockAsync(DbTransaction transaction, StoreAddress address, string purpose, CancellationToken cancel)
    {
        // SQLite's lock came with BEGIN IMMEDIATE, which is how Microsoft.Data.Sqlite begins.
        if (address.Kind == StoreKind.Sqlite)
            return;

        var key = BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"amparo:{purpose}")));
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandTimeout = 0; // The server's lock_timeout ends the wait, with a code of its own.
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"SET LOCAL lock_timeout = {address.LockWait.TotalMilliseconds:F0}; SELECT pg_advisory_xact_lock({key});");
        await command.ExecuteNonQueryAsync(cancel);
    }
}
