using System.Globalization;
using System.Text.Json;
using Amparo.Vocabulary;

namespace Amparo.Linkage.Review;

/// <summary>The pairs that people look at, most important first, with what the engine found out about each.</summary>
/// <remarks>Immutable and thread-safe. Written by <see cref="ReviewQueueWriter"/>.</remarks>
public sealed class QueuedPairs
{
    private const string Subject = "review";

    private readonly Dictionary<string, int> _positions;

    private QueuedPairs(ReviewHeader header, ReviewPair[] pairs, Dictionary<string, int> positions) =>
        (Header, Pairs, _positions) = (header, pairs, positions);

    /// <summary>What holds for all pairs.</summary>
    public ReviewHeader Header { get; }

    /// <summary>The pairs in order of effect.</summary>
    public IReadOnlyList<ReviewPair> Pairs { get; }

    /// <summary>Finds the position of a pair.</summary>
    /// <param name="pairId">A pair's id, as <see cref="PairKey.Id"/> gives it.</param>
    /// <returns>The position from zero, or null.</returns>
    public int? PositionOf(string pairId) => _positions.TryGetValue(pairId, out var position) ? position : null;

    /// <summary>Reads a queue and checks that every line keeps what the header promises.</summary>
    /// <param name="stream">The file's bytes; read to the end, not closed.</param>
    /// <returns>The queue, or the first problem, <c>LNK-060</c> … <c>LNK-066</c>, with the number of its line. A header alone is an empty queue.</returns>
    public static Outcome<QueuedPairs> Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var lines = new ByteLines(stream);
        if (lines.Next() is not { } first || ParseHeader(first) is not { } header)
            return Refused(ReviewProblems.NoHeader, 1);
        if (ReviewPairRules.Fault(header) is { } wrong)
            return Refused(wrong, 1);

        var rules = new ReviewPairRules(header);
        var pairs = new List<ReviewPair>();
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        var names = new Names();
        while (lines.Next() is { } line)
        {
            if (ParsePair(line, names) is not var (id, pair))
                return Refused(ReviewProblems.UnreadablePair, pairs.Count + 2);
            if (rules.Fault(pair) is { } fault)
                return Refused(fault, pairs.Count + 2);
            // The id is a function of the records: any other would let two queues disagree about one pair.
            if (id != pair.Key.Id())
                return Refused(ReviewProblems.UnreadablePair, pairs.Count + 2);
            if (!positions.TryAdd(id, pairs.Count))
                return Refused(ReviewProblems.PairTwice, pairs.Count + 2);
            pairs.Add(pair);
        }

        return lines.Unfinished == 0 ? new QueuedPairs(header, [.. pairs], positions) : Refused(ReviewProblems.QueueCutOff, pairs.Count + 2);
    }

    private static Problem Refused(string code, int line) => new(code, Subject, $"line {line.ToString(CultureInfo.InvariantCulture)}");

    private static ReviewHeader? ParseHeader(byte[] line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            if (ReviewJson.Text(root, "format") != ReviewQueueWriter.Format || root.GetProperty("version").GetInt32() != ReviewQueueWriter.Version)
                return null;
            return new ReviewHeader
            {
                Model = ReviewJson.Text(root, "model"),
                Prior = ReviewJson.Number(root, "prior"),
                Lower = ReviewJson.Number(root, "lower"),
                Upper = ReviewJson.Number(root, "upper"),
                Lists = [.. root.GetProperty("lists").EnumerateArray().Select(list => list.GetString() ?? throw new FormatException())],
                Fields =
                [
                    .. root.GetProperty("fields").EnumerateArray().Select(field => new ReviewField(
                        ReviewJson.Text(field, "id"), ReviewJson.Localized(field.GetProperty("title")),
                        ReviewQueueWriter.ClassOf(ReviewJson.Text(field, "class")))),
                ],
                Levels = Texts(root.GetProperty("levels")),
                Blocks = root.TryGetProperty("blocks", out var blocks) ? Texts(blocks) : Texts(default),
                Totals = root.TryGetProperty("totals", out var totals)
                    ? new ZoneTotals(
                        totals.GetProperty("linked").GetInt64(), totals.GetProperty("toReview").GetInt64(), totals.GetProperty("notLinked").GetInt64())
                    : null,
                Invented = root.TryGetProperty("invented", out var invented) && invented.GetBoolean(),
            };
        }
        catch (Exception exception) when (ReviewJson.Unreadable(exception))
        {
            return null;
        }
    }

    private static Dictionary<string, LocalizedText> Texts(JsonElement texts) => texts.ValueKind == JsonValueKind.Undefined
        ? new Dictionary<string, LocalizedText>(StringComparer.Ordinal)
        : texts.EnumerateObject().ToDictionary(text => text.Name, text => ReviewJson.Localized(text.Value), StringComparer.Ordinal);

    private static (string Id, ReviewPair Pair)? ParsePair(byte[] line, Names names)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            return (ReviewJson.Text(root, "pair"), new ReviewPair
            {
                Left = Record(root.GetProperty("left"), names),
                Right = Record(root.GetProperty("right"), names),
                Weight = ReviewJson.Number(root, "weight"),
                Probability = ReviewJson.Number(root, "probability"),
                Effect = ReviewJson.Number(root, "effect"),
                Block = names.One(ReviewJson.Text(root, "block")),
                Flips =
                [
                    .. root.GetProperty("flip").EnumerateArray().Select(flip => new ReviewFlip(
                        names.One(ReviewJson.Text(flip, "field")), names.One(ReviewJson.Text(flip, "level")), ReviewJson.Number(flip, "weight"))),
                ],
                Steps =
                [
                    .. root.GetProperty("steps").EnumerateArray().Select(step => new ReviewStep(
                        names.One(ReviewJson.Text(step, "field")), names.One(ReviewJson.Text(step, "level")), ReviewJson.Number(step, "bits"),
                        step.TryGetProperty("frequency", out _) ? ReviewJson.Number(step, "frequency") : 0)),
                ],
            });
        }
        catch (Exception exception) when (ReviewJson.Unreadable(exception))
        {
            return null;
        }
    }

    private static ReviewRecord Record(JsonElement record, Names names) => new(
        new RecordKey(names.One(ReviewJson.Text(record, "list")), ReviewJson.Text(record, "id")),
        record.GetProperty("cells").EnumerateObject().ToDictionary(
            cell => names.One(cell.Name), cell => cell.Value.GetString() ?? throw new FormatException(), StringComparer.Ordinal));

    // Fields, levels and lists come again in every line: one copy of each is kept.
    private sealed class Names
    {
        private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

        public string One(string name)
        {
            if (_known.TryGetValue(name, out var known))
                return known;
            _known.Add(name, name);
            return name;
        }
    }
}
