using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using NodaTime;

namespace Amparo.Platform.Audit;

/// <summary>An act with its pseudonyms, ready to be written. Made before the transaction: making one reads keys.</summary>
internal sealed record AuditEntry(AuditAct Act, (StoreAddress Address, IClock Clock) Place)
{
    /// <summary>The pseudonym of who acted.</summary>
    public required string Actor { get; init; }

    /// <summary>The pseudonym of what it was about.</summary>
    public required string Subject { get; init; }

    /// <summary>Makes the pseudonyms.</summary>
    public static async Task<Outcome<AuditEntry>> OfAsync(
        AuditAct act, Vault vault, (StoreAddress Address, IClock Clock) place, CancellationToken cancel)
    {
        AuditAct.ThrowIfNotCodes(act);
        var actor = await vault.PseudonymAsync(SubjectOf(act.Actor), cancel);
        if (!actor.Succeeded)
            return Outcome<AuditEntry>.Refused(actor.Problems);
        var subject = await vault.PseudonymAsync(act.Subject, cancel);
        return subject.Succeeded
            ? new AuditEntry(act, place) { Actor = actor.Value, Subject = subject.Value }
            : Outcome<AuditEntry>.Refused(subject.Problems);
    }

    /// <summary>The same with pseudonyms by another key.</summary>
    public AuditEntry Under(OpenKey key, AuditActor actor, AuditSubject subject) => this with
    {
        Actor = key.Hash(HashUse.Pseudonym, SubjectOf(actor).Canonical().Span)!,
        Subject = key.Hash(HashUse.Pseudonym, subject.Canonical().Span)!,
    };

    private static AuditSubject SubjectOf(AuditActor actor) => new("account", actor.Account);
}

/// <summary>Writes a line behind the last one, inside a transaction that is open.</summary>
internal static class AuditAppending
{
    private const string Columns = "sequence, at, node, organisation, actor, act, subject_kind, subject, outcome, purpose, previous, hash";

    // "amparo:platform.audit", as the locks of StoreTransactions are named.
    private static readonly long Lock = BinaryPrimitives.ReadInt64BigEndian(SHA256.HashData("amparo:platform.audit"u8));

    /// <summary>The table's name in SQL.</summary>
    public static string Table(StoreKind kind) => kind == StoreKind.Sqlite ? "platform_audit_line" : "platform.audit_line";

    /// <summary>Appends a line.</summary>
    /// <param name="context">The context whose transaction is open.</param>
    /// <param name="entry">What to write.</param>
    /// <param name="cancel">Cancels; the transaction is then to be rolled back.</param>
    /// <returns>The line.</returns>
    public static async Task<AuditLine> AppendAsync(DbContext context, AuditEntry entry, CancellationToken cancel)
    {
        var transaction = context.Database.CurrentTransaction?.GetDbTransaction()
            ?? throw new InvalidOperationException("An act is written in the transaction of the work: begin one.");
        var (address, clock) = entry.Place;
        if (address.Kind == StoreKind.PostgreSql)
            await LockAsync(transaction, address, cancel);
        // Read after the lock: what the one before has committed is seen, as the level is READ COMMITTED.
        var (last, previous) = await LastAsync(transaction, address.Kind, cancel);
        var line = Line(entry, (last, previous), clock.GetCurrentInstant());
        await InsertAsync(transaction, address.Kind, line, cancel);
        return line;
    }

    private static AuditLine Line(AuditEntry entry, (long Sequence, string Hash) last, Instant now)
    {
        var fields = new AuditFields
        {
            Sequence = checked(last.Sequence + 1),
            At = now.ToUnixTimeTicks(),
            Node = entry.Act.Actor.Node,
            Organisation = entry.Act.Actor.Organisation,
            Actor = entry.Actor,
            Act = entry.Act.Act,
            SubjectKind = entry.Act.Subject.Kind,
            Subject = entry.Subject,
            Outcome = AuditChain.CodeOf(entry.Act.Outcome),
            Purpose = entry.Act.Purpose,
            Previous = last.Hash,
        };
        return new AuditLine
        {
            Sequence = fields.Sequence,
            At = Instant.FromUnixTimeTicks(fields.At),
            Node = fields.Node,
            Organisation = fields.Organisation,
            Actor = fields.Actor,
            Act = fields.Act,
            SubjectKind = fields.SubjectKind,
            Subject = fields.Subject,
            Outcome = entry.Act.Outcome,
            Purpose = fields.Purpose,
            Previous = fields.Previous,
            Hash = AuditChain.HashOf(fields),
        };
    }

    private static async Task LockAsync(DbTransaction transaction, StoreAddress address, CancellationToken cancel)
    {
        await using var command = CommandOf(transaction, string.Create(
            CultureInfo.InvariantCulture,
            $"SET LOCAL lock_timeout = {address.LockWait.TotalMilliseconds:F0}; SELECT pg_advisory_xact_lock({Lock});"));
        command.CommandTimeout = 0; // The server's lock_timeout ends the wait, with a code of its own.
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task<(long Sequence, string Hash)> LastAsync(DbTransaction transaction, StoreKind kind, CancellationToken cancel)
    {
        await using var command = CommandOf(transaction, $"SELECT sequence, hash FROM {Table(kind)} ORDER BY sequence DESC LIMIT 1");
        await using var reader = await command.ExecuteReaderAsync(cancel);
        return await reader.ReadAsync(cancel) ? (reader.GetInt64(0), reader.GetString(1)) : (0, AuditChain.Beginning);
    }

    // Not through the change tracker: a line of a transaction that failed must not come back with the context's next saving.
    private static async Task InsertAsync(DbTransaction transaction, StoreKind kind, AuditLine line, CancellationToken cancel)
    {
        object?[] values =
        [
            line.Sequence, line.At.ToUnixTimeTicks(), line.Node, line.Organisation, line.Actor, line.Act, line.SubjectKind, line.Subject,
            AuditChain.CodeOf(line.Outcome), line.Purpose, line.Previous, line.Hash,
        ];
        var places = string.Join(", ", values.Select((_, at) => string.Create(CultureInfo.InvariantCulture, $"@p{at}")));
        await using var command = CommandOf(transaction, $"INSERT INTO {Table(kind)} ({Columns}) VALUES ({places})");
        for (var at = 0; at < values.Length; at++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"@p{at}");
            parameter.Value = values[at] ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync(cancel);
    }

    private static DbCommand CommandOf(DbTransaction transaction, string sql)
    {
        var command = transaction.Connection!.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command;
    }
}
