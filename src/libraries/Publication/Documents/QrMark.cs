using System.Globalization;
using System.Text;
using QRCoder;

namespace Amparo.Publication.Documents;

/// <summary>A QR code as a path of an <c>svg</c> element: black on white, with the quiet zone that readers ask for.</summary>
internal static class QrMark
{
    /// <summary>Draws an address.</summary>
    /// <param name="writer">Where the mark is written.</param>
    /// <param name="address">The address.</param>
    /// <param name="name">What a screen reader says.</param>
    public static void Write(Drawing.MarkupWriter writer, string address, string name)
    {
        // Medium correction: a code on a folded page is still read.
        using var code = QRCodeGenerator.GenerateQrCode(address, QRCodeGenerator.ECCLevel.M);
        var modules = code.ModuleMatrix;
        var path = new StringBuilder();
        for (var row = 0; row < modules.Count; row++)
        {
            for (var column = 0; column < modules[row].Count; column++)
            {
                if (!modules[row][column])
                    continue;
                var from = column;
                while (column + 1 < modules[row].Count && modules[row][column + 1])
                    column++;
                path.Append(CultureInfo.InvariantCulture, $"M{from} {row}h{column - from + 1}v1h-{column - from + 1}z");
            }
        }

        var size = modules.Count.ToString(CultureInfo.InvariantCulture);
        writer.Open(
            "svg", ("xmlns", "http://www.w3.org/2000/svg"), ("class", "qr"), ("role", "img"), ("aria-label", name), ("viewBox", $"0 0 {size} {size}"),
            ("shape-rendering", "crispEdges"));
        writer.Empty("rect", ("width", size), ("height", size), ("fill", "#ffffff"));
        writer.Empty("path", ("d", path.ToString()), ("fill", "#000000"));
        writer.Close();
    }
}
