using Amparo.Vocabulary.Rules;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Vocabulary.Screening;

/// <summary>Reads a set of operational indicators from its YAML document under <c>content/screening/</c>.</summary>
/// <remarks>
/// Keys: <c>id</c>, <c>version</c>, <c>title</c>, <c>translation</c>, <c>source</c>, <c>provisional</c> (yes, no), <c>basis</c> (original,
/// secondary, recalled), <c>positive-when</c> (each with <c>strong</c>, <c>medium</c>, <c>weak</c>, <c>medium-or-weak</c>), <c>pattern</c>
/// (<c>all</c>, <c>any</c>) and <c>dimensions</c>: all six, each with lists <c>strong</c>, <c>medium</c>, <c>weak</c> and, if it is
/// complete, <c>expected</c>, the number of indicators in the source.
/// </remarks>
public static class IndicatorSetReader
{
    private const int MostIndicators = 1_000;

    /// <summary>Reads one set.</summary>
    /// <param name="reader">The document's text.</param>
    /// <param name="fileName">How problems name the document.</param>
    /// <param name="lists">Where the names of dimensions and indicators stand.</param>
    /// <returns>The set, or every problem with its line: VOC-001 … VOC-012, VOC-016, VOC-101, VOC-121 … VOC-123.</returns>
    public static Outcome<IndicatorSet> Read(TextReader reader, string fileName, CodeListCatalogue lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        if (lists.Find("screening-dimension") is not { } dimensions)
            return new Problem(RulesProblems.ListMissing, "screening-dimension");
        if (lists.Find("operational-indicator") is not { } indicators)
            return new Problem(RulesProblems.ListMissing, "operational-indicator");
        var document = YamlReader.Read(reader, fileName);
        return document.Succeeded
            ? new Reading(dimensions, indicators, new YamlFaults(fileName)).Read(document.Value)
            : Outcome<IndicatorSet>.Refused(document.Problems);
    }

    private sealed class Reading(CodeList dimensionNames, CodeList indicatorNames, YamlFaults faults)
    {
        public Outcome<IndicatorSet> Read(YamlMap document)
        {
            var fields = new YamlFields(document, faults);
            var id = fields.Id("id");
            var version = fields.Version();
            var statuses = TranslationStatuses.Take(fields, faults);
            var title = statuses.TakeText(fields, "title", faults);
            var source = SourceFields.Take(fields, faults);
            var provisional = Word(fields, "provisional", ["no", "yes"]);
            var basis = Word(fields, "basis", ["original", "secondary", "recalled"]);
            var positive = ReadPositive(fields);
            var pattern = ReadPattern(fields);
            var dimensions = ReadDimensions(fields);
            fields.Finish();
            return faults.Conclude(() => new IndicatorSet(id!, version!.Value, title!)
            {
                Source = source!,
                Basis = (IndicatorBasis)basis!.Value,
                IsProvisional = provisional == 1,
                Dimensions = dimensions,
                PositiveWhen = positive,
                Pattern = pattern!,
            });
        }

        private int? Word(YamlFields fields, string key, string[] words)
        {
            if (fields.TakeRequired(key) is not { } node || fields.TextOf(node, key) is not { } text)
                return null;
            var at = Array.IndexOf(words, text);
            if (at >= 0)
                return at;
            faults.Add(VocabularyProblems.ValueNotAllowed, node, key);
            return null;
        }

        private List<PositiveWhen> ReadPositive(YamlFields fields)
        {
            var ways = new List<PositiveWhen>();
            foreach (var node in fields.List("positive-when"))
            {
                if (fields.MapOf(node, "positive-when") is not { } map)
                    continue;
                var way = new PositiveWhen
                {
                    Strong = map.OptionalNumber("strong", (1, 99)) ?? 0,
                    Medium = map.OptionalNumber("medium", (1, 99)) ?? 0,
                    Weak = map.OptionalNumber("weak", (1, 99)) ?? 0,
                    MediumOrWeak = map.OptionalNumber("medium-or-weak", (1, 99)) ?? 0,
                };
                map.Finish();
                // A way that asks for nothing would make everything positive.
                if (way == default)
                    faults.Add(VocabularyProblems.ValueNotAllowed, node, "positive-when");
                ways.Add(way);
            }

            return ways;
        }

        private ScreeningPattern? ReadPattern(YamlFields fields)
        {
            if (fields.Map("pattern") is not { } map)
                return null;
            var all = DimensionIds(map, "all");
            var any = map.Has("any") ? DimensionIds(map, "any") : [];
            map.Finish();
            return new ScreeningPattern(all, any);
        }

        private IReadOnlyList<string> DimensionIds(YamlFields map, string key)
        {
            var ids = map.Texts(key);
            foreach (var _ in ids.Where(id => dimensionNames.Find(id) is null))
                faults.Add(RulesProblems.DimensionNotUsable, map.Node, key);
            return ids;
        }

        private List<ScreeningDimension> ReadDimensions(YamlFields fields)
        {
            var dimensions = new List<ScreeningDimension>();
            if (fields.Map("dimensions") is not { } map)
                return dimensions;
            foreach (var name in dimensionNames.Codes)
            {
                if (!map.Has(name.Id))
                    faults.Add(RulesProblems.DimensionNotUsable, map.Node, name.Id);
                else if (map.Map(name.Id) is { } dimension)
                    dimensions.Add(ReadDimension(name, dimension));
            }

            map.Finish();
            return dimensions;
        }

        private ScreeningDimension ReadDimension(Code name, YamlFields map)
        {
            var expected = map.OptionalNumber("expected", (1, MostIndicators));
            var indicators = new List<OperationalIndicator>();
            foreach (var (key, strength) in new[] { ("strong", Strength.Strong), ("medium", Strength.Medium), ("weak", Strength.Weak) })
            {
                if (!map.Has(key))
                    continue;
                foreach (var id in map.Texts(key))
                {
                    if (indicatorNames.Find(id) is { } code && indicators.All(known => known.Code.Id != id))
                        indicators.Add(new OperationalIndicator(code, strength));
                    else
                        faults.Add(RulesProblems.IndicatorNotUsable, map.Node, $"{name.Id}.{key}");
                }
            }

            map.Finish();
            if (expected is not null && expected != indicators.Count)
                faults.Add(RulesProblems.CountDiffers, map.Node, name.Id);
            return new ScreeningDimension(name, indicators, expected is not null);
        }
    }
}
