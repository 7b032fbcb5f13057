namespace Amparo.Vocabulary.Shapes;

/// <summary>One axis of a cube: the codes of a list, then "unknown", then "total".</summary>
/// <remarks>
/// Positions run from 0 to <c>Size - 1</c>: first the codes in the list's order, then <see cref="CodeList.Unknown"/>, last
/// <see cref="CodeList.Total"/>. Codes partition the records: each record has exactly one code, or is unknown.
/// </remarks>
public sealed class Dimension
{
    /// <summary>Makes an axis.</summary>
    /// <param name="id">The axis' id, the name of the field it counts by.</param>
    /// <param name="list">Its codes.</param>
    public Dimension(string id, CodeList list)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentNullException.ThrowIfNull(list);
        Id = id;
        List = list;
    }

    /// <summary>The axis' id.</summary>
    public string Id { get; }

    /// <summary>The codes of the axis, without the two reserved ones.</summary>
    public CodeList List { get; }

    /// <summary>Number of positions: codes + unknown + total.</summary>
    public int Size => List.Codes.Count + 2;

    /// <summary>The position of "unknown".</summary>
    public int UnknownPosition => List.Codes.Count;

    /// <summary>The position of "total".</summary>
    public int TotalPosition => List.Codes.Count + 1;

    /// <summary>The position of a code on the axis.</summary>
    /// <param name="code">A code of the list, <see cref="CodeList.Unknown"/> or <see cref="CodeList.Total"/>.</param>
    /// <returns>The position.</returns>
    /// <exception cref="ArgumentException">The axis has no such code.</exception>
    public int PositionOf(string code) => code switch
    {
        CodeList.Total => TotalPosition,
        CodeList.Unknown => UnknownPosition,
        _ => List.PositionOf(code) is >= 0 and var position
            ? position
            : throw new ArgumentException($"The axis {Id} has no such code.", nameof(code)),
    };

    /// <summary>The code at a position.</summary>
    /// <param name="position">From 0 to <c>Size - 1</c>.</param>
    /// <returns>The code's id, or a reserved code.</returns>
    /// <exception cref="ArgumentOutOfRangeException">No such position.</exception>
    public string CodeAt(int position)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, TotalPosition);
        return position == TotalPosition ? CodeList.Total
            : position == UnknownPosition ? CodeList.Unknown
            : List.Codes[position].Id;
    }
}
