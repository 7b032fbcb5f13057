using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Proposes a mapping for a file that no mapping knows, from its headings and its values.</summary>
/// <remarks>
/// <para>
/// Deterministic: the same bytes and options give the same proposal. All of the first ten thousand rows are looked at, then every tenth to
/// the hundred thousandth, every hundredth to the millionth, every thousandth after; fewer in files with more than a hundred columns, so that never more
/// than four million cells are. With <see cref="SuggestionOptions.MostRows"/> or <see cref="SuggestionOptions.MostBytes"/> the rest of the file is not read. In a file whose rows are all looked at, their order does not change the proposal. Time is linear in the file, memory
/// bounded by the cells that are looked at.
/// </para>
/// <para>Features, confidence and limits: <c>docs/methods/mapping-suggestions.md</c>.</para>
/// </remarks>
public static class MappingSuggester
{
    private const int MostCells = 4_000_000;
    private const int MostRows = 40_000;
    private const int RowsInFull = 10_000;

    /// <summary>Proposes a mapping.</summary>
    /// <param name="stream">The file: readable, seekable, at its start. It stays open.</param>
    /// <param name="schema">The schema of the records to make; the one that the words are for.</param>
    /// <param name="options">The words, and what is known about the file.</param>
    /// <returns>
    /// The proposal; or REC-001 … REC-013 for a file that cannot be read, REC-002 without rows,
    /// REC-511 if no row looks like column names, REC-513 for words of another schema, REC-015 for an unknown country or kind of agency.
    /// </returns>
    /// <exception cref="ArgumentException">The stream cannot be read or cannot seek, or a bound of the options is less than one.</exception>
    public static Outcome<MappingSuggestion> Suggest(Stream stream, RecordSchema schema, SuggestionOptions options)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(options);
        if (schema.Id != PersonReport.SchemaId || options.Words.SchemaId != schema.Id)
            return new Problem(SuggestionProblems.SchemaNotServed, schema.Id);
        if ((options.Country is { } country && schema.Find(PersonReport.Country)?.List?.Find(country) is null)
            || (options.AgencyKind is { } kind && schema.Find(PersonReport.AgencyKind)?.List?.Find(kind) is null))
        {
            return new Problem(RecordsProblems.AgencyUnknown, "agency");
        }

        var shown = new ShownValues(options.Words, schema);
        var codes = new CodeGuesser(options.Words, shown);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MostRows ?? 1, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MostBytes ?? 1, 1, nameof(options));
        var start = stream.Position;
        var layout = new SourceLook(options.Words, schema, codes).Find(stream, options);
        if (!layout.Succeeded)
            return Outcome<MappingSuggestion>.Refused(layout.Problems);
        var opened = RowSource.Open(stream, layout.Value.Format, options.Limits);
        if (!opened.Succeeded)
            return Outcome<MappingSuggestion>.Refused(opened.Problems);
        using var rows = opened.Value;
        var (profiles, lookedAt, all, isPart) = Profile(rows, options, () => stream.Position - start);
        if (rows.Failure is { } failure)
            return failure;
        if (all == 0)
            return new Problem(RecordsProblems.HeaderOnly, "file");
        var proposed = new SuggestionPlan(schema, options.Words, (codes, shown)).Of(rows.Header, profiles);
        return SuggestionText.Of(proposed, layout.Value, (lookedAt, all, isPart), (schema, options, shown));
    }

    private static (ColumnProfile[] Profiles, int LookedAt, long All, bool IsPart) Profile(RowSource rows, SuggestionOptions options, Func<long> bytes)
    {
        var words = options.Words;
        var columns = rows.Header.Count;
        var mostRows = Math.Min(MostRows, MostCells / Math.Max(columns, 1));
        var profiles = new ColumnProfile[columns];
        for (var column = 0; column < columns; column++)
            profiles[column] = new(words, Math.Clamp(400_000 / columns, 200, 4_000));
        var lookedAt = 0;
        long all = 0;
        while (rows.Read())
        {
            // Asked for with the row in hand: that there is one is what makes the rows before it a part.
            if (all >= options.MostRows || (all > 0 && bytes() > options.MostBytes))
                return (profiles, lookedAt, all, true);
            var stride = all < RowsInFull ? 1 : all < RowsInFull * 10 ? 10 : all < RowsInFull * 100 ? 100 : 1_000;
            if (all++ % stride != 0 || lookedAt >= mostRows)
                continue;
            lookedAt++;
            for (var column = 0; column < columns; column++)
                profiles[column].Add(rows.Text(column));
        }

        return (profiles, lookedAt, all, false);
    }
}
