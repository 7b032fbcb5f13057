using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Turns an agency's file into standard records, and says of every row that it does not accept why.</summary>
/// <remarks>
/// One pass over the file; memory grows with the accepted records and the findings, not with the file's other content.
/// Deterministic: the same bytes, mapping and options give the same records and the same report.
/// </remarks>
public static class RecordMapper
{
    // Often enough for a progress bar, rarely enough to cost nothing.
    private const int RowsBetweenSigns = 8_192;

    /// <summary>Maps one file.</summary>
    /// <param name="stream">The file: readable, seekable, at its start. It stays open.</param>
    /// <param name="mapping">How the file is laid out and what its columns mean.</param>
    /// <param name="options">The agency, and how much the file may demand.</param>
    /// <param name="cancellation">Stops the work between two rows.</param>
    /// <returns>
    /// Records and report, or REC-001 … REC-017: why the file as a whole cannot be mapped. A file of which a part was read and the
    /// rest cannot be is refused as a whole: counts of half a file would mislead.
    /// </returns>
    /// <exception cref="ArgumentException">The stream cannot be read or cannot seek, or the rules are for another schema.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static Outcome<MappedFile> Map(
        Stream stream, RecordMapping mapping, MappingOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(options);
        var agency = AgencyOf(mapping, options);
        if (!agency.Succeeded)
            return Outcome<MappedFile>.Refused(agency.Problems);

        var opened = RowSource.Open(stream, mapping.Format, options.Limits);
        if (!opened.Succeeded)
            return Outcome<MappedFile>.Refused(opened.Problems);
        using var rows = opened.Value;
        return Map(rows, agency.Value, (mapping, options), cancellation);
    }

    /// <summary>Maps the rows of a database's table, or any others that are already open.</summary>
    /// <param name="rows">The rows, before the first. They stay open.</param>
    /// <param name="mapping">What their columns mean; its <see cref="RecordMapping.Format"/> is not looked at.</param>
    /// <param name="options">The agency.</param>
    /// <param name="cancellation">Stops the work between two rows.</param>
    /// <returns>As for a file.</returns>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public static Outcome<MappedFile> Map(
        RowSource rows, RecordMapping mapping, MappingOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(mapping);
        ArgumentNullException.ThrowIfNull(options);
        var agency = AgencyOf(mapping, options);
        return agency.Succeeded ? Map(rows, agency.Value, (mapping, options), cancellation) : Outcome<MappedFile>.Refused(agency.Problems);
    }

    private static Outcome<MappedFile> Map(
        RowSource rows, Agency agency, (RecordMapping Mapping, MappingOptions Options) with, CancellationToken cancellation)
    {
        var (mapping, options) = with;
        var columns = BoundColumns.Bind(mapping, rows.Header);
        if (!columns.Succeeded)
            return Outcome<MappedFile>.Refused(columns.Problems);

        var rowMapper = new RowMapper(mapping.Schema, MappingPlan.Of(mapping, columns.Value, agency));
        while (rows.Read())
        {
            rowMapper.Take(rows);
            if (rowMapper.RowsRead % RowsBetweenSigns == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                options.Progress?.Report(rowMapper.RowsRead);
            }
        }

        if (rows.Failure is { } failure)
            return failure;
        if (rowMapper.RowsRead == 0)
            return new Problem(RecordsProblems.HeaderOnly, "file");
        options.Progress?.Report(rowMapper.RowsRead);
        var (records, numbers, findings) = rowMapper.Conclude();
        var report = new CheckReport(rowMapper.RowsRead, findings)
        {
            HeaderRow = mapping.Format.RowsAboveData,
            UnnoticedColumns = BoundColumns.Unnoticed(mapping, rows.Header),
        };
        var mapped = new MappedFile(records, report, numbers);
        return options.Rules is { } rules ? rules.Apply(mapped, mapping) : mapped;
    }

    private static Outcome<Agency> AgencyOf(RecordMapping mapping, MappingOptions options)
    {
        // Published records name no agency: what the reporting agency would be is not theirs to say.
        if (mapping.Schema.Id != PersonReport.SchemaId || !mapping.IsIdentified)
            return new Agency(Country: null, Kind: null, mapping.Id);
        var country = Choose(mapping.Country, options.Country, mapping.Schema.Find(PersonReport.Country)!);
        var kind = Choose(mapping.AgencyKind, options.AgencyKind, mapping.Schema.Find(PersonReport.AgencyKind)!);
        var office = options.Office is null || ContentId.IsValid(options.Office) ? null : new Problem(RecordsProblems.OfficeRefused, "office");
        if (country.Problem is not null || kind.Problem is not null || office is not null)
            return Outcome<Agency>.Refused([.. new[] { country.Problem, kind.Problem, office }.OfType<Problem>()]);
        return new Agency(country.Code, kind.Code, options.Office);
    }

    private static (string? Code, Problem? Problem) Choose(string? declared, string? given, RecordField field)
    {
        if (declared is not null && given is not null && declared != given)
            return (null, new Problem(RecordsProblems.AgencyDiffers, field.Id));
        var code = declared ?? given;
        return code is null ? (null, new Problem(RecordsProblems.AgencyNotGiven, field.Id))
            : field.List!.Find(code) is null ? (null, new Problem(RecordsProblems.AgencyUnknown, field.Id))
            : (code, null);
    }
}
