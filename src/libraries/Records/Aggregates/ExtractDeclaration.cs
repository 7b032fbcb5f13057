using System.Globalization;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Records.Aggregates;

/// <summary>Reads the key <c>extract</c> of an aggregate table's declaration.</summary>
internal sealed class ExtractDeclaration(YamlFields fields, YamlFaults faults)
{
    /// <param name="dimensions">The table's dimensions; each needs a rule of its own.</param>
    public ExtractRule? Read(IReadOnlyList<AggregateDimension> dimensions)
    {
        var where = Pairs(fields.OptionalMap("where"));
        var axes = Axes(dimensions);
        var figure = Figure();
        var repeated = Repeated();
        fields.Finish();
        return axes.Count == dimensions.Count && figure is not null ? new(where, axes, figure, repeated) : null;
    }

    private List<ExtractAxis> Axes(IReadOnlyList<AggregateDimension> dimensions)
    {
        var axes = new List<ExtractAxis>();
        if (fields.Map("axes") is not { } map)
            return axes;
        foreach (var dimension in dimensions)
        {
            if (map.Map(dimension.Field) is not { } axis)
                continue;
            var column = axis.Text("column");
            var reading = axis.OptionalText("by") switch
            {
                null or "id" => new CodeReading(CodeReadingKind.Id, ""),
                "name" => new CodeReading(CodeReadingKind.Name, ""),
                var standard => new CodeReading(CodeReadingKind.Equivalent, standard),
            };
            var words = Pairs(axis.OptionalMap("words"));
            // A word may stand for the code of an axis that is read before this one.
            if (words.Values.Any(word => word.StartsWith('=') && axes.TrueForAll(earlier => earlier.Field != word[1..])))
                faults.Add(VocabularyProblems.ValueNotAllowed, axis.Node, "words");
            axis.Finish();
            if (column is not null)
                axes.Add(new(dimension.Field, column, reading, words));
        }

        map.Finish();
        return axes;
    }

    private ExtractFigure? Figure()
    {
        if (fields.Map("figure") is not { } map)
            return null;
        var column = map.Text("column");
        var intervals = new Dictionary<string, (decimal Low, decimal High)>(StringComparer.Ordinal);
        foreach (var (text, bounds) in map.OptionalMap("intervals")?.TakeRest() ?? [])
        {
            var ends = bounds is YamlList list ? list.Items.Select(End).ToArray() : [];
            if (ends is [{ } low, { } high] && low <= high)
                intervals[text.Value] = (low, high);
            else
                faults.Add(VocabularyProblems.ValueNotAllowed, bounds, "intervals");
        }

        var thousands = map.OptionalText("thousands");
        if (thousands is { Length: > 1 })
            faults.Add(VocabularyProblems.ValueNotAllowed, map.Node, "thousands");
        var scale = map.OptionalNumber("scale", (1, 1_000_000)) ?? 1;
        map.Finish();
        return column is null ? null : new(column, intervals, thousands?[0], scale);
    }

    private static decimal? End(YamlNode node) =>
        node is YamlText text && long.TryParse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var end) ? end : null;

    private RepeatedRows Repeated()
    {
        switch (fields.OptionalText("repeated"))
        {
            case null or "same-is-one":
                return RepeatedRows.SameIsOne;
            case "never-one":
                return RepeatedRows.NeverOne;
            default:
                faults.Add(VocabularyProblems.ValueNotAllowed, fields.Node, "repeated");
                return RepeatedRows.NeverOne;
        }
    }

    private static Dictionary<string, string> Pairs(YamlFields? map)
    {
        var pairs = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, node) in map?.TakeRest() ?? [])
        {
            if (map!.TextOf(node, key.Value) is { } text)
                pairs[key.Value] = text;
        }

        return pairs;
    }
}
