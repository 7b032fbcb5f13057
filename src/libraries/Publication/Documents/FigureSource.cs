using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Documents;

/// <summary>A released cell behind a printed figure.</summary>
internal sealed record SourceCell(Released<Cube> Table, IReadOnlyDictionary<string, string> At, Figure Figure);

/// <summary>A figure of a page with everything that stands behind it.</summary>
/// <param name="Binding">What was asked for, its coordinates filled in.</param>
/// <param name="Table">The table it is named after: for a rate or a share the table worked out from released ones.</param>
/// <param name="Figure">What is stated.</param>
/// <param name="Cells">The released cells it comes from.</param>
internal sealed record ResolvedFigure(FigureBinding Binding, Released<Cube> Table, Figure Figure, IReadOnlyList<SourceCell> Cells)
{
    public MeasureKind Measure => Binding.CountsStated ? MeasureKind.Count : Table.Value.Header.Measure;

    /// <summary>The years that it is about.</summary>
    public DocumentPeriod Period { get; init; } = DocumentPeriod.Undated;

    /// <summary>Of how many codes the figure was put together; null unless it was.</summary>
    public (int Stated, int Of)? Parts { get; init; }

    /// <summary>
    /// The short name under which the portal answers for the figure; null where it would answer for something else: a number of countries stands in no cell, and of a year that the
    /// table does not know nothing is left to ask for.
    /// </summary>
    public string? Code => Binding.CountsStated || Cells.Count == 0 || Figure.Kind == FigureKind.Missing ? null : FigureAddress.CodeOf(Table, Coordinates);

    /// <summary>The coordinates that the table has.</summary>
    public IReadOnlyDictionary<string, string> Coordinates => Binding.At;
}

