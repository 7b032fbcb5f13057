using System.Security.Cryptography;
using System.Text;
using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>The short name by which a printed figure is found again: the same cell has the same one in every edition and language.</summary>
public static class FigureAddress
{
    private const int Letters = 10;
    private const int BitsEach = 5;
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>What a figure is, in full: <c>table|dimension=code|dimension=code</c>, in the order of the table's dimensions.</summary>
    /// <param name="table">The released table, or one worked out from released ones.</param>
    /// <param name="coordinates">Code by dimension id; a dimension left out stands at its total, which is written <c>_T</c>.</param>
    /// <returns>The text.</returns>
    /// <exception cref="ArgumentException">A dimension is not the table's, or a code not the dimension's.</exception>
    public static string TextOf(Released<Cube> table, IReadOnlyDictionary<string, string> coordinates)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(coordinates);
        var cube = table.Value;
        foreach (var (dimension, code) in coordinates)
            cube.Dimensions[cube.AxisOf(dimension)].PositionOf(code);
        var text = new StringBuilder(cube.Header.Id);
        foreach (var dimension in cube.Dimensions)
            text.Append('|').Append(dimension.Id).Append('=').Append(coordinates.GetValueOrDefault(dimension.Id, CodeList.Total));
        return text.ToString();
    }

    /// <summary>The short name: the first ten letters of the base32 (RFC 4648, lower case) of the SHA-256 of <see cref="TextOf"/> in UTF-8.</summary>
    /// <param name="table">The released table, or one worked out from released ones.</param>
    /// <param name="coordinates">Code by dimension id; a dimension left out stands at its total.</param>
    /// <returns>Ten characters of <c>a</c>–<c>z</c> and <c>2</c>–<c>7</c>.</returns>
    /// <exception cref="ArgumentException">A dimension is not the table's, or a code not the dimension's.</exception>
    /// <remarks>50 bits: among a million figures two share a name with a probability of one in two thousand.</remarks>
    public static string CodeOf(Released<Cube> table, IReadOnlyDictionary<string, string> coordinates)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(TextOf(table, coordinates)));
        return string.Create(Letters, hash, static (letters, bytes) =>
        {
            for (var letter = 0; letter < letters.Length; letter++)
            {
                var value = 0;
                for (var bit = letter * BitsEach; bit < (letter + 1) * BitsEach; bit++)
                    value = (value << 1) | ((bytes[bit / 8] >> (7 - (bit % 8))) & 1);
                letters[letter] = Alphabet[value];
            }
        });
    }
}
