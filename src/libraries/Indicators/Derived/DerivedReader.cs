using System.Globalization;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Indicators.Derived;

/// <summary>Reads a derived indicator from its YAML document under <c>content/indicators/derived/</c>.</summary>
/// <remarks>
/// The format: <c>id</c>, <c>version</c>, <c>of</c> (a table), optional <c>at</c> (code by dimension), <c>measure</c> with its own keys
/// (<c>rate</c>: <c>population</c>; <c>share</c>: <c>dimension</c>; <c>sum</c> and <c>coverage</c>: <c>over</c>; <c>after-before</c>:
/// <c>dimension</c>, <c>before</c>, <c>after</c>; <c>median</c>: <c>dimension</c>, <c>bounds</c>), <c>translation</c>, <c>title</c>,
/// <c>definition</c>, <c>limits</c>, <c>unit</c>.
/// </remarks>
public static class DerivedReader
{
    /// <summary>Reads one derived indicator.</summary>
    /// <param name="reader">The document's text.</param>
    /// <param name="fileName">How problems name the document.</param>
    /// <returns>The indicator, or every problem found (<c>VOC-</c> of the document's form, <c>IND-006</c> of its values), each with its line.</returns>
    public static Outcome<DerivedIndicator> Read(TextReader reader, string fileName)
    {
        var document = YamlReader.Read(reader, fileName);
        if (!document.Succeeded)
            return Outcome<DerivedIndicator>.Refused(document.Problems);
        var faults = new YamlFaults(fileName);
        var fields = new YamlFields(document.Value, faults);
        var id = fields.Id("id");
        var version = fields.Version();
        var of = fields.Id("of");
        var at = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (dimension, node) in fields.OptionalMap("at")?.TakeRest() ?? [])
        {
            if (fields.TextOf(node, "at") is { } code)
                at[dimension.Value] = code;
        }

        var how = How(fields, faults);
        var statuses = TranslationStatuses.Take(fields, faults);
        var title = statuses.TakeText(fields, "title", faults);
        var definition = statuses.TakeText(fields, "definition", faults);
        var limits = statuses.TakeText(fields, "limits", faults);
        var unit = statuses.TakeText(fields, "unit", faults);
        fields.Finish();
        return faults.Conclude(() => new DerivedIndicator(id!, version!.Value, new DerivedWords(title!, definition!, limits!, unit!), of!, at, how!));
    }

    private static Derivation? How(YamlFields fields, YamlFaults faults)
    {
        if (fields.TakeRequired("measure") is not { } node || fields.TextOf(node, "measure") is not { } measure)
            return null;
        switch (measure)
        {
            case "rate":
                return fields.Id("population") is { } population ? new PerPopulation(population) : null;
            case "share":
                return fields.Id("dimension") is { } shared ? new ShareOfKnown(shared) : null;
            case "sum":
                return fields.Id("over") is { } added ? new SumOver(added) : null;
            case "coverage":
                return fields.Id("over") is { } over ? new CoverageOver(over) : null;
            case "after-before":
                return fields.Id("dimension") is { } time && fields.Text("before") is { } before && fields.Text("after") is { } after
                    ? new AfterBefore(time, before, after)
                    : null;
            case "median":
                return fields.Id("dimension") is { } classes && fields.Map("bounds") is { } bounds ? Median(classes, bounds, faults) : null;
            default:
                faults.Add(IndicatorsProblems.ValueNotAllowed, node, "measure");
                return null;
        }
    }

    private static MedianOf? Median(string dimension, YamlFields map, YamlFaults faults)
    {
        var bounds = new Dictionary<string, (decimal Low, decimal High)>(StringComparer.Ordinal);
        var reached = -1m;
        foreach (var (code, node) in map.TakeRest())
        {
            var ends = node is YamlList list ? list.Items.Select(Number).ToArray() : [];
            if (ends is [{ } low, { } high] && low <= high && low > reached)
                (bounds[code.Value], reached) = ((low, high), high);
            else
                faults.Add(IndicatorsProblems.ValueNotAllowed, node, "bounds");
        }

        return new MedianOf(dimension, bounds);
    }

    private static decimal? Number(YamlNode node) =>
        node is YamlText text && decimal.TryParse(text.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;
}
