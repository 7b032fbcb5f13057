using System.Globalization;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Languages;

/// <summary>The gender an ordinal number agrees with.</summary>
public enum GrammaticalGender
{
    /// <summary>Masculine; also for languages without gender.</summary>
    Masculine,

    /// <summary>Feminine.</summary>
    Feminine,
}

/// <summary>Numbers as readers of a language expect them.</summary>
/// <remarks>
/// <para>Own tables, because the system's differ between es-CR and es-MX and answer in French for Haitian Creole. Rounding is half to
/// even, so that columns of rounded figures do not drift upwards. Negative numbers carry U+2212. Immutable and thread-safe.</para>
/// <list type="table">
/// <listheader><term>Language</term><description>Decimal sign; groups of three; per cent</description></listheader>
/// <item><term>Spanish</term><description>Point, in official use in Guatemala, Honduras, El Salvador, Nicaragua, Panama, Mexico and the
/// Dominican Republic (Costa Rica writes a comma and reads a point); no-break space from five digits on, as in the SI and the Spanish
/// academies' orthography; no-break space before the sign: 1234, 12 345.6, 45.3 %.</description></item>
/// <item><term>English</term><description>Point; comma from four digits on; no space: 1,234.5, 45.3%.</description></item>
/// <item><term>French</term><description>Comma; no-break space from four digits on and before the sign: 1 234,5, 45,3 %.</description></item>
/// <item><term>Haitian Creole</term><description>As in French, the other language of Haitian offices.</description></item>
/// </list>
/// </remarks>
public sealed class NumberFormat
{
    private const string NoBreakSpace = "\u00A0";
    private const string Minus = "\u2212";

    private static readonly Dictionary<string, NumberFormat> Formats = new(StringComparer.Ordinal)
    {
        ["es"] = new(Language.Spanish, ".", NoBreakSpace, 5, NoBreakSpace),
        ["en"] = new(Language.English, ".", ",", 4, string.Empty),
        ["fr"] = new(Language.French, ",", NoBreakSpace, 4, NoBreakSpace),
        ["ht"] = new(Language.HaitianCreole, ",", NoBreakSpace, 4, NoBreakSpace),
    };

    private readonly string _decimalSign;
    private readonly string _groupSign;
    private readonly int _groupedFrom;
    private readonly string _beforePercent;

    private NumberFormat(Language language, string decimalSign, string groupSign, int groupedFrom, string beforePercent)
    {
        Language = language;
        _decimalSign = decimalSign;
        _groupSign = groupSign;
        _groupedFrom = groupedFrom;
        _beforePercent = beforePercent;
    }

    /// <summary>The language.</summary>
    public Language Language { get; }

    /// <summary>The format of a language.</summary>
    /// <param name="language">The reader's language.</param>
    /// <returns>Its format.</returns>
    public static NumberFormat For(Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return Formats[language.Code];
    }

    /// <summary>A whole number.</summary>
    /// <param name="value">The number; a fraction is rounded half to even.</param>
    /// <returns>Digits in groups.</returns>
    public string Whole(decimal value) => Fixed(value, 0);

    /// <summary>A number with a fixed number of decimals.</summary>
    /// <param name="value">The number; rounded half to even.</param>
    /// <param name="decimals">Digits after the decimal sign, from 0 to 10; zeros are kept.</param>
    /// <returns>Digits in groups, decimal sign, decimals. A number that rounds to zero has no sign.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of decimals is outside its range.</exception>
    public string Fixed(decimal value, int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(decimals, 10);

        var rounded = Math.Round(value, decimals, MidpointRounding.ToEven);
        var plain = Math.Abs(rounded).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var (whole, fraction) = plain.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point
            ? (plain[..point], plain[(point + 1)..])
            : (plain, string.Empty);
        return (rounded < 0 ? Minus : string.Empty) + Grouped(whole) + (fraction.Length > 0 ? _decimalSign + fraction : string.Empty);
    }

    /// <summary>A fraction as per cent.</summary>
    /// <param name="fraction">The fraction of one: 0.5 is 50 per cent.</param>
    /// <param name="decimals">Digits after the decimal sign, from 0 to 10.</param>
    /// <returns>The percentage with its sign.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The number of decimals is outside its range.</exception>
    public string Percent(decimal fraction, int decimals = 1) => Fixed(fraction * 100, decimals) + _beforePercent + "%";

    /// <summary>The number of a published figure in the form its measure asks for.</summary>
    /// <param name="value">The number; a share is a fraction of one.</param>
    /// <param name="measure">What it measures.</param>
    /// <returns>A whole number of records or persons, a share in per cent with one decimal, a rate or ratio with two decimals, a median with one or none.</returns>
    public string Figure(decimal value, MeasureKind measure) => measure switch
    {
        MeasureKind.Count or MeasureKind.Distinct => Whole(value),
        MeasureKind.Share => Percent(value),
        MeasureKind.Rate or MeasureKind.Ratio => Fixed(value, 2),
        MeasureKind.Median => Fixed(value, value == decimal.Truncate(value) ? 0 : 1),
        _ => throw new ArgumentOutOfRangeException(nameof(measure)),
    };

    /// <summary>An ordinal number in digits: 1.º, 2nd, 3e, 4yèm.</summary>
    /// <param name="position">The position, one or more.</param>
    /// <param name="gender">What it agrees with; English and Haitian Creole ignore it.</param>
    /// <returns>The ordinal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The position is less than one.</exception>
    public string Ordinal(int position, GrammaticalGender gender = GrammaticalGender.Masculine)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(position, 1);
        var feminine = gender == GrammaticalGender.Feminine;
        return Whole(position) + Language.Code switch
        {
            "es" => feminine ? ".ª" : ".º",
            "fr" => position > 1 ? "e" : feminine ? "re" : "er",
            "ht" => position > 1 ? "yèm" : "ye",
            _ => (position % 100) is 11 or 12 or 13 ? "th" : (position % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" },
        };
    }

    private string Grouped(string digits)
    {
        if (digits.Length < _groupedFrom)
            return digits;

        var head = digits.Length % 3;
        var groups = Enumerable.Range(0, digits.Length / 3).Select(group => digits.Substring(head + (group * 3), 3));
        return string.Join(_groupSign, head == 0 ? groups : groups.Prepend(digits[..head]));
    }
}
