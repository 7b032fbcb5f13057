namespace Amparo.Records;

/// <summary>One field of all records.</summary>
/// <remarks>Immutable and thread-safe. Made of codes, flags, counts or texts: see the types that derive from it.</remarks>
public abstract class RecordColumn
{
    private protected RecordColumn(string field, int count)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(field);
        Field = field;
        Count = count;
    }

    /// <summary>The field's id.</summary>
    public string Field { get; }

    /// <summary>Number of records.</summary>
    public int Count { get; }

    /// <summary>Whether a column means the same by the same cells: the same field, kind and codes.</summary>
    internal abstract bool IsLike(RecordColumn other);

    /// <summary>Whether the column can hold a field: its kind, and its codes.</summary>
    internal abstract bool Fits(RecordField field);

    /// <summary>Writes the column's blocks into a saved table.</summary>
    internal abstract void WriteTo(TableBlocks blocks);

    /// <summary>Reads a field's column from a saved table; null if its blocks are damaged, or hold what the field cannot.</summary>
    internal static RecordColumn? ReadFrom(TableIndex index, RecordField field, int count) => field.Kind switch
    {
        FieldKind.Coded => CodedColumn.ReadFrom(index, field, count),
        FieldKind.Flags => FlagsColumn.ReadFrom(index, field, count),
        FieldKind.Count => CountColumn.ReadFrom(index, field, count),
        _ => TextColumn.ReadFrom(index, field, count),
    };

    /// <summary>The records of this column that a selection keeps.</summary>
    /// <param name="rows">Rows from zero, each less than <see cref="Count"/>.</param>
    internal abstract RecordColumn Take(int[] rows);

    /// <summary>Puts this column and others like it one after the other. Null stands for records that were not asked.</summary>
    /// <param name="parts">Columns like this one with the number of their records; null for a set without the field.</param>
    internal abstract RecordColumn Concat(IReadOnlyList<(RecordColumn? Column, int Count)> parts);

    private protected static int Total(IReadOnlyList<(RecordColumn? Column, int Count)> parts)
    {
        var total = 0;
        foreach (var (_, count) in parts)
            total = checked(total + count);
        return total;
    }
}
