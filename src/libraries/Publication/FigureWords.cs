using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>What a figure is called in the reader's language: the same words in picture, table and sentence.</summary>
internal sealed class FigureWords(ChartText text, MeasureKind measure)
{
    public string Number(decimal value) => text.Number(value, measure);

    /// <summary>A figure where space is short: a number, "0–4", or the word for withheld or missing.</summary>
    public string Of(Figure figure) => figure.Kind switch
    {
        FigureKind.Exact => Number(figure.Low),
        FigureKind.Interval => RangeWith(ChartTextKeys.Range, figure),
        FigureKind.Withheld => text.Say(ChartTextKeys.Withheld, []),
        FigureKind.Missing => text.Say(ChartTextKeys.Missing, []),
        _ => throw new ArgumentOutOfRangeException(nameof(figure)),
    };

    /// <summary>A stated figure inside a sentence: a number, or "between 0 and 4".</summary>
    public string InSentence(Figure figure) =>
        figure.Kind == FigureKind.Interval ? RangeWith(ChartTextKeys.RangeInWords, figure) : Of(figure);

    /// <summary>A class of figures up to a border, the border left out.</summary>
    public string Below(decimal border) => text.Say(ChartTextKeys.ClassBelow, [new("high", Number(border))]);

    /// <summary>A class of figures between two borders, the upper one left out.</summary>
    public string FromTo((decimal Low, decimal High) borders) => text.Say(
        ChartTextKeys.ClassBetween, [new("low", Number(borders.Low)), new("high", Number(borders.High))]);

    /// <summary>A class of figures from a border on.</summary>
    public string From(decimal border) => text.Say(ChartTextKeys.ClassFrom, [new("low", Number(border))]);

    /// <summary>A name with its figure.</summary>
    public string Named(Line line, Figure figure) => text.Say(
        ChartTextKeys.NameWithValue, [new("name", line.Name), new("value", Of(figure))]);

    private string RangeWith(string key, Figure figure) => text.Say(
        key, [new ChartArgument("low", Number(figure.Low)), new ChartArgument("high", Number(figure.High))]);
}
