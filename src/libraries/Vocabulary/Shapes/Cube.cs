using System.Collections.Frozen;

namespace Amparo.Vocabulary.Shapes;

/// <summary>What the numbers of a cube count.</summary>
public enum MeasureKind
{
    /// <summary>Records.</summary>
    Count,

    /// <summary>Different subjects, each counted once however many records it has.</summary>
    Distinct,

    /// <summary>A fraction of a total, from zero to one.</summary>
    Share,

    /// <summary>Persons per 100,000 inhabitants.</summary>
    Rate,

    /// <summary>A multiple of another figure: 1.5 is half as much again.</summary>
    Ratio,

    /// <summary>The value that half of those counted do not exceed, in the unit that the table names.</summary>
    Median,
}

/// <summary>Where the data of a table come from, so that no page can forget to say it.</summary>
public enum DataOrigin
{
    /// <summary>Recorded by agencies of the coalition.</summary>
    Recorded,

    /// <summary>Official statistics published by others.</summary>
    Official,

    /// <summary>Made up for demonstration: no person in it exists.</summary>
    Invented,
}

/// <summary>A publication a figure is taken from.</summary>
/// <param name="Publisher">Who published it.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Date">When: the day of the edition or of the extract.</param>
/// <param name="Terms">Licence or terms of use, in a few words.</param>
public sealed record Source(string Publisher, string Title, NodaTime.LocalDate Date, string Terms);

/// <summary>What a cube is about, in words.</summary>
/// <param name="Id">The indicator's id; lower-case words joined by hyphens.</param>
/// <param name="Measure">What the numbers count.</param>
/// <param name="Title">The indicator's name.</param>
/// <param name="Definition">What exactly is counted.</param>
/// <param name="Limits">What the figures do not say.</param>
/// <param name="Unit">The unit, as read after a number.</param>
/// <param name="Source">Where the figures come from.</param>
/// <param name="Origin">Whether they were recorded, taken from others, or invented.</param>
public sealed record CubeHeader(
    string Id, MeasureKind Measure, LocalizedText Title, LocalizedText Definition, LocalizedText Limits, LocalizedText Unit,
    Source Source, DataOrigin Origin);

/// <summary>A table of figures over named dimensions, with unknowns and totals kept as codes of their own.</summary>
/// <remarks>
/// Sparse: a cube holds the cells of its views only. A view is a set of dimensions; its cells are those whose other dimensions
/// stand at <see cref="CodeList.Total"/>. Cells that no view holds read as <see cref="Figure.Missing"/>. Immutable, thread-safe.
/// </remarks>
public sealed class Cube
{
    private readonly Dictionary<long, Figure> _cells;
    private readonly long[] _strides;

    /// <summary>Makes a cube.</summary>
    /// <param name="header">What it is about.</param>
    /// <param name="dimensions">Its axes, one or more, ids distinct; the product of their sizes fits in 62 bits.</param>
    /// <param name="views">The published margins: each a set of dimension ids.</param>
    /// <param name="cells">The figures, by cell index (see <see cref="IndexOf"/>).</param>
    /// <exception cref="ArgumentException">No dimensions, a dimension twice, a view over an unknown dimension, or too many cells.</exception>
    public Cube(
        CubeHeader header, IReadOnlyList<Dimension> dimensions, IReadOnlyList<IReadOnlySet<string>> views,
        IEnumerable<KeyValuePair<long, Figure>> cells)
    {
        ArgumentNullException.ThrowIfNull(header);
        ArgumentNullException.ThrowIfNull(dimensions);
        ArgumentNullException.ThrowIfNull(views);
        ArgumentNullException.ThrowIfNull(cells);
        if (dimensions.Count == 0 || dimensions.Select(d => d.Id).Distinct(StringComparer.Ordinal).Count() != dimensions.Count)
            throw new ArgumentException("A cube needs dimensions with distinct ids.", nameof(dimensions));
        if (views.Any(view => view.Any(id => dimensions.All(d => d.Id != id))))
            throw new ArgumentException("A view names a dimension that the cube does not have.", nameof(views));

        Header = header;
        Dimensions = [.. dimensions];
        // Copies: nobody can change a cube that has been released.
        Views = [.. views.Select(IReadOnlySet<string> (view) => view.ToFrozenSet(StringComparer.Ordinal))];
        _strides = new long[dimensions.Count];
        long stride = 1;
        for (var axis = dimensions.Count - 1; axis >= 0; axis--)
        {
            _strides[axis] = stride;
            if (stride > (1L << 62) / dimensions[axis].Size)
                throw new ArgumentException("The cube has too many cells to be addressed.", nameof(dimensions));
            stride *= dimensions[axis].Size;
        }

        Capacity = stride;
        _cells = new Dictionary<long, Figure>(cells);
        if (_cells.Keys.Any(index => index < 0 || index >= stride))
            throw new ArgumentException("A cell lies outside the cube.", nameof(cells));
    }

