namespace Amparo.Records;

/// <summary>Fills one field, record after record.</summary>
/// <remarks>A refused row leaves its place to the next one, which overwrites it.</remarks>
internal abstract class FieldFiller
{
    /// <summary>Reads the field from the current row into a place of its column.</summary>
    /// <param name="rows">The current row.</param>
    /// <param name="at">The record's place: the number of records accepted so far.</param>
    /// <param name="faults">Where findings are added.</param>
    internal abstract void Fill(RowSource rows, int at, RowFaults faults);

    /// <summary>The columns, cut to the accepted records.</summary>
    internal abstract IEnumerable<RecordColumn> ToColumns(int count);
}
