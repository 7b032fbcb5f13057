namespace Amparo.Records;

/// <summary>Writes one field of a record into the cells that its mapping reads it from.</summary>
internal abstract class CellWriter(FieldMapping mapping)
{
    internal string Field => mapping.Target;

    internal IReadOnlyList<string> Columns => mapping.Columns;

    internal Condition? When => mapping.When;

    /// <summary>Whether the record states a value, and not only why there is none.</summary>
    internal abstract bool IsStated(int record);

    /// <summary>The text of a cell; where nothing is stated, the layout's word for "missing", or nothing.</summary>
    /// <param name="index">Which of <see cref="Columns"/>.</param>
    /// <param name="record">The record, from zero.</param>
    internal abstract string Spell(int index, int record);

    /// <summary>Whether cells say what the record says.</summary>
    /// <param name="cells">One text for each of <see cref="Columns"/>.</param>
    /// <param name="record">The record, from zero.</param>
    internal abstract bool Holds(string[] cells, int record);

    /// <summary>Whether a cell that is read again says what the record's cell says. An empty cell is all that a layout has for what nobody asked.</summary>
    protected static bool IsSame(short read, short recorded) =>
        read == recorded || (recorded == CodedColumn.Missing(MissingKind.NotAsked) && read == CodedColumn.Missing(MissingKind.Blank));

    /// <summary>Whether the record says that the field does not apply to it.</summary>
    internal virtual bool IsNotApplicable(int record) => !IsStated(record);
}
