using Amparo.Vocabulary;
using Amparo.Vocabulary.Standards;

namespace Amparo.Content.Tests;

public sealed class StandardsTests
{
    private static CodeListCatalogue Lists { get; } = Repository.Content.LoadCodeLists().Value;

    private static Crosswalks All { get; } = Repository.Content.LoadCrosswalks(Lists).Value;

    public static TheoryData<string, string> Pairs()
    {
        var data = new TheoryData<string, string>();
        foreach (var from in All.Standards)
        {
            foreach (var to in All.Standards.Where(to => to != from))
                data.Add(from.Id, to.Id);
        }

        return data;
    }

    [Fact]
    public void Every_field_and_every_code_of_every_standard_is_mapped_or_declared_unmappable()
    {
        Repository.Content.LoadCrosswalks(Lists).Problems.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Any_two_standards_have_a_composed_crosswalk_with_a_line_for_every_term(string from, string to)
    {
        var composed = All.Compose((from, to));

        composed.Problems.ShouldBeEmpty();
        composed.Value.Entries.Select(entry => entry.From).Distinct().ShouldBe(All.TermsOf(All.Find(from)!));
        composed.Value.Entries.ShouldAllBe(entry => (entry.To == null) == (entry.Relation == Relation.None));
    }

    [Fact]
    public void A_single_entry_that_is_removed_is_missed_whichever_it_is()
    {
        var crosswalks = AllCrosswalks().ToArray();
        foreach (var whole in crosswalks)
        {
            // The hub says of its own fields what it likes; only its codes must be complete.
            var once = whole.Entries.GroupBy(entry => entry.From).Where(group => group.Count() == 1 && (group.Key.IsCode || whole.From != Crosswalks.Hub));
            foreach (var entry in once.Select(group => group.Single()).Where(entry => !OnlyOneOfItsList(whole, entry)))
            {
                var others = crosswalks.Where(crosswalk => crosswalk.Id != whole.Id);
                var less = whole with { Entries = [.. whole.Entries.Where(other => other != entry)] };
                Crosswalks.Of([.. All.Standards], [.. others, less], Lists).Problems
                    .ShouldBe([new Problem(VocabularyProblems.TermUnmapped, whole.Id, entry.From.ToString())]);
            }
        }
    }

    [Fact]
    public void Every_reason_and_every_note_is_written_in_Spanish_and_English()
    {
        var texts = AllCrosswalks().SelectMany(crosswalk => crosswalk.Entries).Select(entry => entry.Reason)
            .Concat(All.Standards.SelectMany(standard => standard.Fields).Select(field => field.Note))
            .Concat(All.Standards.Select(standard => standard.Note)).OfType<LocalizedText>();
        foreach (var text in texts)
        {
            text.StatusOf(Language.Spanish).ShouldBe(TranslationStatus.Reviewed);
            text.StatusOf(Language.English).ShouldBe(TranslationStatus.Reviewed);
        }
    }

    [Theory]
    [InlineData("person-report", "")]
    [InlineData("published-counts", "counts-")]
    public void The_hub_has_the_fields_of_our_own_records(string schema, string prefix)
    {
        var fields = Repository.Content.LoadSchema(schema, Lists).Value.Fields;
        var hub = All.Find(Crosswalks.Hub)!.Fields.Where(field => field.Section == schema).ToArray();

        hub.Select(field => field.Name).ShouldBe(fields.Select(field => prefix + field.Id));
        hub.Select(field => field.List).ShouldBe(fields.Select(field => field.List?.Id));
    }

    [Theory]
    [InlineData("ctdc-kanon-2020", "ctdc-synthetic-2024", "ctdc63-means:meansOfControlUsesChildren narrower ctdc27-means:meansThreats")]
    [InlineData("ctdc-synthetic-2024", "ctdc-kanon-2020", "ctdc27-means:meansThreats broader ctdc63-means:meansOfControlUsesChildren")]
    [InlineData("ctdc-kanon-2020", "ctdc-synthetic-2024", "meansOfControlThreats narrower meansThreats")]
    [InlineData("ctdc-kanon-2020", "ctdc-synthetic-2024", "ctdc63-gender:Male exact ctdc27-gender:Man")]
    [InlineData("ctdc-kanon-2020", "ctdc-synthetic-2024", "ctdc63-exploitation:isSexAndLabour narrower ctdc27-exploitation:isForcedLabour")]
    [InlineData("ctdc-kanon-2020", "ctdc-synthetic-2024", "ctdc63-means:meansOfControlNotSpecified none -")]
    [InlineData("ctdc-kanon-2020", "ctdc-synthetic-2024", "citizenship exact citizenship")]
    [InlineData("ctdc-kanon-2020", "htcds-2-0", "CountryOfExploitation overlaps hte_Country")]
    [InlineData("ctdc-kanon-2020", "htcds-2-0", "ctdc63-labour:typeOfLabourBegging narrower htcds-type-of-exploitation:ForcedBegging")]
    [InlineData("htcds-2-0", "glotip-country-year", "htcds-gender:Feminine overlaps glotip-sex:female")]
    [InlineData("htcds-2-0", "glotip-country-year", "htcds-gender:NonSpecifiedUnknown exact glotip-sex:unknown")]
    [InlineData("htcds-2-0", "ctdc-kanon-2020", "htcds-methods-of-control:RestrictsMovement exact ctdc63-means:meansOfControlRestrictsMovement")]
    [InlineData("htcds-2-0", "iccs-0204", "htcds-type-of-exploitation:OrganRemoval exact iccs-0204:02043")]
    [InlineData("ctdc-kanon-2020", "amparo", "ctdc63-gender:Unknown exact missing:unknown")]
    [InlineData("ic-tip", "htcds-2-0", "ic-tip-purpose:begging exact htcds-type-of-exploitation:ForcedBegging")]
    [InlineData("iccs-0204", "glotip-country-year", "iccs-0204:02043 narrower glotip-form:other")]
    public void What_is_known_to_be_tricky_comes_out_as_it_should(string from, string to, string line)
    {
        Lines(from, to).ShouldContain(line);
    }

    [Theory]
    [InlineData("htcds-2-0", "glotip-country-year", "htcds-gender:NonSpecifiedUnknown exact glotip-age:unknown")]
    [InlineData("ctdc-kanon-2020", "htcds-2-0", "ctdc63-majority:Unknown exact htcds-gender:NonSpecifiedUnknown")]
    [InlineData("ctdc-kanon-2020", "ctdc-victim-perpetrator-2022", "majorityEntry exact majorityStatus")]
    [InlineData("ctdc-kanon-2020", "ctdc-victim-perpetrator-2022", "majorityStatusAtExploit exact majorityStatus")]
    public void What_only_looks_alike_is_not_joined(string from, string to, string line)
    {
        Lines(from, to).ShouldNotContain(line);
    }

    private static string[] Lines(string from, string to) =>
        [.. All.Compose((from, to)).Value.Entries.Select(entry => $"{entry.From} {entry.Relation} {entry.To?.ToString() ?? "-"}")];

    // Without its only entry the hub does not speak of the list at all, which it may.
    private static bool OnlyOneOfItsList(Crosswalk crosswalk, CrosswalkEntry entry) =>
        crosswalk.From == Crosswalks.Hub && crosswalk.Entries.Count(other => other.From.IsCode && other.From.Owner == entry.From.Owner) == 1;

    private static IEnumerable<Crosswalk> AllCrosswalks() =>
        Directory.EnumerateFiles(Path.Combine(Repository.Content.Root, "crosswalks"), "*.yaml").Select(file => Read(file, CrosswalkReader.Read));

    private static T Read<T>(string file, Func<TextReader, string, Outcome<T>> read)
        where T : class
    {
        using var reader = new StreamReader(file);
        return read(reader, Path.GetFileName(file)).Value;
    }
}
