using System.Security.Cryptography;
using System.Text;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>The short code under which one figure of a table can be asked for: short enough to be typed from paper.</summary>
/// <remarks>
/// It stands for the table and the place in it, not for the number: the page behind it says what is released there today, and whether it has changed.
/// Nothing can be read from it that the table does not say.
/// </remarks>
public static class FigureAddress
{
    /// <summary>The letters of a code: lower-case base32 (RFC 4648), which has neither 0 nor 1 and cannot be misread.</summary>
    public const string Letters = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>The length of a code: 50 bits, so that among a million figures two share a code once in two thousand portals.</summary>
    public const int Length = 10;

    /// <summary>The code of a figure.</summary>
    /// <param name="cube">Its table.</param>
    /// <param name="coordinates">Its place: code by dimension id. A dimension left out stands at its total.</param>
    /// <returns>
    /// The first <see cref="Length"/> letters of the base32 of SHA-256 over the UTF-8 text <c>table|dimension=code|…</c>, with all dimensions in the table's order.
    /// </returns>
    public static string CodeOf(Cube cube, IReadOnlyDictionary<string, string> coordinates)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(PlaceOf(cube, coordinates)));
        var code = new char[Length];
        for (var letter = 0; letter < Length; letter++)
        {
            // Five bits from the left; they may lie in two bytes.
            var (at, bit) = Math.DivRem(letter * 5, 8);
            var two = (hash[at] << 8) | hash[at + 1];
            code[letter] = Letters[(two >> (11 - bit)) & 31];
        }

        return new string(code);
    }

    /// <summary>A figure's place in one line, as a person or a program can repeat it.</summary>
    /// <param name="cube">Its table.</param>
    /// <param name="coordinates">Its place: code by dimension id. A dimension left out stands at its total.</param>
    /// <returns><c>table|dimension=code|…</c>, with all dimensions in the table's order.</returns>
    public static string PlaceOf(Cube cube, IReadOnlyDictionary<string, string> coordinates)
    {
        ArgumentNullException.ThrowIfNull(cube);
        ArgumentNullException.ThrowIfNull(coordinates);
        return string.Join(
            '|', cube.Dimensions.Select(dimension => $"{dimension.Id}={coordinates.GetValueOrDefault(dimension.Id, CodeList.Total)}").Prepend(cube.Header.Id));
    }
}
