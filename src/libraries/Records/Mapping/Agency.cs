namespace Amparo.Records;

/// <summary>Where a file comes from, and how the ids made of it begin.</summary>
/// <param name="Country">A code of the list <c>country</c>; null for published records, which name no agency.</param>
/// <param name="Kind">A code of the list <c>agency-kind</c>; null for published records.</param>
/// <param name="Series">The id of one of the agency's offices, or null; for published records the mapping's id.</param>
internal sealed record Agency(string? Country, string? Kind, string? Series)
{
    /// <summary>What stands before a row number. Hyphens suffice: row numbers have none.</summary>
    internal string RecordPrefix => Country is null ? $"{Series}-" : Series is null ? $"{Country}-{Kind}-" : $"{Country}-{Kind}-{Series}-";

    /// <summary>What stands before a file number.</summary>
    /// <remarks>
    /// File numbers hold anything, so file 2-7 of an office "north" and file 7 of an office "north-2" must not meet, nor file north-7
    /// of an agency without offices. No code and no office holds a colon.
    /// </remarks>
    internal string SubjectPrefix => Series is null ? $"{Country}-{Kind}-" : $"{Country}-{Kind}:{Series}:";

    /// <summary>The cell of the agency's country or kind in every record.</summary>
    internal short CellOf(RecordField field)
    {
        var code = field.Id == PersonReport.Country ? Country : Kind;
        return code is null ? CodedColumn.Missing(MissingKind.NotAsked) : (short)field.List!.PositionOf(code);
    }
}
