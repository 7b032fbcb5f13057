using Amparo.Collaborative.Merges;
using Amparo.Content;
using Amparo.Contracts.Portal;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Collaborative.Releases;

/// <summary>A release as it would be published now.</summary>
/// <param name="Counted">The exact counts.</param>
/// <param name="Standing">What stands in the portal.</param>
/// <param name="Passed">What passed the doors.</param>
/// <param name="Hash">What would be seen, as a hash.</param>
internal sealed record WorkedRelease(CountedRelease Counted, StandingTables Standing, PassedTables Passed, string Hash);

/// <summary>Works out what a draft would publish: for the preview, for whoever asks and approves, and for publishing.</summary>
/// <param name="files">What merges hold.</param>
/// <param name="content">The indicators.</param>
/// <param name="publications">The portal.</param>
internal sealed class ReleaseWork(MergeFiles files, ContentSource content, IPublications publications)
{
    private const int MostKept = 4;

    // Estimates take a while, and one draft is looked at several times. Counts only; whether they may be shown at all is asked before each look.
    private readonly LinkedList<((Guid Records, Guid Persons, string Tables) Of, CountedRelease Counted)> _kept = new();
    private readonly Lock _lock = new();

    /// <summary>Counts what a draft chose.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="merge">Its merge; it was computed.</param>
    /// <param name="cancel">Stops the work.</param>
    public Outcome<CountedRelease> Count(ReleaseDraft draft, Merge merge, CancellationToken cancel)
    {
        // A merge that is computed again has other contents: their ids say which counts these are.
        var key = (merge.RecordsId!.Value, merge.PersonsId!.Value, draft.Tables);
        lock (_lock)
        {
            foreach (var kept in _kept)
            {
                if (kept.Of == key)
                    return kept.Counted;
            }
        }

        var merged = files.Read(merge);
        if (!merged.Succeeded)
            return Outcome<CountedRelease>.Refused(merged.Problems);
        var counted = CountedRelease.Of(draft.TableNames, merged.Value, content, cancel);
        if (!counted.Succeeded)
            return counted;
        lock (_lock)
        {
            _kept.AddFirst((key, counted.Value));
            while (_kept.Count > MostKept)
                _kept.RemoveLast();
        }

        return counted;
    }

    /// <summary>Tries a draft out: nothing is published, and no line is written.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="merge">Its merge; it was computed.</param>
    /// <param name="now">When.</param>
    /// <param name="cancel">Stops the work.</param>
    public async Task<Outcome<WorkedRelease>> TryAsync(ReleaseDraft draft, Merge merge, Instant now, CancellationToken cancel)
    {
        var counted = Count(draft, merge, cancel);
        if (!counted.Succeeded)
            return Outcome<WorkedRelease>.Refused(counted.Problems);
        var standing = await publications.StandingAsync(cancel);
        if (!standing.Succeeded)
            return Outcome<WorkedRelease>.Refused(standing.Problems);
        var passed = counted.Value.ReleaseOf(standing.Value, now);
        return passed.Succeeded
            ? new WorkedRelease(counted.Value, standing.Value, passed.Value, CountedRelease.HashOf(passed.Value))
            : Outcome<WorkedRelease>.Refused(passed.Problems);
    }
}
