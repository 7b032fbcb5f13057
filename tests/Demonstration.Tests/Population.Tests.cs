using System.Globalization;

namespace Amparo.Demonstration.Tests;

public sealed class PopulationTests
{
    // Families share form and age group, which widens the spread of a share a little beyond the binomial: 1.25 covers it.
    private const double DesignEffect = 1.25;

    private static readonly List<Dictionary<string, string>> Persons = GeneratedFiles.TwentyThousand.Truth("truth/persons.csv");
    private static readonly List<Dictionary<string, string>> Records = GeneratedFiles.TwentyThousand.Truth("truth/records.csv");

    [Theory]
    [InlineData("sexual", 0.665)]
    [InlineData("labour", 0.123)]
    [InlineData("rest", 0.212)]
    public void Principal_forms_follow_the_published_counts(string group, double published)
    {
        // 3,673 sexual, 682 labour, 1,170 other forms: the sums of the country-year table, added by hand from the published extract.
        Close(Share(person => Group(Principal(person)) == group), published);
    }

    [Theory]
    [InlineData("female", 0.995 * 2421 / (2421 + 1037))]
    [InlineData("male", 0.995 * 1037 / (2421 + 1037))]
    [InlineData("other", 0.005)]
    public void Sexes_follow_the_published_counts(string sex, double published)
    {
        Close(Share(person => person["sex"] == sex), published);
    }

    [Fact]
    public void Ages_follow_the_published_counts()
    {
        var first = Records.Where(record => record["registered"] != "_U").GroupBy(record => record["person"], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Min(record => Date(record["registered"])), StringComparer.Ordinal);
        var dated = Persons.Where(person => first.ContainsKey(person["person"])).ToList();
        var minors = dated.Count(person => Date(person["birth_date"]).AddYears(18) > first[person["person"]]) / (double)dated.Count;
        Close(minors, 3118.0 / (3118 + 2340));
    }

    [Fact]
    public void Every_cell_of_the_margin_table_is_met()
    {
        using var reader = GeneratedFiles.OpenShipped("margins.csv");
        var cells = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))
            .GroupBy(cell => (Form: cell[0], Sex: cell[1]), cell => double.Parse(cell[3], CultureInfo.InvariantCulture)).ToList();
        cells.Sum(cell => cell.Sum()).ShouldBe(1, 0.0001);
        foreach (var cell in cells)
            Close(Share(person => Principal(person) == cell.Key.Form && person["sex"] == cell.Key.Sex), cell.Sum());
    }

    [Fact]
    public void Countries_share_the_persons_as_detections_are_shared()
    {
        using var reader = GeneratedFiles.OpenShipped("countries.csv");
        var detected = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(','))
            .ToDictionary(cell => cell[0], cell => double.Parse(cell[2], CultureInfo.InvariantCulture), StringComparer.Ordinal);
        foreach (var (country, count) in detected)
            ((double)Persons.Count(person => person["country"] == country)).ShouldBe(20_000 * count / detected.Values.Sum(), 1, country);
    }

    [Fact]
    public void A_person_is_known_to_one_to_four_agencies_and_all_of_these_occur()
    {
        var known = Records.GroupBy(record => record["person"], StringComparer.Ordinal)
            .Select(group => group.Select(record => record["agency_kind"]).Distinct(StringComparer.Ordinal).Count()).CountBy(count => count).ToDictionary();
        known.Keys.ShouldBe([1, 2, 3, 4], ignoreOrder: true);
        known.Values.ShouldAllBe(persons => persons > 400);
    }

    [Fact]
    public void Agencies_overlap_neither_independently_nor_alike()
    {
        var known = IndependentReader.Agencies.ToDictionary(
            agency => agency,
            agency => Records.Where(record => record["agency_kind"] == agency).Select(record => record["person"]).ToHashSet(StringComparer.Ordinal),
            StringComparer.Ordinal);
        double Lift(string one, string other) =>
            known[one].Intersect(known[other], StringComparer.Ordinal).Count() * (double)Persons.Count / known[one].Count / known[other].Count;
        Lift("migration", "iom").ShouldBeGreaterThan(1.5);
        Lift("police", "prosecution").ShouldBeGreaterThan(1.0);
        Lift("police", "migration").ShouldBeLessThan(0.7);
        double Minors(string agency) => Records.Where(record => record["agency_kind"] == agency && record["age_group"] != "_U")
            .Average(record => record["age_group"] == "0-17" ? 1.0 : 0);
        Minors("shelter").ShouldBeGreaterThan(Minors("hotline") + 0.1);
    }

    [Fact]
    public void Families_are_born_apart_or_on_one_day_and_share_country_and_citizenship()
    {
        var families = Persons.Where(person => person["family"].Length > 0).GroupBy(person => person["family"], StringComparer.Ordinal).ToList();
        families.Count.ShouldBeGreaterThan(500);
        // A family cut off by the end of a block may have one member left; all others have two or three.
        families.ShouldAllBe(family => family.Count() <= 3);
        families.ShouldAllBe(family => family.Select(person => person["country"] + person["citizenship"]).Distinct().Count() == 1);
        families.Count(family => family.DistinctBy(BirthDay).Count() < family.Count()).ShouldBeGreaterThan(50);
        families.ShouldAllBe(family => family.Max(BirthDay) - family.Min(BirthDay) < 11 * 366);
    }

    [Fact]
    public void Several_forms_and_citizens_of_other_continents_occur()
    {
        Share(person => person["forms"].Contains(';', StringComparison.Ordinal)).ShouldBeInRange(0.12, 0.20);
        Persons.Select(person => person["citizenship"]).Any(code => code == "CN").ShouldBeTrue();
        Persons.Select(person => person["citizenship"]).Any(code => code == "CM").ShouldBeTrue();
        Persons.Select(person => person["citizenship"]).Any(code => code == "HT").ShouldBeTrue();
    }

    [Fact]
    public void Registrations_lie_in_the_five_years_and_in_each_of_them()
    {
        var years = Records.Select(record => record["year"]).Where(year => year != "_U")
            .CountBy(year => year, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        years.Keys.ShouldBe(["2020", "2021", "2022", "2023", "2024"], ignoreOrder: true);
        years.Values.ShouldAllBe(rows => rows > 3000);
    }

    private static double Share(Func<Dictionary<string, string>, bool> belongs) => Persons.Count(belongs) / (double)Persons.Count;

    private static string Principal(Dictionary<string, string> person) => person["forms"].Split(';')[0];

    private static string Group(string form) => form is "sexual" or "labour" ? form : "rest";

    private static int BirthDay(Dictionary<string, string> person) => Date(person["birth_date"]).DayNumber;

    private static DateOnly Date(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static void Close(double observed, double expected) =>
        observed.ShouldBe(expected, 0.0005 + (5 * Math.Sqrt(DesignEffect * expected * (1 - expected) / Persons.Count)));
}
