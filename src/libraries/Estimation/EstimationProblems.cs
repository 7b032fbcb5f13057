namespace Amparo.Estimation;

/// <summary>Codes of the problems that this library reports.</summary>
public static class EstimationProblems
{
    /// <summary>The table has no rows that count anybody.</summary>
    public const string EmptyTable = "EST-001";

    /// <summary>The columns are not two to ten lists of different names and a count.</summary>
    public const string ColumnsUnusable = "EST-002";

    /// <summary>A list's column holds something else than 0 or 1; the path names the row and the column's place.</summary>
    public const string CodeNotBinary = "EST-003";

    /// <summary>A row has no count; the path names it.</summary>
    public const string CountMissing = "EST-004";

    /// <summary>A count is not a whole number, or too large to be one of persons; the path names the row.</summary>
    public const string CountNotWhole = "EST-005";

    /// <summary>A count is negative; the path names the row.</summary>
    public const string CountNegative = "EST-006";

    /// <summary>A row counts persons who are on no list: nobody can have observed them; the path names it.</summary>
    public const string SeenByNobody = "EST-007";

    /// <summary>All counts are zero.</summary>
    public const string NoPersons = "EST-008";

    /// <summary>A list has no person on it; the subject names it.</summary>
    public const string ListEmpty = "EST-009";

    /// <summary>A list holds every observed person, so that the others tell nothing of whom it misses; the subject names it.</summary>
    public const string ListHoldsEverybody = "EST-010";

    /// <summary>Two lists hold the same persons: one list twice; the subject names them.</summary>
    public const string ListsIdentical = "EST-011";

    /// <summary>No person is on two lists, so that no finite estimate exists.</summary>
    public const string NoOverlap = "EST-012";

    /// <summary>Fewer than three lists tell anything, so that dependence between lists cannot be seen.</summary>
    public const string TooFewLists = "EST-013";

    /// <summary>The model has no (extended) maximum likelihood estimate.</summary>
    public const string NoMaximum = "EST-014";

    /// <summary>The model's parameters cannot be told apart by these data.</summary>
    public const string NotIdentifiable = "EST-015";

    /// <summary>A list lies wholly within another: perhaps the same list twice; the subject names them.</summary>
    public const string ListNested = "EST-016";

    /// <summary>The method does not take this number of lists.</summary>
    public const string ListsOutOfRange = "EST-017";

    /// <summary>The chains of the sampler do not agree: not converged.</summary>
    public const string NotConverged = "EST-018";

    /// <summary>Fewer than two sampled linkages have an estimate, so that nothing shows how uncertain linkage is.</summary>
    public const string TooFewReplicates = "EST-020";

    /// <summary>Tables that shall be taken together are not over the same lists.</summary>
    public const string ListsDiffer = "EST-021";

    /// <summary>A stratum has no person on two lists, so that it has no estimate of its own; the subject says strata, the path its place.</summary>
    public const string StratumWithoutOverlap = "EST-022";

    /// <summary>A stratum has fewer persons than asked for; the path is its place.</summary>
    public const string StratumTooSmall = "EST-023";

    /// <summary>Strata are fewer than one, more than 16, or bear the same name twice.</summary>
    public const string StrataUnusable = "EST-024";
}
