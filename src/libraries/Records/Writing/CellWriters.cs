namespace Amparo.Records;

/// <summary>Makes the writers of a mapping.</summary>
internal static class CellWriters
{
    // A person report's own: who it is follows from where the file lies, and the rest is worked out from other fields.
    private static readonly string[] WorkedOut =
        [PersonReport.Record, PersonReport.Subject, PersonReport.Country, PersonReport.AgencyKind, PersonReport.Form];

    private static readonly string[] AgeFields =
        [PersonReport.AgeGroup, PersonReport.Age, PersonReport.BirthDate, PersonReport.AgeBand, PersonReport.Majority];

    internal static IEnumerable<CellWriter> Of(RecordSet records, RecordMapping mapping) =>
        mapping.Fields.Select<FieldMapping, CellWriter>(field => field switch
        {
            CodeMapping code => new CodeWriter(code, records),
            OneHotMapping hot => new OneHotWriter(hot, records),
            BandMapping band => new BandWriter(band, records),
            ConstantMapping constant => new ConstantWriter(constant, records),
            CodesMapping codes => new CodesWriter(codes, records),
            FlagsMapping flags => new FlagsWriter(flags, records),
            CountMapping count => new CountWriter(count, records),
            DateMapping date => new DateWriter(date, records),
            IntegerMapping number => new TextWriter(number, records),
            TextMapping text => new TextWriter(text, records),
            NameMapping name => new NameWriter(name, records, mapping),
            _ => throw new InvalidOperationException("There is no writer for this mapping."),
        });

    /// <summary>Fields that records state and no column of the layout takes.</summary>
    internal static IEnumerable<LostField> LeftOut(RecordSet records, RecordMapping mapping)
    {
        var person = mapping.Schema.Id == PersonReport.SchemaId;
        foreach (var column in records.Columns)
        {
            if (mapping.FieldFor(column.Field) is not null || column.Field == PersonReport.Record || (person && IsWorkedOut(column.Field, mapping)))
                continue;
            if (Stated(column) is > 0 and var count)
                yield return new(column.Field, count);
        }
    }

    private static bool IsWorkedOut(string field, RecordMapping mapping) =>
        WorkedOut.Contains(field, StringComparer.Ordinal)
        || (field == PersonReport.Year && mapping.FieldFor(PersonReport.Registered) is not null)
        || (field == PersonReport.AgeGroup && AgeFields.Any(other => mapping.FieldFor(other) is not null))
        || (field == PersonReport.Age && mapping.FieldFor(PersonReport.BirthDate) is not null);

    private static int Stated(RecordColumn column) => column switch
    {
        TextColumn texts => texts.Count(text => text.Length > 0),
        CodedColumn coded => coded.Cells.ToArray().Count(cell => cell >= 0),
        CountColumn counts => counts.Counts.ToArray().Count(count => count.Missing is null),
        FlagsColumn flags => Enumerable.Range(0, flags.Count).Count(row =>
            Enumerable.Range(0, flags.List.Codes.Count).Any(code => flags.IsAsked(code) && flags[code, row] >= 0)),
        _ => 0,
    };
}
