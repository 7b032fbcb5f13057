using System.Globalization;
using Amparo.Languages;
using Amparo.Stores;
using Amparo.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace Amparo.Collaborative.Texts;

/// <summary>Words, numbers and times as readers of one language get them on a page of the review.</summary>
public sealed class ReviewTexts
{
    private readonly LanguageTexts _texts;
    private readonly NumberFormat _numbers;
    private readonly DateFormat _dates;

    public ReviewTexts(LanguageTexts texts)
    {
        _texts = texts;
        _numbers = NumberFormat.For(texts.Language);
        _dates = DateFormat.For(texts.Language);
    }

    /// <summary>The readers' language.</summary>
    public Language Language => _texts.Language;

    /// <summary>A text without placeholders.</summary>
    /// <param name="key">Its key without the prefix <c>review.</c></param>
    public string this[string key] => _texts["review." + key];

    /// <summary>A text with its placeholders filled.</summary>
    /// <param name="key">Its key without the prefix <c>review.</c></param>
    /// <param name="arguments">What is filled in, by name; already formatted.</param>
    public string Say(string key, params IReadOnlyList<(string Name, string Text)> arguments) =>
        _texts.Say("review." + key, [.. arguments.Select(argument => new TextArgument(argument.Name, argument.Text))]);

    /// <summary>A text that depends on a number.</summary>
    /// <param name="key">Its key without the prefix <c>review.</c></param>
    /// <param name="count">The number, filled in as <c>count</c>.</param>
    public string Count(string key, decimal count) => _texts.Say("review." + key, [_texts.Count("count", count)]);

    /// <summary>A whole number.</summary>
    public string Whole(decimal number) => _numbers.Whole(number);

    /// <summary>A number of bits with its sign: what speaks for has a plus.</summary>
    public string Bits(double bits)
    {
        var rounded = Math.Round((decimal)Math.Clamp(bits, -1e9, 1e9), 1, MidpointRounding.ToEven);
        return (rounded > 0 ? "+" : "") + _numbers.Fixed(rounded, 1);
    }

    /// <summary>A number with two decimals.</summary>
    public string TwoDecimals(double number) => _numbers.Fixed((decimal)number, 2);

    /// <summary>A probability; one that only rounds to certainty is said to be above or below the last that is printed.</summary>
    public string Probability(double probability) => probability switch
    {
        < 0.001 => "< " + _numbers.Percent(0.001m),
        > 0.999 => "> " + _numbers.Percent(0.999m),
        _ => _numbers.Percent((decimal)probability),
    };

    /// <summary>A share in whole per cent.</summary>
    public string Percent(double share) => _numbers.Percent((decimal)share, 0);

    /// <summary>A moment, in Universal Time.</summary>
    public string Moment(Instant at)
    {
        var time = at.InUtc();
        return $"{_dates.ShortDay(time.Date)}, {LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(time.TimeOfDay)} UTC";
    }

    /// <summary>A moment for programs.</summary>
    public static string Stamp(Instant at) => InstantPattern.General.Format(at);

    /// <summary>A coordinate of a drawing.</summary>
    public static string Coordinate(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>A problem's code and sentence.</summary>
    public string Problem(Problem problem) => StoreProblems.Describe(problem, Language);
}
