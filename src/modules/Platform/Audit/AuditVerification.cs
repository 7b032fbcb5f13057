using System.Data.Common;
using System.Globalization;
using Amparo.Stores;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Platform.Audit;

/// <summary>An audit that is whole.</summary>
/// <param name="Count">How many lines it has.</param>
/// <param name="LastHash">The hash of the last one; 64 zeros if there is none.</param>
public sealed record AuditStanding(long Count, string LastHash)
{
    /// <summary>When the first line was written; null if there is none.</summary>
    public Instant? FirstAt { get; init; }

    /// <summary>When the last line was written.</summary>
    public Instant? LastAt { get; init; }
}

/// <summary>Reads the audit from its first line and checks that each follows from the one before. Needs no key.</summary>
public static class AuditVerification
{
    /// <summary>What problems of the audit name as their subject.</summary>
    internal const string Subject = "audit_line";

    private const string Columns = "sequence, at, node, organisation, actor, act, subject_kind, subject, outcome, purpose, previous, hash";

    /// <summary>Verifies an audit, line by line: any number of lines fits into memory.</summary>
    /// <remarks>
    /// Who may write to the database can write a whole chain anew, or cut lines off its end: only a checkpoint that was kept elsewhere tells.
    /// </remarks>
    /// <param name="address">The store; on SQLite it is opened for reading only.</param>
    /// <param name="checkpoint">A checkpoint that was kept elsewhere; null if there is none.</param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>
    /// How many lines there are; <c>PLT-020</c> with the first number at which the chain does not hold, <c>PLT-021</c> or <c>PLT-022</c> with
    /// the checkpoint's number if it disagrees, or a problem of the store.
    /// </returns>
    public static Task<Outcome<AuditStanding>> VerifyAsync(StoreAddress address, AuditCheckpoint? checkpoint, CancellationToken cancel) =>
        VerifyAsync(address, checkpoint is null ? [] : [checkpoint], cancel);

    /// <summary>The same with several checkpoints.</summary>
    /// <param name="address">The store; on SQLite it is opened for reading only.</param>
    /// <param name="checkpoints">Checkpoints that were kept elsewhere.</param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>As with one: the problem is of the first place at which chain or checkpoint does not hold.</returns>
    public static async Task<Outcome<AuditStanding>> VerifyAsync(
        StoreAddress address, IReadOnlyList<AuditCheckpoint> checkpoints, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(address);
        ArgumentNullException.ThrowIfNull(checkpoints);
        var opened = await StoreReading.OpenAsync(address, cancel);
        if (!opened.Succeeded)
            return Outcome<AuditStanding>.Refused(opened.Problems);
        await using var connection = opened.Value;
        try
        {
            return await VerifyAsync(connection, address.Kind, checkpoints, cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException && StoreProblems.From(error, Subject) is { } problem)
        {
            return problem;
        }
    }

    /// <summary>The same over a connection that is open: a snapshot, or a store that is not committed yet.</summary>
    /// <exception cref="DbException">The database fails.</exception>
    internal static async Task<Outcome<AuditStanding>> VerifyAsync(
        DbConnection connection, StoreKind kind, IReadOnlyList<AuditCheckpoint> checkpoints, CancellationToken cancel)
    {
        await using var command = connection.CreateCommand();
        command.CommandTimeout = 0; // Years of lines take as long as they take.
        command.CommandText = $"SELECT {Columns} FROM {AuditAppending.Table(kind)} ORDER BY sequence";
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await VerifyAsync(reader, checkpoints, cancel);
    }

    private static async Task<Outcome<AuditStanding>> VerifyAsync(DbDataReader reader, IReadOnlyList<AuditCheckpoint> checkpoints, CancellationToken cancel)
    {
        var standing = new AuditStanding(0, AuditChain.Beginning);
        var kept = checkpoints.ToLookup(checkpoint => checkpoint.Sequence, checkpoint => checkpoint.Hash);
        while (await reader.ReadAsync(cancel))
        {
            var line = Fields(reader);
            var hash = reader.GetString(11);
            var follows = line.Sequence == standing.Count + 1 && line.Previous == standing.LastHash && hash == AuditChain.HashOf(line);
            if (!follows)
                return At(PlatformProblems.AuditBroken, standing.Count + 1);
            var at = Instant.FromUnixTimeTicks(line.At);
            standing = new(line.Sequence, hash) { FirstAt = standing.FirstAt ?? at, LastAt = at };
            if (kept[line.Sequence].Any(known => known != hash))
                return At(PlatformProblems.AuditRewritten, line.Sequence);
        }

        var beyond = checkpoints.Select(checkpoint => checkpoint.Sequence).Where(sequence => sequence > standing.Count).Order().ToList();
        return beyond.Count > 0 ? At(PlatformProblems.AuditShortened, beyond[0]) : standing;
    }

    private static AuditFields Fields(DbDataReader reader) => new()
    {
        Sequence = reader.GetInt64(0),
        At = reader.GetInt64(1),
        Node = reader.GetString(2),
        Organisation = reader.IsDBNull(3) ? null : reader.GetString(3),
        Actor = reader.GetString(4),
        Act = reader.GetString(5),
        SubjectKind = reader.GetString(6),
        Subject = reader.GetString(7),
        Outcome = reader.GetString(8),
        Purpose = reader.IsDBNull(9) ? null : reader.GetString(9),
        Previous = reader.GetString(10),
    };

    private static Problem At(string code, long sequence) => new(code, Subject, sequence.ToString(CultureInfo.InvariantCulture));
}
