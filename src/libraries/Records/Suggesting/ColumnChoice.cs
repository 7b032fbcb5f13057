using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>What somebody decided about a column of a file for which a mapping was proposed.</summary>
/// <param name="Number">The column's number, from one.</param>
/// <param name="Field">The field that it fills in the plainest way; null to read it as proposed.</param>
public sealed record ColumnChoice(int Number, string? Field)
{
    // Day before month, as the region writes; a file that writes otherwise is proposed for by its values.
    private const string Dates = "[yyyy-MM-dd, dd/MM/yyyy, dd-MM-yyyy]";

    // Made by Amparo, or said of a whole file.
    private static readonly string[] NotOfColumns = [PersonReport.Record, PersonReport.Subject, PersonReport.Country, PersonReport.AgencyKind, PersonReport.Form];

    /// <summary>The fields that a column can be chosen for: texts and numbers as they are, dates as the region writes them, coded ones by the names and ids of their codes.</summary>
    /// <param name="schema">The schema of the proposal.</param>
    public static IReadOnlyList<RecordField> Fields(RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return [.. schema.Fields.Where(field => field.Kind != FieldKind.Count && !NotOfColumns.Contains(field.Id, StringComparer.Ordinal))];
    }

    internal string Write(string heading, RecordSchema schema)
    {
        var field = Fields(schema).FirstOrDefault(known => known.Id == Field) ?? throw new ArgumentException("There is no such field.", nameof(schema));
        var how = field.Kind switch
        {
            FieldKind.Date when field.Id == PersonReport.Registered => $"as: date, formats: {Dates}",
            FieldKind.Date => $"as: partial-date, formats: {Dates}",
            FieldKind.WholeNumber => "as: integer",
            FieldKind.Coded or FieldKind.Flags => "as: code, standard: [id, names]",
            _ => "as: text",
        };
        return $"  {field.Id}: {{ {how}, from: {MappingWriter.Quoted(heading)} }}\n";
    }
}
