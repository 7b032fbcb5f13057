using Amparo.Vocabulary;

namespace Amparo.Linkage.Encoded;

/// <summary>What an agency decides about its list.</summary>
public readonly record struct ListEncodingOptions
{
    /// <summary>The share of invented rows, 0 to 2 of the number of persons, so that nobody can say of a row that it is a person.</summary>
    public double Dummies { get; init; }

    /// <summary>Whether the agency declares that somebody may be in the list twice.</summary>
    public bool MayHoldDuplicates { get; init; }
}

/// <summary>A list encoded, and what stays at the agency.</summary>
/// <param name="List">What goes to the linkage unit.</param>
/// <param name="Ids">The record's id for each token, in the order of the list's tokens; null for an invented row. It never leaves the agency.</param>
/// <param name="Unsalted">How many persons were left out because the attribute that salts their record is not known.</param>
public sealed record ListEncoding(EncodedList List, IReadOnlyList<string?> Ids, int Unsalted)
{
    private const double MostDummies = 2;

    /// <summary>Encodes a list.</summary>
    /// <param name="persons">The persons.</param>
    /// <param name="encoder">Schema, key and settings.</param>
    /// <param name="options">Dummies and declaration.</param>
    /// <param name="random">Bytes that nobody can foretell, for tokens and dummies.</param>
    /// <returns>
    /// The encoded list, its rows in the order of their random tokens; <c>LNK-035</c> for fewer than <see cref="EncodedList.FewestPersons"/> persons,
    /// <c>LNK-048</c> for a share of dummies outside its range.
    /// </returns>
    public static Outcome<ListEncoding> Of(PersonList persons, RecordEncoder encoder, ListEncodingOptions options, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(persons);
        ArgumentNullException.ThrowIfNull(encoder);
        ArgumentNullException.ThrowIfNull(random);
        if (!(options.Dummies >= 0 && options.Dummies <= MostDummies))
            return new Problem(EncodedProblems.WrongSettings, "dummies");
        var words = encoder.Settings.Words;
        var rows = new List<(string Token, string? Id, ulong[] Key)>(persons.Records.Count);
        foreach (var record in persons.Records)
        {
            var key = new ulong[words];
            if (encoder.TryEncode(record, key))
                rows.Add((random.Token(), record.Id, key));
        }

        var encoded = rows.Count;
        if (encoded < EncodedList.FewestPersons)
            return new Problem(EncodedProblems.ListTooSmall, "file");
        var dummies = (int)Math.Ceiling(encoded * options.Dummies);
        for (var dummy = 0; dummy < dummies; dummy++)
            rows.Add((random.Token(), null, DummyKey(persons.Records, encoder, random)));
        // Tokens are random: in their order the rows tell nothing about the file's.
        rows.Sort((one, other) => string.CompareOrdinal(one.Token, other.Token));
        var header = new EncodedListHeader(encoder.Schema.Id, encoder.Schema.Version, encoder.KeyCheck)
        {
            Settings = encoder.Settings,
            Deduplicated = !options.MayHoldDuplicates,
            Dummies = dummies,
        };
        return new ListEncoding(
            new EncodedList(header, [.. rows.Select(row => row.Token)], [.. rows.SelectMany(row => row.Key)]),
            [.. rows.Select(row => row.Id)], persons.Records.Count - encoded);
    }

    // Each field from another person of the list: as frequent as among the persons, and nobody.
    private static ulong[] DummyKey(IReadOnlyList<PersonRecord> records, RecordEncoder encoder, RandomSource random)
    {
        var key = new ulong[encoder.Settings.Words];
        while (true)
        {
            var texts = new List<FieldText>();
            foreach (var field in encoder.Schema.Fields)
                texts.AddRange(records[random.Below(records.Count)].Texts.Where(text => text.Field == field.Id));
            if (encoder.TryEncode(new PersonRecord("", texts), key))
                return key;
            Array.Clear(key);
        }
    }
}
