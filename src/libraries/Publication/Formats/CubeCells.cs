using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Formats;

/// <summary>One cell of a whole table.</summary>
/// <param name="Codes">Where it stands: one code a dimension.</param>
/// <param name="Figure">What it states.</param>
internal sealed record CubeCell(IReadOnlyList<string> Codes, Figure Figure);

/// <summary>All cells that a table publishes.</summary>
internal static class CubeCells
{
    /// <summary>The cells that the cube holds and, as missing, the combinations of listed codes in a published view that it does not; by ascending index.</summary>
    public static IEnumerable<CubeCell> Of(Cube cube)
    {
        var indices = new SortedSet<long>(cube.Cells.Select(cell => cell.Key));
        foreach (var view in cube.Views)
            indices.UnionWith(Listed(cube, view));
        return indices.Select(index =>
            new CubeCell([.. cube.PositionsOf(index).Select((position, axis) => cube.Dimensions[axis].CodeAt(position))], cube.FigureAt(index)));
    }

    private static IEnumerable<long> Listed(Cube cube, IReadOnlySet<string> view)
    {
        IEnumerable<int[]> places = [[.. cube.Dimensions.Select(dimension => dimension.TotalPosition)]];
        foreach (var (axis, dimension) in cube.Dimensions.Index().Where(pair => view.Contains(pair.Item.Id)))
        {
            places = places.SelectMany(place => Enumerable.Range(0, dimension.List.Codes.Count).Select(position =>
            {
                var next = (int[])place.Clone();
                next[axis] = position;
                return next;
            }));
        }

        return places.Select(place => cube.IndexOf(place));
    }
}
