using Amparo.Contracts.Portal;
using Amparo.PrivateRelease;

namespace Amparo.Portal.Releases;

/// <summary>A release that does not stand: it was withdrawn, or worked out from one that was.</summary>
/// <param name="Entry">Its line.</param>
/// <param name="Withdrawal">What brought it down.</param>
public sealed record WithdrawnRelease(LedgerEntry Entry, WithdrawalReport Withdrawal)
{
    /// <summary>Whether it was withdrawn itself.</summary>
    public bool IsItself => Entry.ContentHash == Withdrawal.Release.ContentHash;
}

/// <summary>All releases that were withdrawn, and those that fall with them. Immutable.</summary>
public sealed class WithdrawnReleases
{
    private readonly Ledger _ledger;
    private readonly Dictionary<int, WithdrawnRelease> _releases = [];

    private WithdrawnReleases(Ledger ledger, IReadOnlyList<WithdrawalReport> withdrawals)
    {
        _ledger = ledger;
        Withdrawals = withdrawals;
        if (withdrawals.Count == 0)
            return;
        var contents = withdrawals.ToDictionary(withdrawal => withdrawal.Release.ContentHash, StringComparer.Ordinal);
        // A source's line stands before that of what was made of it, so one way through finds measures of measures, too.
        foreach (var entry in ledger.Entries)
        {
            if (entry.Door == Door.Charge)
                continue;
            var cause = contents.GetValueOrDefault(entry.ContentHash)
                ?? ledger.SourcesOf(entry).Select(source => Find(source.Sequence)?.Withdrawal).FirstOrDefault(withdrawal => withdrawal is not null);
            if (cause is not null)
                _releases.Add(entry.Sequence, new(entry, cause));
        }
    }

    /// <summary>All that does not stand, by the number of its line.</summary>
    public IReadOnlyList<WithdrawnRelease> All => [.. _releases.Values.OrderBy(release => release.Entry.Sequence)];

    /// <summary>What was withdrawn, the oldest first.</summary>
    public IReadOnlyList<WithdrawalReport> Withdrawals { get; }

    /// <summary>Works out what does not stand.</summary>
    /// <param name="ledger">The verified ledger.</param>
    /// <param name="withdrawals">What was withdrawn, the oldest first; a content once.</param>
    internal static WithdrawnReleases Of(Ledger ledger, IReadOnlyList<WithdrawalReport> withdrawals) => new(ledger, withdrawals);

    /// <summary>Why a release does not stand.</summary>
    /// <param name="sequence">The number of its line.</param>
    /// <returns>Null if it was not withdrawn.</returns>
    public WithdrawnRelease? Find(int sequence) => _releases.GetValueOrDefault(sequence);

    /// <summary>Why a table has nothing to show: its newest release was withdrawn, and the one before does not come back by itself.</summary>
    /// <param name="subject">The table's id.</param>
    /// <returns>Null if its newest release was not withdrawn.</returns>
    public WithdrawnRelease? Newest(string subject) =>
        _ledger.Entries.LastOrDefault(entry => entry.Door != Door.Charge && entry.Subject == subject) is { } newest ? Find(newest.Sequence) : null;
}
