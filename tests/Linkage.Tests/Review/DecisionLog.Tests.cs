using System.Text;
using Amparo.Linkage.Review;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Linkage.Tests.Review;

public sealed class DecisionLogTests
{
    private static readonly RecordKey One = new("POLICE", "P-1");
    private static readonly RecordKey Two = new("SHELTER", "S-9");

    [Fact]
    public void What_was_written_is_read_and_the_chain_holds()
    {
        var log = Three();
        var read = Read(Bytes(log)).Value;
        read.Entries.ShouldBe(log.Entries);
        read.UnfinishedBytes.ShouldBe(0);
        read.LastHash.ShouldBe(log.LastHash);
        Bytes(read).ShouldBe(Bytes(log));
        Read([]).Value.LastHash.ShouldBe(new string('0', 64));
    }

    [Fact]
    public void Any_byte_that_is_changed_is_seen()
    {
        var bytes = Bytes(Three());
        for (var at = 0; at < bytes.Length; at++)
        {
            var changed = bytes.ToArray();
            changed[at] = changed[at] == (byte)'1' ? (byte)'2' : (byte)'1';
            // The last LF is no statement: without it the line is unfinished.
            if (at == bytes.Length - 1)
                Read(changed).Value.Entries.Count.ShouldBe(2);
            else
                Read(changed).Problems.ShouldHaveSingleItem().Code.ShouldBeOneOf(ReviewProblems.BrokenChain, ReviewProblems.UnreadableDecision);
        }
    }

    [Fact]
    public void A_line_taken_out_put_in_or_moved_is_seen()
    {
        var lines = Encoding.UTF8.GetString(Bytes(Three())).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        foreach (var (order, line) in new (int[], int)[] { ([1, 2], 1), ([0, 2], 2), ([0, 0, 1, 2], 2), ([1, 0, 2], 1), ([0, 1, 1], 3) })
        {
            var bytes = Encoding.UTF8.GetBytes(string.Concat(order.Select(at => lines[at] + "\n")));
            Read(bytes).Problems.ShouldBe([new Problem(ReviewProblems.BrokenChain, "decisions", $"line {line}")]);
        }
    }

    [Fact]
    public void The_same_line_written_in_another_way_is_refused()
    {
        var text = Encoding.UTF8.GetString(Bytes(Three()));
        foreach (var other in new[] { text.Replace("\"verdict\":", "\"verdict\": ", StringComparison.Ordinal), text.Replace("\n", "\r\n", StringComparison.Ordinal),
            text.Replace("{\"sequence\"", "{\"note\":\"x\",\"sequence\"", StringComparison.Ordinal) })
            Read(Encoding.UTF8.GetBytes(other)).Problems[0].Code.ShouldBe(ReviewProblems.UnreadableDecision);
    }

    [Fact]
    public void A_last_line_that_was_never_finished_is_left_out_and_told()
    {
        var bytes = Bytes(Three());
        var ends = bytes.Index().Where(at => at.Item == '\n').Select(at => at.Index + 1).ToList();
        for (var length = 0; length < bytes.Length; length++)
        {
            var whole = ends.LastOrDefault(end => end <= length);
            var read = Read(bytes[..length]).Value;
            read.Entries.Count.ShouldBe(ends.Count(end => end <= length));
            read.UnfinishedBytes.ShouldBe(length - whole);
            using var stream = new MemoryStream(bytes[..length]);
            DecisionLog.ReadWhole(stream).Succeeded.ShouldBe(length == whole);
        }
    }

    [Fact]
    public void A_later_verdict_of_the_same_reviewer_counts_and_both_stay()
    {
        var log = DecisionLog.Empty.Append(Draft("A", Verdict.Same)).Append(Draft("A", Verdict.Different));
        log.Entries.Count.ShouldBe(2);
        log.Settled()[One.PairedWith(Two)].Settlement.ShouldBe(Settlement.Different);
    }

    [Theory]
    [InlineData(Verdict.Same, Verdict.Same, Settlement.Same)]
    [InlineData(Verdict.Different, Verdict.Different, Settlement.Different)]
    [InlineData(Verdict.Unsure, Verdict.Unsure, Settlement.Unsure)]
    [InlineData(Verdict.Same, Verdict.Different, Settlement.Conflict)]
    [InlineData(Verdict.Same, Verdict.Unsure, Settlement.Conflict)]
    public void Two_reviewers_settle_a_pair_only_together(Verdict first, Verdict second, Settlement expected)
    {
        var log = DecisionLog.Empty.Append(Draft("A", first)).Append(Swapped(Draft("B", second)));
        var settled = log.Settled()[One.PairedWith(Two)];
        settled.Settlement.ShouldBe(expected);
        settled.Last.Select(decision => decision.Reviewer).ShouldBe(["A", "B"]);
    }

