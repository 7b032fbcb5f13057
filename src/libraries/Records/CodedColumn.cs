using System.Runtime.InteropServices;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>One field of all records, as positions in a code list.</summary>
/// <remarks>
/// A cell is zero or more: the position of its code in <see cref="List"/>; or negative: minus the number of a
/// <see cref="MissingKind"/>. Immutable once built and thread-safe.
/// </remarks>
public sealed class CodedColumn
{
    private readonly short[] _cells;

    /// <summary>Makes a column.</summary>
    /// <param name="field">The field's id.</param>
    /// <param name="list">The codes its cells stand for.</param>
    /// <param name="cells">One cell a record; the column takes a copy.</param>
    /// <exception cref="ArgumentException">A cell is neither a position in the list nor a kind of missing value.</exception>
    public CodedColumn(string field, CodeList list, ReadOnlySpan<short> cells)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(field);
        ArgumentNullException.ThrowIfNull(list);
        foreach (var cell in cells)
        {
            if (cell >= list.Codes.Count || cell < -(int)MissingKind.Suppressed)
                throw new ArgumentException($"A cell of {field} is neither a code nor a kind of missing value.", nameof(cells));
        }

        Field = field;
        List = list;
        _cells = cells.ToArray();
    }

    /// <summary>The field's id.</summary>
    public string Field { get; }

    /// <summary>The codes the cells stand for.</summary>
    public CodeList List { get; }

    /// <summary>The cells, one a record.</summary>
    public ReadOnlySpan<short> Cells => _cells;

    /// <summary>The cell that stands for a missing value.</summary>
    /// <param name="kind">Why it is missing.</param>
    /// <returns>A negative number.</returns>
    public static short Missing(MissingKind kind) => (short)-(int)kind;
}
