using Amparo.Records;

namespace Amparo.Merging;

/// <summary>Records with the persons that linkage found behind them.</summary>
/// <param name="Records">The records with a field more, <see cref="Person"/>: a text that is never missing.</param>
/// <param name="Repeated">Those that are not the first of their person, with the fields they came with.</param>
/// <param name="Persons">Number of persons.</param>
/// <remarks>Identifies persons: it stays inside the office that merges. Immutable and thread-safe.</remarks>
public sealed record MergedRecords(RecordSet Records, RecordSet Repeated, int Persons)
{
    /// <summary>The field of the person.</summary>
    public const string Person = "person";

    /// <summary>Puts persons to records.</summary>
    /// <param name="records">The records, without a field <see cref="Person"/>.</param>
    /// <param name="persons">The person of each record, in the records' order; records of one person have the same text, and none is empty.</param>
    /// <returns>The records with their persons.</returns>
    /// <exception cref="ArgumentException">There is not one person a record, a person is an empty text, or the records have persons already.</exception>
    public static MergedRecords Of(RecordSet records, IReadOnlyList<string> persons)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(persons);
        if (persons.Count != records.Count || persons.Any(string.IsNullOrEmpty))
            throw new ArgumentException("One person a record.", nameof(persons));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var repeated = persons.Index().Where(person => !seen.Add(person.Item)).Select(person => person.Index).ToList();
        return new(new RecordSet(records.Count, [.. records.Columns, new TextColumn(Person, persons)]), records.Take(repeated), seen.Count);
    }
}