    /// <summary>What the cube is about.</summary>
    public CubeHeader Header { get; }

    /// <summary>The axes.</summary>
    public IReadOnlyList<Dimension> Dimensions { get; }

    /// <summary>The published margins: each a set of dimension ids.</summary>
    public IReadOnlyList<IReadOnlySet<string>> Views { get; }

    /// <summary>Number of cells the axes span, published or not.</summary>
    public long Capacity { get; }

    /// <summary>The cells that the cube holds, in ascending order of index, so that two equal cubes list equal cells.</summary>
    public IEnumerable<KeyValuePair<long, Figure>> Cells => _cells.OrderBy(cell => cell.Key);

    /// <summary>The figure of one cell.</summary>
    /// <param name="at">Codes by dimension id; a dimension left out stands at its total.</param>
    /// <returns>The figure; <see cref="Figure.Missing"/> where the cube holds none.</returns>
    /// <exception cref="ArgumentException">A dimension or a code is unknown.</exception>
    public Figure this[params (string Dimension, string Code)[] at]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(at);
            var positions = Dimensions.Select(d => d.TotalPosition).ToArray();
            foreach (var (id, code) in at)
            {
                var axis = AxisOf(id);
                positions[axis] = Dimensions[axis].PositionOf(code);
            }

            return FigureAt(IndexOf(positions));
        }
    }

    /// <summary>The figure at a cell index.</summary>
    /// <param name="index">A cell index.</param>
    /// <returns>The figure; <see cref="Figure.Missing"/> where the cube holds none.</returns>
    public Figure FigureAt(long index) => _cells.GetValueOrDefault(index);

    /// <summary>The axis of a dimension.</summary>
    /// <param name="dimension">A dimension's id.</param>
    /// <returns>Its place in <see cref="Dimensions"/>.</returns>
    /// <exception cref="ArgumentException">The cube does not have it.</exception>
    public int AxisOf(string dimension)
    {
        for (var axis = 0; axis < Dimensions.Count; axis++)
        {
            if (Dimensions[axis].Id == dimension)
                return axis;
        }

        throw new ArgumentException($"The cube {Header.Id} has no dimension {dimension}.", nameof(dimension));
    }

    /// <summary>The index of a cell: its positions as digits of a mixed-radix number, the last axis running fastest.</summary>
    /// <param name="positions">One position an axis.</param>
    /// <returns>The index, from 0 to <c>Capacity - 1</c>.</returns>
    /// <exception cref="ArgumentException">Another number of positions than of axes.</exception>
    public long IndexOf(ReadOnlySpan<int> positions)
    {
        if (positions.Length != _strides.Length)
            throw new ArgumentException("A cell has one position for each axis.", nameof(positions));

        long index = 0;
        for (var axis = 0; axis < positions.Length; axis++)
            index += positions[axis] * _strides[axis];
        return index;
    }

    /// <summary>The positions of a cell index; the inverse of <see cref="IndexOf"/>.</summary>
    /// <param name="index">A cell index.</param>
    /// <returns>One position an axis.</returns>
    public int[] PositionsOf(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Capacity);
        var positions = new int[_strides.Length];
        for (var axis = 0; axis < positions.Length; axis++)
            positions[axis] = (int)(index / _strides[axis] % Dimensions[axis].Size);
        return positions;
    }
}
