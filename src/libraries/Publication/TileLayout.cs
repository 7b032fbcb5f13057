namespace Amparo.Publication;

/// <summary>Where the tile of a place stands.</summary>
/// <param name="Column">From the west, 0 to 3: four tiles are as many as carry a name in readable letters on a phone.</param>
/// <param name="Row">From the north, 0 or more.</param>
public sealed record TilePlace(int Column, int Row);

/// <summary>
/// A map on which every place has one tile of the same size: data, not drawing, so that another region is another record.
/// </summary>
/// <param name="Places">The place of each code; no two the same.</param>
public sealed record TileLayout(IReadOnlyDictionary<string, TilePlace> Places)
{
    /// <summary>How many tiles a row has room for.</summary>
    public const int Columns = 4;

    /// <summary>
    /// Mexico, Central America and the northern Caribbean by ISO 3166-1 alpha-2 codes. Neighbours touch where four columns let them: the
    /// isthmus runs from the upper left to the lower right, the islands lie to its north-east. Cuba, Haiti and Jamaica have their places
    /// for tables that hold them.
    /// </summary>
    public static TileLayout Region { get; } = new(new Dictionary<string, TilePlace>(StringComparer.Ordinal)
    {
        ["MX"] = new(0, 0),
        ["CU"] = new(2, 0),
        ["GT"] = new(0, 1),
        ["BZ"] = new(1, 1),
        ["HT"] = new(2, 1),
        ["DO"] = new(3, 1),
        ["SV"] = new(0, 2),
        ["HN"] = new(1, 2),
        ["JM"] = new(2, 2),
        ["NI"] = new(1, 3),
        ["CR"] = new(1, 4),
        ["PA"] = new(2, 4),
    });
}

/// <summary>A tile map: what to show, and where.</summary>
/// <param name="Chart">The table's part; its rows are places. Their order is that of the table's list.</param>
/// <param name="Layout">Where each place stands. A code without a place is drawn below the map, never left out.</param>
public sealed record TileMapSpec(ChartSpec Chart, TileLayout Layout);
