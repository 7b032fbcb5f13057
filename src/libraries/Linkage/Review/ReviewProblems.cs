namespace Amparo.Linkage.Review;

/// <summary>Codes of the problems that the two files of the clerical review can have.</summary>
public static class ReviewProblems
{
    /// <summary>The first line of a review queue is missing, or is not a header that this version reads.</summary>
    public const string NoHeader = "LNK-060";

    /// <summary>A line of a review queue cannot be read; the path names it.</summary>
    public const string UnreadablePair = "LNK-061";

    /// <summary>A pair uses a field, a level or a list that the header does not declare; the path names the line.</summary>
    public const string UndeclaredName = "LNK-062";

    /// <summary>A pair stands twice in the queue, or two of its lines have one id; the path names the second one.</summary>
    public const string PairTwice = "LNK-063";

    /// <summary>The steps of a pair and the prior do not add up to its weight: the explanation would be false.</summary>
    public const string StepsDoNotAddUp = "LNK-064";

    /// <summary>A number is out of its range: a probability, a threshold above the other, a weight that is no number.</summary>
    public const string NumberOutOfRange = "LNK-065";

    /// <summary>The last line of a review queue was not finished: the file was cut off while it was written or copied.</summary>
    public const string QueueCutOff = "LNK-066";

    /// <summary>A line of a file of decisions cannot be read, or is not written the one way that its hash stands for.</summary>
    public const string UnreadableDecision = "LNK-070";

    /// <summary>The chain of decisions breaks: a line was changed, removed or put in; the path names it.</summary>
    public const string BrokenChain = "LNK-071";

    /// <summary>The last line of a file of decisions was not finished, and the file was asked for whole.</summary>
    public const string DecisionsCutOff = "LNK-072";
}
