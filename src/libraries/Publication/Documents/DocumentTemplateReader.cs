using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Publication.Documents;

/// <summary>Reads a publication's template from its YAML document under <c>content/publications/</c>.</summary>
/// <remarks>
/// The format: <c>id</c>, <c>version</c>, <c>scope</c> (country, region, any), <c>translation</c>, <c>title</c>, <c>message</c> (<c>figure</c>, if need be
/// <c>against</c>, <c>cases</c>), <c>figures</c> (three to five), <c>main</c> (a chart), <c>multiples</c> (one to three charts), <c>actions</c> (<c>heading</c>,
/// <c>items</c>, if need be <c>register</c>), <c>method</c>, if need be <c>project</c> and <c>donor</c>. A figure has <c>id</c>, <c>table</c>, <c>at</c>, <c>label</c> and, if
/// need be, <c>per</c>, <c>share-of</c>, <c>over</c>, <c>count: stated</c> and <c>optional: yes</c>. A chart has <c>id</c>, <c>kind</c>, <c>table</c>, <c>rows</c> and, if need be,
/// <c>codes</c>, <c>series</c>, <c>at</c>, <c>per</c>, <c>share-of</c>, <c>order: largest</c> and <c>title</c>. See docs/guide/publishing.md.
/// </remarks>
public static class DocumentTemplateReader
{
    private const int FewestFigures = 3;
    private const int MostFigures = 5;
    private const int MostMultiples = 3;

    /// <summary>Reads one template.</summary>
    /// <param name="reader">The document's text.</param>
    /// <param name="fileName">How problems name the document.</param>
    /// <returns>The template, or every problem found (<c>VOC-</c> of the document's form, <c>PUB-057</c> of its values), each with its line.</returns>
    public static Outcome<DocumentTemplate> Read(TextReader reader, string fileName)
    {
        var document = YamlReader.Read(reader, fileName);
        return document.Succeeded ? new Reading(fileName, document.Value).Read() : Outcome<DocumentTemplate>.Refused(document.Problems);
    }

    private sealed class Reading
    {
        private readonly YamlFaults _faults;
        private readonly YamlFields _root;
        private readonly TranslationStatuses _statuses;
        private readonly HashSet<string> _ids = new(StringComparer.Ordinal);

        internal Reading(string fileName, YamlMap root)
        {
            _faults = new YamlFaults(fileName);
            _root = new YamlFields(root, _faults);
            _statuses = TranslationStatuses.Take(_root, _faults);
        }

        internal Outcome<DocumentTemplate> Read()
        {
            var id = _root.Id("id");
            var version = _root.Version();
            var scope = Choice(_root, "scope", ("country", DocumentScope.Country), ("region", DocumentScope.Region), ("any", DocumentScope.Any));
            var title = _statuses.TakeText(_root, "title", _faults);
            var figures = Figures();
            var message = Message(figures);
            var main = _root.Map("main") is { } map ? Chart(map) : null;
            var multiples = Multiples();
            var actions = Actions();
            var method = _statuses.TakeText(_root, "method", _faults);
            var project = OptionalText(_root, "project");
            var donor = OptionalText(_root, "donor");
            _root.Finish();
            return _faults.Conclude(() => new DocumentTemplate
            {
                Id = id!,
                Version = version!.Value,
                Scope = scope!.Value,
                Title = title!,
                Message = message!,
                Figures = figures,
                Main = main!,
                Multiples = multiples,
                Actions = actions!,
                Method = method!,
                Project = project,
                Donor = donor,
            });
        }

        private List<FigureBinding> Figures()
        {
            var nodes = _root.List("figures");
            if (nodes.Count is (< FewestFigures or > MostFigures) and > 0)
                _faults.Add(PublicationProblems.TemplateValue, nodes[0], "figures");
            var figures = new List<FigureBinding>();
            foreach (var node in nodes)
            {
                if (_root.MapOf(node, "figures") is not { } map || OwnId(map) is not { } id)
                    continue;
                var label = _statuses.TakeText(map, "label", _faults);
                var over = map.Has("over") ? map.Id("over") : null;
                var counts = map.Has("count") && Choice(map, "count", ("stated", true)) == true;
                var optional = map.Has("optional") && Choice(map, "optional", ("yes", true), ("no", false)) == true;
                var binding = Binding(map) with { Id = id, Label = label, Over = over, CountsStated = counts, IsOptional = optional };
                // A rate of several places is not the sum of theirs.
                if ((over is not null && (binding.Per ?? binding.ShareOf) is not null) || (counts && over is null))
                    _faults.Add(PublicationProblems.TemplateValue, node, id);
                map.Finish();
                figures.Add(binding);
            }

            return figures;
        }

