using Amparo.PrivateRelease.Marginals;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>One class of the file to be: rows that are equal once the columns of its pattern are starred.</summary>
/// <param name="Starred">The columns that are <c>*</c>.</param>
/// <param name="Like">A distinct row whose other codes are the class's.</param>
/// <param name="Kept">The bits of the columns that are not starred.</param>
internal sealed record StarClass(ColumnSet Starred, int Like, ulong[] Kept)
{
    /// <summary>How many cells of each of its rows are starred.</summary>
    public int Stars { get; } = Starred.Count;

    /// <summary>How many rows of the table it has.</summary>
    public int Size { get; set; }

    /// <summary>Its distinct rows, with how many copies of each.</summary>
    public List<Portion> Members { get; } = [];
}

/// <summary>Some copies of a distinct row.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Portion(int Row, int Copies);

/// <summary>Some copies of a distinct row, seen from the row.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct Holding(StarClass Class, int Copies);
