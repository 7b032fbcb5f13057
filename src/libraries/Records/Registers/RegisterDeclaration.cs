using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Records.Registers;

/// <summary>What the cells of a register's column may hold.</summary>
public enum RegisterColumnKind
{
    /// <summary>Words: a proper name, a citation.</summary>
    Text,

    /// <summary>A date as precise as it is known: <c>2003</c>, <c>2003-09</c> or <c>2003-09-26</c>.</summary>
    Date,

    /// <summary>A code of a list.</summary>
    Code,
}

/// <summary>What a register holds: why nobody can be in it.</summary>
public enum RegisterHolding
{
    /// <summary>Laws, treaties and their dates.</summary>
    Laws,

    /// <summary>Services and institutions with public addresses.</summary>
    Services,

    /// <summary>Plans, programmes and activities.</summary>
    Plans,

    /// <summary>How the figures themselves were made.</summary>
    Methods,

    /// <summary>Estimates for whole countries that others have published.</summary>
    Estimates,

    /// <summary>What governments did.</summary>
    Actions,
}

/// <summary>A column of a register, as declared.</summary>
/// <param name="Column">Its id and title.</param>
/// <param name="Kind">What its cells may hold.</param>
/// <param name="List">The id of the code list of a <see cref="RegisterColumnKind.Code"/> column; null for the others.</param>
/// <param name="Required">Whether no cell may be empty.</param>
public sealed record DeclaredColumn(RegisterColumn Column, RegisterColumnKind Kind, string? List, bool Required);

/// <summary>The declaration of a register: dated facts about laws, institutions or services, and never about a person.</summary>
/// <remarks>
/// Its text form is a pair of files of our own, <c>NAME.yaml</c> and <c>NAME.csv</c>. Immutable and thread-safe.
/// </remarks>
/// <param name="Id">The register's id.</param>
/// <param name="Version">The declaration's version, one or more.</param>
/// <param name="Title">What the register is called.</param>
/// <param name="Note">How to read it, and how current it is.</param>
/// <param name="Source">Who compiled it, when, under which terms. Each fact may name a source of its own in a column.</param>
/// <param name="Columns">The columns, in the order of display.</param>
/// <param name="Key">The ids of the columns that together identify a line.</param>
/// <param name="Holds">What its lines are about, so that it may leave without protecting anyone.</param>
public sealed record RegisterDeclaration(
    string Id, int Version, LocalizedText Title, LocalizedText Note, Source Source, IReadOnlyList<DeclaredColumn> Columns,
    IReadOnlyList<string> Key, RegisterHolding Holds);
