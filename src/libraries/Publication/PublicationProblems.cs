namespace Amparo.Publication;

/// <summary>The codes of this library's problems. Their sentences in each language are content.</summary>
public static class PublicationProblems
{
    /// <summary>More series than a reader can tell apart; the subject is the dimension that runs over them.</summary>
    public const string TooManySeries = "PUB-001";

    /// <summary>No published margin of the table holds the slice asked for; the subject is the table's id.</summary>
    public const string SliceNotPublished = "PUB-002";

    /// <summary>The table has no such dimension, or the dimension no such code; the subject is the dimension's id.</summary>
    public const string SliceUnknown = "PUB-003";

    /// <summary>The dimension that runs has nothing to draw: no codes asked for, or none on which the table says anything.</summary>
    public const string NothingToDraw = "PUB-004";
}
