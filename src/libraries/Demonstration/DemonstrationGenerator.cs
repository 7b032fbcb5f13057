using Amparo.Demonstration.Content;
using Amparo.Demonstration.Layouts;
using Amparo.Demonstration.Population;
using Amparo.Vocabulary;

namespace Amparo.Demonstration;

/// <summary>Writes the demonstration: invented persons as six agencies of nine countries might have recorded them, and the truth.</summary>
/// <remarks>
/// Paths handed to <c>open</c>: <c>agencies/CC/police.csv</c>, <c>prosecution.xlsx</c>, <c>shelter.csv</c>, <c>migration.tsv</c>,
/// <c>hotline.csv</c> and <c>iom.csv</c> for each country CC of the content; <c>truth/persons.csv</c>; <c>truth/records.csv</c>;
/// <c>INVENTED.txt</c>. The model and its limits: docs/methods/demonstration-data.md. Blocks of 4,096 persons are made in parallel, each
/// from its own stream of pseudorandom numbers, and written in order by the calling thread. Time is linear in the persons; memory
/// holds the blocks in the making only.
/// </remarks>
public static class DemonstrationGenerator
{
    /// <summary>Generates all files.</summary>
    /// <param name="options">Seed, persons, parallelism.</param>
    /// <param name="content">The facts to draw from.</param>
    /// <param name="open">
    /// Opens a file to write by its relative path, parts joined by <c>/</c>; called on the calling thread, once a path, eight at most open
    /// at once. Each stream is written from its start and disposed here. What <paramref name="open"/> or a stream throws is passed on.
    /// </param>
    /// <param name="progress">Told after every block; null if nobody listens. Called on the calling thread.</param>
    /// <param name="cancellation">Stops between blocks; the files written so far must be discarded.</param>
    /// <returns>
    /// What was written, or DEM-010 (nothing was opened) or DEM-011 (discard what was written). Equal seed, persons and content give equal
    /// bytes on any machine and under any culture and parallelism; for the compressed workbooks this holds for equal versions of the
    /// runtime's compression, and their rows are equal everywhere.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The parallelism is less than one, or the row limit is not 5 to 1,048,576.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static Outcome<DemonstrationSummary> Generate(
        DemonstrationOptions options,
        DemonstrationContent content,
        Func<string, Stream> open,
        IProgress<DemonstrationProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(content);
        ArgumentNullException.ThrowIfNull(open);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Parallelism, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(options.SheetRowLimit, 5, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.SheetRowLimit, DemonstrationOptions.ExcelRowLimit, nameof(options));
        if (options.Persons is < 1 or > DemonstrationOptions.MostPersons)
            return new Problem(DemonstrationProblems.PersonsOutOfRange, "persons");

        InventedNotice.Write(open);
        using var run = new GenerationRun(options, content, open, progress);
        return run.Write(cancellation);
    }

    private sealed class GenerationRun(
        DemonstrationOptions options, DemonstrationContent content, Func<string, Stream> open, IProgress<DemonstrationProgress>? progress)
        : IDisposable
    {
        private readonly AgencyLayout[] _layouts = AgencyLayout.All(content);
        private readonly TruthFiles _truth = new(open);
        private CountryFiles? _country;
        private int _persons;
        private long _rows;
        private long _defective;

        internal Outcome<DemonstrationSummary> Write(CancellationToken cancellation)
        {
            var parts = PersonBlock.Apportion(options.Persons, [.. content.Countries.Select(country => country.Share)]);
            var ahead = new Queue<Task<FilledBlock>>();
            using var blocks = parts.SelectMany((persons, i) => PersonBlock.Cut(content.Countries[i].Code, i, persons)).GetEnumerator();
            foreach (var (country, persons) in content.Countries.Zip(parts))
            {
                OpenCountry(country.Code);
                for (var left = persons; left > 0;)
                {
                    cancellation.ThrowIfCancellationRequested();
                    // As many blocks are in the making as may be: while one is written, the next ones grow.
                    while (ahead.Count < options.Parallelism && blocks.MoveNext())
                        ahead.Enqueue(Start(blocks.Current));
                    var block = ahead.Dequeue().GetAwaiter().GetResult();
                    if (Write(block) is { } problem)
                        return problem;
                    left -= block.Persons.Count;
                    progress?.Report(new(_persons, options.Persons));
                }
            }

            return new DemonstrationSummary(_persons, _rows, _defective);
        }

        public void Dispose()
        {
            _country?.Dispose();
            _truth.Dispose();
        }

        private Task<FilledBlock> Start(PersonBlock block) => Task.Run(() => FilledBlock.Make(options.Seed, content, block, _layouts));

        private void OpenCountry(string code)
        {
            _country?.Dispose();
            _country = null;
            _country = new CountryFiles(code, _layouts, options.SheetRowLimit, open);
        }

        private Problem? Write(FilledBlock block)
        {
            foreach (var person in block.Persons)
                _truth.Write(block.Block.Country, person);
            _persons += block.Persons.Count;
            foreach (var agency in Codes.AllAgencies)
            {
                foreach (var report in block.Reports[(int)agency])
                {
                    if (_country!.TryWrite(report) is not { } row)
                        return new(DemonstrationProblems.SheetFull, CountryFiles.PathOf(block.Block.Country, _layouts[(int)agency]));
                    _truth.Write(block.Block.Country, row, report);
                    _rows++;
                    _defective += report.Defect == Reports.Defect.None ? 0 : 1;
                }
            }

            return null;
        }
    }
}
