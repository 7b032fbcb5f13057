using System.Runtime.CompilerServices;
using Amparo.Portal.Releases;
using Amparo.PrivateRelease;
using Amparo.Publication;
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
    private static readonly ConditionalWeakTable<ReleasedCatalogue, NumberIndex> Made = [];

    private readonly Dictionary<string, (Released<Cube> Table, long Index)> _numbers;
    private readonly Dictionary<string, FoundNumber> _sums = [];

    private NumberIndex(ReleasedCatalogue catalogue)
    {
        var tables = catalogue.Cubes.OrderBy(cube => cube.Key, StringComparer.Ordinal).Select(cube => cube.Value);
        if (OfficialSeries.From(catalogue.Cubes) is { } series)
            AddSums(series);
        // Rates are worked out from two released tables, and printed like them.
        if (OfficialSeries.From(catalogue.Cubes)?.Rates is { } rates)
            tables = tables.Append(rates);
        _numbers = [];
        foreach (var table in tables)
        {
            foreach (var (index, _) in table.Value.Cells)
                _numbers.TryAdd(FigureAddress.CodeOf(table, CoordinatesOf(table.Value, index)), (table, index));
        }
    }

    /// <summary>The index of a catalogue; made when it is first asked for, and gone with the catalogue.</summary>
    public static NumberIndex Of(ReleasedCatalogue catalogue) => Made.GetValue(catalogue, key => new NumberIndex(key));

    /// <summary>Finds a figure.</summary>
    /// <param name="code">Its short code, any case.</param>
    /// <returns>The figure; null if no released table has it.</returns>
    public FoundNumber? Find(string code) => _numbers.TryGetValue(code.ToLowerInvariant(), out var found)
        ? new(found.Table, CoordinatesOf(found.Table.Value, found.Index), found.Table.Value.FigureAt(found.Index))
        : _sums.GetValueOrDefault(code.ToLowerInvariant());

    // The publisher gives no total of the region; pages and papers print the sum of what it gives.
    private void AddSums(OfficialSeries series)
    {
        foreach (var year in series.Counts.Value.Dimensions[series.Counts.Value.AxisOf("year")].List.Codes.Select(code => code.Id))
        {
            var coordinates = new Dictionary<string, string>(StringComparer.Ordinal) { ["country"] = Vocabulary.CodeList.Total, ["year"] = year };
            if (series.SumOf(year) is { IsStated: true } sum)
                _sums.TryAdd(FigureAddress.CodeOf(series.Counts, coordinates), new(series.Counts, coordinates, sum) { IsSum = true });
        }
    }

    private static Dictionary<string, string> CoordinatesOf(Cube cube, long index) => cube.PositionsOf(index).Zip(cube.Dimensions)
        .ToDictionary(place => place.Second.Id, place => place.Second.CodeAt(place.First), StringComparer.Ordinal);
}
