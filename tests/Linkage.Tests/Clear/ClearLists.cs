using System.Globalization;
using System.Text;
using Amparo.Linkage.Clustering;
using Amparo.Linkage.Normalising;
using Amparo.Linkage.Reading;
using Amparo.Linkage.Review;

namespace Amparo.Linkage.Tests.Clear;

/// <summary>Invented lists in clear text: names as frequent as names are, written with slips. Nobody's data.</summary>
internal static class ClearLists
{
    internal const string Header = "rec_id,agency,given1,given2,surname1,surname2,sex,dob,age,ref_date,municipality,doc_id,phone,person";

    private static readonly string[] Given =
    [
        "María", "José", "Ana", "Juan", "Luis", "Carlos", "Rosa", "Manuel", "Elena", "Pedro", "Lucía", "Miguel", "Sofía", "Jorge", "Carmen", "Francisco", "Marta",
        "Antonio", "Guadalupe", "Raúl", "Sandra", "Mario", "Gloria", "Óscar", "Irma", "Hugo", "Silvia", "Edgar", "Olga", "René", "Jean-Baptiste", "Pyè",
    ];

    private static readonly string[] Surnames =
    [
        "López", "García", "Pérez", "Hernández", "Ramírez", "González", "Morales", "Rodríguez", "Caal", "Choc", "Xol", "Pop", "Ical", "Cucul", "Tzul", "Ajanel", "Méndez",
        "Vásquez", "Gómez", "Juárez", "Castillo", "Reyes", "De la Cruz", "Ortiz", "Flores", "Aguilar", "Santos", "Rivas", "Mejía", "Escobar", "Barrios", "Orozco", "Muñoz",
        "San Martín", "Zelaya", "Palacios", "Sandoval", "Velásquez", "Coc", "Chub", "Batz", "Tuy", "Martínez", "Domingo", "Franco", "Alvarado", "Pineda", "Lemus", "Solórzano",
    ];

    private static readonly string[] Places = ["Cobán", "San Pedro Carchá", "Chisec", "Ixcán", "Quetzaltenango", "Jalapa", "Zacapa", "Livingston", "Flores", "Salamá", "Mixco", "Nebaj"];

    /// <summary>A few nicknames and abbreviations.</summary>
    internal static NameKnowledge Knowledge { get; } = new(
        [("Paco", "Francisco"), ("Pancho", "Francisco"), ("Lupe", "Guadalupe"), ("Chepe", "José"), ("Meche", "Mercedes")],
        [("Fco", "Francisco"), ("Ma", "María"), ("Glez", "González")]);

    /// <summary>Rows of records: each person is in some of the lists, written anew in each.</summary>
    internal static List<string> Rows(int seed, int persons, int lists = 3, double slips = 0.08, double chance = 0.5)
    {
        var random = new Random(seed);
        var rows = new List<string>();
        for (var person = 0; person < persons; person++)
        {
            var cells = new[]
            {
                Of(Given, random), random.Next(10) < 5 ? Of(Given, random) : "", Of(Surnames, random), random.Next(10) < 8 ? Of(Surnames, random) : "",
                random.Next(3) == 0 ? "M" : "F",
                string.Create(CultureInfo.InvariantCulture, $"{1950 + random.Next(60):D4}-{1 + random.Next(12):D2}-{1 + random.Next(28):D2}"),
                "", "", Of(Places, random), random.Next(10) < 4 ? random.Next(1_000_000, 99_999_999).ToString(CultureInfo.InvariantCulture) : "",
                random.Next(10) < 4 ? random.Next(20_000_000, 59_999_999).ToString(CultureInfo.InvariantCulture) : "",
            };
            var first = random.Next(lists);
            for (var list = 0; list < lists; list++)
            {
                if (list != first && random.NextDouble() >= chance)
                    continue;
                rows.Add(string.Create(
                    CultureInfo.InvariantCulture,
                    $"r{person}-{list},L{list},{string.Join(',', cells.Select((cell, place) => Written(cell, place, slips, random)).ToArray().AgeForBirth(random, slips))},p{person}"));
            }
        }

        return rows;
    }

    /// <summary>Reads rows as one file with a column that names the lists.</summary>
    internal static PersonLists Read(IEnumerable<string> rows, string header = Header) => Read(("lists", Csv(rows, header)));

    /// <summary>Reads files.</summary>
    internal static PersonLists Read(params (string Name, string Csv)[] lists) => TryRead(lists).Value;

    /// <summary>Reads files that may be unusable.</summary>
    internal static Vocabulary.Outcome<PersonLists> TryRead(params (string Name, string Csv)[] lists) => PersonLists.Read(
        [.. lists.Select(list => new ListSource(list.Name, new MemoryStream(Encoding.UTF8.GetBytes(list.Csv))))],
        column => column == "person" ? FieldRole.Truth : LinkLayout.Recognised.RoleOf(column), _ => { });

    internal static string Csv(IEnumerable<string> rows, string header = Header) => header + "\n" + string.Concat(rows.Select(row => row + "\n"));

