using System.Globalization;
using Amparo.Vocabulary;

namespace Amparo.Stores.Migrations;

/// <summary>A line of the table <c>amparo_migration</c>.</summary>
/// <param name="Module">The module's name.</param>
/// <param name="Number">The migration's number.</param>
/// <param name="Sha256">The hash it had when it was applied.</param>
public sealed record AppliedMigration(string Module, int Number, string Sha256);

/// <summary>What is left to do, decided from what the program brings and what the database has; pure.</summary>
internal static class MigrationPlan
{
    /// <summary>Decides which migrations of a module are to be applied.</summary>
    /// <param name="module">The module's name.</param>
    /// <param name="brought">The program's migrations, ordered by number.</param>
    /// <param name="applied">The database's lines, of all modules.</param>
    /// <returns>
    /// The migrations still to apply, in order; or <c>STO-010</c> at the first number missing on either side, <c>STO-011</c> where a hash
    /// differs, <c>STO-012</c> if the database has more than the program.
    /// </returns>
    internal static Outcome<Migration[]> Decide(
        string module, IReadOnlyList<Migration> brought, IEnumerable<AppliedMigration> applied)
    {
        var done = applied.Where(line => line.Module == module).OrderBy(line => line.Number).ToList();
        if (FirstGap(brought.Select(migration => migration.Name.Number)) is { } missing)
            return Refuse(StoreProblems.MigrationGap, missing);
        if (FirstGap(done.Select(line => line.Number)) is { } lost)
            return Refuse(StoreProblems.MigrationGap, lost);

        for (var index = 0; index < Math.Min(done.Count, brought.Count); index++)
        {
            if (done[index].Sha256 != brought[index].Sha256)
                return Refuse(StoreProblems.MigrationChanged, index + 1);
        }

        // Compared before it is called newer: a database of another program with the same table must not pass for a newer one of ours.
        return done.Count > brought.Count
            ? Refuse(StoreProblems.DatabaseNewer, done.Count)
            : brought.Skip(done.Count).ToArray();

        Problem Refuse(string code, int number) => new(code, module, number.ToString("D4", CultureInfo.InvariantCulture));
    }

    private static int? FirstGap(IEnumerable<int> numbers)
    {
        var expected = 1;
        foreach (var number in numbers)
        {
            if (number != expected)
                return expected;
            expected++;
        }

        return null;
    }
}
