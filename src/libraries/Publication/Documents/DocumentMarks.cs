using System.Globalization;
using System.Text;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Documents;

/// <summary>The markup of a printed figure: what is read by people, with the cell it comes from as data beside it.</summary>
internal static class DocumentMarks
{
    public const string Table = "data-table";
    public const string Id = "data-figure";
    public const string At = "data-at";
    public const string Per = "data-per";
    public const string ShareOf = "data-share-of";
    public const string Over = "data-over";
    public const string Counts = "data-counts";
    public const string Kind = "data-kind";
    public const string Low = "data-low";
    public const string High = "data-high";
    public const string Edition = "data-edition";
    public const string Earlier = "earlier";
    public const string Register = "data-register";
    public const string Fact = "data-fact";
    public const string Code = "data-code";

    /// <summary>The markup of a figure.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="printed">Its words or digits.</param>
    /// <param name="edition">The edition that said so; null for this one.</param>
    public static string Of(ResolvedFigure figure, string printed, string? edition = null)
    {
        var markup = new StringBuilder("<data");
        Add(markup, "value", figure.Figure.Kind == FigureKind.Exact ? SliceCsv.Digits(figure.Figure.Low) : null);
        Add(markup, Id, figure.Binding.Id);
        Add(markup, Table, figure.Binding.Table);
        Add(markup, Per, figure.Binding.Per);
        Add(markup, ShareOf, figure.Binding.ShareOf);
        Add(markup, Over, figure.Binding.Over);
        Add(markup, Counts, figure.Binding.CountsStated ? "stated" : null);
        Add(markup, At, string.Join('|', figure.Binding.At.OrderBy(one => one.Key, StringComparer.Ordinal).Select(one => $"{one.Key}={one.Value}")));
        Add(markup, Kind, SliceCsv.KindOf(figure.Figure));
        if (figure.Figure.IsStated)
        {
            Add(markup, Low, SliceCsv.Digits(figure.Figure.Low));
            Add(markup, High, SliceCsv.Digits(figure.Figure.High));
        }

        Add(markup, Edition, edition);
        return markup.Append('>').Append(Escape(printed)).Append("</data>").ToString();
    }

    /// <summary>The markup of a number of countries out of a register.</summary>
    public static string OfFact(string register, LegalFact fact, string printed) =>
        $"<data {Register}=\"{Escape(register)}\" {Fact}=\"{Escape(fact.Fact)}\">{Escape(printed)}</data>";

    /// <summary>A text as markup; what XML forbids becomes U+FFFD.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\t' or '\n' or '\r' => escaped.Append(' '),
                < 0x20 or (>= 0x7F and <= 0x9F) or 0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune.ToString()),
            };
        }

        return escaped.ToString();
    }

    private static void Add(StringBuilder markup, string name, string? value)
    {
        if (value is not null)
            markup.Append(' ').Append(name).Append("=\"").Append(Escape(value)).Append('"');
    }
}
