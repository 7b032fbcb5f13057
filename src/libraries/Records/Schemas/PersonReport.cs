using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>The standard record of this system: what one agency registered about one person on one occasion.</summary>
/// <remarks>
/// The fields are data (<c>content/schemas/person-report.yaml</c>); the names here are those that the rules of mapping and counting
/// speak of. A schema may have more fields than these, never fewer (<see cref="Check"/>).
/// </remarks>
public static class PersonReport
{
    /// <summary>The schema's id.</summary>
    public const string SchemaId = "person-report";

    /// <summary>Text: the record's own id, <c>COUNTRY-agencykind-row</c>.</summary>
    public const string Record = "record";

    /// <summary>Coded: the country of the reporting agency.</summary>
    public const string Country = "country";

    /// <summary>Coded: the year of registration.</summary>
    public const string Year = "year";

    /// <summary>Coded: the kind of agency.</summary>
    public const string AgencyKind = "agency-kind";

    /// <summary>Coded: sex.</summary>
    public const string Sex = "sex";

    /// <summary>Coded: age group at registration.</summary>
    public const string AgeGroup = "age-group";

    /// <summary>Coded: form of exploitation, as a partition.</summary>
    public const string Form = "form";

    /// <summary>Coded: citizenship.</summary>
    public const string Citizenship = "citizenship";

    /// <summary>Text: the agency's file number.</summary>
    public const string FileNumber = "file-number";

    /// <summary>Text: one person within one agency, <c>COUNTRY-agencykind-filenumber</c>.</summary>
    public const string Subject = "subject";

    /// <summary>Text: the date of registration, ISO 8601.</summary>
    public const string Registered = "registered";

    /// <summary>Text: given names.</summary>
    public const string GivenNames = "given-names";

    /// <summary>Text: first surname.</summary>
    public const string FirstSurname = "surname-1";

    /// <summary>Text: second surname.</summary>
    public const string SecondSurname = "surname-2";

    /// <summary>Text: date of birth as precisely as known: <c>1999</c>, <c>1999-05</c> or <c>1999-05-03</c>.</summary>
    public const string BirthDate = "birth-date";

    /// <summary>Text: whole years at registration: from a complete birth date, else as stated.</summary>
    public const string Age = "age";

    /// <summary>Text: identity or travel document.</summary>
    public const string Document = "document";

    /// <summary>Text: municipality.</summary>
    public const string Municipality = "municipality";

    /// <summary>Flags: every form of exploitation, each stated, denied or missing.</summary>
    public const string Forms = "forms";

    /// <summary>Coded: the band of ages at registration, where the source states a band; its codes are written <c>9-17</c> and <c>48-plus</c>.</summary>
    public const string AgeBand = "age-band";

    /// <summary>Coded: minor or adult at registration, where the source states no more.</summary>
    public const string Majority = "majority";

    /// <summary>How the codes of forms say where they stand in the partition <see cref="Form"/>: the key of their equivalents.</summary>
    public const string FormKey = "form";

    /// <summary>The code of <see cref="Form"/> for two or more stated forms.</summary>
    public const string SeveralForms = "several";

    /// <summary>The code of <see cref="AgeGroup"/> for persons under 18.</summary>
    public const string Minor = "0-17";

    /// <summary>The code of <see cref="AgeGroup"/> for persons of 18 or over.</summary>
    public const string Adult = "18-plus";

    /// <summary>The fields that every person report has, whatever was asked: all but the forms and what a schema adds.</summary>
    internal static IEnumerable<string> CoreFields => CodedFields.Concat(TextFields);

    private static readonly string[] CodedFields = [Country, Year, AgencyKind, Sex, AgeGroup, Form, Citizenship];

    private static readonly string[] TextFields =
    [
        Record, FileNumber, Subject, Registered, GivenNames, FirstSurname, SecondSurname, BirthDate, Age, Document, Municipality,
    ];

    /// <summary>Whether a schema has every field and code that the rules of the standard record speak of.</summary>
    /// <param name="schema">The schema.</param>
    /// <returns>REC-209 for another schema; REC-212 for each field that is absent, of another kind, or lacks a code. Empty if all is there.</returns>
    public static IReadOnlyList<Problem> Check(RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (schema.Id != SchemaId)
            return [new Problem(RecordsProblems.SchemaDiffers, schema.Id)];

        var lacking = CodedFields.Where(field => schema.Find(field) is not { Kind: FieldKind.Coded, List: not null })
            .Concat(TextFields.Where(field => schema.Find(field) is not { IsText: true })).ToList();
        if (schema.Find(AgeGroup)?.List is { } ages && (ages.Find(Minor) is null || ages.Find(Adult) is null))
            lacking.Add(AgeGroup);
        if (schema.Find(Form)?.List is { } partition && partition.Find(SeveralForms) is null)
            lacking.Add(Form);
        // Every form must have a place in the partition, or a person could vanish from it.
        if (schema.Find(Forms) is not { Kind: FieldKind.Flags, List: { } forms }
            || forms.Codes.Any(code => schema.Find(Form)?.List?.Find(code.Equivalents.GetValueOrDefault(FormKey)) is null))
        {
            lacking.Add(Forms);
        }

        return [.. lacking.Select(field => new Problem(RecordsProblems.SchemaLacksField, field))];
    }
}
