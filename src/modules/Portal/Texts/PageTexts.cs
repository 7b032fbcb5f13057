using Amparo.Languages;
using Amparo.Publication;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.Portal.Texts;

/// <summary>Words, numbers and dates as readers of one language get them on a page.</summary>
public sealed class PageTexts
{
    private readonly LanguageTexts _texts;
    private readonly NumberFormat _numbers;
    private readonly DateFormat _dates;

    public PageTexts(LanguageTexts texts)
    {
        _texts = texts;
        _numbers = NumberFormat.For(texts.Language);
        _dates = DateFormat.For(texts.Language);
        Charts = new ChartText
        {
            Language = texts.Language,
            Number = _numbers.Figure,
            Date = _dates.Day,
            Join = ListFormat.For(texts.Language).Join,
            Say = (key, arguments) =>
                texts.Say(key, [.. arguments.Select(argument => new TextArgument(argument.Name, argument.Text, argument.Quantity))]),
        };
    }

    /// <summary>The readers' language.</summary>
    public Language Language => _texts.Language;

    /// <summary>The same words and numbers for the charts.</summary>
    public ChartText Charts { get; }

    /// <summary>A text of the portal without placeholders.</summary>
    /// <param name="key">Its key without the prefix <c>portal.</c></param>
    public string this[string key] => _texts["portal." + key];

    /// <summary>A text of the portal with its placeholders filled.</summary>
    /// <param name="key">Its key without the prefix <c>portal.</c></param>
    /// <param name="arguments">What is filled in, by name; already formatted.</param>
    public string Say(string key, params IReadOnlyList<(string Name, string Text)> arguments) =>
        _texts.Say("portal." + key, [.. arguments.Select(argument => new TextArgument(argument.Name, argument.Text))]);

    /// <summary>A text that depends on a number: "1 record", "5 records".</summary>
    /// <param name="key">Its key without the prefix <c>portal.</c></param>
    /// <param name="count">The number that decides, filled in as <c>count</c>.</param>
    /// <param name="arguments">What else is filled in, by name; already formatted.</param>
    public string Count(string key, decimal count, params IReadOnlyList<(string Name, string Text)> arguments) => _texts.Say(
        "portal." + key, [_texts.Count("count", count), .. arguments.Select(argument => new TextArgument(argument.Name, argument.Text))]);

    /// <summary>Some words as one list: "2010, 2011 and 2014".</summary>
    public string Join(IReadOnlyList<string> words) => Charts.Join(words);

    /// <summary>Whether a speaker has reviewed the pages of this language.</summary>
    public bool Reviewed => _texts.StatusOf("portal.home.lead") == TranslationStatus.Reviewed;

    /// <summary>A whole number.</summary>
    public string Whole(decimal number) => _numbers.Whole(number);

    /// <summary>A number with a fixed number of decimals; zeros are kept.</summary>
    public string Fixed(decimal number, int decimals) => _numbers.Fixed(number, Math.Min(decimals, 10));

    /// <summary>A day in words.</summary>
    public string Day(LocalDate date) => _dates.Day(date);

    /// <summary>A day in few characters, for tables.</summary>
    public string ShortDay(LocalDate date) => _dates.ShortDay(date);

    /// <summary>A figure as it stands on a tile: a number, a range, or why there is none.</summary>
    public string Figure(Figure figure, MeasureKind measure) => figure.Kind switch
    {
        FigureKind.Exact => _numbers.Figure(figure.Low, measure),
        FigureKind.Interval => Say(
            "figure.range", ("low", _numbers.Figure(figure.Low, measure)), ("high", _numbers.Figure(figure.High, measure))),
        FigureKind.Withheld => this["figure.withheld"],
        _ => this["figure.missing"],
    };
}
