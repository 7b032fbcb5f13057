using System.Globalization;

namespace Amparo.Vocabulary.Yaml;

/// <summary>Takes the keys of one YAML mapping one by one, and refuses those that nobody took.</summary>
/// <remarks>
/// Every taker notes a problem with the line in <see cref="YamlFaults"/> instead of failing, and returns null. Call
/// <see cref="Finish"/> last. Not thread-safe.
/// </remarks>
public sealed class YamlFields
{
    private readonly Dictionary<string, KeyValuePair<YamlText, YamlNode>> _open;
    private readonly YamlFaults _faults;

    /// <summary>Opens a mapping.</summary>
    /// <param name="map">The mapping.</param>
    /// <param name="faults">Where problems are noted.</param>
    public YamlFields(YamlMap map, YamlFaults faults)
    {
        ArgumentNullException.ThrowIfNull(map);
        ArgumentNullException.ThrowIfNull(faults);
        Node = map;
        _faults = faults;
        _open = map.Entries.ToDictionary(entry => entry.Key.Value, StringComparer.Ordinal);
    }

    /// <summary>The mapping itself.</summary>
    public YamlMap Node { get; }

    /// <summary>Whether a key is there and has not been taken yet.</summary>
    /// <param name="key">The key.</param>
    /// <returns>True if it is.</returns>
    public bool Has(string key) => _open.ContainsKey(key);

    /// <summary>Takes a key of any shape.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Its value, or null if it is absent.</returns>
    public YamlNode? Take(string key) => _open.Remove(key, out var entry) ? entry.Value : null;

    /// <summary>Takes a key of any shape that must be there.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Its value, or null with VOC-006.</returns>
    public YamlNode? TakeRequired(string key)
    {
        var node = Take(key);
        if (node is null)
            _faults.Add(VocabularyProblems.KeyMissing, Node, key);
        return node;
    }

    /// <summary>Takes a text that must be there and not be blank.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The text, or null with VOC-006 or VOC-007.</returns>
    public string? Text(string key) => TakeRequired(key) is { } node ? TextOf(node, key) : null;

    /// <summary>Takes a text that may be absent, but not blank.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The text, or null; with VOC-006 or VOC-007 if it is there and blank, or no text.</returns>
    public string? OptionalText(string key) => Take(key) is { } node ? TextOf(node, key) : null;

    /// <summary>Takes a whole number.</summary>
    /// <param name="key">The key.</param>
    /// <param name="range">The lowest and highest number allowed.</param>
    /// <returns>The number, or null; with VOC-008 if it is there and no number in the range.</returns>
    public int? OptionalNumber(string key, (int Lowest, int Highest) range)
    {
        if (Take(key) is not { } node || TextOf(node, key) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= range.Lowest && number <= range.Highest)
            return number;
        _faults.Add(VocabularyProblems.ValueNotAllowed, node, key);
        return null;
    }

    /// <summary>Takes a version: a whole number of one or more that must be there.</summary>
    /// <returns>The version, or null with VOC-006 or VOC-008.</returns>
    public int? Version()
    {
        if (Has("version"))
            return OptionalNumber("version", (1, int.MaxValue));
        _faults.Add(VocabularyProblems.KeyMissing, Node, "version");
        return null;
    }

    /// <summary>Takes an id: letters, digits and single hyphens inside. It must be there.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The id, or null with VOC-006, VOC-007 or VOC-012.</returns>
    public string? Id(string key)
    {
        if (TakeRequired(key) is not { } node || TextOf(node, key) is not { } id)
            return null;
        if (ContentId.IsValid(id))
            return id;
        _faults.Add(VocabularyProblems.IdNotAllowed, node, key);
        return null;
    }

    /// <summary>Takes a mapping that must be there.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Its fields, or null with VOC-006 or VOC-007.</returns>
    public YamlFields? Map(string key) => TakeRequired(key) is { } node ? MapOf(node, key) : null;

    /// <summary>Takes a mapping that may be absent.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Its fields, or null; with VOC-007 if it is there and no mapping.</returns>
    public YamlFields? OptionalMap(string key) => Take(key) is { } node ? MapOf(node, key) : null;

    /// <summary>Takes a list that must be there and hold something.</summary>
    /// <param name="key">The key.</param>
    /// <returns>Its items; empty with VOC-006 or VOC-007 if there are none.</returns>
    public IReadOnlyList<YamlNode> List(string key)
    {
        if (TakeRequired(key) is not { } node)
            return [];
        if (node is YamlList { Items.Count: > 0 } list)
            return list.Items;
        _faults.Add(VocabularyProblems.WrongShape, node, key);
        return [];
    }

    /// <summary>Takes a text, or a list of texts, that must be there: <c>from: A</c> and <c>from: [A]</c> say the same.</summary>
    /// <param name="key">The key.</param>
    /// <returns>The texts, none of them blank; empty with VOC-006 or VOC-007 if there are none.</returns>
    public IReadOnlyList<string> Texts(string key)
    {
        if (TakeRequired(key) is not { } node)
            return [];
        var items = node is YamlList list ? list.Items : [node];
        var texts = items.Select(item => TextOf(item, key)).OfType<string>().ToArray();
        if (items.Count == 0)
            _faults.Add(VocabularyProblems.WrongShape, node, key);
        return texts;
    }

    /// <summary>Takes all entries that are left, for mappings whose keys are data.</summary>
    /// <returns>Keys and values in the order of the document.</returns>
    public IReadOnlyList<KeyValuePair<YamlText, YamlNode>> TakeRest()
    {
        var rest = Node.Entries.Where(entry => _open.ContainsKey(entry.Key.Value)).ToArray();
        _open.Clear();
        return rest;
    }

    /// <summary>Reads a node as a text that is not blank.</summary>
    /// <param name="node">The node.</param>
    /// <param name="key">The key that problems name.</param>
    /// <returns>The text, or null with VOC-006 or VOC-007.</returns>
    public string? TextOf(YamlNode node, string key)
    {
        if (node is YamlText text && !string.IsNullOrWhiteSpace(text.Value))
            return text.Value;
        _faults.Add(node is YamlText ? VocabularyProblems.KeyMissing : VocabularyProblems.WrongShape, node, key);
        return null;
    }

    /// <summary>Reads a node as a mapping.</summary>
    /// <param name="node">The node.</param>
    /// <param name="key">The key that problems name.</param>
    /// <returns>Its fields, or null with VOC-007.</returns>
    public YamlFields? MapOf(YamlNode node, string key)
    {
        if (node is YamlMap map)
            return new YamlFields(map, _faults);
        _faults.Add(VocabularyProblems.WrongShape, node, key);
        return null;
    }

    /// <summary>Refuses every key that was not taken (VOC-005).</summary>
    public void Finish()
    {
        foreach (var (key, _) in TakeRest())
            _faults.Add(VocabularyProblems.UnknownKey, key, key.Value);
    }
}
