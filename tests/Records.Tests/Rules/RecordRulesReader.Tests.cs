using System.Text.RegularExpressions;
using Amparo.Vocabulary;

namespace Amparo.Records.Tests;

public sealed partial class RecordRulesReaderTests
{
    [Theory]
    [InlineData("REC-220", "code: RUL-1, severity: note, field: sex, kind: present")]
    [InlineData("REC-220", "code: REC-001, severity: note, field: sex, kind: present")]
    [InlineData("REC-221", "code: RUL-900, severity: note, field: sex, kind: present")]
    [InlineData("REC-222", "code: RUL-901, severity: note, field: sex, kind: present, unless: [RUL-999]")]
    [InlineData("REC-222", "code: RUL-901, severity: note, field: sex, kind: present, unless: [RUL-901]")]
    [InlineData("REC-223", "code: RUL-901, severity: note, field: nothing, kind: present")]
    [InlineData("REC-223", "code: RUL-901, severity: note, field: sex, kind: range, lowest: 0, highest: 1")]
    [InlineData("REC-223", "code: RUL-901, severity: note, field: age, kind: order, not-after: registered")]
    [InlineData("REC-223", "code: RUL-901, severity: note, field: sex, kind: unique, by: [nothing]")]
    [InlineData("REC-204", "code: RUL-901, severity: note, field: sex, kind: never, together: [{ field: sex, is: nothing }]")]
    [InlineData("REC-204", "code: RUL-901, severity: note, field: majority, kind: agree, with: age-group, fits: { minor: [0-18] }")]
    [InlineData("REC-206", "code: RUL-901, severity: note, field: sex, kind: present, allowed: [lost]")]
    [InlineData("VOC-005", "code: RUL-901, severity: note, field: sex, kind: present, lowest: 1")]
    [InlineData("VOC-005", "code: RUL-901, severity: note, field: sex, kind: never, together: [{ field: sex, is: female, not: male }]")]
    [InlineData("VOC-006", "code: RUL-901, severity: note, field: age, kind: range, lowest: 0")]
    [InlineData("VOC-006", "code: RUL-901, severity: note, field: forms, kind: never, together: [{ field: forms }]")]
    [InlineData("VOC-006", "severity: note, field: sex, kind: present")]
    [InlineData("VOC-008", "code: RUL-901, severity: grave, field: sex, kind: present")]
    [InlineData("VOC-008", "code: RUL-901, severity: note, published: error, field: sex, kind: present")]
    [InlineData("VOC-008", "code: RUL-901, severity: note, field: sex, kind: guess")]
    [InlineData("VOC-008", "code: RUL-901, severity: note, field: age, kind: range, lowest: 2, highest: 1")]
    public void What_is_wrong_is_refused_with_its_line(string code, string rule)
    {
        var read = Rows.Read(
            $$"""
            id: rules
            version: 1
            schema: person-report
            title: Rules
            translation: { es: reviewed }
            rules:
              - { code: RUL-900, severity: note, field: sex, kind: present, text: Text }
              - { {{rule}}, text: Text }
            """);
        read.Succeeded.ShouldBeFalse();
        read.Problems.ShouldAllBe(problem => problem.Code == code && problem.Subject == "rules.yaml" && problem.Path.StartsWith("line 8", StringComparison.Ordinal));
    }

    [Fact]
    public void Rules_of_another_schema_are_refused() =>
        Rows.Read("{ id: r, version: 1, schema: other, title: R, translation: { es: reviewed }, rules: [{ code: RUL-900, severity: note, field: sex, kind: present, text: T }] }")
            .Problems.ShouldHaveSingleItem().Code.ShouldBe(RecordsProblems.SchemaDiffers);

    [Fact]
    public void Shipped_rules_have_codes_of_their_own_and_reviewed_texts_and_are_described()
    {
        var files = Directory.GetFiles(Path.Combine(Fixture.Root, "content", "rules"), "*.yaml");
        var codes = files.SelectMany(file => Code().Matches(File.ReadAllText(file)).Select(match => match.Groups["code"].Value)).ToArray();
        codes.Length.ShouldBeGreaterThan(20);
        codes.Distinct().Count().ShouldBe(codes.Length);
        var described = File.ReadAllText(Path.Combine(Fixture.Root, "docs", "methods", "checking-rules.md"));
        codes.Where(code => !described.Contains(code, StringComparison.Ordinal)).ShouldBeEmpty();
        foreach (var rule in Rows.Shipped.Rules)
        {
            foreach (var language in new[] { Language.Spanish, Language.English })
                rule.Text.StatusOf(language).ShouldBe(TranslationStatus.Reviewed, rule.Code);
            foreach (var language in new[] { Language.French, Language.HaitianCreole })
                rule.Text.StatusOf(language).ShouldBe(TranslationStatus.Machine, rule.Code);
        }
    }

    [GeneratedRegex("^  - code: (?<code>RUL-[0-9]{3})$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Code();
}
