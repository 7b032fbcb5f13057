using Amparo.Linkage.Review;

namespace Amparo.Collaborative.Review;

/// <summary>A queue of pairs with the sample that two reviewers decide blindly, wherever the decisions on it are kept.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class SampledQueue
{
    private readonly PairKey[] _keys;
    private readonly bool[] _inSample;

    public SampledQueue(QueuedPairs queue)
    {
        Queue = queue;
        _keys = [.. queue.Pairs.Select(pair => pair.Key)];
        _inSample = [.. _keys.Select(key => key.IsInBlindSample(ReviewDesk.BlindShare))];
    }

    /// <summary>The pairs.</summary>
    public QueuedPairs Queue { get; }

    /// <summary>Number of pairs.</summary>
    public int Count => _keys.Length;

    /// <summary>Which pair is at a position.</summary>
    public PairKey KeyAt(int position) => _keys[position];

    /// <summary>Whether the pair at a position is decided blindly.</summary>
    public bool InSample(int position) => _inSample[position];
}
