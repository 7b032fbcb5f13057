using Amparo.Vocabulary.Shapes;

namespace Amparo.Records.Aggregates;

/// <summary>What the views of a cube cover.</summary>
internal static class CubeViews
{
    /// <summary>Whether a view of the cube publishes a cell.</summary>
    /// <param name="cube">The cube.</param>
    /// <param name="positions">Where the cell stands on each axis.</param>
    public static bool Publishes(this Cube cube, int[] positions)
    {
        var divided = cube.Dimensions
            .Where((dimension, axis) => positions[axis] != dimension.TotalPosition)
            .Select(dimension => dimension.Id).ToArray();
        return cube.Views.Any(view => view.IsSupersetOf(divided));
    }
}
