using System.Data.Common;
using System.Globalization;
using Amparo.Vocabulary;
using NodaTime;
using Npgsql;

namespace Amparo.Stores.Migrations;

/// <summary>What a start did to a store.</summary>
/// <param name="Applied">How many migrations were applied; zero on most starts.</param>
/// <param name="Backup">The full path of the backup made beforehand; null if none was needed, and always on PostgreSQL.</param>
public sealed record MigrationReport(int Applied, string? Backup);

/// <summary>Brings a store's tables to what the program needs; called once at each start of a host.</summary>
/// <remarks>
/// Forward only. Each migration is one transaction under a lock that all hosts take (PostgreSQL: an advisory lock of that transaction;
/// SQLite: <c>BEGIN IMMEDIATE</c>), so any number of hosts may start together and a killed one leaves a migration done or not done.
/// What was applied stands in the table <c>amparo_migration</c>. A SQLite database that is not empty is copied beside itself first
/// (see <see cref="StoreBackup"/>); on PostgreSQL backups are the administrator's: take one before installing a new version.
/// </remarks>
public static class StoreMigrations
{
    /// <summary>Applies what is missing.</summary>
    /// <param name="address">The store. A SQLite file that does not exist is made.</param>
    /// <param name="modules">The modules' migrations; modules do not depend on one another's.</param>
    /// <param name="now">The time to write beside what is applied, and into a backup's name.</param>
    /// <param name="cancel">Cancels between and within migrations; what was not finished is rolled back.</param>
    /// <returns>
    /// What was done; <c>STO-010</c>, <c>STO-011</c> or <c>STO-012</c> with module and number if program and database do not fit together,
    /// <c>STO-013</c> if the database refuses a migration, <c>STO-023</c> if the account may not change tables, <c>STO-014</c> if the backup fails, <c>STO-002</c> to <c>STO-009</c> if the
    /// store cannot be opened or written. Migrations applied before the refused one stay applied.
    /// </returns>
    public static async Task<Outcome<MigrationReport>> ApplyAsync(
        StoreAddress address, IReadOnlyList<MigrationSet> modules, Instant now, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(modules);
        try
        {
            if (address.Kind == StoreKind.Sqlite)
                StoreConnection.CreateFile(address);
            await using var connection = await StoreConnection.OpenAsync(address, cancel);
            var applied = 0;
            string? backup = null;
            while (true)
            {
                var step = await StepAsync(connection, new(address, modules, now, IsFirst: applied == 0), cancel);
                if (!step.Succeeded)
                    return Outcome<MigrationReport>.Refused(step.Problems);
                if (step.Value.Done is null)
                    return new MigrationReport(applied, backup);
                backup ??= step.Value.Backup;
                applied++;
            }
        }
        catch (Exception error) when (error is not OperationCanceledException && StoreProblems.From(error, address.Subject) is { } problem)
        {
            // It came in, and may not even read what was applied: a database that was restored, or prepared for another account.
            return error is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } ? new Problem(StoreProblems.MigrationNotAllowed, address.Subject) : problem;
        }
    }

    /// <summary>Says whether this program can take up a store of these levels; a store that is behind can be taken to the newest level.</summary>
    /// <param name="modules">The modules' migrations.</param>
    /// <param name="kind">The database.</param>
    /// <param name="applied">What was applied.</param>
    /// <returns><c>STO-010</c>, <c>STO-011</c> or <c>STO-012</c> with module and number; empty if it can.</returns>
    public static IReadOnlyList<Problem> Check(IReadOnlyList<MigrationSet> modules, StoreKind kind, IReadOnlyList<AppliedMigration> applied)
    {
        ArgumentNullException.ThrowIfNull(modules);
        ArgumentNullException.ThrowIfNull(applied);
        // A module that this program lacks came with a newer one.
        var unknown = applied.GroupBy(line => line.Module, StringComparer.Ordinal)
            .Where(lines => modules.All(module => module.Module != lines.Key))
            .Select(lines => new Problem(StoreProblems.DatabaseNewer, lines.Key, lines.Max(line => line.Number).ToString("D4", CultureInfo.InvariantCulture)));
        return [.. unknown, .. modules.SelectMany(module => MigrationPlan.Decide(module.Module, module.For(kind), applied).Problems)];
    }

    /// <summary>Says whether a store is exactly at this program's level, for work that must not migrate it; on SQLite nothing is written.</summary>
    /// <param name="address">The store.</param>
    /// <param name="modules">The modules' migrations, of all modules.</param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>
    /// The store; <c>STO-016</c> if it holds nothing of this program, <c>STO-010</c> to <c>STO-012</c> as <see cref="Check"/> says, <c>STO-019</c> with
    /// module and number if a migration was not applied yet, or a problem of the store.
    /// </returns>
    public static async Task<Outcome<StoreAddress>> FitAsync(StoreAddress address, IReadOnlyList<MigrationSet> modules, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(modules);
        if (address.FilePath is { } file && !File.Exists(file))
            return new Problem(StoreProblems.NothingStored, address.Subject);
        var opened = await StoreReading.OpenAsync(address, cancel);
        if (!opened.Succeeded)
            return Outcome<StoreAddress>.Refused(opened.Problems);
        await using var connection = opened.Value;
        try
        {
            var applied = await MigrationTable.ReadAsync(connection, address.Kind, cancel);
            if (applied.Count == 0)
                return new Problem(StoreProblems.NothingStored, address.Subject);
            if (Check(modules, address.Kind, applied) is { Count: > 0 } problems)
                return Outcome<StoreAddress>.Refused(problems);
            foreach (var module in modules)
            {
                if (MigrationPlan.Decide(module.Module, module.For(address.Kind), applied).Value.FirstOrDefault() is { } missing)
                    return new Problem(StoreProblems.DatabaseOlder, module.Module, missing.Name.Number.ToString("D4", CultureInfo.InvariantCulture));
            }

            return address;
        }
        catch (Exception error) when (error is not OperationCanceledException && StoreProblems.From(error, address.Subject) is { } problem)
        {
            return problem;
        }
    }

    private static async Task<Outcome<StepReport>> StepAsync(DbConnection connection, StepRequest request, CancellationToken cancel)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        await StoreTransactions.LockAsync(transaction, request.Address, "migrations", cancel);

        // Decided again in each transaction: another host may have gone ahead in between.
        var next = Next(request, await MigrationTable.ReadAsync(transaction, request.Address.Kind, cancel));
        if (!next.Succeeded)
            return Outcome<StepReport>.Refused(next.Problems);
        if (next.Value.Migration is not { } migration)
            return new StepReport(null, null);

        string? backup = null;
        if (request.IsFirst && request.Address.Kind == StoreKind.Sqlite && !await IsEmptyAsync(transaction, cancel))
        {
            // The lock is held: what is copied is what is migrated.
            var copied = await StoreBackup.WriteAsync(request.Address, request.Now, cancel);
            if (!copied.Succeeded)
                return Outcome<StepReport>.Refused(copied.Problems);
            backup = copied.Value;
        }

        try
        {
            await MigrationTable.ApplyAsync(transaction, (next.Value.Module, migration), request.Now, cancel);
            await transaction.CommitAsync(cancel);
        }
        catch (DbException error)
        {
            if (error is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege })
                return new Problem(StoreProblems.MigrationNotAllowed, next.Value.Module, migration.Name.ToString());
            var problem = StoreProblems.From(error, request.Address.Subject);
            return problem is { Code: not StoreProblems.Failed }
                ? problem
                : new Problem(StoreProblems.MigrationFailed, next.Value.Module, migration.Name.ToString());
        }

        return new StepReport(migration, backup);
    }

    private static Outcome<NextStep> Next(StepRequest request, IReadOnlyList<AppliedMigration> applied)
    {
        var steps = new List<NextStep>();
        var problems = new List<Problem>();
        foreach (var module in request.Modules)
        {
            var plan = MigrationPlan.Decide(module.Module, module.For(request.Address.Kind), applied);
            problems.AddRange(plan.Problems);
            if (plan.Succeeded)
                steps.AddRange(plan.Value.Take(1).Select(migration => new NextStep(module.Module, migration)));
        }

        // One module that does not fit stops all: a program half at home in its database must not start.
        if (problems.Count > 0)
            return Outcome<NextStep>.Refused(problems);
        return steps.Count > 0 ? steps[0] : new NextStep(string.Empty, null);
    }

    private static async Task<bool> IsEmptyAsync(DbTransaction transaction, CancellationToken cancel)
    {
        await using var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = "SELECT NOT EXISTS (SELECT 1 FROM sqlite_master)";
        return Equals(await command.ExecuteScalarAsync(cancel), 1L);
    }

    private sealed record StepRequest(StoreAddress Address, IReadOnlyList<MigrationSet> Modules, Instant Now, bool IsFirst);

    private sealed record NextStep(string Module, Migration? Migration);

    private sealed record StepReport(Migration? Done, string? Backup);
}
