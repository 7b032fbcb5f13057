using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Amparo.Vocabulary.Yaml;

/// <summary>Reads YAML into nodes that know their line, within bounds that no hostile file can escape.</summary>
/// <remarks>
/// Content packs come from many hands, so nothing is deserialised into types and nothing unfolds: anchors, aliases and tags are
/// refused (VOC-003), and length, depth and number of nodes are bounded (VOC-002). Time and memory are linear in the length.
/// </remarks>
public static class YamlReader
{
    /// <summary>The longest document, in characters.</summary>
    public const int LongestDocument = 4 << 20;

    /// <summary>The deepest nesting.</summary>
    public const int DeepestNesting = 32;

    /// <summary>The largest number of nodes.</summary>
    public const int MostNodes = 200_000;

    /// <summary>Reads one document whose root is a mapping.</summary>
    /// <param name="reader">The text. Decoding errors of the caller's encoding are reported as VOC-016 if the encoding throws on them.</param>
    /// <param name="fileName">How problems name the document: a file name, never a machine's full path.</param>
    /// <returns>The root, or VOC-001 … VOC-004, VOC-007, VOC-009, VOC-016 with the line.</returns>
    public static Outcome<YamlMap> Read(TextReader reader, string fileName)
    {
        ArgumentNullException.ThrowIfNull(reader);
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        string? text;
        try
        {
            text = ReadBounded(reader);
        }
        catch (DecoderFallbackException)
        {
            return new Problem(VocabularyProblems.NotUtf8, fileName);
        }

        if (text is null)
            return new Problem(VocabularyProblems.DocumentTooLarge, fileName);

        try
        {
            return new Composition(fileName).Compose(new Parser(new StringReader(text)));
        }
        catch (YamlException failure)
        {
            // Only the place is passed on: the parser's own message may quote the document.
            return new Problem(VocabularyProblems.NotYaml, fileName, YamlNode.PlaceOf(LineOf(failure.Start)));
        }
        catch (Exception failure) when (failure is InvalidOperationException or ArgumentException or IndexOutOfRangeException)
        {
            // The parser's own state breaks on some malformed texts (a property test found them); no line is known then.
            return new Problem(VocabularyProblems.NotYaml, fileName);
        }
    }

    private static string? ReadBounded(TextReader reader)
    {
        var text = new StringBuilder();
        var buffer = new char[8192];
        int read;
        while ((read = reader.ReadBlock(buffer)) > 0)
        {
            if (text.Length + read > LongestDocument)
                return null;
            text.Append(buffer, 0, read);
        }

        return text.ToString();
    }

    private static int LineOf(Mark mark) => (int)Math.Clamp(mark.Line, 1, int.MaxValue);

    private sealed class Composition(string fileName)
    {
        private int _nodes;

        public Outcome<YamlMap> Compose(Parser parser)
        {
            parser.MoveNext(); // stream start
            parser.MoveNext(); // document start, or stream end if there is none
            if (parser.Current is not DocumentStart)
                return new Problem(VocabularyProblems.NotOneDocument, fileName);
            parser.MoveNext();
            var root = Node(parser, depth: 0);
            if (!root.Succeeded)
                return Outcome<YamlMap>.Refused(root.Problems);
            parser.MoveNext(); // stream end, unless a second document follows
            if (parser.Current is not StreamEnd)
                return new Problem(VocabularyProblems.NotOneDocument, fileName, LinePath(parser.Current));
            return root.Value is YamlMap map ? map : new Problem(VocabularyProblems.WrongShape, fileName, root.Value.Place);
        }

        private static string LinePath(ParsingEvent? at) => YamlNode.PlaceOf(at is null ? 1 : LineOf(at.Start));

        // Reads the node at the parser's current event and moves to the event after it.
        private Outcome<YamlNode> Node(Parser parser, int depth)
        {
            var at = parser.Current;
            if (depth > DeepestNesting || ++_nodes > MostNodes)
                return new Problem(VocabularyProblems.DocumentTooLarge, fileName, LinePath(at));
            if (at is AnchorAlias or NodeEvent { Anchor.IsEmpty: false } or NodeEvent { Tag.IsEmpty: false })
                return new Problem(VocabularyProblems.AliasOrTag, fileName, LinePath(at));

            parser.MoveNext();
            return at switch
            {
                Scalar scalar => new YamlText(scalar.Value, LineOf(scalar.Start)),
                SequenceStart => List(parser, at, depth),
                MappingStart => Map(parser, at, depth),
                _ => new Problem(VocabularyProblems.NotYaml, fileName, LinePath(at)),
            };
        }

        private Outcome<YamlNode> List(Parser parser, ParsingEvent start, int depth)
        {
            var items = new List<YamlNode>();
            while (parser.Current is not SequenceEnd)
            {
                var item = Node(parser, depth + 1);
                if (!item.Succeeded)
                    return item;
                items.Add(item.Value);
            }

            parser.MoveNext();
            return new YamlList(items, LineOf(start.Start));
        }

        private Outcome<YamlNode> Map(Parser parser, ParsingEvent start, int depth)
        {
            var entries = new List<KeyValuePair<YamlText, YamlNode>>();
            var keys = new HashSet<string>(StringComparer.Ordinal);
            while (parser.Current is not MappingEnd)
            {
                var key = Node(parser, depth + 1);
                if (!key.Succeeded)
                    return key;
                if (key.Value is not YamlText name)
                    return new Problem(VocabularyProblems.WrongShape, fileName, key.Value.Place);
                if (!keys.Add(name.Value))
                    return new Problem(VocabularyProblems.KeyTwice, fileName, name.Place);
                var value = Node(parser, depth + 1);
                if (!value.Succeeded)
                    return value;
                entries.Add(new(name, value.Value));
            }

            parser.MoveNext();
            return new YamlMap(entries, LineOf(start.Start));
        }
    }
}
