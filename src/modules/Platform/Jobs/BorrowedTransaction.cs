using Amparo.Stores;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Amparo.Platform.Jobs;

/// <summary>The platform's context inside the transaction of another module's: what it saves is committed or rolled back with the other.</summary>
internal static class BorrowedTransaction
{
    /// <summary>Opens one.</summary>
    /// <param name="within">The other context, with a transaction begun; its connection stays its own.</param>
    /// <param name="cancel">Cancels the opening.</param>
    /// <returns>A context to be disposed of before the transaction ends.</returns>
    /// <exception cref="InvalidOperationException">No transaction was begun.</exception>
    internal static async Task<PlatformContext> OpenAsync(StoreContext within, CancellationToken cancel)
    {
        // Without one the job would be committed at once, and the act perhaps never.
        var transaction = within.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("Begin a transaction first: a job is requested and ended within one.");
        var connection = within.Database.GetDbConnection();
        var options = new DbContextOptionsBuilder<PlatformContext>();
        options.EnableSensitiveDataLogging(false);
        var context = new PlatformContext((connection is SqliteConnection ? options.UseSqlite(connection) : options.UseNpgsql(connection)).Options);
        await context.Database.UseTransactionAsync(transaction, cancel);
        return context;
    }
}
