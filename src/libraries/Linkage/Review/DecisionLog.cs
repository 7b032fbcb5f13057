using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Amparo.Vocabulary;
using NodaTime;
using NodaTime.Text;

namespace Amparo.Linkage.Review;

/// <summary>All decisions of reviewers as a chain of hashes: none can be changed or removed in the middle unseen, and none is ever overwritten.</summary>
/// <remarks>
/// Immutable and thread-safe. The file is JSON Lines, UTF-8, LF; each line is written in one way only, and its hash covers its own text without
/// the hash, and so every line before it. The chain shows a change to whoever kept an earlier copy or its last hash; it does not stop somebody from
/// rewriting the whole file, or from cutting off its end.
/// </remarks>
public sealed class DecisionLog
{
    private const string NothingBefore = "0000000000000000000000000000000000000000000000000000000000000000";
    private const string Subject = "decisions";
    private const int LongestName = 20;

    private static readonly Dictionary<Verdict, string> Words = new()
    {
        [Verdict.Same] = "same",
        [Verdict.Different] = "different",
        [Verdict.Unsure] = "unsure",
    };

    private readonly Decision[] _entries;

    private DecisionLog(Decision[] entries, long unfinishedBytes) => (_entries, UnfinishedBytes) = (entries, unfinishedBytes);

    /// <summary>A log in which nothing has been decided.</summary>
    public static DecisionLog Empty { get; } = new([], 0);

    /// <summary>The lines, oldest first.</summary>
    public IReadOnlyList<Decision> Entries => _entries;

    /// <summary>
    /// How many bytes stood after the last LF of the file that this was read from: a line that a killed program never finished, and whose decision
    /// nobody was told is kept. They are no part of the log; whoever appends to the file cuts them off first.
    /// </summary>
    public long UnfinishedBytes { get; }

    /// <summary>The hash of the last line; 64 zeros while nothing has been decided.</summary>
    public string LastHash => _entries.Length == 0 ? NothingBefore : _entries[^1].Hash;

    /// <summary>Reads the decisions and verifies their chain; an unfinished last line is left out and told.</summary>
    /// <param name="stream">The file's bytes; read to the end, not closed.</param>
    /// <returns>The log; <c>LNK-070</c> or <c>LNK-071</c> with the number of the line. An empty file is an empty log.</returns>
    public static Outcome<DecisionLog> Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var lines = new ByteLines(stream);
        var entries = new List<Decision>();
        var previous = NothingBefore;
        while (lines.Next() is { } line)
        {
            if (Parse(line) is not { } entry)
                return Refused(ReviewProblems.UnreadableDecision, entries.Count + 1);
            if (entry.Sequence != entries.Count + 1 || entry.Previous != previous || entry.Hash != HashOf(entry))
                return Refused(ReviewProblems.BrokenChain, entries.Count + 1);
            // The hash stands for one way to write the line; another one would be a change that it does not show.
            if (!line.AsSpan().SequenceEqual(Line(entry, withHash: true).AsSpan()[..^1]))
                return Refused(ReviewProblems.UnreadableDecision, entries.Count + 1);
            entries.Add(entry);
            previous = entry.Hash;
        }

