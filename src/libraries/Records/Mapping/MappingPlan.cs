namespace Amparo.Records;

/// <summary>The fillers that make the records of one file, in the order in which a row is read.</summary>
internal static class MappingPlan
{
    // A person report always has these columns: a field that the mapping does not fill is empty, or "not asked".
    private static readonly string[] Always =
    [
        PersonReport.GivenNames, PersonReport.FirstSurname, PersonReport.SecondSurname, PersonReport.Document, PersonReport.Municipality,
        PersonReport.Sex, PersonReport.Citizenship,
    ];

    // These are filled together, by PersonReportFiller.
    private static readonly string[] Together =
    [
        PersonReport.Record, PersonReport.Subject, PersonReport.Country, PersonReport.AgencyKind, PersonReport.Year, PersonReport.Registered,
        PersonReport.FileNumber, PersonReport.BirthDate, PersonReport.Age, PersonReport.AgeGroup, PersonReport.Form,
    ];

    internal static IReadOnlyList<FieldFiller> Of(RecordMapping mapping, BoundColumns columns, Agency agency)
    {
        var schema = mapping.Schema;
        var person = schema.Id == PersonReport.SchemaId;
        var fillers = new List<FieldFiller>();
        foreach (var field in schema.Fields)
        {
            var mapped = mapping.FieldFor(field.Id);
            if (person && Together.Contains(field.Id, StringComparer.Ordinal))
                continue;
            if (mapped is not null || (person && Always.Contains(field.Id, StringComparer.Ordinal)))
                fillers.Add(FillerOf(field, mapped, columns));
        }

        if (person)
        {
            fillers.Add(new PersonReportFiller(mapping, columns, agency, new(
                Coded(fillers, PersonReport.AgeBand), Coded(fillers, PersonReport.Majority), fillers.OfType<FlagsFiller>().FirstOrDefault(flags => flags.Field == PersonReport.Forms))));
        }

        if (schema.Find(PersonReport.Record) is { IsText: true })
        {
            // A published record stands for itself: nobody can say which others are about the same person.
            string[] ids = person && !mapping.IsIdentified ? [PersonReport.Record, PersonReport.Subject] : [PersonReport.Record];
            fillers.Add(new NumberFiller(ids, agency.RecordPrefix));
        }

        return fillers;
    }

    private static CodedFiller? Coded(List<FieldFiller> fillers, string field) => fillers.OfType<CodedFiller>().FirstOrDefault(coded => coded.Field == field);

    private static FieldFiller FillerOf(RecordField field, FieldMapping? mapped, BoundColumns columns) => field.Kind switch
    {
        FieldKind.Coded => new CodedFiller(field, CodeCells.For(mapped, columns), mapped is { IsRequired: true }),
        FieldKind.Flags => new FlagsFiller(field, FlagCells.For(mapped!, columns, field.List!.Codes.Count)),
        FieldKind.Date => new DateFiller(field, new DateCells((DateMapping?)mapped, columns)),
        FieldKind.WholeNumber => new IntegerFiller(field, new IntegerCells((IntegerMapping?)mapped, columns)),
        FieldKind.Count => new CountFiller(field, new CountCells((CountMapping)mapped!, columns)),
        _ => new TextFiller(field, TextCells.For(mapped, columns)),
    };
}