    [Fact]
    public void One_verdict_on_a_blind_pair_settles_nothing()
    {
        var log = DecisionLog.Empty.Append(Draft("A", Verdict.Same) with { Blind = true });
        log.Settled()[One.PairedWith(Two)].Settlement.ShouldBe(Settlement.AwaitsSecond);
        log.Append(Draft("B", Verdict.Same) with { Blind = true }).Settled()[One.PairedWith(Two)].Settlement.ShouldBe(Settlement.Same);
    }

    [Fact]
    public void Merging_adds_what_is_missing_once()
    {
        var ours = DecisionLog.Empty.Append(Draft("A", Verdict.Same));
        var grown = ours.Append(Draft("B", Verdict.Different));
        Bytes(ours.Merge(grown)).ShouldBe(Bytes(grown));
        ours.Merge(ours).ShouldBeSameAs(ours);
        grown.Merge(ours).ShouldBeSameAs(grown);

        var other = DecisionLog.Empty.Append(Draft("B", Verdict.Unsure)).Append(Draft("A", Verdict.Same));
        var merged = grown.Merge(other);
        merged.Entries.Select(entry => entry.Verdict).ShouldBe([Verdict.Same, Verdict.Different, Verdict.Unsure]);
        Read(Bytes(merged)).Value.Entries.ShouldBe(merged.Entries);
        merged.Merge(other).ShouldBeSameAs(merged);
    }

    [Fact]
    public void Only_the_lines_after_those_a_file_holds_are_written()
    {
        var log = Three();
        using var rest = new MemoryStream();
        log.Write(rest, after: 2);
        Bytes(log).AsSpan().EndsWith(rest.ToArray()).ShouldBeTrue();
        Encoding.UTF8.GetString(rest.ToArray()).Count(letter => letter == '\n').ShouldBe(1);
        Should.Throw<ArgumentOutOfRangeException>(() => log.Write(rest, after: 4));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Ana María")]
    [InlineData("a@b")]
    [InlineData("123456789012345678901")]
    public void A_reviewer_is_no_free_text(string name) =>
        Should.Throw<ArgumentException>(() => DecisionLog.Empty.Append(Draft(name, Verdict.Same))).Message.ShouldNotContain("María");

    [Fact]
    public void A_record_makes_no_pair_with_itself() => Should.Throw<ArgumentException>(() => One.PairedWith(One));

    [Fact]
    public void The_blind_sample_is_a_share_of_all_pairs_and_grows_with_it()
    {
        var pairs = Enumerable.Range(0, 20_000).Select(number => new RecordKey("A", $"{number}").PairedWith(new("B", $"{number}"))).ToList();
        var tenth = pairs.Where(pair => pair.IsInBlindSample(0.1)).ToList();
        // Five standard deviations of a binomial.
        tenth.Count.ShouldBeInRange(2000 - 213, 2000 + 213);
        tenth.ShouldAllBe(pair => pair.IsInBlindSample(0.2));
        pairs.ShouldAllBe(pair => pair.IsInBlindSample(1) && !pair.IsInBlindSample(0));
        Should.Throw<ArgumentOutOfRangeException>(() => pairs[0].IsInBlindSample(double.NaN));
    }

    private static DecisionLog Three() => DecisionLog.Empty.Append(Draft("A", Verdict.Same) with { Blind = true })
        .Append(Draft("B", Verdict.Unsure)).Append(Draft("A", Verdict.Different) with { Left = new("NGO", "ñ \"x\"") });

    private static DecisionDraft Draft(string reviewer, Verdict verdict) => new()
    {
        Left = One,
        Right = Two,
        Verdict = verdict,
        Reviewer = reviewer,
        Blind = false,
        At = Instant.FromUtc(2026, 11, 28, 15, 0).PlusNanoseconds(1234),
        Model = "0a1b2c",
    };

    private static DecisionDraft Swapped(DecisionDraft draft) => draft with { Left = draft.Right, Right = draft.Left };

    private static byte[] Bytes(DecisionLog log)
    {
        using var stream = new MemoryStream();
        log.Write(stream);
        return stream.ToArray();
    }

    private static Outcome<DecisionLog> Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return DecisionLog.Read(stream);
    }
}
