using System.Text.Json;

namespace Amparo.Linkage.Review;

/// <summary>Writes a review queue, pair by pair: the same pairs always give the same bytes.</summary>
/// <remarks>
/// JSON Lines, UTF-8, LF: the header, then one line a pair, most important first; the caller brings that order. Not thread-safe.
/// </remarks>
public sealed class ReviewQueueWriter
{
    internal const string Format = "amparo-review";
    internal const int Version = 1;

    private static readonly Dictionary<ReviewFieldClass, string> Classes = new()
    {
        [ReviewFieldClass.Restricted] = "restricted",
        [ReviewFieldClass.Identifier] = "identifier",
        [ReviewFieldClass.Attribute] = "attribute",
        [ReviewFieldClass.Contact] = "contact",
    };

    private readonly Stream _stream;
    private readonly ReviewHeader _header;
    private readonly ReviewPairRules _rules;
    private readonly HashSet<PairKey> _written = [];

    /// <summary>Begins a queue by writing its header.</summary>
    /// <param name="stream">Where to; neither flushed nor closed.</param>
    /// <param name="header">What holds for all pairs.</param>
    /// <exception cref="ArgumentException">The header cannot be read back: a number is not finite, or the thresholds are crossed.</exception>
    public ReviewQueueWriter(Stream stream, ReviewHeader header)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(header);
        if (ReviewPairRules.Fault(header) is { } fault)
            throw new ArgumentException($"The header cannot be read back: {fault}.", nameof(header));
        (_stream, _header, _rules) = (stream, header, new ReviewPairRules(header));
        _stream.Write(ReviewJson.Line(Write));
    }

    /// <summary>Writes one pair.</summary>
    /// <param name="pair">The pair; no more important than the one before.</param>
    /// <exception cref="ArgumentException">
    /// The pair was written before, uses a name that the header does not declare, has a number out of range, or does not add up; the message
    /// is the code of the reason.
    /// </exception>
    public void Write(ReviewPair pair)
    {
        ArgumentNullException.ThrowIfNull(pair);
        if ((_rules.Fault(pair) ?? (_written.Add(pair.Key) ? null : ReviewProblems.PairTwice)) is { } fault)
            throw new ArgumentException($"The pair cannot be read back: {fault}.", nameof(pair));
        _stream.Write(ReviewJson.Line(json => Write(json, pair)));
    }

    internal static ReviewFieldClass ClassOf(string text) => Classes.FirstOrDefault(entry => entry.Value == text).Key;

    private void Write(Utf8JsonWriter json)
    {
        json.WriteString("format", Format);
        json.WriteNumber("version", Version);
        json.WriteString("model", _header.Model);
        json.WriteNumber("prior", _header.Prior);
        json.WriteNumber("lower", _header.Lower);
        json.WriteNumber("upper", _header.Upper);
        json.WriteStartArray("lists");
        foreach (var list in _header.Lists)
            json.WriteStringValue(list);
        json.WriteEndArray();
        json.WriteStartArray("fields");
        foreach (var field in _header.Fields)
        {
            json.WriteStartObject();
            json.WriteString("id", field.Id);
            json.WritePropertyName("title");
            ReviewJson.Write(json, field.Title);
            json.WriteString("class", Classes[field.Class]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        ReviewJson.Write(json, "levels", _header.Levels);
        ReviewJson.Write(json, "blocks", _header.Blocks);
        if (_header.Totals is { } totals)
        {
            json.WriteStartObject("totals");
            json.WriteNumber("linked", totals.Linked);
            json.WriteNumber("toReview", totals.ToReview);
            json.WriteNumber("notLinked", totals.NotLinked);
            json.WriteEndObject();
        }

        json.WriteBoolean("invented", _header.Invented);
    }

    private void Write(Utf8JsonWriter json, ReviewPair pair)
    {
        json.WriteString("pair", pair.Key.Id());
        Write(json, "left", pair.Left);
        Write(json, "right", pair.Right);
        json.WriteNumber("weight", pair.Weight);
        json.WriteNumber("probability", pair.Probability);
        json.WriteNumber("effect", pair.Effect);
        json.WriteString("block", pair.Block);
        json.WriteStartArray("flip");
        foreach (var flip in pair.Flips)
        {
            json.WriteStartObject();
            json.WriteString("field", flip.Field);
            json.WriteString("level", flip.Level);
            json.WriteNumber("weight", flip.Weight);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("steps");
        foreach (var step in pair.Steps)
        {
            json.WriteStartObject();
            json.WriteString("field", step.Field);
            json.WriteString("level", step.Level);
            json.WriteNumber("bits", step.Bits);
            json.WriteNumber("frequency", step.Frequency);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Write(Utf8JsonWriter json, string side, ReviewRecord record)
    {
        json.WriteStartObject(side);
        json.WriteString("id", record.Key.Id);
        json.WriteString("list", record.Key.List);
        json.WriteStartObject("cells");
        foreach (var field in _header.Fields)
        {
            if (record.Cells.TryGetValue(field.Id, out var cell))
                json.WriteString(field.Id, cell);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }
}
