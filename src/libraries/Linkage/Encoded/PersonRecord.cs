namespace Amparo.Linkage.Encoded;

/// <summary>A text of a person's record, normalised: upper-case letters without accents, digits, single blanks.</summary>
/// <param name="Field">The field's name in the schema; one field may have several texts, such as two surnames, whose order does not matter.</param>
/// <param name="Text">The text, not empty.</param>
public readonly record struct FieldText(string Field, string Text);

/// <summary>A person's record as it is encoded.</summary>
/// <param name="Id">The record's id at its agency; it is not encoded.</param>
/// <param name="Texts">What is known of the person; absent fields are left out.</param>
public sealed record PersonRecord(string Id, IReadOnlyList<FieldText> Texts)
{
    internal string? First(string field)
    {
        foreach (var text in Texts)
        {
            if (text.Field == field)
                return text.Text;
        }

        return null;
    }

    // What a salt has for this person; null where it is not known.
    internal string? Salted(RecordSalt salt) => salt switch
    {
        RecordSalt.Sex => First(EncodingSchema.Sex),
        // Of an age the later of its two years.
        RecordSalt.BirthYear => First(EncodingSchema.Birth) is not { } birth ? null : birth.Contains('/', StringComparison.Ordinal) ? birth[^4..] : birth[..4],
        _ => "",
    };
}
