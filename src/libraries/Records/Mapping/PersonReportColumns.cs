using System.Runtime.InteropServices;

namespace Amparo.Records;

/// <summary>The columns of person reports while they grow.</summary>
internal sealed class PersonReportColumns
{
    internal List<short> Year { get; } = [];

    internal List<short> Sex { get; } = [];

    internal List<short> AgeGroup { get; } = [];

    internal List<short> Form { get; } = [];

    internal List<short> Citizenship { get; } = [];

    internal List<string> Record { get; } = [];

    internal List<string> FileNumber { get; } = [];

    internal List<string> Subject { get; } = [];

    internal List<string> Registered { get; } = [];

    internal List<string> GivenNames { get; } = [];

    internal List<string> FirstSurname { get; } = [];

    internal List<string> SecondSurname { get; } = [];

    internal List<string> BirthDate { get; } = [];

    internal List<string> Age { get; } = [];

    internal List<string> Document { get; } = [];

    internal List<string> Municipality { get; } = [];

    internal List<string> Forms { get; } = [];

    /// <summary>Makes the set, all of one agency; fields of the schema that the rules do not know stay unasked or empty.</summary>
    internal RecordSet ToRecordSet(RecordSchema schema, (short Country, short Kind) agency)
    {
        var coded = new List<CodedColumn>();
        var texts = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var field in schema.Fields)
        {
            if (field.List is { } list)
                coded.Add(new CodedColumn(field.Id, list, CollectionsMarshal.AsSpan(CodedCells(field.Id, agency))));
            else
                texts[field.Id] = TextCells(field.Id);
        }

        return new RecordSet(Record.Count, coded, texts);
    }

    private List<short> CodedCells(string field, (short Country, short Kind) agency) => field switch
    {
        PersonReport.Country => Constant(agency.Country),
        PersonReport.AgencyKind => Constant(agency.Kind),
        PersonReport.Year => Year,
        PersonReport.Sex => Sex,
        PersonReport.AgeGroup => AgeGroup,
        PersonReport.Form => Form,
        PersonReport.Citizenship => Citizenship,
        _ => Constant(CodedColumn.Missing(MissingKind.NotAsked)),
    };

    private List<string> TextCells(string field) => field switch
    {
        PersonReport.Record => Record,
        PersonReport.FileNumber => FileNumber,
        PersonReport.Subject => Subject,
        PersonReport.Registered => Registered,
        PersonReport.GivenNames => GivenNames,
        PersonReport.FirstSurname => FirstSurname,
        PersonReport.SecondSurname => SecondSurname,
        PersonReport.BirthDate => BirthDate,
        PersonReport.Age => Age,
        PersonReport.Document => Document,
        PersonReport.Municipality => Municipality,
        PersonReport.Forms => Forms,
        _ => [.. Enumerable.Repeat(string.Empty, Record.Count)],
    };

    private List<short> Constant(short cell) => [.. Enumerable.Repeat(cell, Record.Count)];
}
