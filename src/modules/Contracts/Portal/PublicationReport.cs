using NodaTime;

namespace Amparo.Contracts.Portal;

/// <summary>What was published under one key.</summary>
/// <param name="Key">The key.</param>
/// <param name="At">When.</param>
/// <param name="Tables">The tables, in the order of their lines.</param>
public sealed record PublicationReport(Guid Key, Instant At, IReadOnlyList<PublishedRelease> Tables);

/// <summary>A table of a publication.</summary>
/// <param name="Subject">Its id.</param>
/// <param name="Sequence">The number of its line in the ledger, which is its version; an older one if the same content stood already.</param>
/// <param name="ContentHash">SHA-256 of its archive, 64 lower-case hexadecimal digits.</param>
public sealed record PublishedRelease(string Subject, int Sequence, string ContentHash);

/// <summary>What was done under some keys.</summary>
/// <param name="Publications">Publications, the oldest first.</param>
/// <param name="Withdrawals">Withdrawals, the oldest first.</param>
public sealed record PortalHistory(IReadOnlyList<PublicationReport> Publications, IReadOnlyList<WithdrawalReport> Withdrawals);
