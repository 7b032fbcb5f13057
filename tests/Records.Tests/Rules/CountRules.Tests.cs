using Amparo.Vocabulary;

namespace Amparo.Records.Tests;

/// <summary>Rules about published counts: totals and parts as intervals, figures that stand there twice.</summary>
public sealed class CountRulesTests
{
    private static readonly RecordSchema Schema = new(
        "counts", 1, LocalizedText.Same("Counts"),
        [
            new("record", FieldKind.Text, null, Sensitivity.PublicCode, LocalizedText.Same("Record")),
            Coded("country", "GT", "HN"), Coded("sex", "female", "male", "other", "total"),
            new("count", FieldKind.Count, null, Sensitivity.PublicCode, LocalizedText.Same("Count")),
        ]);

    private static readonly RecordMapping Mapping = MappingReader.Read(
        new StringReader(
            """
            id: counts
            version: 1
            schema: counts
            title: Counts
            translation: { es: reviewed }
            file: { kind: delimited, delimiter: "," }
            fields:
              country: { as: code, from: country, standard: id }
              sex: { as: code, from: sex, standard: id }
              count: { as: count, from: count }
            """),
        "counts.yaml", Schema).Value;

    [Theory]
    [InlineData("", "female 3", "male 4", "total 7")]
    [InlineData("RUL-901 3", "female 4", "male 4", "total 7")]
    [InlineData("RUL-902 3", "female 3", "male 3", "total 7")]
    [InlineData("", "female <5", "male 3", "total 7")]
    [InlineData("", "female <5", "male 3", "total 3")]
    [InlineData("RUL-902 3", "female <5", "male 2", "total 7")]
    [InlineData("RUL-901 3", "female <5", "male 4", "total 3")]
    [InlineData("", "female <5", "male 5", "total <6")]
    [InlineData("RUL-901 3", "female <5", "male 6", "total <6")]
    [InlineData("", "female 1", "total 9")]
    [InlineData("RUL-901 2", "female 10", "total 9")]
    [InlineData("", "female 10", "male 10")]
    [InlineData("", "female 10", "male ", "total 30")]
    [InlineData("RUL-901 3", "female 10", "male ", "total 5")]
    [InlineData("", "female 10", "male 1", "total ")]
    [InlineData("", "female 10", "male 1", "other 4", "total 11")]
    [InlineData("", "female 10", "female 10", "male 1", "total 11")]
    public void Totals_and_parts_add_up_as_far_as_the_intervals_allow(string found, params string[] rows)
    {
        var csv = "country,sex,count\n" + string.Concat(rows.Select(row => $"GT,{row.Replace(' ', ',')}\n"));
        string.Join(' ', Found(csv).Where(line => line.StartsWith("RUL-90", StringComparison.Ordinal) && line[6] is '1' or '2')).ShouldBe(found);
    }

    [Fact]
    public void Figures_of_different_countries_are_never_added() =>
        Found("country,sex,count\nGT,female,9\nHN,total,1\nGT,total,9\nHN,female,1\nGT,male,0\nHN,male,0\n").ShouldBeEmpty();

    [Fact]
    public void The_same_figure_twice_is_told_apart_from_another_figure_for_the_same() =>
        Found("country,sex,count\nGT,other,9\nGT,other,9\nGT,other,<5\nHN,other,9\nHN,other,8\n").ShouldBe(["RUL-910 2", "RUL-911 3 5"]);

    [Fact]
    public void Random_tables_are_judged_as_a_plain_loop_judges_them()
    {
        var random = new Random(20261123);
        for (var run = 0; run < 200; run++)
        {
            var rows = Enumerable.Range(0, random.Next(1, 40)).Select(_ =>
                (Country: random.Next(2) == 0 ? "GT" : "HN", Sex: new[] { "female", "male", "total" }[random.Next(3)], Low: random.Next(5), Width: random.Next(3))).ToArray();
            var csv = "country,sex,count\n" + string.Concat(rows.Select(row => FormattableString.Invariant($"{row.Country},{row.Sex},{row.Low}..{row.Low + row.Width}\n")));
            var over = new List<int>();
            var under = new List<int>();
            foreach (var country in new[] { "GT", "HN" })
            {
                var ours = rows.Where(row => row.Country == country).ToArray();
                if (ours.GroupBy(row => row.Sex).Any(group => group.Count() > 1) || !ours.Any(row => row.Sex == "total"))
                    continue;
                var total = ours.Single(row => row.Sex == "total");
                var parts = ours.Where(row => row.Sex != "total").ToArray();
                if (parts.Sum(row => row.Low) > total.Low + total.Width)
                    over.Add(Array.IndexOf(rows, total) + 1);
                if (parts.Length == 2 && parts.Sum(row => row.Low + row.Width) < total.Low)
                    under.Add(Array.IndexOf(rows, total) + 1);
            }

            var found = Found(csv);
            found.Where(line => line.StartsWith("RUL-901", StringComparison.Ordinal)).ShouldBe(over.Count == 0 ? [] : [$"RUL-901 {string.Join(' ', over.Order())}"]);
            found.Where(line => line.StartsWith("RUL-902", StringComparison.Ordinal)).ShouldBe(under.Count == 0 ? [] : [$"RUL-902 {string.Join(' ', under.Order())}"]);
        }
    }

    private static RecordField Coded(string id, params string[] codes) => new(
        id, FieldKind.Coded,
        new CodeList(id, 1, LocalizedText.Same(id), "test", [.. codes.Select(code => new Code(code, LocalizedText.Same(code), new Dictionary<string, string>()))]),
        Sensitivity.PublicCode, LocalizedText.Same(id));

    private static string[] Found(string csv)
    {
        const string Total = "severity: warning, field: count, kind: total, dimension: sex, total: total, parts: [female, male], text: T";
        var rules = RecordRulesReader.Read(
            new StringReader(
                $$"""
                id: counts
                version: 1
                schema: counts
                title: Counts
                translation: { es: reviewed }
                rules:
                  - { code: RUL-901, fault: parts-exceed, {{Total}} }
                  - { code: RUL-902, fault: parts-fall-short, {{Total}} }
                  - { code: RUL-910, severity: warning, field: count, kind: unique, except: [record], text: T }
                  - { code: RUL-911, severity: warning, field: count, kind: unique, except: [record, count], unless: [RUL-910], text: T }
                """),
            "counts.yaml", Schema).Value;
        return RecordMapper.Map(Fixture.Utf8(csv), Mapping, new() { Rules = rules }, TestContext.Current.CancellationToken).Value.Found();
    }
}
