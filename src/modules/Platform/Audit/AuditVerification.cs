using System.Data.Common;
using System.Globalization;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Platform.Audit;

/// <summary>An audit that is whole.</summary>
/// <param name="Count">How many lines it has.</param>
/// <param name="LastHash">The hash of the last one; 64 zeros if there is none.</param>
public sealed record AuditStanding(long Count, string LastHash);

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
    public static async Task<Outcome<AuditStanding>> VerifyAsync(StoreAddress address, AuditCheckpoint? checkpoint, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(address);
        var opened = await StoreReading.OpenAsync(address, cancel);
        if (!opened.Succeeded)
            return Outcome<AuditStanding>.Refused(opened.Problems);
        await using var connection = opened.Value;
        try
        {
            await using var command = connection.CreateCommand();
            command.CommandTimeout = 0; // Years of lines take as long as they take.
            command.CommandText = $"SELECT {Columns} FROM {AuditAppending.Table(address.Kind)} ORDER BY sequence";
            await using var reader = await command.ExecuteReaderAsync(cancel);
            return await VerifyAsync(reader, checkpoint, cancel);
        }
        catch (Exception error) when (error is not OperationCanceledException && StoreProblems.From(error, Subject) is { } problem)
        {
            return problem;
        }
    }

    private static async Task<Outcome<AuditStanding>> VerifyAsync(DbDataReader reader, AuditCheckpoint? checkpoint, CancellationToken cancel)
    {
        var (count, last) = (0L, AuditChain.Beginning);
        while (await reader.ReadAsync(cancel))
        {
            var line = Fields(reader);
            var hash = reader.GetString(11);
            var follows = line.Sequence == count + 1 && line.Previous == last && hash == AuditChain.HashOf(line);
            if (!follows)
                return At(PlatformProblems.AuditBroken, count + 1);
            (count, last) = (line.Sequence, hash);
            if (checkpoint?.Sequence == count && checkpoint.Hash != last)
                return At(PlatformProblems.AuditRewritten, count);
        }

        return checkpoint?.Sequence > count ? At(PlatformProblems.AuditShortened, checkpoint.Sequence) : new AuditStanding(count, last);
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
