using System.Globalization;
using Amparo.Linkage.Comparing;
using Amparo.Linkage.Normalising;
using Amparo.Linkage.Reading;

namespace Amparo.Linkage.Encoded;

/// <summary>What is encoded of a record that is normalised as for clear text.</summary>
internal sealed class RecordTexts(PersonTable table, NameKnowledge knowledge)
{
    private const int Female = 1;
    private const int Male = 2;

    /// <summary>The texts of a row.</summary>
    internal IReadOnlyList<FieldText> Of(int record)
    {
        var texts = new List<FieldText>(10);
        var row = table.Row(record);
        foreach (var place in (ReadOnlySpan<int>)[PersonTable.Given1, PersonTable.Given2])
            Add(texts, EncodingSchema.Given, NameOf(table.Given[row[place]]));
        foreach (var place in (ReadOnlySpan<int>)[PersonTable.Surname1, PersonTable.Surname2])
            Add(texts, EncodingSchema.Surname, table.Surnames[row[place]]);
        Add(texts, EncodingSchema.Birth, Birth(BirthParts.NumberOf(row[PersonTable.BirthFirst]), BirthParts.NumberOf(row[PersonTable.BirthLast])));
        Add(texts, EncodingSchema.Sex, (row[PersonTable.Marks] & PersonTable.SexMask) switch { 0 => "", Female => "F", Male => "M", _ => "X" });
        foreach (var (place, field) in table.Fields.Index())
            Add(texts, FieldOf(field.Role)!, field.Tokens[row[PersonTable.Values + place]]);
        return texts;
    }

    /// <summary>The schema's field for what a column says; null if no schema has one.</summary>
    internal static string? FieldOf(FieldRole role) => role switch
    {
        FieldRole.Given => EncodingSchema.Given,
        FieldRole.Surname => EncodingSchema.Surname,
        FieldRole.Birth or FieldRole.BirthYear or FieldRole.Age => EncodingSchema.Birth,
        FieldRole.Sex => EncodingSchema.Sex,
        FieldRole.Place => EncodingSchema.Municipality,
        FieldRole.Text => EncodingSchema.Postcode,
        FieldRole.Document => EncodingSchema.Document,
        FieldRole.Phone => EncodingSchema.Phone,
        _ => null,
    };

    private static void Add(List<FieldText> texts, string field, string text)
    {
        if (text.Length > 0)
            texts.Add(new FieldText(field, text));
    }

    // A key has no level for "short for": whoever may be meant by a familiar name is written as one of them, by every agency the same.
    private string NameOf(string word) => knowledge.NamesOf(word) is { Count: > 0 } names ? names[0] : word;

    // As far as it is known: 2001-05-13, 2001-05, 2001, and 2000/2001 for an age.
    private static string Birth(int first, int last)
    {
        if (first == 0)
            return "";
        var (from, to) = (first / 10_000, last / 10_000);
        if (from != to)
            return string.Create(CultureInfo.InvariantCulture, $"{from:D4}/{to:D4}");
        if (first == last)
            return string.Create(CultureInfo.InvariantCulture, $"{from:D4}-{first / 100 % 100:D2}-{first % 100:D2}");
        return first / 100 == last / 100
            ? string.Create(CultureInfo.InvariantCulture, $"{from:D4}-{first / 100 % 100:D2}")
            : string.Create(CultureInfo.InvariantCulture, $"{from:D4}");
    }
}
