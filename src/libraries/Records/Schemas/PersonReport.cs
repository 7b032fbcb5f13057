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

    /// <summary>Text: all stated forms, their codes in the list's order joined by semicolons.</summary>
    public const string Forms = "forms";

    /// <summary>The code of <see cref="Form"/> for two or more stated forms.</summary>
    public const string SeveralForms = "several";

    /// <summary>The code of <see cref="AgeGroup"/> for persons under 18.</summary>
    public const string Minor = "0-17";

    /// <summary>The code of <see cref="AgeGroup"/> for persons of 18 or over.</summary>
    public const string Adult = "18-plus";

    private static readonly string[] CodedFields = [Country, Year, AgencyKind, Sex, AgeGroup, Form, Citizenship];

    private static readonly string[] TextFields =
    [
        Record, FileNumber, Subject, Registered, GivenNames, FirstSurname, SecondSurname, BirthDate, Age, Document, Municipality, Forms,
    ];

    /// <summary>Whether a schema has every field and code that the rules of the standard record speak of.</summary>
    /// <param name="schema">The schema.</param>
    /// <returns>REC-209 for another schema; REC-212 for each field that is absent, of another kind, or lacks a code. Empty if all is there.</returns>
    public static IReadOnlyList<Problem> Check(RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        if (schema.Id != SchemaId)
            return [new Problem(RecordsProblems.SchemaDiffers, schema.Id)];

        var lacking = CodedFields.Where(field => schema.Find(field) is not { List: not null })
            .Concat(TextFields.Where(field => schema.Find(field) is not { List: null })).ToList();
        if (schema.Find(AgeGroup)?.List is { } ages && (ages.Find(Minor) is null || ages.Find(Adult) is null))
            lacking.Add(AgeGroup);
        // Forms of one person are collected in the bits of one number.
        if (schema.Find(Form)?.List is { } forms && (forms.Find(SeveralForms) is null || forms.Codes.Count > 62))
            lacking.Add(Form);
        return [.. lacking.Select(field => new Problem(RecordsProblems.SchemaLacksField, field))];
    }
}
