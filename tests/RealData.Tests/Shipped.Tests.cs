using System.Globalization;
using System.Text.RegularExpressions;
using Amparo.Records;

namespace Amparo.RealData.Tests;

/// <summary>What the guide says of the shipped mappings is what they are.</summary>
public sealed partial class ShippedTests
{
    [Fact]
    public void The_guide_lists_every_shipped_mapping_with_its_columns()
    {
        var guide = File.ReadAllText(Path.Combine(Shipped.Root, "docs", "guide", "mapping.md"));
        var listed = Line().Matches(guide).Select(match => $"{match.Groups["id"].Value} {match.Groups["read"].Value} {match.Groups["left"].Value}");

        listed.Order(StringComparer.Ordinal).ShouldBe(Shipped.Standards.Select(mapping =>
            string.Create(CultureInfo.InvariantCulture, $"{mapping.Id} {mapping.Columns.Count} {mapping.Unread.Count}")).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_column_is_read_and_left_out_at_once_and_every_reason_is_given()
    {
        foreach (var mapping in Shipped.Standards)
        {
            mapping.Unread.Select(left => left.Column).Intersect(mapping.Columns, StringComparer.OrdinalIgnoreCase).ShouldBeEmpty(mapping.Id);
            mapping.Unread.ShouldAllBe(left => left.Reason.Length > 10);
        }
    }

    [Theory]
    [InlineData("htcds-2-0", 84)]
    [InlineData("ctdc-kanon-2020", 63)]
    [InlineData("ctdc-synthetic-2024", 27)]
    [InlineData("ctdc-victim-perpetrator-2022", 16)]
    public void Every_field_of_a_standard_is_read_or_left_out_for_a_reason(string id, int fields)
    {
        var mapping = Shipped.Mapping(id);
        var standard = File.ReadAllText(Path.Combine(Shipped.Content.Root, "standards", $"{id}.yaml"));
        var names = FieldName().Matches(standard).Select(match => match.Groups["name"].Value).Where(name => !name.StartsWith("N/A", StringComparison.Ordinal)).ToList();

        names.Count.ShouldBe(fields);
        names.Except(mapping.Columns.Concat(mapping.Unread.Select(left => left.Column)), StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Fact]
    public void Only_the_standard_of_cases_names_an_agencys_persons() =>
        Shipped.Standards.Where(mapping => mapping.IsIdentified).Select(mapping => mapping.Id).ShouldBe(["htcds-2-0"]);

    [GeneratedRegex(@"^ +- \{ name: (?<name>[A-Za-z0-9_/]+),", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex FieldName();

    [GeneratedRegex(@"^\| `(?<id>[a-z0-9-]+)` \| [^|]+ \| (?<read>[0-9]+) \+ (?<left>[0-9]+) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Line();
}