    /// <summary>Links lists.</summary>
    internal static LinkageResult Link(PersonLists lists, LinkOptions? options = null) => PersonLinkage.Run(lists, Knowledge, options ?? new LinkOptions(), _ => { }).Value;

    internal static LinkageResult Link(IEnumerable<string> rows, LinkOptions? options = null) => Link(Read(rows), options);

    /// <summary>All that a result says, bit by bit.</summary>
    internal static string Text(LinkageResult result)
    {
        var text = new StringBuilder();
        string Key(int record) => $"{result.Lists.KeyOf(record).List}/{result.Lists.KeyOf(record).Id}";
        text.Append(CultureInfo.InvariantCulture, $"{result.Model} {Bits(result.Threshold)} {Bits(result.ExpectedMatches)} {result.Compared}\n");
        foreach (var link in result.Links)
            text.Append(CultureInfo.InvariantCulture, $"{Key(link.Left)} {Key(link.Right)} {Bits(link.Weight)} {Bits(link.Probability)}\n");
        foreach (var record in result.Lists.InOrder())
            text.Append(CultureInfo.InvariantCulture, $"{Key(record)} {result.Clusters[record]}\n");
        foreach (var link in result.Links.Take(20))
        {
            var why = result.Explain(link.Left, link.Right);
            text.Append(CultureInfo.InvariantCulture, $"{Bits(why.Prior)} {Bits(why.Weight)} {why.Model} {string.Join(';', why.Keys)}");
            foreach (var step in why.Steps)
                text.Append(CultureInfo.InvariantCulture, $" {step.Field} {step.Level} {Bits(step.Bits)} {Bits(step.Frequency)}");
            foreach (var flip in why.Flips)
                text.Append(CultureInfo.InvariantCulture, $" {flip.Field} {flip.Level} {Bits(flip.Weight)}");
            text.Append('\n');
        }

        foreach (var key in result.Keys())
            text.Append(CultureInfo.InvariantCulture, $"{key.Name} {key.Pairs} {key.Blocks} {key.Dropped} {Bits(key.Expected)} {key.Links} {key.Alone}\n");
        var draw = result.Draw(1);
        text.Append(string.Join(' ', result.Lists.InOrder().Select(record => draw[record]))).Append('\n');
        text.Append(CultureInfo.InvariantCulture, $"{Bits(result.Zones().Lower)} {Bits(result.Zones().Upper)}\n");
        foreach (var (pair, effect) in result.ToReview(50))
            text.Append(CultureInfo.InvariantCulture, $"{string.Join(' ', new[] { Key(pair.Left), Key(pair.Right) }.Order(StringComparer.Ordinal))} {Bits(effect)}\n");
        return text.ToString();
    }

    internal static long Bits(double number) => BitConverter.DoubleToInt64Bits(number);

    /// <summary>The same things in another order.</summary>
    internal static List<T> Shuffled<T>(IEnumerable<T> things, int seed)
    {
        var shuffled = things.ToArray();
        new Random(seed).Shuffle(shuffled);
        return [.. shuffled];
    }

    /// <summary>The record of an id, whatever its list.</summary>
    internal static int RecordOf(this PersonLists lists, string id) => Enumerable.Range(0, lists.Count).Single(record => lists.IdOf(record) == id);

    /// <summary>Sets of ids that are one person.</summary>
    internal static List<string> Persons(LinkageResult result) =>
        [.. result.Lists.InOrder().GroupBy(record => result.Clusters[record]).Select(person => string.Join(' ', person.Select(result.Lists.IdOf)))];

    /// <summary>The ids that a run gives.</summary>
    internal static Dictionary<RecordKey, string> IdsOf(LinkageResult result, PersonIds ids) =>
        Enumerable.Range(0, result.Lists.Count).ToDictionary(result.Lists.KeyOf, record => ids.Of[record]);

    private static string[] AgeForBirth(this string[] cells, Random random, double slips)
    {
        // Some agencies write the age at a date in place of the day of birth.
        if (random.NextDouble() < slips && cells[5].Length == 10)
        {
            cells[6] = (2020 - int.Parse(cells[5].AsSpan(0, 4), CultureInfo.InvariantCulture)).ToString(CultureInfo.InvariantCulture);
            (cells[5], cells[7]) = ("", "2020-12-31");
        }

        return cells;
    }

    private static string Written(string cell, int place, double slips, Random random)
    {
        if (cell.Length == 0 || random.NextDouble() >= slips)
            return cell;
        if (random.Next(3) == 0)
            return "";
        if (place == 4)
            return cell;
        var at = random.Next(cell.Length);
        return place == 5 ? cell[..8] + (10 + random.Next(18)).ToString(CultureInfo.InvariantCulture)
            : cell.Length > 3 ? random.Next(2) == 0 ? cell.Remove(at, 1) : cell.Insert(at, "a") : cell;
    }

    private static string Of(string[] words, Random random)
    {
        var share = random.NextDouble();
        return words[(int)(share * share * words.Length)];
    }
}
