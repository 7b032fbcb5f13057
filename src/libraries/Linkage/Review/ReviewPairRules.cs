namespace Amparo.Linkage.Review;

// What a header and a pair must keep, for the writer and the reader alike. A fault is the code of its problem.
internal sealed class ReviewPairRules
{
    private readonly double _prior;
    private readonly HashSet<string> _fields;
    private readonly HashSet<string> _levels;
    private readonly HashSet<string> _lists;

    public ReviewPairRules(ReviewHeader header)
    {
        _prior = header.Prior;
        _fields = header.Fields.Select(field => field.Id).ToHashSet(StringComparer.Ordinal);
        _levels = header.Levels.Keys.ToHashSet(StringComparer.Ordinal);
        _lists = header.Lists.ToHashSet(StringComparer.Ordinal);
    }

    public static string? Fault(ReviewHeader header)
    {
        if (header.Model.Length == 0 || !header.Model.All(char.IsAsciiHexDigit) || header.Lists.Count == 0
            || header.Fields.DistinctBy(field => field.Id, StringComparer.Ordinal).Count() != header.Fields.Count)
            return ReviewProblems.NoHeader;
        return double.IsFinite(header.Prior) && double.IsFinite(header.Lower) && double.IsFinite(header.Upper) && header.Lower <= header.Upper
            && header.Totals is null or { Linked: >= 0, ToReview: >= 0, NotLinked: >= 0 }
            ? null
            : ReviewProblems.NumberOutOfRange;
    }

    public string? Fault(ReviewPair pair)
    {
        if (pair.Left.Key == pair.Right.Key)
            return ReviewProblems.PairTwice;
        if (!_lists.Contains(pair.Left.Key.List) || !_lists.Contains(pair.Right.Key.List)
            || pair.Left.Cells.Keys.Concat(pair.Right.Cells.Keys).Any(field => !_fields.Contains(field))
            || pair.Steps.Any(step => !_fields.Contains(step.Field) || !_levels.Contains(step.Level))
            || pair.Flips.Any(flip => !_fields.Contains(flip.Field) || !_levels.Contains(flip.Level)))
            return ReviewProblems.UndeclaredName;
        if (!double.IsFinite(pair.Weight) || !(pair.Probability is >= 0 and <= 1) || !(pair.Effect >= 0 && double.IsFinite(pair.Effect))
            || pair.Flips.Any(flip => !double.IsFinite(flip.Weight)))
            return ReviewProblems.NumberOutOfRange;
        var sum = _prior + pair.Steps.Sum(step => step.Bits + step.Frequency);
        return Math.Abs(sum - pair.Weight) <= ReviewPair.Rounding ? null : ReviewProblems.StepsDoNotAddUp;
    }
}
