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

    private string RangeWith(string key, Figure figure) => text.Say(
        key, [new ChartArgument("low", Number(figure.Low)), new ChartArgument("high", Number(figure.High))]);
}
