using Amparo.Vocabulary;

namespace Amparo.Records.Tests;

public sealed class RecordSetTests
{
    [Fact]
    public void Sets_over_equal_lists_are_put_together_in_order()
    {
        var whole = RecordSet.Concat([Set("a", 0), Set("b", -3), Set("c", 1)]);

        whole.Text("name").ShouldBe(["a", "b", "c"]);
        whole.FindCoded("sex")!.Cells.ToArray().ShouldBe(new short[] { 0, -3, 1 });
    }

    [Fact]
    public void Sets_of_other_fields_or_codes_cannot_be_put_together()
    {
        Should.Throw<ArgumentException>(() => RecordSet.Concat([]));
        Should.Throw<ArgumentException>(() => RecordSet.Concat([Set("a", 0), Set("a", 0, field: "sex2"), new RecordSet(1, [new TextColumn("sex", ["a"])])]));
        Should.Throw<ArgumentException>(() => RecordSet.Concat([Set("a", 0), Set("a", 0, version: 2)]));
    }

    [Fact]
    public void A_field_that_one_set_lacks_was_not_asked_there()
    {
        var whole = RecordSet.Concat([Set("a", 0), Set("b", 1, field: "title"), new RecordSet(2, [Held([FlagsColumn.Yes, -3])])]);

        whole.Text("name").ShouldBe(["a", "", "", ""]);
        whole.Text("title").ShouldBe(["", "b", "", ""]);
        whole.Coded("sex").ShouldBe(["female", "male", "_not-asked", "_not-asked"]);
        var held = whole.FindFlags("held")!;
        Enumerable.Range(0, 4).Select(row => held[0, row]).ShouldBe([(short)-2, (short)-2, FlagsColumn.Yes, (short)-3]);
        held.CountYes(0).ShouldBe(1);
        held.IsAsked(1).ShouldBeFalse();
    }

    [Fact]
    public void A_selection_keeps_its_order_and_nothing_of_the_others()
    {
        var whole = RecordSet.Concat([Set("a", 0), Set("b", -3), Set("c", 1)]);

        var chosen = whole.Take([2, 0]);

        chosen.Text("name").ShouldBe(["c", "a"]);
        chosen.Coded("sex").ShouldBe(["male", "female"]);
        Should.Throw<ArgumentOutOfRangeException>(() => whole.Take([3]));
    }

    [Fact]
    public void Flags_hold_every_state_over_many_words_of_bits()
    {
        var random = new Random(7);
        var cells = Enumerable.Range(0, 1_000).Select(_ => (short)(1 - random.Next(8))).ToArray();

        var held = Held(cells);

        Enumerable.Range(0, cells.Length).Select(row => held[0, row]).ShouldBe(cells);
        held.CountYes(0).ShouldBe(cells.Count(cell => cell == FlagsColumn.Yes));
        Should.Throw<ArgumentOutOfRangeException>(() => held[0, 1_000]);
        Should.Throw<ArgumentException>(() => Held([2]));
        Should.Throw<ArgumentException>(() => Held([-7]));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(1, -7)]
    public void A_column_refuses_cells_that_stand_for_nothing(short good, short bad)
    {
        Should.NotThrow(() => Set("a", good));
        Should.Throw<ArgumentException>(() => Set("a", bad));
    }

    [Fact]
    public void Every_kind_of_missing_has_a_name_and_is_found_by_it()
    {
        MissingKinds.All.Select(kind => MissingKinds.Find(MissingKinds.NameOf(kind))).ShouldBe(MissingKinds.All.Cast<MissingKind?>());
        MissingKinds.Find("Blank").ShouldBeNull();
        MissingKinds.Find(null).ShouldBeNull();
        Should.Throw<ArgumentOutOfRangeException>(() => MissingKinds.NameOf(default));
    }

    private static FlagsColumn Held(short[] cells)
    {
        var code = (string id) => new Code(id, LocalizedText.Same(id), new Dictionary<string, string>(StringComparer.Ordinal));
        return new FlagsColumn("held", new CodeList("held", 1, LocalizedText.Same("h"), "test", [code("x"), code("y")]), [cells, null], cells.Length);
    }

    private static RecordSet Set(string name, short sex, string field = "name", int version = 1)
    {
        var code = (string id) => new Code(id, LocalizedText.Same(id), new Dictionary<string, string>(StringComparer.Ordinal));
        var list = new CodeList("sex", version, LocalizedText.Same("Sex"), "test", [code("female"), code("male")]);
        return new RecordSet(
            1, [new CodedColumn("sex", list, [sex])], new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [field] = [name] });
    }
}
