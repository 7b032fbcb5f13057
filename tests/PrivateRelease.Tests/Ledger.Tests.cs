using System.Text;
using Amparo.Records.Registers;

namespace Amparo.PrivateRelease.Tests;

public class LedgerTests
{
    private static Ledger Three()
    {
        var doors = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        doors.NonPersonal(Sample.Register("One"), RegisterHolding.Laws);
        doors.NonPersonal(Sample.Register("Two"), RegisterHolding.Laws);
        doors.AlreadyPublic(Sample.Official(("2020", Vocabulary.Shapes.Figure.Exact(7))));
        return doors.Ledger;
    }

    private static byte[] Bytes(Ledger ledger)
    {
        using var stream = new MemoryStream();
        ledger.Write(stream);
        return stream.ToArray();
    }

    [Fact]
    public void A_ledger_reads_back_what_it_wrote()
    {
        var ledger = Three();
        var back = Ledger.Read(new MemoryStream(Bytes(ledger))).Value;

        back.Entries.ShouldBe(ledger.Entries);
        Bytes(back).ShouldBe(Bytes(ledger));
        back.LastHash.ShouldBe(ledger.LastHash);
    }

    [Fact]
    public void An_empty_file_is_an_empty_ledger() => Ledger.Read(new MemoryStream()).Value.Entries.ShouldBeEmpty();

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        var bytes = Bytes(Three());
        for (var at = 0; at < bytes.Length; at++)
        {
            // A cut or joined line is a change like any other; only the last line's end may be missing.
            if (at == bytes.Length - 1)
                continue;
            var changed = (byte[])bytes.Clone();
            changed[at] = bytes[at] == (byte)'1' ? (byte)'2' : (byte)'1';

            var outcome = Ledger.Read(new MemoryStream(changed));

            outcome.Succeeded.ShouldBeFalse($"byte {at}");
            outcome.Problems[0].Code.ShouldBeOneOf(PrivateReleaseProblems.BrokenChain, PrivateReleaseProblems.UnreadableLine);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void A_removed_line_breaks_the_chain_where_it_was(int removed)
    {
        var lines = Encoding.UTF8.GetString(Bytes(Three())).TrimEnd('\n').Split('\n').ToList();
        lines.RemoveAt(removed);

        var outcome = Ledger.Read(new MemoryStream(Encoding.UTF8.GetBytes(string.Join('\n', lines))));

        outcome.Problems.ShouldBe([new(PrivateReleaseProblems.BrokenChain, "ledger", $"line {removed + 1}")]);
    }

    [Fact]
    public void A_torn_last_line_is_unreadable_and_not_ignored()
    {
        var bytes = Bytes(Three());
        Ledger.Read(new MemoryStream(bytes[..^40])).Problems[0].Code.ShouldBe(PrivateReleaseProblems.UnreadableLine);
    }

    [Fact]
    public void A_grown_ledger_continues_the_earlier_one_and_a_fork_does_not()
    {
        var earlier = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        earlier.NonPersonal(Sample.Register("One"), RegisterHolding.Laws);
        var grown = new ReleaseDoors(earlier.Ledger, Sample.Noon);
        grown.NonPersonal(Sample.Register("Two"), RegisterHolding.Laws);
        var fork = new ReleaseDoors(Ledger.Empty, Sample.Noon);
        fork.NonPersonal(Sample.Register("Other"), RegisterHolding.Laws);

        grown.Ledger.Continues(earlier.Ledger).ShouldBeTrue();
        grown.Ledger.Continues(Ledger.Empty).ShouldBeTrue();
        earlier.Ledger.Continues(grown.Ledger).ShouldBeFalse();
        fork.Ledger.Continues(earlier.Ledger).ShouldBeFalse();
    }
}
