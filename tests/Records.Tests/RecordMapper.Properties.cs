using System.Globalization;
using System.Text;

namespace Amparo.Records.Tests;

/// <summary>Random tables, mapped by the engine and by plain loops over the cells as they were generated.</summary>
public sealed class RecordMapperProperties
{
    private static readonly string[] Header =
        ["file", "date", "sex", "sexual", "labour", "begging", "organ", "means", "woman", "man", "age", "where", "name"];

    // By column: what a cell may hold. Some cells are wrong on purpose.
    private static readonly string[][] Pools =
    [
        ["1", "22", "F-333", "longer than eight bytes", "", "-99", "ñandú-7"],
        ["2017-01-01", "2020-02-29", "2019-02-29", "", "1 May", "2017-01-01"],
        ["F", "M", "f", " F ", "-99", "", "Q", "refused"],
        ["1", "0", "-99", "", "1", "0", "maybe"],
        ["1", "0", "-99", "", "refused"],
        ["1", "0", "\"1\"", "\"0\"", "-99"],
        ["1", "0", "1 ", " 0"],
        ["a", "b", "a;b", "b;;a", ";", "", "-99", "c", "a;-99"],
        ["1", "0", "0", "0", "-99"],
        ["1", "0", "0", "0", ""],
        ["17", "18", "", "-99", "111", "x"],
        ["GT", "HN", "ZZ", "", "0"],
        ["Ana", "Ñusta", "-99", "", "\"Paz, Eva\"", "\"O \"\"Z\"\"\""],
    ];

    private static readonly RecordMapping Mapping = Fixture.Small(
        """
        sex: { as: code, from: sex, values: { F: female, M: male } }
        forms: { as: flags, from: { sexual: sexual, labour: labour, begging: begging, organ: organ-removal }, set: ["1"], unset: ["0"], none-set: not-applicable }
        means: { as: codes, from: means, separator: ";", values: { a: threats, b: debt-bondage }, unlisted: not-asked }
        gender: { as: one-hot, from: { woman: woman, man: man }, set: ["1"], unset: ["0"], none-set: unknown }
        age: { as: integer, from: age }
        country-of-exploitation: { as: code, from: where, standard: id, missing: { "0": suppressed } }
        given-names: { as: text, from: name }
        """);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Random_tables_are_mapped_as_plain_loops_map_them(int seed)
    {
        var random = new Random(seed);
        string[][] rows = [.. Enumerable.Range(0, 3_000).Select(_ => Pools.Select(pool => random.Next(20) == 0 ? pool[random.Next(pool.Length)] : Good(pool, random)).ToArray())];
        var csv = string.Concat(rows.Prepend(Header).Select(row => string.Join(',', row) + '\n'));

        var mapped = Fixture.Map(Mapping, Fixture.Utf8(csv)).Value;

        var expected = rows.Select((row, i) => (Row: i + 1, Expected: Expect(row))).ToArray();
        mapped.Report.Read.ShouldBe(rows.Length);
        mapped.Report.Findings.Select(finding => finding.Row).Distinct().ShouldBe(expected.Where(row => row.Expected is null).Select(row => row.Row));
        mapped.Rows.ShouldBe(expected.Where(row => row.Expected is not null).Select(row => row.Row));
        mapped.Report.Quarantined.ShouldBeGreaterThan(100);
        mapped.Report.Accepted.ShouldBeGreaterThan(1_000);
        Spelled(mapped.Records).ShouldBe([.. expected.Select(row => row.Expected).OfType<string>()]);
    }

