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

    /// <summary>The table does not hold indicator 16.2.2, so it has no place in the structure of the Sustainable Development Goals; the subject is its id.</summary>
    public const string NoStructure = "PUB-010";

    /// <summary>The structure of the Sustainable Development Goals cannot express a dimension of the table or one of its codes; the subject is the dimension.</summary>
    public const string NotInStructure = "PUB-011";
}
