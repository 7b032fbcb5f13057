using Amparo.Demonstration.Population;
using Amparo.Demonstration.Randomness;
using Amparo.Vocabulary;

namespace Amparo.Demonstration.Content;

/// <summary>The facts that the demonstration is drawn from: the tables of <c>content/demonstration/</c>, read and cross-checked.</summary>
/// <remarks>Immutable and thread-safe. The page docs/methods/demonstration-data.md names each table's source.</remarks>
public sealed class DemonstrationContent
{
    /// <summary>The file names that <see cref="Parse"/> asks for, in its order.</summary>
    public static IReadOnlyList<string> Tables { get; } =
    [
        "countries.csv", "margins.csv", "nationality-words.csv", "nationalities.csv", "surnames.csv", "given-names.csv", "origins.csv",
        "municipalities.csv",
    ];

    private DemonstrationContent(Draft draft)
    {
        Countries = draft.Countries;
        Margins = new(draft.Margins);
        SexWithin = draft.Margins.GroupBy(entry => (entry.Item1.Form, entry.Item1.Minor))
            .ToDictionary(group => group.Key, group => new WeightedChoice<Sex>(group.Select(entry => (entry.Item1.Sex, entry.Item2))));
        Words = draft.Words;
        Nationalities = Choices(draft.Nationalities);
        Surnames = Choices(draft.Surnames);
        GivenNames = draft.GivenNames.ToDictionary(pair => pair.Key, pair => new WeightedChoice<string>(pair.Value));
        Origins = Choices(draft.Origins);
        Municipalities = Choices(draft.Municipalities);
    }

    internal IReadOnlyList<CountryShare> Countries { get; }

    internal WeightedChoice<MarginCell> Margins { get; }

    internal IReadOnlyDictionary<(Form Form, bool Minor), WeightedChoice<Sex>> SexWithin { get; }

    internal IReadOnlyDictionary<string, NationalityWords> Words { get; }

    internal IReadOnlyDictionary<string, WeightedChoice<string>> Nationalities { get; }

    internal IReadOnlyDictionary<string, WeightedChoice<string>> Surnames { get; }

    internal IReadOnlyDictionary<(string List, Sex Sex), WeightedChoice<string>> GivenNames { get; }

    internal IReadOnlyDictionary<string, WeightedChoice<NameOrigin>> Origins { get; }

    internal IReadOnlyDictionary<string, WeightedChoice<string>> Municipalities { get; }

    /// <summary>Reads all tables and checks that they fit together.</summary>
    /// <param name="open">Opens a table by its file name (one of <see cref="Tables"/>) as text; the reader is disposed here.</param>
    /// <returns>The content, or every problem found: DEM-001 to DEM-005.</returns>
    public static Outcome<DemonstrationContent> Parse(Func<string, TextReader> open)
    {
        ArgumentNullException.ThrowIfNull(open);
        var draft = new Draft();
        draft.Read(open);
        return draft.Problems.Count > 0 ? Outcome<DemonstrationContent>.Refused(draft.Problems) : new DemonstrationContent(draft);
    }

    private static Dictionary<string, WeightedChoice<T>> Choices<T>(Dictionary<string, List<(T, double)>> lists) =>
        lists.ToDictionary(pair => pair.Key, pair => new WeightedChoice<T>(pair.Value), StringComparer.Ordinal);

    private sealed class Draft
    {
        internal List<Problem> Problems { get; } = [];

        internal List<CountryShare> Countries { get; } = [];

        internal List<(MarginCell, double)> Margins { get; } = [];

        internal Dictionary<string, NationalityWords> Words { get; } = new(StringComparer.Ordinal);

        internal Dictionary<string, List<(string, double)>> Nationalities { get; } = new(StringComparer.Ordinal);

        internal Dictionary<string, List<(string, double)>> Surnames { get; } = new(StringComparer.Ordinal);

        internal Dictionary<(string, Sex), List<(string, double)>> GivenNames { get; } = [];

        internal Dictionary<string, List<(NameOrigin, double)>> Origins { get; } = new(StringComparer.Ordinal);

        internal Dictionary<string, List<(string, double)>> Municipalities { get; } = new(StringComparer.Ordinal);

