using Amparo.Collaborative.Contents;
using Amparo.Platform.Keys;
using Amparo.Platform.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Submissions;

/// <summary>What an organisation stores, and how much it may.</summary>
/// <param name="Used">The bytes that its submissions take, sealed: files, mended rows, records, reports; and those that were promised to files which are arriving.</param>
/// <param name="Limit">The most bytes.</param>
internal sealed record StoredBytes(long Used, long Limit)
{
    /// <summary>Whether there is room for more.</summary>
    /// <param name="bytes">How many bytes more.</param>
    public bool HasRoomFor(long bytes) => bytes <= Limit - Used;

    /// <summary>Counts what an organisation stores. Nobody else stores anything of the same organisation until the transaction ends, so what is added within it is never too much.</summary>
    /// <param name="context">A context that shows the organisation's submissions, with a transaction begun.</param>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<StoredBytes> HoldAsync(CollaborativeContext context, Guid organisationId, CancellationToken cancel)
    {
        var limit = await OrganisationStorage.HoldAsync(context, organisationId, cancel);
        return new(await UsedAsync(context, organisationId, cancel), limit);
    }

    /// <summary>Counts without adding anything.</summary>
    /// <param name="context">A context that shows the organisation's submissions.</param>
    /// <param name="organisationId">The organisation.</param>
    /// <param name="cancel">Cancels.</param>
    public static async Task<StoredBytes> LookAsync(CollaborativeContext context, Guid organisationId, CancellationToken cancel)
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancel);
        return await HoldAsync(context, organisationId, cancel);
    }

    // What is there, counted: whatever erased something need not say so. The sizes that versions say are no substitute: theirs stay where a file is taken back, swept, expired or
    // refused as hopeless, and a file that comes in one form says none before its end. Each piece that comes counts again; of a value's length neither database reads its bytes.
    private static async Task<long> UsedAsync(CollaborativeContext context, Guid organisationId, CancellationToken cancel)
    {
        var versions = context.Set<SubmissionVersion>().Where(row => row.OrganisationId == organisationId);
        var pieces = context.Set<ContentPiece>();
        var files = await versions.Join(pieces, row => row.Id, piece => piece.ContentId, (_, piece) => (long)piece.Bytes.Length).SumAsync(cancel);
        var records = await versions.Join(pieces, row => row.RecordsId, piece => (Guid?)piece.ContentId, (_, piece) => (long)piece.Bytes.Length).SumAsync(cancel);
        var reports = await versions.Join(pieces, row => row.ReportId, piece => (Guid?)piece.ContentId, (_, piece) => (long)piece.Bytes.Length).SumAsync(cancel);
        // As they will be, sealed: what just fits when it is begun fits still when its last piece comes.
        var promised = await context.Set<Submission>().Where(row => row.OrganisationId == organisationId && row.State == SubmissionState.Receiving)
            .Join(versions, row => row.Id, version => version.SubmissionId, (_, version) => version).Where(version => version.Size > (long)version.Pieces * SealedContents.PieceSize)
            .SumAsync(
                version => version.Size - ((long)version.Pieces * SealedContents.PieceSize)
                    + ((((version.Size + SealedContents.PieceSize - 1) / SealedContents.PieceSize) - version.Pieces) * Vault.ValueOverhead),
                cancel);
        return files + records + reports + promised;
    }
}
