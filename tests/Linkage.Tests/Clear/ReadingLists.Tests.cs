using Amparo.Linkage.Reading;

namespace Amparo.Linkage.Tests.Clear;

public sealed class ReadingListsTests
{
    [Theory]
    [InlineData("given1,surname1\nAna,Caal\n", LinkageProblems.NoIdColumn)]
    [InlineData("rec_id,given1\n1,Ana\n2,Luis\n1,Rosa\n", LinkageProblems.DuplicateId)]
    [InlineData("rec_id,given1\n1,Ana\n,Luis\n", LinkageProblems.MissingId)]
    [InlineData("rec_id,given1\n", LinkageProblems.NoRecords)]
    public void What_cannot_be_linked_is_refused_by_its_code_and_no_cell_is_told(string csv, string code)
    {
        var problem = ClearLists.TryRead(("shelter", csv)).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(code);
        problem.Subject.ShouldBe("shelter");
        problem.ToString().ShouldNotContain("Ana");
        problem.ToString().ShouldNotContain("Luis");
    }

    [Fact]
    public void One_id_may_be_in_two_lists()
    {
        var lists = ClearLists.Read(("a", "rec_id,given1,surname1\n1,Ana,Caal\n"), ("b", "rec_id,given1,surname1\n1,Ana,Caal\n"));
        lists.Count.ShouldBe(2);
        lists.IdsAreUnique().ShouldBeFalse();
        lists.Lists.ShouldBe(["a", "b"]);
    }

    [Fact]
    public void Lists_without_a_field_to_compare_are_refused() =>
        PersonLinkage.Run(ClearLists.Read(("a", "rec_id,colour\n1,red\n2,blue\n")), ClearLists.Knowledge, new(), _ => { })
            .Problems.ShouldHaveSingleItem().Code.ShouldBe(LinkageProblems.NothingToCompare);

    [Fact]
    public void Lists_that_share_no_field_are_refused() =>
        PersonLinkage.Run(ClearLists.Read(("a", "rec_id,given1,surname1\n1,Ana,Caal\n2,Luis,Choc\n"), ("b", "rec_id,phone\n1,55512345\n2,55512346\n")), ClearLists.Knowledge, new(), _ => { })
            .Problems.ShouldHaveSingleItem().Code.ShouldBe(LinkageProblems.NothingToCompare);

    [Fact]
    public void A_field_that_no_record_has_changes_nothing()
    {
        var rows = ClearLists.Rows(51, 80);
        var without = ClearLists.Link(ClearLists.Read(rows));
        var with = ClearLists.Link(ClearLists.Read(rows.Select(row => row + ","), ClearLists.Header + ",email"));
        ClearLists.Persons(with).ShouldBe(ClearLists.Persons(without));
        with.Links.Select(link => ClearLists.Bits(link.Weight)).ShouldBe(without.Links.Select(link => ClearLists.Bits(link.Weight)));
    }

    [Fact]
    public void All_records_of_one_name_come_to_an_end_within_what_may_be_compared()
    {
        var rows = Enumerable.Range(0, 6_000).Select(i => $"r{i},María,Caal");
        var result = ClearLists.Link(ClearLists.Read(rows, "rec_id,given1,surname1"));
        result.Compared.ShouldBeLessThanOrEqualTo(2_000_000);
    }

    [Fact]
    public void A_single_record_is_one_person()
    {
        var result = ClearLists.Link(ClearLists.Read(("a", "rec_id,given1,surname1\n1,Ana,Caal\n")));
        result.Persons.ShouldBe(1);
        result.Links.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("columns:\n  Name: given\n", true)]
    [InlineData("deduplicated: all\nprobability: 0.9\n", true)]
    [InlineData("deduplicated: [A, B]\nfalse-links: 0.02\ncomparisons-per-record: 30\nkeys: [surname+birth-year]\n", true)]
    [InlineData("columns:\n  Name: nonsense\n", false)]
    [InlineData("probability: 2\n", false)]
    [InlineData("probability: NaN\n", false)]
    [InlineData("comparisons-per-record: many\n", false)]
    [InlineData("deduplicated:\n  A: B\n", false)]
    [InlineData("nonsense: 1\n", false)]
    public void A_configuration_says_only_what_it_may(string yaml, bool usable)
    {
        var layout = LinkLayout.Read(new StringReader(yaml), "link.yaml");
        layout.Succeeded.ShouldBe(usable);
        if (!usable)
            layout.Problems.ShouldAllBe(problem => problem.Code.StartsWith("LNK-008", StringComparison.Ordinal) || problem.Code.StartsWith("VOC-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_key_that_the_lists_cannot_have_is_refused() =>
        PersonLinkage.Run(ClearLists.Read(ClearLists.Rows(1, 20)), ClearLists.Knowledge, new LinkOptions { Keys = ["surname", "surname+nonsense"] }, _ => { })
            .Problems.ShouldHaveSingleItem().Code.ShouldBe(LinkageProblems.UnknownKey);

    [Fact]
    public void Keys_that_are_named_are_the_ones_that_are_used()
    {
        var result = ClearLists.Link(ClearLists.Rows(1, 60), new LinkOptions { Keys = ["surname+birth-year", "doc_id"] });
        result.Keys().Select(key => key.Name).ShouldBe(["surname+birth-year", "doc_id"]);
    }

    [Fact]
    public void Two_columns_of_one_name_are_refused_by_their_place()
    {
        var problem = ClearLists.TryRead(("list", "rec_id,given1,surname1,given1\n1,ANA,CAAL,ROSA\n")).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(LinkageProblems.ColumnTwice);
        problem.ToString().ShouldNotContain("ANA");
        problem.Path.ShouldBe("column 4");
    }

    // Hombre and mujer: M is a woman where H is written and F is not, list by list.
    [Fact]
    public void M_is_mujer_only_in_lists_that_write_H_and_M()
    {
        var lists = ClearLists.Read(
            ("hombre-mujer", "rec_id,given1,sex\n1,ANA,M\n2,LUIS,H\n"), ("female-male", "rec_id,given1,sex\n3,ROSA,F\n4,JUAN,M\n"));
        var table = Comparing.PersonTable.Of(lists, Normalising.NameKnowledge.None);
        int SexOf(int record) => table.Row(table.RowOf(record))[Comparing.PersonTable.Marks] & Comparing.PersonTable.SexMask;
        new[] { SexOf(0), SexOf(1), SexOf(2), SexOf(3) }.ShouldBe([1, 2, 1, 2]);
    }
}
