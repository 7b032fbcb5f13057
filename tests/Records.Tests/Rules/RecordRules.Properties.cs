using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Records.Tests;

/// <summary>The shipped rules over generated records, against loops that know nothing of columns and bits.</summary>
public sealed class RecordRulesProperties
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20_261_123, 3);

    // What each rule calls a fault, written out once more for one record at a time.
    private static readonly Dictionary<string, Func<Row, bool>> Faults = new(StringComparer.Ordinal)
    {
        ["RUL-001"] = row => row.Number("age") is < 0 or > 110,
        ["RUL-002"] = row => row.Number("age-when-trafficked") is < 0 or > 110,
        ["RUL-005"] = row => row.Number("age-when-trafficked") > row.Number("age"),
        ["RUL-010"] = row => row["age-band"] switch
        {
            "0-8" or "9-17" => row["age-group"] == "18-plus",
            "18-20" or "48-plus" => row["age-group"] == "0-17",
            _ => false,
        },
        ["RUL-011"] = row => (row["majority"], row["age-group"]) is ("minor", "18-plus") or ("adult", "0-17"),
        ["RUL-012"] = row => (row["majority-at-exploitation"], row["majority"]) == ("adult", "minor"),
        ["RUL-013"] = row => (row["majority-at-entry"], row["majority-at-exploitation"]) == ("adult", "minor"),
        ["RUL-014"] = row => (row["majority-at-entry"], row["majority"]) == ("adult", "minor"),
        ["RUL-020"] = row => row["sex-and-labour"] == "yes" && (row["forms.sexual"] != "yes" || row["forms.labour"] != "yes"),
        ["RUL-021"] = row => row["sex-and-labour"] == "no" && row["forms.sexual"] == "yes" && row["forms.labour"] == "yes",
        ["RUL-022"] = row => (row["labour-kinds.construction"] == "yes" || row["labour-kinds.other"] == "yes") && row["forms.labour"] != "yes",
        ["RUL-023"] = row => row["sex-kinds.pornography"] == "yes" && row["forms.sexual"] != "yes",
        ["RUL-041"] = row => row["sex"] is "_blank" or "_unknown",
    };

    private static readonly (string Name, string[] Cells)[] Columns =
    [
        ("age", ["", "-3", "0", "17", "18", "110", "111"]),
        ("age-when-trafficked", ["", "0", "17", "18", "111"]),
        ("age-group", ["0-17", "18-plus", "_unknown", "_not-asked"]),
        ("age-band", ["0-8", "9-17", "18-20", "48-plus", "_blank"]),
        ("majority", ["minor", "adult", "_unknown"]),
        ("majority-at-exploitation", ["minor", "adult", "_blank"]),
        ("majority-at-entry", ["minor", "adult", "_refused"]),
        ("sex-and-labour", ["yes", "no", "_blank"]),
        ("forms.sexual", ["yes", "no", "_blank", "_suppressed"]),
        ("forms.labour", ["yes", "no", "_unknown"]),
        ("labour-kinds.construction", ["yes", "no", "_not-applicable"]),
        ("labour-kinds.other", ["yes", "no", "_not-asked"]),
        ("sex-kinds.pornography", ["yes", "no", "_blank"]),
        ("sex", ["female", "male", "_blank", "_unknown", "_refused"]),
        ("file-number", ["", "1", "2", "3"]),
        ("registered", ["2020-01-01", "2020-02"]),
    ];

    // Around the border of a word of 64 records, and well beyond it.
    private static readonly Gen<Row[]> Tables = Gen.Elements(0, 1, 5, 63, 64, 65, 127, 128, 129, 200).SelectMany(count =>
        Gen.Choose(0, int.MaxValue - 1).Select(Row.FromSeed).ArrayOf(count));

    [Fact]
    public void Every_rule_finds_what_a_plain_loop_finds() =>
        Prop.ForAll(Tables.ToArbitrary(), rows =>
        {
            var found = Rows.Judge(Set(rows)).Found().ToDictionary(line => line[..7], line => line[8..]);
            var quarantined = Faults.Where(fault => fault.Key is "RUL-001" or "RUL-002" or "RUL-005" or "RUL-010" or "RUL-011" or "RUL-012" or "RUL-013" or "RUL-014")
                .SelectMany(fault => Numbers(rows, fault.Value)).ToHashSet();
            foreach (var (code, fault) in Faults)
            {
                var expected = Numbers(rows, fault).Where(row => string.CompareOrdinal(code, "RUL-015") < 0 || !quarantined.Contains(row)).ToArray();
                found.GetValueOrDefault(code, "").ShouldBe(string.Join(' ', expected), code);
            }
        }).Check(Config);

    [Fact]
    public void Judging_loses_no_row_and_leaves_the_accepted_ones_as_they_were() =>
        Prop.ForAll(Tables.ToArbitrary(), rows =>
        {
            var records = Set(rows);
            var judged = Rows.Judge(records);
            judged.Report.Read.ShouldBe(rows.Length);
            (judged.Report.Accepted + judged.Report.Quarantined).ShouldBe(rows.Length);
            judged.Records.Count.ShouldBe(judged.Report.Accepted);
            judged.Rows.Concat(judged.Report.Findings.Select(finding => finding.Row).Distinct()).Order().ShouldBe(Enumerable.Range(1, rows.Length));
            judged.Report.Remarks.SelectMany(remark => remark.Rows).Except(judged.Rows).ShouldBeEmpty();
            for (var i = 0; i < judged.Rows.Count; i++)
            {
                foreach (var (name, _) in Columns)
                    CellOf(judged.Records, name, i).ShouldBe(rows[judged.Rows[i] - 1][name]);
            }
        }).Check(Config);

    [Fact]
    public void Repeated_rows_are_those_that_an_earlier_row_equals() =>
        Prop.ForAll(Tables.ToArbitrary(), rows =>
        {
            // Few columns, so that rows really repeat one another.
            string[] names = ["file-number", "registered", "sex"];
            var judged = Rows.Judge(Set(rows, names));
            var expected = Enumerable.Range(0, rows.Length).Where(row => rows[row]["file-number"].Length > 0 && First(rows, row, names) < row).ToArray();
            var same = judged.Report.Remarks.FirstOrDefault(remark => remark.Code == "RUL-030");
            (same?.Rows ?? []).ShouldBe(expected.Select(row => row + 1));
            (same?.FirstRows ?? []).ShouldBe(expected.Select(row => First(rows, row, names) + 1));
        }).Check(Config);

    private static int First(Row[] rows, int row, string[] names) =>
        Array.FindIndex(rows, other => names.All(name => other[name] == rows[row][name]));

    private static IEnumerable<int> Numbers(Row[] rows, Func<Row, bool> fault) =>
        Enumerable.Range(1, rows.Length).Where(row => fault(rows[row - 1]));

    private static RecordSet Set(Row[] rows, params string[] names) => Rows.Of(
        [.. Columns.Where(column => names.Length == 0 || names.Contains(column.Name)).Select(column => (column.Name, rows.Select(row => row[column.Name]).ToArray()))]);

    private static string CellOf(RecordSet records, string name, int row)
    {
        var parts = name.Split('.');
        return records.Find(parts[0]) switch
        {
            TextColumn texts => texts[row],
            CodedColumn coded => Spelled(coded.Cells[row], cell => coded.List.Codes[cell].Id),
            FlagsColumn flags => Spelled(flags[flags.List.PositionOf(parts[1]), row], cell => cell == FlagsColumn.Yes ? "yes" : "no"),
            _ => throw new InvalidOperationException(name),
        };
    }

    private static string Spelled(short cell, Func<short, string> code) =>
        cell < 0 ? $"_{MissingKinds.NameOf((MissingKind)(-cell))}" : code(cell);

    /// <summary>One record as its cells.</summary>
    public sealed record Row(IReadOnlyDictionary<string, string> Cells)
    {
        public string this[string name] => Cells[name];

        public static Row FromSeed(int seed)
        {
            var random = new Random(seed);
            return new(Columns.ToDictionary(column => column.Name, column => column.Cells[random.Next(column.Cells.Length)]));
        }

        public int? Number(string name) => int.TryParse(Cells[name], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
