using System.Globalization;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Indicators;

/// <summary>Reads an indicator from its YAML document under <c>content/indicators/</c>.</summary>
/// <remarks>
/// The format: <c>id</c>, <c>version</c>, <c>measure</c> (count or distinct), for distinct <c>subject</c> and <c>order-by</c>,
/// <c>dimensions</c> (each a field, or a mapping of <c>field</c> and <c>codes</c>), <c>views</c> (lists of fields), <c>translation</c> (status by
/// language), <c>title</c>, <c>definition</c>, <c>limits</c>, <c>unit</c>, <c>source</c> (publisher, title, date, terms), <c>origin</c> (recorded
/// or invented) and <c>population</c> (id, regime, threshold).
/// </remarks>
public static class IndicatorReader
{
    /// <summary>Reads one indicator.</summary>
    /// <param name="reader">The document's text.</param>
    /// <param name="fileName">How problems name the document.</param>
    /// <returns>The indicator, or every problem found (<c>VOC-</c> of the document's form, <c>IND-006</c> of its values), each with its line.</returns>
    public static Outcome<IndicatorDefinition> Read(TextReader reader, string fileName)
    {
        var document = YamlReader.Read(reader, fileName);
        if (!document.Succeeded)
            return Outcome<IndicatorDefinition>.Refused(document.Problems);

        var faults = new YamlFaults(fileName);
        var fields = new YamlFields(document.Value, faults);
        var id = fields.Id("id");
        fields.Version();
        var measure = Choice(fields, "measure", faults, ("count", MeasureKind.Count), ("distinct", MeasureKind.Distinct));
        var subject = ReadSubject(fields, measure);
        var dimensions = ReadDimensions(fields);
        var views = ReadViews(fields, dimensions, faults);
        var statuses = TranslationStatuses.Take(fields, faults);
        var title = statuses.TakeText(fields, "title", faults);
        var definition = statuses.TakeText(fields, "definition", faults);
        var limits = statuses.TakeText(fields, "limits", faults);
        var unit = statuses.TakeText(fields, "unit", faults);
        var source = SourceFields.Take(fields, faults);
        // Official figures of others are not counted here: they leave by a door of their own.
        var origin = Choice(fields, "origin", faults, ("recorded", DataOrigin.Recorded), ("invented", DataOrigin.Invented));
        var population = ReadPopulation(fields, faults);
        fields.Finish();
        return faults.Conclude(() => new IndicatorDefinition(
            new CubeHeader(id!, measure!.Value, title!, definition!, limits!, unit!, source!, origin!.Value), subject, dimensions, views,
            population!));
    }

    private static Subject? ReadSubject(YamlFields fields, MeasureKind? measure)
    {
        if (measure == MeasureKind.Count)
            return null;
        return fields.Id("subject") is { } subject && fields.Id("order-by") is { } orderBy ? new Subject(subject, orderBy) : null;
    }

    private static List<IndicatorDimension> ReadDimensions(YamlFields fields)
    {
        var dimensions = new List<IndicatorDimension>();
        foreach (var node in fields.List("dimensions"))
        {
            if (node is YamlText)
            {
                if (fields.TextOf(node, "dimensions") is { } name)
                    dimensions.Add(new IndicatorDimension(name, null));
            }
            else if (fields.MapOf(node, "dimensions") is { } map)
            {
                var field = map.Id("field");
                var codes = map.Texts("codes");
                map.Finish();
                if (field is not null)
                    dimensions.Add(new IndicatorDimension(field, codes));
            }
        }

        return dimensions;
    }

    private static List<IReadOnlySet<string>> ReadViews(YamlFields fields, List<IndicatorDimension> dimensions, YamlFaults faults)
    {
        var views = new List<IReadOnlySet<string>>();
        foreach (var node in fields.List("views"))
        {
            var items = node is YamlList list ? list.Items : [node];
            var view = items.Select(item => fields.TextOf(item, "views")).OfType<string>().ToHashSet(StringComparer.Ordinal);
            if (view.Count != items.Count || view.Any(field => dimensions.All(dimension => dimension.Field != field)))
                faults.Add(IndicatorsProblems.ValueNotAllowed, node, "views");
            views.Add(view);
        }

        return views;
    }

    private static PopulationRule? ReadPopulation(YamlFields fields, YamlFaults faults)
    {
        if (fields.Map("population") is not { } map)
            return null;
        var id = map.Id("id");
        // Differential privacy is not built yet; a population that declares it must not be released by suppression instead.
        Choice(map, "regime", faults, ("classical", true));
        var node = map.TakeRequired("threshold");
        map.Finish();
        if (node is YamlText { Value: var text }
            && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var threshold) && threshold is >= 2 and <= 1_000_000)
            return id is null ? null : new PopulationRule(id, threshold);
        if (node is not null)
            faults.Add(IndicatorsProblems.ValueNotAllowed, node, "population.threshold");
        return null;
    }

    private static T? Choice<T>(YamlFields fields, string key, YamlFaults faults, params (string Word, T Value)[] allowed)
        where T : struct
    {
        if (fields.TakeRequired(key) is not { } node || fields.TextOf(node, key) is not { } word)
            return null;
        foreach (var (spelling, value) in allowed)
        {
            if (spelling == word)
                return value;
        }

        faults.Add(IndicatorsProblems.ValueNotAllowed, node, key);
        return null;
    }
}
