using System.Globalization;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Linkage.Encoded;

/// <summary>Reads persons out of an agency's rows, by the names of the columns.</summary>
/// <remarks>
/// Known are the columns <c>rec_id, given1, given2, surname1, surname2, sex, dob, age, ref_date, municipality, doc_id, phone</c>, those of the project's standard
/// person report, and those of the FEBRL test sets. Where there is a column <c>consent</c> or <c>consentimiento</c>, only rows that say yes are read.
/// </remarks>
public static class PersonListReader
{
    private const int MostDigits = 8;
    private const int MostOfDocument = 24;
    private const int MostProblems = 20;

    private static readonly Dictionary<string, Part> Columns = new(StringComparer.OrdinalIgnoreCase)
    {
        ["rec_id"] = Part.Id,
        ["record"] = Part.Id,
        ["record_id"] = Part.Id,
        ["id"] = Part.Id,
        ["given1"] = Part.Given,
        ["given2"] = Part.Given,
        ["given_name"] = Part.Given,
        ["given-names"] = Part.Given,
        ["given_names"] = Part.Given,
        ["surname1"] = Part.Surname,
        ["surname2"] = Part.Surname,
        ["surname"] = Part.Surname,
        ["surname-1"] = Part.Surname,
        ["surname-2"] = Part.Surname,
        ["dob"] = Part.Birth,
        ["date_of_birth"] = Part.Birth,
        ["birth-date"] = Part.Birth,
        ["birth_date"] = Part.Birth,
        ["age"] = Part.Age,
        ["ref_date"] = Part.AgeAt,
        ["sex"] = Part.Sex,
        ["municipality"] = Part.Municipality,
        ["suburb"] = Part.Municipality,
        ["postcode"] = Part.Postcode,
        ["doc_id"] = Part.Document,
        ["document"] = Part.Document,
        ["soc_sec_id"] = Part.Document,
        ["phone"] = Part.Phone,
        ["consent"] = Part.Consent,
        ["consentimiento"] = Part.Consent,
    };

    private enum Part
    {
        Id, Given, Surname, Birth, Age, AgeAt, Sex, Municipality, Postcode, Document, Phone, Consent,
    }

    /// <summary>Reads the persons.</summary>
    /// <param name="rows">The file's rows.</param>
    /// <returns>
    /// The persons; or <c>LNK-001</c> without a column of ids, <c>LNK-030</c> without any column to encode, <c>LNK-002</c> and <c>LNK-049</c> for an id that stands twice or
    /// is missing, <c>LNK-046</c> for a row that cannot be read, <c>LNK-045</c> if nobody is left, or what the file itself fails by (<c>REC-</c>).
    /// </returns>
    public static Outcome<PersonList> Read(RowSource rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var places = rows.Header.Index().Where(column => Columns.ContainsKey(column.Item)).Select(column => (Part: Columns[column.Item], column.Index)).ToLookup(
            column => column.Part, column => column.Index);
        if (!places.Contains(Part.Id))
            return new Problem(LinkageProblems.NoIdColumn, "file");
        if (!places.Contains(Part.Given) && !places.Contains(Part.Surname) && !places.Contains(Part.Document))
            return new Problem(EncodedProblems.NoFields, "file");
        return ReadRows(rows, places);
    }

    private static Outcome<PersonList> ReadRows(RowSource rows, ILookup<Part, int> places)
    {
        var records = new List<PersonRecord>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        var withoutConsent = 0;
        while (rows.Read() && problems.Count < MostProblems)
        {
            var id = rows.Text(places[Part.Id].First());
            if (places[Part.Consent].Any(column => !SaysYes(rows.Text(column))))
            {
                withoutConsent++;
                continue;
            }

            var record = new PersonRecord(id, TextsOf(rows, places));
            var at = string.Create(CultureInfo.InvariantCulture, $"row {rows.RowNumber}");
            if (rows.RowProblem is not null)
                problems.Add(new(EncodedProblems.UnreadableRow, "row", at));
            else if (id.Length == 0)
                problems.Add(new(EncodedProblems.NoId, "row", at));
            else if (!ids.Add(id))
                problems.Add(new(LinkageProblems.DuplicateId, "row", at));
            else
                records.Add(record);
        }

        if (rows.Failure is { } failure)
            return failure;
        if (problems.Count > 0)
            return Outcome<PersonList>.Refused(problems);
        return records.Count == 0 ? new Problem(EncodedProblems.EmptyList, "file") : new PersonList(records, withoutConsent, FieldsOf(places));
    }

    private static List<FieldText> TextsOf(RowSource rows, ILookup<Part, int> places)
    {
        var texts = new List<FieldText>(12);
        void Add(string field, string? text)
        {
            if (text is { Length: > 0 })
                texts.Add(new FieldText(field, text));
        }

        void AddAll(Part part, string field, Func<string, string?> form)
        {
            foreach (var column in places[part])
                Add(field, form(rows.Text(column)));
        }

        foreach (var (part, field) in new[] { (Part.Given, EncodingSchema.Given), (Part.Surname, EncodingSchema.Surname) })
        {
            foreach (var word in places[part].SelectMany(column => PlainText.Words(rows.Text(column))))
                Add(field, word);
        }

        AddAll(Part.Birth, EncodingSchema.Birth, PlainText.Date);
        if (!texts.Exists(text => text.Field == EncodingSchema.Birth) && places.Contains(Part.Age) && places.Contains(Part.AgeAt))
            Add(EncodingSchema.Birth, PlainText.BirthYear(rows.Text(places[Part.Age].First()), rows.Text(places[Part.AgeAt].First())));
        AddAll(Part.Sex, EncodingSchema.Sex, PlainText.Sex);
        AddAll(Part.Municipality, EncodingSchema.Municipality, text => string.Join(' ', PlainText.Words(text)));
        AddAll(Part.Postcode, EncodingSchema.Postcode, text => PlainText.Compact(text, MostOfDocument));
        AddAll(Part.Document, EncodingSchema.Document, text => PlainText.Compact(text, MostOfDocument));
        AddAll(Part.Phone, EncodingSchema.Phone, text => PlainText.Compact(text, MostDigits));
        return texts;
    }

    private static string[] FieldsOf(ILookup<Part, int> places) =>
    [
        .. new[]
        {
            (Part.Given, EncodingSchema.Given), (Part.Surname, EncodingSchema.Surname), (Part.Birth, EncodingSchema.Birth), (Part.Age, EncodingSchema.Birth),
            (Part.Sex, EncodingSchema.Sex), (Part.Municipality, EncodingSchema.Municipality), (Part.Postcode, EncodingSchema.Postcode),
            (Part.Document, EncodingSchema.Document), (Part.Phone, EncodingSchema.Phone),
        }.Where(known => places.Contains(known.Item1)).Select(known => known.Item2).Distinct(StringComparer.Ordinal),
    ];

    private static bool SaysYes(string text) => PlainText.Fold(text) is "YES" or "SI" or "Y" or "S" or "TRUE" or "1" or "OUI" or "WI";
}
