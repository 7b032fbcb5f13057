using Amparo.Vocabulary.Standards;

namespace Amparo.Vocabulary.Tests;

public sealed class CrosswalksTests
{
    private const string Hub = """
        id: amparo
        title: Hub
        edition: "1"
        publisher: P
        licence: L
        source: S
        status: final
        translation: { es: reviewed, en: reviewed }
        lists: [means, group, missing]
        sections:
          - id: s
            title: S
            fields:
              - { name: means, type: codes, list: means, several: "yes" }
              - { name: group, type: codes, list: group, several: "yes" }
        """;

    private const string Fine = """
        id: fine
        title: Fine
        edition: "1"
        publisher: P
        licence: L
        source: S
        status: provisional
        translation: { es: reviewed, en: reviewed }
        lists: [fine-means]
        missing: [ { spelling: "", kind: blank } ]
        sections:
          - id: s
            title: S
            fields:
              - { name: isThreat, type: flag, list: fine-means, code: threat, core: "yes", status: draft }
              - { name: isDebt, type: flag, list: fine-means, code: debt }
              - { name: phone, type: text, note: { es: Teléfono, en: Telephone } }
        """;

    private const string Coarse = """
        id: coarse
        title: Coarse
        edition: "1"
        publisher: P
        licence: L
        source: S
        status: final
        translation: { es: reviewed, en: reviewed }
        lists: [coarse-group]
        sections:
          - id: s
            title: S
            fields:
              - { name: anyThreat, type: flag, list: coarse-group, code: threats }
              - { name: anyDebt, type: flag, list: coarse-group, code: debts }
        """;

    private const string Inner = """
        id: amparo
        version: 1
        from: amparo
        to: amparo
        source: S
        translation: { es: reviewed, en: reviewed }
        fields:
          - { from: means, relation: narrower, to: group }
        lists:
          - from: means
            to: group
            codes:
              - { from: threat, relation: narrower, to: threats }
              - { from: debt, relation: narrower, to: debts }
        """;

    private const string FineWalk = """
        id: fine
        version: 1
        from: fine
        to: amparo
        source: S
        translation: { es: reviewed, en: reviewed }
        reasons:
          contact: { es: Contacto, en: Contact }
        fields:
          - { from: isThreat, relation: narrower, to: means }
          - { from: isDebt, relation: narrower, to: means }
          - { from: phone, relation: none, why: contact }
        lists:
          - from: fine-means
            to: means
            codes:
              - { from: threat, relation: exact, to: threat }
              - { from: debt, relation: exact, to: debt }
              - { from: unknown, relation: exact, in: missing, to: unknown }
        """;

    private const string CoarseWalk = """
        id: coarse
        version: 1
        from: coarse
        to: amparo
        source: S
        translation: { es: reviewed, en: reviewed }
        fields:
          - { from: anyThreat, relation: narrower, to: group }
          - { from: anyDebt, relation: narrower, to: group }
        lists:
          - from: coarse-group
            to: group
            codes:
              - { from: threats, relation: exact, to: threats }
              - { from: debts, relation: exact, to: debts }
              - { from: rest, relation: none, why: { es: Resto, en: Rest } }
        """;

    [Fact]
    public void A_standard_is_read_with_its_fields()
    {
        var fine = Standard(Fine).Value;

        (fine.Id, fine.Edition, fine.Status, fine.Lists[0]).ShouldBe(("fine", "1", StandardStatus.Provisional, "fine-means"));
        fine.Missing.ShouldHaveSingleItem().Spelling.ShouldBeEmpty();
        var threat = fine.Find("isThreat")!;
        (threat.Type, threat.Core, threat.Status, threat.Code).ShouldBe((StandardFieldType.Flag, true, StandardFieldStatus.Draft, "threat"));
        fine.Find("phone")!.Note![Language.English].ShouldBe("Telephone");
        fine.Find("Phone").ShouldBeNull();
    }