/// <summary>Finds the released cells that figures name.</summary>
internal sealed class FigureSource
{
    private readonly Dictionary<string, Released<Cube>> _cubes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string, string?, string?), Released<Cube>> _derived = [];

    public FigureSource(DocumentTables tables)
    {
        foreach (var cube in tables.Cubes)
            _cubes[cube.Value.Header.Id] = cube;
    }

    /// <summary>The first table that a binding names and that is not there; null if all are.</summary>
    public string? MissingTable(FigureBinding binding) =>
        !_cubes.ContainsKey(binding.Table) ? binding.Table
        : binding.Per is { } per && !_cubes.ContainsKey(per) ? per
        : null;

    /// <summary>The released tables that a binding reads: the one named, and the one it is divided by.</summary>
    public IEnumerable<Released<Cube>> TablesOf(FigureBinding binding) =>
        binding.Per is { } per ? [_cubes[binding.Table], _cubes[per]] : [_cubes[binding.Table]];

    /// <summary>The table of a binding.</summary>
    public Released<Cube> TableOf(FigureBinding binding)
    {
        var key = (binding.Table, binding.Per, binding.ShareOf);
        if (_derived.TryGetValue(key, out var known))
            return known;
        var counts = _cubes[binding.Table];
        // Released with a line of its own, so that the paper can name the release; worked out here only where it was not.
        var table = binding.Per is not null && _cubes.TryGetValue($"{binding.Table}-rate", out var rate) && rate.Entry.Door == Door.Derived ? rate
            : binding.Per is { } per ? ReleasedFigures.PerHundredThousand(counts, _cubes[per])
            : binding.ShareOf is { } dimension ? ReleasedFigures.ShareOf(counts, dimension)
            : counts;
        return _derived[key] = table;
    }

    /// <summary>Finds a figure; its coordinates are filled in.</summary>
    /// <returns>The figure, or <c>PUB-058</c> if the table has no such dimension or no such code; a year it does not know is a figure that is missing.</returns>
    public Outcome<ResolvedFigure> Resolve(FigureBinding binding)
    {
        var found = Find(binding);
        return found.Succeeded ? found.Value with { Period = DocumentPeriod.Of(TableOf(binding).Value, binding.At) } : found;
    }

    /// <summary>The releases that a figure was taken from: those of its cells, and where a rate was released itself, its own.</summary>
    public IEnumerable<Released<Cube>> ReleasesOf(ResolvedFigure figure) =>
        (figure.Cells.Count > 0 ? figure.Cells.Select(cell => cell.Table) : TablesOf(figure.Binding)).Append(figure.Table);

    private Outcome<ResolvedFigure> Find(FigureBinding binding)
    {
        var table = TableOf(binding);
        var cube = table.Value;
        foreach (var (dimension, code) in binding.At)
        {
            if (cube.Dimensions.FirstOrDefault(one => one.Id == dimension) is not { } axis)
                return new Problem(PublicationProblems.TemplateSlice, binding.Table, $"{binding.Id}: {dimension}");
            if (Knows(axis, code))
                continue;
            // The year before the first one is asked for by every first edition.
            return IsYear(code)
                ? new ResolvedFigure(binding with { At = Without(binding.At, dimension) }, table, Figure.Missing, [])
                : new Problem(PublicationProblems.TemplateSlice, binding.Table, $"{binding.Id}: {dimension}={code}");
        }

        if (binding.ShareOf is { } shared && cube.Dimensions.All(one => one.Id != shared))
            return new Problem(PublicationProblems.TemplateSlice, binding.Table, $"{binding.Id}: {shared}");
        return binding.Over is { } over ? Sum(binding, table, over) : Cell(binding, table);
    }

    private ResolvedFigure Cell(FigureBinding binding, Released<Cube> table)
    {
        var figure = FigureAt(table.Value, binding.At);
        var cells = new List<SourceCell>();
        foreach (var source in TablesOf(binding))
        {
            var at = binding.At.Where(one => source.Value.Dimensions.Any(axis => axis.Id == one.Key)).ToDictionary(StringComparer.Ordinal);
            cells.Add(new SourceCell(source, at, FigureAt(source.Value, at)));
            if (binding.ShareOf is { } shared)
            {
                at = new(at, StringComparer.Ordinal) { [shared] = CodeList.Total };
                cells.Add(new SourceCell(source, at, FigureAt(source.Value, at)));
            }
        }

        return new ResolvedFigure(binding, table, figure, cells);
    }

    private static Outcome<ResolvedFigure> Sum(FigureBinding binding, Released<Cube> table, string over)
    {
        if (table.Value.Dimensions.FirstOrDefault(one => one.Id == over) is not { } axis)
            return new Problem(PublicationProblems.TemplateSlice, binding.Table, $"{binding.Id}: {over}");
        var at = Without(binding.At, over);
        var total = FigureAt(table.Value, at);
        var codes = axis.List.Codes.Select(code => code.Id).ToList();
        var cells = codes.ConvertAll(code =>
        {
            var place = new Dictionary<string, string>(at, StringComparer.Ordinal) { [over] = code };
            return new SourceCell(table, place, FigureAt(table.Value, place));
        });
        var stated = cells.FindAll(cell => cell.Figure.IsStated);
        var parts = (stated.Count, codes.Count);
        if (binding.CountsStated)
            return new ResolvedFigure(binding with { At = at }, table, Figure.Exact(stated.Count), cells) { Parts = parts };
        if (total.Kind != FigureKind.Missing)
            return new ResolvedFigure(binding with { At = at }, table, total, [new SourceCell(table, at, total)]);
        var sum = stated.Count == 0 ? Figure.Missing : Figure.Between((stated.Sum(cell => cell.Figure.Low), stated.Sum(cell => cell.Figure.High)));
        return new ResolvedFigure(binding with { At = at }, table, sum, stated) { Parts = parts };
    }

    private static Dictionary<string, string> Without(IReadOnlyDictionary<string, string> at, string dimension) =>
        at.Where(one => one.Key != dimension).ToDictionary(StringComparer.Ordinal);

    private static Figure FigureAt(Cube cube, IReadOnlyDictionary<string, string> at) => cube[[.. at.Select(one => (one.Key, one.Value))]];

    private static bool Knows(Dimension axis, string code) => code is CodeList.Total or CodeList.Unknown || axis.List.PositionOf(code) >= 0;

    private static bool IsYear(string code) => code.Length == 4 && code.All(char.IsAsciiDigit);
}