        private DocumentMessage? Message(List<FigureBinding> figures)
        {
            if (_root.Map("message") is not { } map)
                return null;
            var figure = Named(map, "figure", figures, required: true);
            var against = Named(map, "against", figures, required: false);
            var cases = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
            if (map.Map("cases") is { } sentences)
            {
                foreach (var name in DocumentMessage.All.Where(name => sentences.Has(name) || DocumentMessage.Required.Contains(name, StringComparer.Ordinal)))
                {
                    if (_statuses.TakeText(sentences, name, _faults) is not { } sentence)
                        continue;
                    cases[name] = sentence;
                    var known = figures.Select(one => one.Id).Concat(Sentence.Surroundings).ToHashSet(StringComparer.Ordinal);
                    if (Language.All.Any(language => !Sentence.Placeholders(sentence[language]).All(known.Contains)))
                        _faults.Add(PublicationProblems.TemplateValue, sentences.Node, name);
                }

                sentences.Finish();
            }

            map.Finish();
            return figure is null ? null : new DocumentMessage(figure, against, cases);
        }

        private string? Named(YamlFields map, string key, List<FigureBinding> figures, bool required)
        {
            if (!required && !map.Has(key))
                return null;
            if (map.Id(key) is not { } id)
                return null;
            if (figures.Exists(figure => figure.Id == id))
                return id;
            _faults.Add(PublicationProblems.TemplateValue, map.Node, key);
            return null;
        }

        private List<DocumentChart> Multiples()
        {
            var nodes = _root.List("multiples");
            if (nodes.Count > MostMultiples)
                _faults.Add(PublicationProblems.TemplateValue, nodes[0], "multiples");
            return [.. nodes.Select(node => _root.MapOf(node, "multiples") is { } map ? Chart(map) : null).OfType<DocumentChart>()];
        }

        private DocumentChart? Chart(YamlFields map)
        {
            var id = OwnId(map);
            var kind = Choice(map, "kind", [.. DocumentCharts.Kinds.Select(one => (one.Key, one.Value))]);
            var rows = map.Id("rows");
            var series = map.Has("series") ? map.Id("series") : null;
            var codes = map.Has("codes") ? map.Texts("codes") : null;
            var largest = map.Has("order") && Choice(map, "order", ("largest", true), ("listed", false)) == true;
            var title = OptionalText(map, "title");
            var binding = Binding(map);
            if (kind is { } asked && DocumentCharts.HasSeries(asked) is { } demanded && demanded != series is not null)
                _faults.Add(PublicationProblems.TemplateValue, map.Node, "series");
            map.Finish();
            return id is null || kind is null || rows is null ? null : new DocumentChart
            {
                Id = id,
                Kind = kind.Value,
                Binding = binding,
                Rows = rows,
                Codes = codes,
                Series = series,
                LargestFirst = largest,
                Title = title,
            };
        }

        private FigureBinding Binding(YamlFields map)
        {
            var table = map.Id("table");
            var per = map.Has("per") ? map.Id("per") : null;
            var share = map.Has("share-of") ? map.Id("share-of") : null;
            if (per is not null && share is not null)
                _faults.Add(PublicationProblems.TemplateValue, map.Node, "share-of");
            var at = new Dictionary<string, string>(StringComparer.Ordinal);
            if (map.OptionalMap("at") is { } coordinates)
            {
                foreach (var (key, node) in coordinates.TakeRest())
                {
                    if (coordinates.TextOf(node, key.Value) is not { } code)
                        continue;
                    at[key.Value] = code;
                    if (code[0] == '$' && code is not (FigureBinding.Place or FigureBinding.Year or FigureBinding.Before))
                        _faults.Add(PublicationProblems.TemplateValue, node, key.Value);
                }
            }

            return new FigureBinding { Table = table ?? string.Empty, Per = per, ShareOf = share, At = at };
        }

        private DocumentActions? Actions()
        {
            if (_root.Map("actions") is not { } map)
                return null;
            var heading = _statuses.TakeText(map, "heading", _faults);
            var items = new List<LocalizedText>();
            foreach (var node in map.List("items"))
            {
                if (map.MapOf(node, "items") is { } item && _statuses.TakeText(item, "text", _faults) is { } text)
                {
                    items.Add(text);
                    item.Finish();
                }
            }

            DocumentRegister? register = null;
            if (map.OptionalMap("register") is { } facts)
            {
                var title = _statuses.TakeText(facts, "heading", _faults);
                var table = facts.Id("table");
                var named = facts.Texts("facts");
                facts.Finish();
                register = title is null || table is null ? null : new DocumentRegister(title, table, named);
            }

            map.Finish();
            return heading is null ? null : new DocumentActions(heading, items) { Register = register };
        }

        private LocalizedText? OptionalText(YamlFields fields, string key) =>
            fields.Has(key) ? _statuses.TakeText(fields, key, _faults) : null;

        // Ids of figures and charts are anchors of one page.
        private string? OwnId(YamlFields map)
        {
            if (map.Id("id") is not { } id)
                return null;
            if (id is [>= 'a' and <= 'z', ..] && id.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-') && _ids.Add(id))
                return id;
            _faults.Add(PublicationProblems.TemplateValue, map.Node, id);
            return null;
        }

        private T? Choice<T>(YamlFields fields, string key, params IReadOnlyList<(string Word, T Value)> allowed)
            where T : struct
        {
            if (fields.TakeRequired(key) is not { } node || fields.TextOf(node, key) is not { } word)
                return null;
            foreach (var (spelling, value) in allowed)
            {
                if (spelling == word)
                    return value;
            }

            _faults.Add(PublicationProblems.TemplateValue, node, key);
            return null;
        }
    }
}
