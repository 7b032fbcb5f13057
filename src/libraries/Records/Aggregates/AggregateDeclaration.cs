using Amparo.Records.Tables;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Records.Aggregates;

/// <summary>Reads the declaration of one aggregate table, key by key.</summary>
internal sealed class AggregateDeclaration
{
    // More axes than any published table has; the bound keeps the cube's addresses within 62 bits.
    private const int MostDimensions = 6;

    private static readonly string[] FigureColumns = [FigureLines.Value, FigureLines.Low, FigureLines.High];

    private readonly YamlFields _root;
    private readonly YamlFaults _faults;

    /// <param name="document">The document.</param>
    /// <param name="fileName">The name to report problems by.</param>
    public AggregateDeclaration(YamlMap document, string fileName)
    {
        _faults = new(fileName);
        _root = new(document, _faults);
    }

    public Outcome<AggregateTable> Read()
    {
        var id = _root.Id("id");
        var version = _root.Version();
        var measure = Allowed("measure", word => word switch
        {
            "count" => MeasureKind.Count,
            "distinct" => MeasureKind.Distinct,
            "share" => MeasureKind.Share,
            "rate" => MeasureKind.Rate,
            _ => (MeasureKind?)null,
        });
        // Figures of our own come from records, through the count and a mechanism; a ready-made table of them has no way in.
        var origin = Allowed("origin", word => word == "official" ? DataOrigin.Official : (DataOrigin?)null);
        var statuses = TranslationStatuses.Take(_root, _faults);
        var title = statuses.TakeText(_root, "title", _faults);
        var definition = statuses.TakeText(_root, "definition", _faults);
        var limits = statuses.TakeText(_root, "limits", _faults);
        var unit = statuses.TakeText(_root, "unit", _faults);
        var source = SourceFields.Take(_root, _faults);
        var dimensions = Dimensions();
        var views = Views(dimensions);
        var extract = _root.OptionalMap("extract") is { } rule ? new ExtractDeclaration(rule, _faults).Read(dimensions) : null;
        _root.Finish();
        return _faults.Conclude(() => new AggregateTable(
            new(id!, measure!.Value, title!, definition!, limits!, unit!, source!, origin!.Value), version!.Value, dimensions, views)
        {
            Extract = extract,
        });
    }

    private T? Allowed<T>(string key, Func<string, T?> parse)
        where T : struct
    {
        if (_root.TakeRequired(key) is not { } node || _root.TextOf(node, key) is not { } word)
            return null;
        var value = parse(word);
        if (value is null)
            _faults.Add(VocabularyProblems.ValueNotAllowed, node, key);
        return value;
    }

    private List<AggregateDimension> Dimensions()
    {
        var dimensions = new List<AggregateDimension>();
        foreach (var node in _root.List("dimensions"))
        {
            if (Dimension(node) is not { } dimension)
                continue;
            if (dimensions.Count == MostDimensions || dimensions.Exists(other => other.Field == dimension.Field))
                _faults.Add(VocabularyProblems.ValueNotAllowed, node, "dimensions");
            else
                dimensions.Add(dimension);
        }

        return dimensions;
    }

    // Either the id alone, or the id with the codes in scope.
    private AggregateDimension? Dimension(YamlNode node)
    {
        if (node is not YamlMap map)
            return _root.TextOf(node, "dimensions") is { } id && IsField(id, node) ? new(id, null) : null;
        var fields = new YamlFields(map, _faults);
        var field = fields.Id("field");
        var codes = fields.Texts("codes");
        fields.Finish();
        if (codes.Distinct(StringComparer.Ordinal).Count() != codes.Count)
            _faults.Add(VocabularyProblems.CodeTwice, node, "codes");
        return field is not null && IsField(field, node) ? new(field, codes) : null;
    }

    private bool IsField(string id, YamlNode node)
    {
        if (ContentId.IsValid(id) && !FigureColumns.Contains(id, StringComparer.Ordinal))
            return true;
        _faults.Add(VocabularyProblems.IdNotAllowed, node, "dimensions");
        return false;
    }

    private List<IReadOnlySet<string>> Views(List<AggregateDimension> dimensions)
    {
        var views = new List<IReadOnlySet<string>>();
        foreach (var node in _root.List("views"))
        {
            var ids = node is YamlList list ? list.Items.Select(item => _root.TextOf(item, "views")).ToArray() : [];
            if (ids.Length == 0 || ids.Distinct(StringComparer.Ordinal).Count() != ids.Length
                || ids.Any(id => !dimensions.Exists(dimension => dimension.Field == id)))
                _faults.Add(VocabularyProblems.ValueNotAllowed, node, "views");
            else
                views.Add(ids.OfType<string>().ToHashSet(StringComparer.Ordinal));
        }

        return views;
    }
}
