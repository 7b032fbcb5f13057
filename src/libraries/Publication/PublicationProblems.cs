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

    /// <summary>The publication is not about such a place, or no table of it knows the place; the path names those that it knows.</summary>
    public const string PlaceUnknown = "PUB-050";

    /// <summary>The table of the key message does not know the year; the path names the years that it knows.</summary>
    public const string YearUnknown = "PUB-051";

    /// <summary>A table that the template names is not released; the subject is the table's id, the path the place in the template.</summary>
    public const string TableNotReleased = "PUB-052";

    /// <summary>A fixed text of the template holds a number that no released cell of the page states; the path is the place in the template.</summary>
    public const string NumberWithoutCell = "PUB-053";

    /// <summary>A figure on the finished page is not the released cell's; the subject is the figure's id.</summary>
    public const string TextDisagrees = "PUB-054";

    /// <summary>The earlier edition states a figure that no release in the ledger states; the subject is the figure's id.</summary>
    public const string EditionNotReleased = "PUB-055";

    /// <summary>The file is not the record of an earlier edition of this publication about this place.</summary>
    public const string EditionUnreadable = "PUB-056";

    /// <summary>The template names a figure that it does not declare, or a form of figure or chart that does not exist.</summary>
    public const string TemplateValue = "PUB-057";

    /// <summary>The template asks for a part of a table that the table does not publish; the path is the place in the template.</summary>
    public const string TemplateSlice = "PUB-058";
}
