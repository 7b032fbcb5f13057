using Amparo.Collaborative.Access;
using Amparo.Linkage.Review;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Collaborative.Review;

/// <summary>One review: the queue, the decisions on it, and who may see what of both.</summary>
/// <remarks>Thread-safe. The queue does not change; decisions are only added.</remarks>
public sealed class ReviewDesk : IDisposable
{
    private readonly DecisionFile _decisions;

    private ReviewDesk(QueuedPairs queue, DecisionFile decisions) => (Sampled, _decisions) = (new(queue), decisions);

    /// <summary>The share of pairs that two reviewers decide without knowing of one another.</summary>
    public const double BlindShare = 0.1;

    /// <summary>The pairs.</summary>
    public QueuedPairs Queue => Sampled.Queue;

    /// <summary>The pairs with their blind sample.</summary>
    internal SampledQueue Sampled { get; }

    /// <summary>How many bytes of an unfinished decision were cut off the file at the start.</summary>
    public long CutBytes => _decisions.CutBytes;

    /// <summary>The decisions as they stand.</summary>
    internal DecisionLog Log => _decisions.Log;

    /// <summary>Opens a review.</summary>
    /// <param name="files">The queue, which is read; and the decisions, which are made if they do not exist.</param>
    /// <returns>The review; or <c>COL-001</c> … <c>COL-003</c>, <c>LNK-06x</c>, <c>LNK-07x</c> problems.</returns>
    public static Outcome<ReviewDesk> Open((string Queue, string Decisions) files)
    {
        Outcome<QueuedPairs> queue;
        try
        {
            using var stream = new FileStream(files.Queue, FileMode.Open, FileAccess.Read, FileShare.Read);
            queue = QueuedPairs.Read(stream);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Problem(CollaborativeProblems.QueueUnreadable, Path.GetFileName(files.Queue));
        }

        if (!queue.Succeeded)
            return Outcome<ReviewDesk>.Refused(queue.Problems);
        var decisions = DecisionFile.Open(files.Decisions);
        return decisions.Succeeded ? new ReviewDesk(queue.Value, decisions.Value) : Outcome<ReviewDesk>.Refused(decisions.Problems);
    }

    /// <summary>Where every pair of the queue stands, at one moment.</summary>
    internal ReviewState State() => new(Sampled, _decisions.Log);

    internal PairKey KeyAt(int position) => Sampled.KeyAt(position);

    internal bool InSample(int position) => Sampled.InSample(position);

    /// <summary>Saves a reviewer's verdict.</summary>
    /// <param name="seat">The reviewer.</param>
    /// <param name="position">The pair's position in the queue.</param>
    /// <param name="verdict">The verdict.</param>
    /// <param name="now">When.</param>
    /// <returns>Null when it is saved; otherwise why not.</returns>
    internal Problem? Decide(ReviewSeat seat, int position, Verdict verdict, Instant now)
    {
        var pair = Queue.Pairs[position];
        return _decisions.Append(log => log.Append(new DecisionDraft
        {
            Left = pair.Left.Key,
            Right = pair.Right.Key,
            Verdict = verdict,
            Reviewer = seat.Name,
            // By the log under the lock: who decides at the same moment as the other has not seen anything either.
            Blind = new ReviewState(Sampled, log).IsVeiled(position),
            At = now,
            Model = Queue.Header.Model,
        }));
    }

    /// <summary>Takes in decisions that were made elsewhere.</summary>
    /// <param name="other">Their log, verified.</param>
    /// <param name="added">How many of them were new.</param>
    /// <returns>Null when they are saved; otherwise why not.</returns>
    internal Problem? TakeIn(DecisionLog other, out int added)
    {
        var grownBy = 0;
        var problem = _decisions.Append(log =>
        {
            var merged = log.Merge(other);
            grownBy = merged.Entries.Count - log.Entries.Count;
            return merged;
        });
        added = grownBy;
        return problem;
    }

    /// <inheritdoc/>
    public void Dispose() => _decisions.Dispose();
}
