using System.Text;
using Amparo.Linkage.Review;
using Amparo.Vocabulary;

namespace Amparo.Linkage.Tests.Review;

public sealed class QueuedPairsTests
{
    [Fact]
    public void What_was_written_is_read()
    {
        var bytes = SampleQueue.Bytes(SampleQueue.Pair(1), SampleQueue.Pair(2, -3));
        var queue = SampleQueue.Read(bytes).Value;

        queue.Header.Model.ShouldBe("0a1b2c");
        queue.Header.Invented.ShouldBeTrue();
        queue.Header.Fields.Select(field => field.Class).ShouldBe([ReviewFieldClass.Identifier, ReviewFieldClass.Attribute]);
        queue.Header.Levels["surnames.both"][Language.English].ShouldBe("both surnames equal");
        queue.Header.Totals.ShouldBeNull();
        queue.Pairs.Count.ShouldBe(2);
        var pair = queue.Pairs[0];
        pair.Left.Cells["surnames"].ShouldBe("Pérez Caal");
        pair.Right.Cells.ContainsKey("sex").ShouldBeFalse();
        pair.Weight.ShouldBe(3.75);
        pair.Steps.ShouldBe([new("surnames", "surnames.both", 14, 1.5), new("sex", "sex.equal", 0.75)]);
        pair.Flips.ShouldBe([new("surnames", "surnames.none", -20)]);
        pair.ZoneIn(queue.Header).ShouldBe(ReviewZone.ToReview);
        queue.Pairs[1].ZoneIn(queue.Header).ShouldBe(ReviewZone.NotLinked);
        queue.PositionOf(pair.Key.Id()).ShouldBe(0);
        queue.PositionOf("0").ShouldBeNull();

        SampleQueue.Bytes(queue.Header, [.. queue.Pairs]).ShouldBe(bytes);
    }

    [Fact]
    public void Totals_and_words_for_blocking_keys_are_kept()
    {
        var header = SampleQueue.Header with
        {
            Totals = new(10, 20, 30),
            Blocks = new Dictionary<string, LocalizedText>(StringComparer.Ordinal) { ["surname-birth"] = SampleQueue.Text("apellido y año", "surname and year") },
        };
        var read = SampleQueue.Read(SampleQueue.Bytes(header)).Value;
        read.Header.Totals.ShouldBe(new ZoneTotals(10, 20, 30));
        read.Header.Blocks["surname-birth"][Language.Spanish].ShouldBe("apellido y año");
        read.Pairs.ShouldBeEmpty();
    }

    [Fact]
    public void A_class_that_nobody_knows_is_shown_to_nobody() =>
        Changed("\"class\":\"identifier\"", "\"class\":\"whatever\"").Value.Header.Fields[0].Class.ShouldBe(ReviewFieldClass.Restricted);

    [Theory]
    [InlineData("\"format\":\"amparo-review\"", "\"format\":\"other\"", ReviewProblems.NoHeader, 1)]
    [InlineData("\"version\":1", "\"version\":2", ReviewProblems.NoHeader, 1)]
    [InlineData("\"upper\":7", "\"upper\":-7", ReviewProblems.NumberOutOfRange, 1)]
    [InlineData("\"upper\":7", "\"upper\":1e999", ReviewProblems.NoHeader, 1)]
    [InlineData("{\"pair\"", "[\"pair\"", ReviewProblems.UnreadablePair, 2)]
    [InlineData("\"weight\":3.75", "\"weight\":\"3.75\"", ReviewProblems.UnreadablePair, 2)]
    [InlineData("\"id\":\"P-1\"", "\"id\":\"P-3\"", ReviewProblems.UnreadablePair, 2)]
    [InlineData("\"level\":\"sex.equal\"", "\"level\":\"sex.other\"", ReviewProblems.UndeclaredName, 2)]
    [InlineData("\"list\":\"POLICE\"", "\"list\":\"NGO\"", ReviewProblems.UndeclaredName, 2)]
    [InlineData("\"probability\":0.5", "\"probability\":1.5", ReviewProblems.NumberOutOfRange, 2)]
    [InlineData("\"weight\":3.75", "\"weight\":4.75", ReviewProblems.StepsDoNotAddUp, 2)]
    public void A_file_that_breaks_its_promise_is_refused_with_its_line(string before, string after, string code, int line) =>
        Changed(before, after).Problems.ShouldBe([new Problem(code, "review", $"line {line}")]);

    [Fact]
    public void A_pair_that_stands_twice_is_refused()
    {
        var bytes = SampleQueue.Bytes(SampleQueue.Pair(1));
        var line = bytes[(Array.IndexOf(bytes, (byte)'\n') + 1)..];
        SampleQueue.Read([.. bytes, .. line]).Problems.ShouldBe([new Problem(ReviewProblems.PairTwice, "review", "line 3")]);
    }

    [Fact]
    public void A_file_that_was_cut_off_anywhere_is_refused()
    {
        var bytes = SampleQueue.Bytes(SampleQueue.Pair(1), SampleQueue.Pair(2));
        var ends = bytes.Index().Where(at => at.Item == '\n').Select(at => at.Index + 1).ToHashSet();
        for (var length = 0; length < bytes.Length; length++)
            SampleQueue.Read(bytes[..length]).Succeeded.ShouldBe(ends.Contains(length));
    }

    [Fact]
    public void The_writer_does_not_write_what_no_reader_would_take()
    {
        using var stream = new MemoryStream();
        var writer = new ReviewQueueWriter(stream, SampleQueue.Header);
        writer.Write(SampleQueue.Pair(1));
        var length = stream.Length;
        foreach (var (pair, code) in new[]
        {
            (SampleQueue.Pair(1), ReviewProblems.PairTwice),
            (SampleQueue.Pair(2) with { Weight = 0 }, ReviewProblems.StepsDoNotAddUp),
            (SampleQueue.Pair(3) with { Effect = double.NaN }, ReviewProblems.NumberOutOfRange),
            (SampleQueue.Pair(4) with { Flips = [new("surnames", "nothing", 0)] }, ReviewProblems.UndeclaredName),
        })
        {
            Should.Throw<ArgumentException>(() => writer.Write(pair)).Message.ShouldContain(code);
        }

        stream.Length.ShouldBe(length);
        Should.Throw<ArgumentException>(() => new ReviewQueueWriter(stream, SampleQueue.Header with { Lower = 8 }));
    }

    [Fact]
    public void No_problem_quotes_a_cell()
    {
        var broken = Changed("\"weight\":3.75", "\"weight\":4.75").Problems[0].ToString();
        broken.ShouldNotContain("Caal");
        broken.ShouldNotContain("P-1");
    }

    private static Outcome<QueuedPairs> Changed(string before, string after)
    {
        var text = Encoding.UTF8.GetString(SampleQueue.Bytes(SampleQueue.Pair(1)));
        text.ShouldContain(before);
        var at = text.IndexOf(before, StringComparison.Ordinal);
        return SampleQueue.Read(Encoding.UTF8.GetBytes(text[..at] + after + text[(at + before.Length)..]));
    }
}
