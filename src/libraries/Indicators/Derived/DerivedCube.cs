using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Indicators.Derived;

/// <summary>Works derived indicators out.</summary>
public static class DerivedCube
{
    /// <summary>Works an indicator out from tables.</summary>
    /// <param name="indicator">What to work out.</param>
    /// <param name="tables">The tables by id; those of <see cref="DerivedIndicator.Tables"/> are needed.</param>
    /// <returns>
    /// The measure, over the dimensions that are left, in the order of the table; or <c>IND-007</c> with a table that is not there,
    /// <c>IND-008</c> with a dimension or code that a table does not have. Its source is the table's; it is invented if any table is.
    /// </returns>
    /// <remarks>Cost: the cells that are left times the codes that are looked at for each.</remarks>
    public static Outcome<Cube> Of(DerivedIndicator indicator, IReadOnlyDictionary<string, Cube> tables)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        ArgumentNullException.ThrowIfNull(tables);
        if (indicator.Tables.FirstOrDefault(id => !tables.ContainsKey(id)) is { } absent)
            return new Problem(IndicatorsProblems.TableAbsent, absent, indicator.Id);
        var table = tables[indicator.Of];
        var population = indicator.How is PerPopulation { Population: var id } ? tables[id] : null;
        if (Unfit(indicator, table, population) is { } unfit)
            return new Problem(IndicatorsProblems.DimensionAbsent, unfit, indicator.Id);