    [Fact]
    public void The_machines_culture_and_the_order_of_work_change_nothing()
    {
        var random = new Random(9);
        var csv = string.Concat(Enumerable.Range(0, 500).Select(_ => Pools.Select(pool => pool[random.Next(pool.Length)]).ToArray())
            .Prepend(Header).Select(row => string.Join(',', row) + '\n'));
        var before = CultureInfo.CurrentCulture;
        try
        {
            byte[] Saved()
            {
                using var stream = new MemoryStream();
                RecordFile.Write(stream, Fixture.Map(Mapping, Fixture.Utf8(csv)).Value.Records, Fixture.Schema);
                return stream.ToArray();
            }

            var one = Saved();
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("tr-TR");
            Saved().ShouldBe(one);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    // The first cells of a pool are good for most columns; a wrong one now and then is enough.
    private static string Good(string[] pool, Random random) => pool[random.Next(Math.Min(2, pool.Length))];

    private static string? Expect(string[] row)
    {
        var cells = row.Select(cell => cell.StartsWith('"') ? cell[1..^1].Replace("\"\"", "\"", StringComparison.Ordinal) : cell).Select(cell => cell.Trim()).ToArray();
        string Missing(string cell) => cell switch { "" => "_blank", "-99" => "_unknown", "refused" => "_refused", _ => "?" };
        var sex = cells[2].ToUpperInvariant() switch { "F" => "female", "M" => "male", _ => Missing(cells[2]) };
        var flags = cells[3..7].Select(cell => cell switch { "1" => "yes", "0" => "no", _ => Missing(cell) }).ToArray();
        var parts = cells[7].Split(';', StringSplitOptions.RemoveEmptyEntries);
        var other = cells[7] is "" or "-99" ? Missing(cells[7]) : parts.Contains("-99") ? "_unknown" : parts.Length == 0 ? "_blank" : parts.Contains("c") ? "?" : "_not-asked";
        var threats = parts.Contains("a") && other != "?" ? "yes" : other;
        var debts = parts.Contains("b") && other != "?" ? "yes" : other;
        var hot = cells[8..10];
        var gender = hot.Count(cell => cell == "1") switch
        {
            2 => "?",
            1 => hot[0] == "1" ? "woman" : "man",
            _ => hot.Select(Missing).FirstOrDefault(word => word != "?") ?? "_unknown",
        };
        var age = cells[10] is "17" or "18" ? cells[10] : cells[10] is "" or "-99" ? "" : "?";
        var where = cells[11] switch { "GT" or "HN" => cells[11], "" => "_blank", "0" => "_suppressed", _ => "?" };
        var date = cells[1] is "2017-01-01" or "2020-02-29" ? cells[1] : "?";
        var file = cells[0] is "" or "-99" ? "?" : cells[0];
        string[] codes = ["sexual", "labour", "begging", "organ-removal"];
        var stated = codes.Where((_, i) => flags[i] == "yes").ToArray();
        var form = stated.Length switch { 0 => flags.FirstOrDefault(flag => flag != "no") ?? "_not-applicable", 1 => stated[0], _ => "several" };
        var name = cells[12] == "-99" ? "" : cells[12];
        string[] all = [file, date, sex, .. flags, threats, debts, gender, age, where, form, name];
        return all.Contains("?") ? null : string.Join('|', all);
    }

    private static string[] Spelled(RecordSet records)
    {
        string Flag(string field, string code, int row)
        {
            var flags = records.FindFlags(field)!;
            return flags[flags.List.PositionOf(code), row] switch { 1 => "yes", 0 => "no", var cell => $"_{MissingKinds.NameOf((MissingKind)(-cell))}" };
        }

        string Code(string field, int row)
        {
            var column = records.FindCoded(field)!;
            return column.Cells[row] is >= 0 and var position ? column.List.Codes[position].Id : $"_{MissingKinds.NameOf((MissingKind)(-column.Cells[row]))}";
        }

        return [.. Enumerable.Range(0, records.Count).Select(row => string.Join('|',
            records.FindText("file-number")![row], records.FindText("registered")![row], Code("sex", row),
            Flag("forms", "sexual", row), Flag("forms", "labour", row), Flag("forms", "begging", row), Flag("forms", "organ-removal", row),
            Flag("means", "threats", row), Flag("means", "debt-bondage", row), Code("gender", row), records.FindText("age")![row],
            Code("country-of-exploitation", row), Code("form", row), records.FindText("given-names")![row]))];
    }
}
