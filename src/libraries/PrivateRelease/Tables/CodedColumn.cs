namespace Amparo.PrivateRelease.Tables;

/// <summary>One column of a coded table: a name and how many codes it may hold, both public.</summary>
/// <param name="Name">The column's name, unique in its domain. Public: it stands in reports.</param>
/// <param name="Size">How many codes there are, 0 to <c>Size - 1</c>; 1 to <see cref="LargestSize"/>. Absent and "other" are codes like any other.</param>
public sealed record CodedColumn(string Name, int Size)
{
    /// <summary>The most codes that a column can have.</summary>
    public const int LargestSize = ushort.MaxValue;

    /// <summary>How each code is written in a file, in the order of the codes; null where a code is its own number.</summary>
    public IReadOnlyList<string>? Labels { get; init; }
}
