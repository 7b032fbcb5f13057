namespace Amparo.Records;

/// <summary>Where a file comes from, and how the ids made of it begin.</summary>
/// <param name="Country">A code of the list <c>country</c>.</param>
/// <param name="Kind">A code of the list <c>agency-kind</c>.</param>
/// <param name="Office">The id of one of the agency's offices, or null.</param>
internal sealed record Agency(string Country, string Kind, string? Office)
{
    /// <summary>What stands before a row number. Hyphens suffice: row numbers have none.</summary>
    internal string RecordPrefix => Office is null ? $"{Country}-{Kind}-" : $"{Country}-{Kind}-{Office}-";

    /// <summary>What stands before a file number.</summary>
    /// <remarks>
    /// File numbers hold anything, so file 2-7 of an office "north" and file 7 of an office "north-2" must not meet, nor file north-7
    /// of an agency without offices. No code and no office holds a colon.
    /// </remarks>
    internal string SubjectPrefix => Office is null ? $"{Country}-{Kind}-" : $"{Country}-{Kind}:{Office}:";
}
