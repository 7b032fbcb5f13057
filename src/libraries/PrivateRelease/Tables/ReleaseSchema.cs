using Amparo.Vocabulary;

namespace Amparo.PrivateRelease.Tables;

/// <summary>What to do with the several rows of one person in one column.</summary>
public enum SeveralRows
{
    /// <summary>The code of the person's first row stands.</summary>
    First,

    /// <summary>The highest code stands: a flag is set if it is set in any row.</summary>
    Highest,
}

/// <summary>How one column of a file becomes codes.</summary>
/// <param name="Column">The column's name and codes.</param>
/// <param name="Other">The code of values that are none of the codes; null if such a value refuses the file.</param>
/// <param name="Several">What to do with several rows of one person.</param>
public sealed record SchemaColumn(CodedColumn Column, int? Other, SeveralRows Several)
{
    /// <summary>The code of a blank cell; null if a blank cell is a value like any other.</summary>
    public int? Absent { get; init; }

    /// <summary>The hierarchies by which the column's codes may be made coarser, from its own list upwards; empty if it stays as it is.</summary>
    public IReadOnlyList<Hierarchy> Levels { get; init; } = [];

    /// <summary>The values that the file may hold and the code that each becomes; null if they are the codes themselves.</summary>
    public IReadOnlyDictionary<string, int>? Values { get; init; }

    /// <summary>How the file's finer values were joined to the codes, by declaration; null if they were not.</summary>
    public CoarsenedColumn? RolledUp { get; init; }
}

/// <summary>What a file of person records may hold, declared beforehand: the public side of a private release.</summary>
/// <param name="Columns">The columns that are released, 1 to 64.</param>
/// <param name="Person">The column that names the person of a row, which never leaves; null if every row is another person.</param>
/// <param name="Population">The population that the records speak of; null if the schema does not say.</param>
/// <param name="Invented">Whether the persons are invented.</param>
public sealed record ReleaseSchema(IReadOnlyList<SchemaColumn> Columns, string? Person, string? Population, bool Invented)
{
    /// <summary>About how many persons the file is expected to have, declared beforehand; null if the schema does not say. Never read off the file.</summary>
    public long? ExpectedPersons { get; init; }

    /// <summary>The noise that a code may be expected to have, as a share of its persons, before it is made coarser.</summary>
    public double AllowedError { get; init; } = 0.2;

    /// <summary>The columns whose values are joined to broader codes as the file is read.</summary>
    public IReadOnlyList<CoarsenedColumn> RolledUp => [.. Columns.Select(column => column.RolledUp).OfType<CoarsenedColumn>()];

    /// <summary>The domain of the released columns.</summary>
    public CodedDomain Domain { get; } = new([.. Columns.Select(column => column.Column)]);
}
