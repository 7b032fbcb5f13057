using System.Globalization;
using Amparo.Vocabulary;

namespace Amparo.Records.Pages;

/// <summary>How reports write numbers, as the rest of Amparo does in Spanish and English (libraries that report may not see the library Languages).</summary>
/// <param name="language">The reader's language; any but English writes as Spanish.</param>
public sealed class ReportNumbers(Language language)
{
    private const double Smallest = 1e-12;
    private const string NoBreakSpace = "\u00A0";

    private readonly bool _english = language == Language.English;

    /// <summary>A whole number, with its digits in groups.</summary>
    /// <param name="number">The number; rounded.</param>
    public string Whole(double number) => Grouped(Math.Round(number).ToString("F0", CultureInfo.InvariantCulture));

    /// <summary>A number from zero with at least so many significant digits, without zeros at the end.</summary>
    /// <param name="number">The number.</param>
    /// <param name="digits">Significant digits.</param>
    public string Significant(double number, int digits = 2) => Cut(number, digits, Math.Round);

    /// <summary>As <see cref="Significant"/> with three digits, but never less than the number: for what is said to be the most.</summary>
    /// <param name="number">The number, zero or more.</param>
    public string AtMost(double number) => Cut(number, 3, Math.Ceiling);

    /// <summary>A share of one in per cent, with two significant digits at least; never rounded up to all or down to nothing.</summary>
    /// <param name="share">Zero or more.</param>
    public string Percent(double share)
    {
        var number = share switch
        {
            < 1 and >= 0.9995 => ">" + NoBreakSpace + "99.9",
            < 0.9995 and >= 0.1 => (share * 100).ToString("0.#", CultureInfo.InvariantCulture),
            _ => Significant(share * 100),
        };
        return Signed(number);
    }

    /// <summary>A share in per cent that is never less than the share: for what is said to be the most.</summary>
    /// <param name="share">Zero or more.</param>
    public string AtMostPercent(double share) => Signed(AtMost(share * 100));

    private string Signed(string number) => _english ? number + "%" : number + NoBreakSpace + "%";

    private string Cut(double number, int digits, Func<double, double> round)
    {
        if (number < Smallest)
            return "0";
        var decimals = Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(number)), 0, 14);
        var scale = Math.Pow(10, decimals);
        var text = (round(number * scale) / scale).ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return point < 0 ? Grouped(text) : Grouped(text[..point]) + text[point..].TrimEnd('0').TrimEnd('.');
    }

    private string Grouped(string digits)
    {
        if (digits.Length < (_english ? 4 : 5))
            return digits;
        for (var at = digits.Length - 3; at > 0; at -= 3)
            digits = digits.Insert(at, _english ? "," : NoBreakSpace);
        return digits;
    }
}