    [Theory]
    [InlineData("status: provisional", "status: perfect", VocabularyProblems.ValueNotAllowed)]
    [InlineData("type: text", "type: telephone", VocabularyProblems.ValueNotAllowed)]
    [InlineData("name: phone", "name: isDebt", VocabularyProblems.TermTwice)]
    [InlineData(", code: debt }", " }", VocabularyProblems.FlagWithoutCode)]
    [InlineData("type: text", "type: text, code: debt", VocabularyProblems.FlagWithoutCode)]
    [InlineData("edition: \"1\"", "editon: \"1\"", VocabularyProblems.UnknownKey)]
    public void A_standard_that_is_wrong_is_refused_with_its_line(string was, string becomes, string code)
    {
        Standard(Fine.Replace(was, becomes, StringComparison.Ordinal)).Problems
            .ShouldContain(problem => problem.Code == code && problem.Path.StartsWith("line ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("relation: narrower, to: means }\n  - { from: isDebt", "relation: narrower }\n  - { from: isDebt", VocabularyProblems.EntryContradicts)]
    [InlineData("relation: none, why: contact", "relation: none, to: means, why: contact", VocabularyProblems.EntryContradicts)]
    [InlineData("relation: none, why: contact", "relation: none", VocabularyProblems.ReasonMissing)]
    [InlineData("en: Contact", "fr: Contact", VocabularyProblems.StatusMissing)]
    [InlineData(", en: Contact", "", VocabularyProblems.ReasonMissing)]
    [InlineData("why: contact", "why: contract", VocabularyProblems.TermUnknown)]
    [InlineData("relation: none", "relation: unclear", VocabularyProblems.ValueNotAllowed)]
    public void A_crosswalk_that_is_wrong_is_refused_with_its_line(string was, string becomes, string code)
    {
        Walk(FineWalk.Replace(was, becomes, StringComparison.Ordinal)).Problems
            .ShouldContain(problem => problem.Code == code && problem.Path.StartsWith("line ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("  - { from: phone, relation: none, why: contact }\n", "", "phone")]
    [InlineData("      - { from: debt, relation: exact, to: debt }\n", "", "fine-means:debt")]
    public void A_term_without_an_entry_is_found(string entry, string becomes, string term)
    {
        All(fineWalk: FineWalk.Replace(entry, becomes, StringComparison.Ordinal)).Problems
            .ShouldBe([new Problem(VocabularyProblems.TermUnmapped, "fine", term)]);
    }

    [Theory]
    [InlineData("from: phone", "from: fax", VocabularyProblems.TermUnknown)]
    [InlineData("to: debt }", "to: debit }", VocabularyProblems.TermUnknown)]
    [InlineData("from: isDebt, relation", "from: isThreat, relation", VocabularyProblems.EntryContradicts)]
    [InlineData("to: amparo", "to: coarse", VocabularyProblems.CrosswalkMissing)]
    public void An_entry_about_what_is_not_there_is_found(string was, string becomes, string code)
    {
        All(fineWalk: FineWalk.Replace(was, becomes, StringComparison.Ordinal)).Problems.ShouldContain(problem => problem.Code == code);
    }

    [Fact]
    public void The_hub_must_speak_of_every_code_of_a_list_it_speaks_of()
    {
        All(inner: Inner.Replace("      - { from: threat, relation: narrower, to: threats }\n", "", StringComparison.Ordinal))
            .Problems.ShouldBe([new Problem(VocabularyProblems.TermUnmapped, "amparo", "means:threat")]);
    }

    [Fact]
    public void A_standard_or_a_list_that_is_missing_is_found()
    {
        Crosswalks.Of([Standard(Fine).Value], [], Lists()).Problems.ShouldContain(problem => problem.Code == VocabularyProblems.HubMissing);
        Crosswalks.Of([Standard(Hub).Value, Standard(Hub).Value], [], Lists()).Problems
            .ShouldContain(problem => problem.Code == VocabularyProblems.TermTwice);
        Crosswalks.Of([Standard(Hub).Value], [], CodeListCatalogue.Of([]).Value).Problems
            .ShouldContain(new Problem(VocabularyProblems.ListUnknown, "amparo", "means"));
    }

    [Fact]
    public void A_crosswalk_between_two_standards_is_composed_over_the_hub()
    {
        Composed("fine", "coarse").ShouldBe(
        [
            "isThreat narrower anyThreat", "isDebt narrower anyDebt", "phone none -",
            "fine-means:threat narrower coarse-group:threats", "fine-means:debt narrower coarse-group:debts", "fine-means:unknown none -",
        ]);
        Composed("coarse", "fine").ShouldBe(
        [
            "anyThreat broader isThreat", "anyDebt broader isDebt",
            "coarse-group:threats broader fine-means:threat", "coarse-group:debts broader fine-means:debt", "coarse-group:rest none -",
        ]);
    }

    [Fact]
    public void A_line_without_counterpart_says_whose_gap_it_is()
    {
        var entries = All().Value.Compose(("fine", "coarse")).Value.Entries;

        var phone = entries.Single(entry => entry.From.Id == "phone");
        phone.Reason![Language.English].ShouldBe("Contact");
        phone.Via.ShouldBeEmpty();
        var unknown = entries.Single(entry => entry.From.Id == "unknown");
        unknown.Reason.ShouldBeNull();
        unknown.Via.ShouldBe([new Term("missing", "unknown", IsCode: true)]);
    }

    [Fact]
    public void The_hub_itself_may_stand_on_either_side()
    {
        Composed("amparo", "coarse").ShouldContain("means:threat narrower coarse-group:threats");
        Composed("fine", "amparo").ShouldContain("fine-means:threat exact means:threat");
    }

    [Fact]
    public void Paths_that_contradict_one_another_are_refused()
    {
        // Debt is made the same as the group of threats, and threat too: then a fine threat would be both narrower and the same.
        var wrong = FineWalk.Replace(
            "{ from: threat, relation: exact, to: threat }",
            "{ from: threat, relation: exact, to: threat }\n      - { from: threat, relation: exact, in: group, to: threats }",
            StringComparison.Ordinal);

        All(fineWalk: wrong).Value.Compose(("fine", "coarse")).Problems
            .ShouldContain(problem => problem.Code == VocabularyProblems.PathsContradict);
    }

    [Fact]
    public void A_standard_that_nobody_knows_is_refused()
    {
        All().Value.Compose(("fine", "finer")).Problems.ShouldBe([new Problem(VocabularyProblems.StandardUnknown, "finer")]);
    }

    private static string[] Composed(string from, string to) =>
        [.. All().Value.Compose((from, to)).Value.Entries.Select(entry => $"{entry.From} {entry.Relation} {entry.To?.ToString() ?? "-"}")];

    private static Outcome<Crosswalks> All(string fineWalk = FineWalk, string inner = Inner) =>
        Crosswalks.Of(
            [Standard(Hub).Value, Standard(Fine).Value, Standard(Coarse).Value],
            [Walk(inner).Value, Walk(fineWalk).Value, Walk(CoarseWalk).Value],
            Lists());

    private static CodeListCatalogue Lists() => CodeListCatalogue.Of(
    [
        List("means", "threat", "debt"), List("group", "threats", "debts"), List("missing", "blank", "unknown"),
        List("fine-means", "threat", "debt", "unknown"), List("coarse-group", "threats", "debts", "rest"),
    ]).Value;

    private static CodeList List(string id, params string[] codes) => new(
        id, 1, LocalizedText.Same(id), "test",
        [.. codes.Select(code => new Code(code, LocalizedText.Same(code), new Dictionary<string, string>(StringComparer.Ordinal)))]);

    private static Outcome<RecordStandard> Standard(string text) => RecordStandardReader.Read(new StringReader(text), "standard.yaml");

    private static Outcome<Crosswalk> Walk(string text) => CrosswalkReader.Read(new StringReader(text), "crosswalk.yaml");
}
