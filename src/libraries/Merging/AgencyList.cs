using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Merging;

/// <summary>What one agency of one country registered: one list of those that are brought together.</summary>
/// <param name="Country">The country's code: only lists of one country are compared.</param>
/// <param name="Name">What reviewers and decisions call the list; distinct within the country, and the same from run to run.</param>
/// <param name="Records">
/// Standard records (<see cref="PersonReport"/>), any number of them, none included. Ids are distinct over all lists of a run; a record without a subject
/// has only its own word.
/// </param>
/// <remarks>Identifies persons: it stays inside the office that merges. Immutable and thread-safe.</remarks>
public sealed record AgencyList(string Country, string Name, RecordSet Records)
{
    /// <summary>Reads a list that was kept as a standard file.</summary>
    /// <param name="stream">What <see cref="RecordFile.Write"/> wrote: readable, seekable, at its start. It stays open.</param>
    /// <param name="schema">The schema it was written with.</param>
    /// <param name="agency">Country and name of the list.</param>
    /// <returns>The list; or REC-001, REC-301 … REC-304 with row and field.</returns>
    public static Outcome<AgencyList> Read(Stream stream, RecordSchema schema, (string Country, string Name) agency)
    {
        var read = RecordFile.Read(stream, schema);
        return read.Succeeded ? new AgencyList(agency.Country, agency.Name, read.Value) : Outcome<AgencyList>.Refused(read.Problems);
    }
}
