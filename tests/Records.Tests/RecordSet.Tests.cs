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
        Should.Throw<ArgumentException>(() => RecordSet.Concat([Set("a", 0), Set("a", 0, field: "title")]));
        Should.Throw<ArgumentException>(() => RecordSet.Concat([Set("a", 0), Set("a", 0, version: 2)]));
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

    private static RecordSet Set(string name, short sex, string field = "name", int version = 1)
    {
        var code = (string id) => new Code(id, LocalizedText.Same(id), new Dictionary<string, string>(StringComparer.Ordinal));
        var list = new CodeList("sex", version, LocalizedText.Same("Sex"), "test", [code("female"), code("male")]);
        return new RecordSet(
            1, [new CodedColumn("sex", list, [sex])], new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [field] = [name] });
    }
}
