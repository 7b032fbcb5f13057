using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>What a figure is called: the indicator, the dimensions that run, and where the others stand.</summary>
internal static class FigureTitle
{
    public static string Of(SliceGrid grid, ChartText text)
    {
        var dimensions = new[] { grid.RowDimension, grid.SeriesDimension }.OfType<Dimension>()
            .Select(dimension => NameOf(dimension, text)).ToList();
        var title = text.Say(
            ChartTextKeys.TitleBy,
            [new("title", grid.Cube.Header.Title[text.Language]), new("dimensions", text.Join(dimensions))]);
        var places = grid.Cube.Dimensions
            .Where(dimension => grid.Slice.At.GetValueOrDefault(dimension.Id, CodeList.Total) != CodeList.Total)
            .Select(dimension => SliceGrid.NameOf(dimension, grid.Slice.At[dimension.Id], text))
            .ToList();
        return places.Count == 0
            ? title
            : text.Say(ChartTextKeys.TitleAt, [new("title", title), new("where", string.Join(", ", places))]);
    }

    /// <summary>A dimension's name inside a sentence: none of the four languages writes common nouns with a capital.</summary>
    public static string NameOf(Dimension dimension, ChartText text)
    {
        var name = dimension.List.Title[text.Language];
        var abbreviation = name.Length > 1 && char.IsUpper(name[1]);
        return abbreviation ? name : char.ToLowerInvariant(name[0]) + name[1..];
    }
}