        return new DecisionLog([.. entries], lines.Unfinished);
    }

    /// <summary>Reads decisions that come from elsewhere, and are either whole or refused.</summary>
    /// <param name="stream">The file's bytes; read to the end, not closed.</param>
    /// <returns>As <see cref="Read"/>, and <c>LNK-072</c> where the last line is unfinished.</returns>
    public static Outcome<DecisionLog> ReadWhole(Stream stream)
    {
        var log = Read(stream);
        return log.Succeeded && log.Value.UnfinishedBytes > 0 ? Refused(ReviewProblems.DecisionsCutOff, log.Value._entries.Length + 1) : log;
    }

    /// <summary>Adds a decision at the end.</summary>
    /// <param name="draft">What was decided.</param>
    /// <returns>The longer log.</returns>
    /// <exception cref="ArgumentException">The reviewer's name has other characters or another length than allowed, or both records are one.</exception>
    public DecisionLog Append(DecisionDraft draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        if (!IsName(draft.Reviewer))
            throw new ArgumentException("A reviewer's name is 1 to 20 ASCII letters, digits and hyphens.", nameof(draft));
        if (draft.Left == draft.Right)
            throw new ArgumentException("A record makes no pair with itself.", nameof(draft));
        var at = Instant.FromUnixTimeSeconds(draft.At.ToUnixTimeSeconds());
        return new DecisionLog(
            [.. _entries, Chained(
                new Decision(0, draft.Left, draft.Right, draft.Verdict, draft.Reviewer, draft.Blind, at, draft.Model, "", ""), _entries.Length, LastHash)],
            0);
    }

    /// <summary>Adds the decisions of another log that this one does not hold yet, in their order, chained anew.</summary>
    /// <param name="other">The other log.</param>
    /// <returns>
    /// The longer log, or this one if nothing is new. Where the other log is this one, grown, the result is the other log. Merging the same log
    /// twice adds nothing the second time.
    /// </returns>
    public DecisionLog Merge(DecisionLog other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var held = _entries.Select(entry => entry.Statement).ToHashSet();
        var entries = new List<Decision>(_entries);
        foreach (var entry in other._entries.Where(entry => held.Add(entry.Statement)))
            entries.Add(Chained(entry, entries.Count, entries.Count == 0 ? NothingBefore : entries[^1].Hash));
        return entries.Count == _entries.Length ? this : new DecisionLog([.. entries], 0);
    }

    /// <summary>Writes the log: the same decisions always give the same bytes.</summary>
    /// <param name="stream">Where to; not closed.</param>
    /// <param name="after">How many of the first lines to leave out: those that a file already holds.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer lines than that.</exception>
    public void Write(Stream stream, int after = 0)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(after, _entries.Length);
        foreach (var entry in _entries.AsSpan(after))
            stream.Write(Line(entry, withHash: true));
    }

    /// <summary>What stands at the end for each pair that anyone has decided: see <see cref="SettledPair"/>.</summary>
    /// <returns>The pairs; a pair that is missing has not been decided by anyone.</returns>
    public IReadOnlyDictionary<PairKey, SettledPair> Settled() =>
        _entries.GroupBy(entry => entry.Key).ToDictionary(pair => pair.Key, pair => SettledPair.Of(pair.Key, [.. pair]));

    /// <summary>How far the reviewers of the double-blind sample agree.</summary>
    public BlindAgreement Agreement() => BlindAgreement.Of(_entries);

    private static Problem Refused(string code, int line) => new(code, Subject, $"line {line.ToString(CultureInfo.InvariantCulture)}");

    private static bool IsName(string name) => name.Length is > 0 and <= LongestName && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    private static Decision Chained(Decision entry, int before, string previous)
    {
        var chained = entry with { Sequence = before + 1, Previous = previous };
        return chained with { Hash = HashOf(chained) };
    }

    private static string HashOf(Decision entry) => Convert.ToHexStringLower(SHA256.HashData(Line(entry, withHash: false).AsSpan()[..^1]));

    private static byte[] Line(Decision entry, bool withHash) => ReviewJson.Line(json =>
    {
        json.WriteNumber("sequence", entry.Sequence);
        json.WriteString("left", entry.Left.Id);
        json.WriteString("leftList", entry.Left.List);
        json.WriteString("right", entry.Right.Id);
        json.WriteString("rightList", entry.Right.List);
        json.WriteString("verdict", Words[entry.Verdict]);
        json.WriteString("reviewer", entry.Reviewer);
        json.WriteBoolean("blind", entry.Blind);
        json.WriteString("at", InstantPattern.General.Format(entry.At));
        json.WriteString("model", entry.Model);
        json.WriteString("previous", entry.Previous);
        if (withHash)
            json.WriteString("hash", entry.Hash);
    });

    private static Decision? Parse(byte[] line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            var root = document.RootElement;
            var entry = new Decision(
                root.GetProperty("sequence").GetInt32(),
                new RecordKey(ReviewJson.Text(root, "leftList"), ReviewJson.Text(root, "left")),
                new RecordKey(ReviewJson.Text(root, "rightList"), ReviewJson.Text(root, "right")),
                Words.Single(word => word.Value == root.GetProperty("verdict").GetString()).Key,
                ReviewJson.Text(root, "reviewer"),
                root.GetProperty("blind").GetBoolean(),
                InstantPattern.General.Parse(ReviewJson.Text(root, "at")) is { Success: true, Value: var at } ? at : throw new FormatException(),
                ReviewJson.Text(root, "model"),
                ReviewJson.Text(root, "previous"),
                ReviewJson.Text(root, "hash"));
            return IsName(entry.Reviewer) && entry.Left != entry.Right ? entry : null;
        }
        catch (Exception exception) when (ReviewJson.Unreadable(exception))
        {
            return null;
        }
    }
}
