using Amparo.Vocabulary.Yaml;

namespace Amparo.Vocabulary;

/// <summary>Reads a hierarchy from its YAML document under <c>content/hierarchies/</c>.</summary>
/// <remarks>
/// The format: <c>id</c>, <c>version</c>, <c>source</c>, <c>narrower</c> and <c>broader</c> (ids of lists), <c>groups</c> (the narrower
/// codes of each broader code) and, if the source places some codes nowhere, <c>outside</c> (those codes). Every code of the narrower
/// list stands exactly once, so that a code added to the list cannot drop out of a regional total unseen.
/// </remarks>
public static class HierarchyReader
{
    /// <summary>Reads one hierarchy.</summary>
    /// <param name="reader">The document's text.</param>
    /// <param name="fileName">How problems name the document.</param>
    /// <param name="lists">The lists it may name.</param>
    /// <returns>
    /// The hierarchy, or every problem found: VOC-001 … VOC-009, VOC-012, VOC-016, VOC-030 an unknown list, VOC-032 a code that its list does
    /// not have, VOC-013 a code placed twice, VOC-033 a code placed nowhere.
    /// </returns>
    public static Outcome<Hierarchy> Read(TextReader reader, string fileName, CodeListCatalogue lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        var document = YamlReader.Read(reader, fileName);
        if (!document.Succeeded)
            return Outcome<Hierarchy>.Refused(document.Problems);

        var faults = new YamlFaults(fileName);
        var fields = new YamlFields(document.Value, faults);
        var id = fields.Id("id");
        var version = fields.Version();
        var source = fields.Text("source");
        var narrower = ReadList(fields, "narrower", (lists, faults));
        var broader = ReadList(fields, "broader", (lists, faults));
        var groups = fields.Map("groups");
        var outside = fields.Has("outside") ? fields.List("outside") : [];
        fields.Finish();
        if (narrower is null || broader is null || groups is null)
            return Outcome<Hierarchy>.Refused(faults.Problems);

        var placement = new Placement(narrower, fields, faults);
        foreach (var (parent, node) in groups.TakeRest())
        {
            if (broader.PositionOf(parent.Value) is not (>= 0 and var position))
                faults.Add(VocabularyProblems.CodeUnknown, parent, broader.Id);
            else if (node is YamlList members)
                placement.Place(members.Items, position);
            else
                faults.Add(VocabularyProblems.WrongShape, node, "groups");
        }

        placement.Place(outside, -1);
        placement.Finish(document.Value);
        return faults.Conclude(() => new Hierarchy(id!, version!.Value, source!, (narrower, broader), placement.Parents));
    }

    private static CodeList? ReadList(YamlFields fields, string key, (CodeListCatalogue Lists, YamlFaults Faults) known)
    {
        if (fields.TakeRequired(key) is not { } node || fields.TextOf(node, key) is not { } id)
            return null;
        var list = known.Lists.Find(id);
        if (list is null)
            known.Faults.Add(VocabularyProblems.ListUnknown, node, key);
        return list;
    }

    /// <summary>Where each code of the narrower list has been placed so far.</summary>
    private sealed class Placement(CodeList narrower, YamlFields fields, YamlFaults faults)
    {
        private readonly bool[] _placed = new bool[narrower.Codes.Count];

        public int[] Parents { get; } = new int[narrower.Codes.Count];

        public void Place(IReadOnlyList<YamlNode> members, int parent)
        {
            foreach (var member in members)
            {
                if (fields.TextOf(member, "groups") is not { } id)
                    continue;
                if (narrower.PositionOf(id) is not (>= 0 and var position))
                {
                    faults.Add(VocabularyProblems.CodeUnknown, member, narrower.Id);
                }
                else if (_placed[position])
                {
                    faults.Add(VocabularyProblems.CodeTwice, member, narrower.Id);
                }
                else
                {
                    _placed[position] = true;
                    Parents[position] = parent;
                }
            }
        }

        // The id of a code left out is said: it is part of a published list, and whoever mends the file needs it.
        public void Finish(YamlNode document)
        {
            for (var position = 0; position < _placed.Length; position++)
            {
                if (!_placed[position])
                    faults.Add(VocabularyProblems.CodeNotPlaced, document, narrower.Codes[position].Id);
            }
        }
    }
}
