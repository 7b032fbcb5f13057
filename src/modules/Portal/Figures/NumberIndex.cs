using System.Runtime.CompilerServices;
using Amparo.Portal.Releases;
using Amparo.PrivateRelease;
using Amparo.Publication;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Portal.Figures;

/// <summary>One released figure: its table and its place in it.</summary>
/// <param name="Table">The table.</param>
/// <param name="Coordinates">Code by dimension id, all dimensions.</param>
/// <param name="Figure">What it says there.</param>
public sealed record FoundNumber(Released<Cube> Table, IReadOnlyDictionary<string, string> Coordinates, Figure Figure)
{
    /// <summary>Whether the table has no such cell, and the figure is the sum of the countries that it has.</summary>
    public bool IsSum { get; init; }
}

/// <summary>Every released figure by its short code, so that a number printed on paper can be asked what it is.</summary>
internal sealed class NumberIndex
{
    private const string CountryAxis = "country";

    private static readonly ConditionalWeakTable<ReleasedCatalogue, NumberIndex> Made = [];

    private readonly Dictionary<string, (Released<Cube> Table, long Index)> _numbers;
    private readonly Dictionary<string, FoundNumber> _sums = [];

    private NumberIndex(IReadOnlyDictionary<string, Released<Cube>> cubes)
    {
        var tables = cubes.OrderBy(cube => cube.Key, StringComparer.Ordinal).Select(cube => cube.Value);
        // Rates are worked out from two released tables, and printed like them.
        if (OfficialSeries.From(cubes)?.Rates is { } rates)
            tables = tables.Append(rates);
        _numbers = [];
        foreach (var table in tables)
        {
            foreach (var (index, _) in table.Value.Cells)
                _numbers.TryAdd(FigureAddress.CodeOf(table, CoordinatesOf(table.Value, index)), (table, index));
            AddSums(table);
        }
    }

    /// <summary>The index of a catalogue; made when it is first asked for, and gone with the catalogue.</summary>
    public static NumberIndex Of(ReleasedCatalogue catalogue) => Made.GetValue(catalogue, key => new NumberIndex(key.Cubes));

    /// <summary>The short codes of figures that were withdrawn, each with its release.</summary>
    /// <param name="standing">What is shown.</param>
    /// <param name="fallen">The newest release of each table that was withdrawn.</param>
    /// <param name="withdrawn">Why each does not stand.</param>
    public static IReadOnlyDictionary<string, WithdrawnRelease> Withdrawn(
        IReadOnlyDictionary<string, Released<Cube>> standing, IReadOnlyDictionary<string, Released<Cube>> fallen, WithdrawnReleases withdrawn)
    {
        var codes = new Dictionary<string, WithdrawnRelease>(StringComparer.Ordinal);
        if (fallen.Count == 0)
            return codes;
        // Codes alone are kept: the figures are not to be shown.
        var index = new NumberIndex(standing.Concat(fallen).ToDictionary(StringComparer.Ordinal));
        foreach (var (code, table) in index._numbers.Select(number => (number.Key, number.Value.Table)).Concat(index._sums.Select(sum => (sum.Key, sum.Value.Table))))
        {
            if (withdrawn.Find(table.Entry.Sequence) is { } release)
                codes.TryAdd(code, release);
        }

        return codes;
    }

    /// <summary>Finds a figure.</summary>
    /// <param name="code">Its short code, any case.</param>
    /// <returns>The figure; null if no released table has it.</returns>
    public FoundNumber? Find(string code) => _numbers.TryGetValue(code.ToLowerInvariant(), out var found)
        ? new(found.Table, CoordinatesOf(found.Table.Value, found.Index), found.Table.Value.FigureAt(found.Index))
        : _sums.GetValueOrDefault(code.ToLowerInvariant());

    // Where a publisher gives no total of the region, pages and papers print the sum of what it gives: counts alone can be added.
    private void AddSums(Released<Cube> table)
    {
        var cube = table.Value;
        if (cube.Header.Measure is not (MeasureKind.Count or MeasureKind.Distinct) || cube.Dimensions.All(dimension => dimension.Id != CountryAxis))
            return;
        var countries = cube.AxisOf(CountryAxis);
        var total = cube.Dimensions[countries].TotalPosition;
        var parts = new Dictionary<long, Figure>();
        foreach (var (index, figure) in cube.Cells)
        {
            var at = cube.PositionsOf(index);
            if (at[countries] >= cube.Dimensions[countries].UnknownPosition || !figure.IsStated)
                continue;
            at[countries] = total;
            var sum = cube.IndexOf(at);
            if (cube.FigureAt(sum).Kind == FigureKind.Missing)
                parts[sum] = parts.TryGetValue(sum, out var so) ? Figure.Between((so.Low + figure.Low, so.High + figure.High)) : figure;
        }

        foreach (var (index, sum) in parts)
        {
            var coordinates = CoordinatesOf(cube, index);
            _sums.TryAdd(FigureAddress.CodeOf(table, coordinates), new(table, coordinates, sum) { IsSum = true });
        }
    }

    /// <summary>What another release of a figure's table says at its place.</summary>
    /// <param name="found">The figure.</param>
    /// <param name="other">The other release.</param>
    /// <returns>The figure; missing where that release has no such place.</returns>
    public static Figure In(FoundNumber found, Cube other)
    {
        if (other.Dimensions.Any(dimension => !found.Coordinates.ContainsKey(dimension.Id)) || other.Dimensions.Count != found.Coordinates.Count)
            return Figure.Missing;
        (string Dimension, string Code)[] at = [.. found.Coordinates.Select(place => (place.Key, place.Value))];
        if (at.Any(place => place.Code is not (CodeList.Total or CodeList.Unknown) && other.Dimensions[other.AxisOf(place.Dimension)].List.Find(place.Code) is null))
            return Figure.Missing;
        if (!found.IsSum)
            return other[at];
        var stated = other.Dimensions[other.AxisOf(CountryAxis)].List.Codes
            .Select(country => other[[.. at.Where(place => place.Dimension != CountryAxis), (CountryAxis, country.Id)]]).Where(figure => figure.IsStated).ToList();
        return stated.Count == 0 ? Figure.Missing : Figure.Between((stated.Sum(figure => figure.Low), stated.Sum(figure => figure.High)));
    }

    private static Dictionary<string, string> CoordinatesOf(Cube cube, long index) => cube.PositionsOf(index).Zip(cube.Dimensions)
        .ToDictionary(place => place.Second.Id, place => place.Second.CodeAt(place.First), StringComparer.Ordinal);
}