        var gone = indicator.At.Keys.Concat(GoneOf(indicator.How)).ToHashSet(StringComparer.Ordinal);
        Dimension[] kept = [.. table.Dimensions.Where(dimension => !gone.Contains(dimension.Id))];
        // A margin of the table that shows what stands still, and what is looked over, is a margin of the measure without them.
        IReadOnlySet<string>[] views =
        [
            .. table.Views.Where(view => Looked(indicator).All(view.Contains)).Select(view => (IReadOnlySet<string>)view.Where(id => !gone.Contains(id)).ToHashSet(StringComparer.Ordinal)),
        ];
        var origin = new[] { table, population }.OfType<Cube>().Any(cube => cube.Header.Origin == DataOrigin.Invented) ? DataOrigin.Invented : table.Header.Origin;
        var words = indicator.Words;
        var header = new CubeHeader(indicator.Id, indicator.How.Measure, words.Title, words.Definition, words.Limits, words.Unit, table.Header.Source, origin);
        return kept.Length == 0 || views.Length == 0
            ? new Problem(IndicatorsProblems.DimensionAbsent, indicator.Of, indicator.Id)
            : new Cube(header, kept, views, Cells(indicator, (table, population), kept, views));
    }

    private static IEnumerable<KeyValuePair<long, Figure>> Cells(
        DerivedIndicator indicator, (Cube Table, Cube? Population) from, Dimension[] kept, IReadOnlySet<string>[] views)
    {
        var frame = new Cube(from.Table.Header, kept, views, []);
        var source = kept.Select(dimension => from.Table.AxisOf(dimension.Id)).ToArray();
        var still = from.Table.Dimensions.Select(dimension => dimension.PositionOf(indicator.At.GetValueOrDefault(dimension.Id, CodeList.Total))).ToArray();
        foreach (var positions in Places(kept, views))
        {
            var at = (int[])still.Clone();
            for (var axis = 0; axis < kept.Length; axis++)
                at[source[axis]] = positions[axis];
            var figure = FigureOf(indicator.How, from, at, kept, positions);
            if (figure.Kind != FigureKind.Missing)
                yield return KeyValuePair.Create(frame.IndexOf(positions), figure);
        }
    }

    private static Figure FigureOf(Derivation how, (Cube Table, Cube? Population) from, int[] at, Dimension[] kept, int[] positions)
    {
        var table = from.Table;
        switch (how)
        {
            case PerPopulation:
                return Inhabitants(from.Population!, kept, positions) is { } inhabitants ? Divided(Read(table, at), inhabitants, 100_000m) : Figure.Missing;
            case ShareOfKnown { Dimension: var dimension }:
                return Share(table, at, table.AxisOf(dimension));
            case SumOver { Over: var over }:
                return Sum([.. Along(table, at, table.AxisOf(over), withUnknown: true)]);
            case CoverageOver { Over: var over }:
                // Of a total or of the unknown nothing needs to be complete.
                if (kept.Index().Any(axis => positions[axis.Index] >= axis.Item.UnknownPosition))
                    return Figure.Missing;
                var codes = Along(table, at, table.AxisOf(over), withUnknown: false).ToList();
                return Figure.Exact((decimal)codes.Count(figure => figure.Kind != FigureKind.Missing) / codes.Count);
            case AfterBefore { Dimension: var dimension, Before: var before, After: var after }:
                return Divided(ReadAt(table, at, (dimension, after)), ReadAt(table, at, (dimension, before)), 1m);
            case MedianOf { Dimension: var dimension, Bounds: var bounds }:
                return Median([.. Along(table, at, table.AxisOf(dimension), withUnknown: false)], table.Dimensions[table.AxisOf(dimension)].List.Codes, bounds);
            default:
                throw new ArgumentOutOfRangeException(nameof(how));
        }
    }

    // A rate over several years, or over an unknown place, has no inhabitants.
    private static Figure? Inhabitants(Cube population, Dimension[] kept, int[] positions)
    {
        var at = new int[population.Dimensions.Count];
        for (var axis = 0; axis < at.Length; axis++)
        {
            var dimension = population.Dimensions[axis];
            var own = Array.FindIndex(kept, one => one.Id == dimension.Id);
            var code = kept[own].CodeAt(positions[own]);
            if (code is CodeList.Total or CodeList.Unknown || dimension.List.PositionOf(code) < 0)
                return null;
            at[axis] = dimension.PositionOf(code);
        }

        return population.FigureAt(population.IndexOf(at));
    }

    private static Figure Share(Cube table, int[] at, int axis)
    {
        // Neither "unknown" nor the total has a share of the known.
        if (at[axis] >= table.Dimensions[axis].UnknownPosition)
            return Figure.Missing;
        var part = Read(table, at);
        // Where the table counts the unknown, the known are the rest of the total, however many codes are withheld.
        if (Marginal(table, at, axis, table.Dimensions[axis].TotalPosition) is { IsStated: true } total
            && Marginal(table, at, axis, table.Dimensions[axis].UnknownPosition) is { IsStated: true } unknown)
            return unknown.High >= total.Low ? Figure.Missing : Capped(Divided(part, Figure.Between((total.Low - unknown.High, total.High - unknown.Low)), 1m));
        var known = Along(table, at, axis, withUnknown: false).ToList();
        // One code that is missing may be any number: the whole is then unknown.
        if (known.Exists(figure => figure.Kind == FigureKind.Missing))
            return Figure.Missing;
        if (part.Kind == FigureKind.Withheld || known.Exists(figure => figure.Kind == FigureKind.Withheld))
            return Figure.Withheld;
        // Parts that exceed their total contradict it: of which of the two is the share?
        if (Marginal(table, at, axis, table.Dimensions[axis].TotalPosition) is { IsStated: true } stated && known.Sum(figure => figure.Low) > stated.High)
            return Figure.Missing;
        var (low, high) = (known.Sum(figure => figure.Low) - part.Low, known.Sum(figure => figure.High) - part.High);
        // The part is in the whole as well: its own uncertainty is counted once.
        if (part.High + low == 0)
            return Figure.Missing;
        var lowest = part.Low + high == 0 ? 0m : part.Low / (part.Low + high);
        return Figure.Between((lowest, part.High / (part.High + low)));
    }

    private static Figure Marginal(Cube table, int[] at, int axis, int position)
    {
        var positions = (int[])at.Clone();
        positions[axis] = position;
        return Read(table, positions);
    }

    // A part is never larger than its whole, even where both are only known as intervals; one that must be contradicts it.
    private static Figure Capped(Figure share) =>
        !share.IsStated ? share : share.Low > 1 ? Figure.Missing : Figure.Between((share.Low, Math.Min(share.High, 1m)));

    private static Figure Sum(IReadOnlyList<Figure> figures)
    {
        if (figures.Any(figure => figure.Kind == FigureKind.Withheld))
            return Figure.Withheld;
        var stated = figures.Where(figure => figure.IsStated).ToList();
        return stated.Count == 0 ? Figure.Missing : Figure.Between((stated.Sum(figure => figure.Low), stated.Sum(figure => figure.High)));
    }

    private static Figure Divided(Figure part, Figure whole, decimal scale)
    {
        if (part.Kind == FigureKind.Missing || whole.Kind == FigureKind.Missing)
            return Figure.Missing;
        if (part.Kind == FigureKind.Withheld || whole.Kind == FigureKind.Withheld)
            return Figure.Withheld;
        return whole.Low == 0 ? Figure.Missing : Figure.Between((part.Low / whole.High * scale, part.High / whole.Low * scale));
    }

    // The lowest and the highest class that can hold the median, whatever the counts within their intervals are.
    private static Figure Median(IReadOnlyList<Figure> counts, IReadOnlyList<Code> codes, IReadOnlyDictionary<string, (decimal Low, decimal High)> bounds)
    {
        if (counts.Any(figure => figure.Kind == FigureKind.Withheld))
            return Figure.Withheld;
        if (counts.Any(figure => figure.Kind == FigureKind.Missing) || counts.Sum(figure => figure.High) == 0)
            return Figure.Missing;
        var classes = Enumerable.Range(0, counts.Count).Where(at => counts[at].High > 0
            && counts.Take(at + 1).Sum(figure => figure.High) >= counts.Skip(at + 1).Sum(figure => figure.Low)
            && counts.Skip(at).Sum(figure => figure.High) >= counts.Take(at).Sum(figure => figure.Low)).ToList();
        return Figure.Between((bounds[codes[classes[0]].Id].Low, bounds[codes[classes[^1]].Id].High));
    }

    private static IEnumerable<Figure> Along(Cube table, int[] at, int axis, bool withUnknown)
    {
        var positions = (int[])at.Clone();
        var count = table.Dimensions[axis].List.Codes.Count + (withUnknown ? 1 : 0);
        for (var position = 0; position < count; position++)
        {
            positions[axis] = position;
            yield return table.FigureAt(table.IndexOf(positions));
        }
    }

    private static Figure Read(Cube table, int[] at) => table.FigureAt(table.IndexOf(at));

    private static Figure ReadAt(Cube table, int[] at, (string Dimension, string Code) place)
    {
        var positions = (int[])at.Clone();
        var axis = table.AxisOf(place.Dimension);
        positions[axis] = table.Dimensions[axis].PositionOf(place.Code);
        return Read(table, positions);
    }

    // All cells of the views, each once: codes, "unknown" and totals of the dimensions that a view shows.
    private static IEnumerable<int[]> Places(Dimension[] kept, IReadOnlySet<string>[] views)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var view in views)
        {
            var positions = kept.Select(dimension => view.Contains(dimension.Id) ? 0 : dimension.TotalPosition).ToArray();
            while (true)
            {
                if (seen.Add(string.Join(',', positions)))
                    yield return (int[])positions.Clone();
                var axis = kept.Length - 1;
                while (axis >= 0 && (!view.Contains(kept[axis].Id) || ++positions[axis] == kept[axis].Size))
                {
                    if (view.Contains(kept[axis].Id))
                        positions[axis] = 0;
                    axis--;
                }

                if (axis < 0)
                    break;
            }
        }
    }

    private static string? Unfit(DerivedIndicator indicator, Cube table, Cube? population)
    {
        foreach (var id in Looked(indicator))
        {
            if (table.Dimensions.All(dimension => dimension.Id != id))
                return id;
        }

        foreach (var (id, code) in indicator.At)
        {
            if (code is not (CodeList.Total or CodeList.Unknown) && table.Dimensions[table.AxisOf(id)].List.PositionOf(code) < 0)
                return id;
        }

        return indicator.How switch
        {
            PerPopulation => population!.Dimensions.Select(dimension => dimension.Id)
                .FirstOrDefault(id => indicator.At.ContainsKey(id) || table.Dimensions.All(dimension => dimension.Id != id)),
            SumOver how when table.Header.Measure != MeasureKind.Count => how.Over,
            AfterBefore how when new[] { how.Before, how.After }.Any(code => table.Dimensions[table.AxisOf(how.Dimension)].List.PositionOf(code) < 0) => how.Dimension,
            MedianOf how when !table.Dimensions[table.AxisOf(how.Dimension)].List.Codes.Select(code => code.Id).SequenceEqual(how.Bounds.Keys, StringComparer.Ordinal) => how.Dimension,
            _ => null,
        };
    }

    // Dimensions that the measure must find in the table, the ones that stand at their total excepted: those are in every margin.
    private static IEnumerable<string> Looked(DerivedIndicator indicator) => indicator.At.Where(pair => pair.Value != CodeList.Total).Select(pair => pair.Key)
        .Concat(indicator.How is ShareOfKnown { Dimension: var shared } ? [shared] : GoneOf(indicator.How)).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> GoneOf(Derivation how) => how switch
    {
        SumOver { Over: var over } => [over],
        CoverageOver { Over: var over } => [over],
        AfterBefore { Dimension: var dimension } => [dimension],
        MedianOf { Dimension: var dimension } => [dimension],
        _ => [],
    };
}
