using System.Globalization;
using Amparo.Languages;
using Amparo.Stores;
using Amparo.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace Amparo.Platform.Texts;

/// <summary>The words, numbers and dates of the desk for readers of one language.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class DeskTexts
{
    private const string Prefix = "desk.";

    private readonly LanguageTexts _texts;
    private readonly IReadOnlySet<string> _keys;
    private readonly NumberFormat _numbers;
    private readonly DateFormat _dates;

    /// <summary>Texts of a language.</summary>
    /// <param name="texts">All texts of the language.</param>
    /// <param name="keys">The keys of all texts.</param>
    internal DeskTexts(LanguageTexts texts, IReadOnlySet<string> keys)
    {
        (_texts, _keys) = (texts, keys);
        _numbers = NumberFormat.For(texts.Language);
        _dates = DateFormat.For(texts.Language);
    }

    /// <summary>The readers' language.</summary>
    public Language Language => _texts.Language;

    /// <summary>A text without placeholders.</summary>
    /// <param name="key">Its key without the prefix <c>desk.</c></param>
    public string this[string key] => _texts[Prefix + key];

    /// <summary>Whether there is such a text.</summary>
    /// <param name="key">Its key without the prefix <c>desk.</c></param>
    public bool Has(string key) => _keys.Contains(Prefix + key);

    /// <summary>A text with its placeholders filled.</summary>
    /// <param name="key">Its key without the prefix <c>desk.</c></param>
    /// <param name="arguments">What is filled in, by name; already formatted.</param>
    public string Say(string key, params IReadOnlyList<(string Name, string Text)> arguments) =>
        _texts.Say(Prefix + key, [.. arguments.Select(argument => new TextArgument(argument.Name, argument.Text))]);

    /// <summary>A text that depends on a number.</summary>
    /// <param name="key">Its key without the prefix <c>desk.</c></param>
    /// <param name="count">The number, filled in as <c>count</c>.</param>
    public string Count(string key, decimal count) => _texts.Say(Prefix + key, [_texts.Count("count", count)]);

    /// <summary>A whole number.</summary>
    /// <param name="number">The number.</param>
    public string Whole(decimal number) => _numbers.Whole(number);

    /// <summary>A number with decimals.</summary>
    /// <param name="number">The number.</param>
    /// <param name="decimals">How many.</param>
    public string Fixed(double number, int decimals) => _numbers.Fixed((decimal)number, decimals);

    /// <summary>A share in whole per cent.</summary>
    /// <param name="share">From 0 to 1.</param>
    public string Percent(double share) => _numbers.Percent((decimal)share, 0);

    /// <summary>A day.</summary>
    /// <param name="day">The day.</param>
    public string Day(LocalDate day) => _dates.ShortDay(day);

    /// <summary>A moment, in Universal Time.</summary>
    /// <param name="at">The moment.</param>
    public string Moment(Instant at)
    {
        var time = at.InUtc();
        return $"{_dates.ShortDay(time.Date)}, {LocalTimePattern.CreateWithInvariantCulture("HH:mm").Format(time.TimeOfDay)} UTC";
    }

    /// <summary>A moment for programs.</summary>
    /// <param name="at">The moment.</param>
    public static string Stamp(Instant at) => InstantPattern.General.Format(at);

    /// <summary>How many bytes, in the largest unit that leaves a number before the point.</summary>
    /// <param name="bytes">The bytes.</param>
    public string Bytes(long bytes) => bytes switch
    {
        < 1000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 1_000_000 => $"{_numbers.Fixed(bytes / 1000m, 1)} kB",
        < 1_000_000_000 => $"{_numbers.Fixed(bytes / 1_000_000m, 1)} MB",
        _ => $"{_numbers.Fixed(bytes / 1_000_000_000m, 1)} GB",
    };

    /// <summary>A problem's code and sentence.</summary>
    /// <param name="problem">The problem.</param>
    public string Problem(Problem problem) => StoreProblems.Describe(problem, Language);
}
