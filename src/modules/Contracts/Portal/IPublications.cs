using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Contracts.Portal;

/// <summary>The portal, as a desk sees it that publishes to it: what stands, what passes the doors now, and what is taken back.</summary>
/// <remarks>
/// Nothing reaches the portal but what passed a door: an archive can be written of a released table only, and of the ledger that is handed
/// back each new line must have its table. Who may ask, and who has approved, is the desk's to decide and to write down. Thread-safe; any
/// number of hosts may publish at once, one after the other.
/// </remarks>
public interface IPublications
{
    /// <summary>What stands: enough to try a publication out without making it.</summary>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>Ledger and tables; <c>PRV-001</c> to <c>PRV-003</c> if what is stored does not verify, <c>STO-</c> if it cannot be read.</returns>
    Task<Outcome<StandingTables>> StandingAsync(CancellationToken cancel);

    /// <summary>Publishes what a function lets pass the doors: ledger and archives grow in one transaction, or not at all.</summary>
    /// <param name="key">The publication's own key. What was published under it is published once, however often it is asked for.</param>
    /// <param name="pass">
    /// Opens doors at the ledger it is given, with the time it is given, and lets tables pass; the same function makes a preview. It is called
    /// again where another publication came in between, so it must change nothing but its own doors.
    /// </param>
    /// <param name="cancel">Cancels; nothing is published then.</param>
    /// <returns>
    /// The report, the same for the same key; the problems of <paramref name="pass"/>; <c>WEB-104</c> for a content that was withdrawn,
    /// <c>WEB-107</c> for a key under which something was withdrawn, <c>WEB-108</c> if a budget would be spent, <c>WEB-109</c> for a measure of
    /// which a source does not stand; <c>PRV-</c> and <c>STO-</c> as above. After a refusal nothing has been published.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The key is empty; nothing passed; or the ledger does not continue the given one, or has lines without their tables.
    /// </exception>
    Task<Outcome<PublicationReport>> PublishAsync(
        Guid key, Func<StandingTables, Instant, Outcome<PassedTables>> pass, CancellationToken cancel);

    /// <summary>Withdraws a released table: from its commit on no page and no download shows it, nor what was worked out from it.</summary>
    /// <param name="key">The withdrawal's own key, as for a publication.</param>
    /// <param name="withdrawal">Which release, and why.</param>
    /// <param name="cancel">Cancels; nothing is withdrawn then.</param>
    /// <returns>
    /// The report, the same for the same key; <c>WEB-105</c> if there is no such release, <c>WEB-106</c> if it was withdrawn under another
    /// key, <c>WEB-107</c> if something else was done under this one; <c>PRV-</c> and <c>STO-</c> as above.
    /// </returns>
    /// <exception cref="ArgumentException">The key is empty, or the reason is none of the set.</exception>
    /// <remarks>
    /// The ledger keeps its line, and a population keeps what it has spent: what was out cannot be taken back from those who have it. The
    /// release before does not stand again by itself; a new one puts a table in the place.
    /// </remarks>
    Task<Outcome<WithdrawalReport>> WithdrawAsync(Guid key, Withdrawal withdrawal, CancellationToken cancel);

    /// <summary>What was done under some keys.</summary>
    /// <param name="keys">Keys of publications and withdrawals; those under which nothing was done are left out of the answer.</param>
    /// <param name="cancel">Cancels the reading.</param>
    /// <returns>The reports, the oldest first; <c>STO-</c> if they cannot be read.</returns>
    Task<Outcome<PortalHistory>> HistoryAsync(IReadOnlyCollection<Guid> keys, CancellationToken cancel);
}
