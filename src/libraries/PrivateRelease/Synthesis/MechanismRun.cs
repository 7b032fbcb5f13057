using System.Globalization;
using System.Text;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Reporting;
using Amparo.PrivateRelease.Synthesis.Reference;
using Amparo.PrivateRelease.Tables;
using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease.Synthesis;

/// <summary>What a mechanism drew, as a file and as what is to be said of it.</summary>
/// <param name="Kind">What the lines of the file are.</param>
/// <param name="Columns">The file's columns.</param>
/// <param name="Lines">How many lines there are below the header.</param>
/// <param name="Content">The file: CSV, UTF-8, LF.</param>
/// <param name="Domain">The public domain.</param>
/// <param name="Measured">What was measured.</param>
internal sealed record MechanismRun(
    RecordKind Kind, IReadOnlyList<string> Columns, int Lines, byte[] Content, CodedDomain Domain, IReadOnlyList<MeasuredMarginal> Measured)
{
    // Looking at every table of the released rows is post-processing, and is left out where it would take longer than the release.
    private const long MostLooks = 300_000_000;

    /// <summary>What the released file shows of small combinations; null where it is too large to look.</summary>
    public ShareBelow? ShareBelow { get; private init; }

    public static MechanismRun Draw(ReleaseMechanism mechanism, SynthesisTask task) => mechanism switch
    {
        ReleaseMechanism.FitRows => OfRows(FitRows.Run(task)),
        ReleaseMechanism.Aggregates => OfTables(Aggregates.Run(task), task.Table.Domain),
        ReleaseMechanism.MaximumSpanningTree => OfRows(MaximumSpanningTree.Run(task, new())),
        _ => OfRows(AdaptiveIterative.Run(task, new())),
    };

    private static MechanismRun OfRows(SynthesisResult made)
    {
        var domain = made.Rows.Domain;
        return new(RecordKind.Synthetic, [.. domain.Columns.Select(column => column.Name)], made.Rows.Rows, CodedCsv.Write(made.Rows), domain, made.Measured)
        {
            ShareBelow = SharesOf(made.Rows, made.Measured),
        };
    }

    private static ShareBelow? SharesOf(CodedTable rows, IReadOnlyList<MeasuredMarginal> measured)
    {
        var distinct = WeightedRows.Of(rows);
        if ((long)distinct.Count * measured.Count > MostLooks)
            return null;
        var sets = measured.Select(one => one.Columns).Distinct().ToArray();
        var counted = MarginalCounter.Count(distinct, sets).ToDictionary(table => table.Columns, table => table.Counts);
        return (columns, floor) =>
        {
            if (!counted.TryGetValue(columns, out var counts))
                counts = MarginalCounter.Count(distinct, [columns])[0].Counts;
            var shown = counts.Count(count => count > 0);
            return shown == 0 ? 0 : counts.Count(count => count > 0 && count < floor) / (double)shown;
        };
    }

    private static MechanismRun OfTables(AggregatesResult made, CodedDomain domain)
    {
        var text = new StringBuilder("columns,codes,count,low,high\n");
        var lines = 0;
        foreach (var table in made.Tables)
        {
            var columns = table.Columns.Columns();
            var names = string.Join('*', columns.Select(column => domain.Columns[column].Name));
            for (var cell = 0; cell < table.Counts.Length; cell++, lines++)
            {
                text.Append(CodedCsv.Quoted(names)).Append(',').Append(CodesOf(cell, columns, domain));
                text.Append(CultureInfo.InvariantCulture, $",{table.Counts[cell]},{table.Low[cell]},{table.High[cell]}\n");
            }
        }

        return new(RecordKind.Counts, ["columns", "codes", "count", "low", "high"], lines, Encoding.UTF8.GetBytes(text.ToString()), domain, made.Measured);
    }

    private static string CodesOf(int cell, int[] columns, CodedDomain domain)
    {
        var codes = new int[columns.Length];
        for (var at = columns.Length - 1; at >= 0; at--)
        {
            codes[at] = cell % domain.SizeOf(columns[at]);
            cell /= domain.SizeOf(columns[at]);
        }

        return string.Join('*', codes.Select(code => code.ToString(CultureInfo.InvariantCulture)));
    }
}