        internal void Read(Func<string, TextReader> open)
        {
            foreach (var row in Table(open, 0, "country", "iso3", "detected_per_year"))
                Countries.Add(new(row["country"], row.Weight("detected_per_year")));
            foreach (var row in Table(open, 1, "form", "sex", "age_group", "share"))
                ReadMargin(row);
            foreach (var row in Table(
                open, 2, "citizenship", "iso3", "spanish_country", "spanish_feminine", "spanish_masculine", "french_country"))
            {
                Words[row["citizenship"]] = new(row["iso3"], row["french_country"])
                {
                    SpanishCountry = row["spanish_country"],
                    SpanishFeminine = row["spanish_feminine"],
                    SpanishMasculine = row["spanish_masculine"],
                };
            }

            var countries = Countries.Select(country => country.Code).ToHashSet(StringComparer.Ordinal);
            foreach (var row in Table(open, 3, "country", "citizenship", "weight"))
            {
                if (Known(row, countries.Contains(row["country"]) && Words.ContainsKey(row["citizenship"])))
                    Add(Nationalities, row["country"], (row["citizenship"], row.Weight("weight")));
            }

            foreach (var row in Table(open, 4, "list", "surname", "weight"))
                Add(Surnames, row["list"], (row["surname"], row.Weight("weight")));
            foreach (var row in Table(open, 5, "list", "sex", "name", "weight"))
            {
                if (Known(row, Codes.Sexes.IndexOf(row["sex"]) is 0 or 1))
                    Add(GivenNames, (row["list"], (Sex)Codes.Sexes.IndexOf(row["sex"])), (row["name"], row.Weight("weight")));
            }

            foreach (var row in Table(open, 6, "citizenship", "surname_list", "given_list", "surname_rule", "weight"))
                ReadOrigin(row);
            foreach (var row in Table(open, 7, "country", "municipality", "weight"))
            {
                if (Known(row, countries.Contains(row["country"])))
                    Add(Municipalities, row["country"], (row["municipality"], row.Weight("weight")));
            }

            if (Problems.Count == 0)
                CheckDrawable();
        }

        private static void Add<TKey, TItem>(Dictionary<TKey, List<(TItem, double)>> lists, TKey key, (TItem, double) entry)
            where TKey : notnull
        {
            if (!lists.TryGetValue(key, out var list))
                lists.Add(key, list = []);
            list.Add(entry);
        }

        private static bool Known(ContentRow row, bool known)
        {
            if (!known)
                row.Table.Report(DemonstrationProblems.CodeUndeclared, row.Line);
            return known;
        }

        private IEnumerable<ContentRow> Table(Func<string, TextReader> open, int index, params string[] columns)
        {
            using var reader = open(Tables[index]);
            return ContentTable.Read(Tables[index], reader, new(columns), Problems).Rows;
        }

        private void ReadMargin(ContentRow row)
        {
            var form = Codes.Forms.IndexOf(row["form"]);
            var sex = Codes.Sexes.IndexOf(row["sex"]);
            var age = Codes.AgeGroups.IndexOf(row["age_group"]);
            if (Known(row, form >= 0 && sex >= 0 && age >= 0))
                Margins.Add((new((Form)form, (Sex)sex, Minor: age == 0), row.Weight("share")));
        }

        private void ReadOrigin(ContentRow row)
        {
            var given = row["given_list"];
            var known = Words.ContainsKey(row["citizenship"]) && Surnames.ContainsKey(row["surname_list"])
                && row["surname_rule"] is "one" or "two" && GivenNames.ContainsKey((given, Sex.Female)) && GivenNames.ContainsKey((given, Sex.Male));
            var origin = new NameOrigin(row["surname_list"], given) { TwoSurnames = row["surname_rule"] == "two" };
            if (Known(row, known))
                Add(Origins, row["citizenship"], (origin, row.Weight("weight")));
        }

        private void CheckDrawable()
        {
            if (Countries.Sum(country => country.Share) <= 0)
                Nothing(0, "country");
            if (Margins.Sum(entry => entry.Item2) <= 0)
                Nothing(1, "form");
            // Siblings share form and age group, so each such pair that can be drawn at all has its own positive sum already.
            Margins.RemoveAll(entry => entry.Item2 <= 0);
            foreach (var country in Countries.Select(country => country.Code))
            {
                Check(Nationalities.GetValueOrDefault(country), 3, country);
                Check(Municipalities.GetValueOrDefault(country), 7, country);
            }

            var citizenships = Nationalities.Values.SelectMany(list => list).Select(entry => entry.Item1);
            foreach (var citizenship in citizenships.Distinct(StringComparer.Ordinal))
                Check(Origins.GetValueOrDefault(citizenship), 6, citizenship);
            foreach (var (key, list) in Surnames)
                Check(list, 4, key);
            foreach (var (key, list) in GivenNames)
                Check(list, 5, key.Item1);
        }

        private void Check<TItem>(List<(TItem Item, double Weight)>? list, int table, string key)
        {
            if (list is null || !list.Exists(entry => entry.Weight > 0))
                Nothing(table, key);
        }

        private void Nothing(int table, string key) => Problems.Add(new(DemonstrationProblems.NothingToDraw, Tables[table], key));
    }
}
