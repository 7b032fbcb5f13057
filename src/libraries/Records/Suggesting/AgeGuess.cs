using System.Globalization;
using System.Text.RegularExpressions;

namespace Amparo.Records;

/// <summary>Reads ages and bands of ages as agencies write them.</summary>
internal static partial class AgeGuess
{
    private static readonly string[] About = ["env.", "env", "environ", "aprox.", "aprox", "aproximadamente", "alrededor de", "unos", "ca.", "ca", "circa", "about", "approx.", "approx", "~", "+/-", "anviwon", "cerca de"];

    /// <summary>The ages that a band means, in any of the usual spellings; null if it is none.</summary>
    internal static AgeSpan? SpanOf(string folded)
    {
        if (Between().Match(folded) is { Success: true } between)
        {
            var (low, high) = (Number(between.Groups["low"].Value), Number(between.Groups["high"].Value));
            return low <= high && low <= AgeSpan.OldestAccepted ? new(low, high) : null;
        }

        if (Over().Match(folded) is { Success: true } over)
            return new(Number(over.Groups["from"].Value), AgeSpan.OldestAccepted);
        return Under().Match(folded) is { Success: true } under && Number(under.Groups["below"].Value) is > 0 and var bound ? new(0, bound - 1) : null;
    }

    /// <summary>Counts the cells that are an age after a word such as "about".</summary>
    internal static (int Cells, IReadOnlyList<string> Words) Approximate(ColumnProfile profile)
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        var cells = 0;
        foreach (var (folded, value) in profile.Values)
        {
            if (About.FirstOrDefault(word => folded.StartsWith(word, StringComparison.Ordinal)) is { } word && AgeSpan.Years(folded.AsSpan(word.Length)) is not null)
            {
                words.Add(word);
                cells += value.Count;
            }
        }

        return (cells, [.. words]);
    }

    /// <summary>Counts the cells that are a number with a word after it: 15 años.</summary>
    internal static int WithUnits(ColumnProfile profile) =>
        profile.Values.Where(value => Units().IsMatch(value.Key)).Sum(value => value.Value.Count);

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?:de |from |entre |between )?(?<low>\d{1,3}) ?(?:-|--|\u2013|a|to|y|hasta|ate|rive) ?(?<high>\d{1,3})(?: (?:anos|ans|years|an))?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Between();

    [GeneratedRegex(@"^(?:(?<from>\d{1,3}) ?(?:\+|anos y mas|anos o mas|y mas|o mas|and over|or over|and above|et plus|ou plus|en adelante|plus|years and over|ans et plus)|(?:mayor de|mayores de|mas de|over|>=?|plus de) ?(?<from>\d{1,3}))(?: (?:anos|ans|years))?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Over();

    [GeneratedRegex(@"^(?:menor de|menores de|menos de|under|below|moins de|<) ?(?<below>\d{1,3})(?: (?:anos|ans|years))?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Under();

    [GeneratedRegex(@"^\d{1,3} ?(?:a|an|ans|anos|years?|y/o|meses|months|mois|an yo)\.?$", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Units();
}
