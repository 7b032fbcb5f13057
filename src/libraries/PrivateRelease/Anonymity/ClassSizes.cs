using System.Runtime.InteropServices;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>How many classes of equal rows there are and how large the smallest is: counted on the finished rows.</summary>
/// <remarks>
/// The check at the end. It shares nothing with the search: no packing, no weights, no patterns; rows are turned to text of their
/// codes and counted in a dictionary.
/// </remarks>
internal sealed record ClassSizes(int Count, int Smallest)
{
    public static ClassSizes Of(IReadOnlyList<ushort[]> columns, IReadOnlyList<int> quasiIdentifiers)
    {
        var sizes = new Dictionary<string, int>(StringComparer.Ordinal);
        var key = new char[quasiIdentifiers.Count];
        for (var row = 0; row < columns[0].Length; row++)
        {
            for (var at = 0; at < key.Length; at++)
                key[at] = (char)columns[quasiIdentifiers[at]][row];
            CollectionsMarshal.GetValueRefOrAddDefault(sizes, new string(key), out _)++;
        }

        return new(sizes.Count, sizes.Count == 0 ? 0 : sizes.Values.Min());
    }
}
