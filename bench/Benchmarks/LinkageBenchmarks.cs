using System.Globalization;
using System.Text;
using Amparo.Linkage;
using Amparo.Linkage.Normalising;
using Amparo.Linkage.Reading;
using BenchmarkDotNet.Attributes;

namespace Amparo.Benchmarks;

/// <summary>
/// A list of invented persons linked within itself, from bytes to clusters, against comparing the same number of pairs of names by Jaro–Winkler anew each time.
/// </summary>
[MemoryDiagnoser]
public class LinkageBenchmarks
{
    private static readonly string[] Given =
        ["María", "José", "Ana", "Juan", "Carmen", "Luis", "Rosa", "Carlos", "Marta", "Pedro", "Lucía", "Miguel", "Elena", "Jorge", "Silvia", "Mario"];

    private static readonly string[] Syllables = ["GAR", "CIA", "LO", "PEZ", "CA", "AL", "XO", "CHOC", "VAS", "QUEZ", "MO", "RA", "LES", "TZ", "UL", "HER", "NAN", "DEZ"];

    private byte[] _list = [];

    /// <summary>Number of records.</summary>
    [Params(10_000, 100_000)]
    public int Records { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(1);
        var text = new StringBuilder("rec_id,given1,surname1,surname2,sex,dob,municipality\n");
        var person = ("", "", "", "", "");
        for (var record = 0; record < Records; record++)
        {
            // Every second record is of the person before, with an error now and then.
            if (record % 2 == 0)
                person = (Given[random.Next(Given.Length)], Surname(random), Surname(random), Day(random), $"M{random.Next(40)}");
            var (given, one, two, born, place) = person;
            if (random.Next(10) == 0)
                one = one[1..];
            if (random.Next(5) == 0)
                two = "";
            text.Append(CultureInfo.InvariantCulture, $"{record},{given},{one},{two},F,{born},{place}\n");
        }

        _list = Encoding.UTF8.GetBytes(text.ToString());
    }

    [Benchmark]
    public long Link()
    {
        using var stream = new MemoryStream(_list);
        var lists = PersonLists.Read([new ListSource("list", stream)], LinkLayout.Recognised.RoleOf, _ => { }).Value;
        return PersonLinkage.Run(lists, NameKnowledge.None, new LinkOptions(), _ => { }).Value.Persons;
    }

    /// <summary>Forty-eight comparisons a record, as the linkage may make, of two names each, letter by letter.</summary>
    [Benchmark(Baseline = true)]
    public double LettersAnew()
    {
        var names = Encoding.UTF8.GetString(_list).Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line.Split(',')[2]).ToArray();
        var sum = 0.0;
        for (var i = 0; i < names.Length; i++)
        {
            for (var j = 1; j <= 48; j++)
                sum += JaroWinkler(names[i], names[(i + (j * 7)) % names.Length]);
        }

        return sum;
    }

    private static double JaroWinkler(string one, string other)
    {
        var window = Math.Max((Math.Max(one.Length, other.Length) / 2) - 1, 0);
        var (left, right) = (new bool[one.Length], new bool[other.Length]);
        var common = 0;
        for (var i = 0; i < one.Length; i++)
        {
            for (var j = Math.Max(i - window, 0); j < Math.Min(i + window + 1, other.Length); j++)
            {
                if (right[j] || one[i] != other[j])
                    continue;
                (left[i], right[j]) = (true, true);
                common++;
                break;
            }
        }

        if (common == 0)
            return 0;
        var (transposed, at) = (0, 0);
        for (var i = 0; i < one.Length; i++)
        {
            if (!left[i])
                continue;
            while (!right[at])
                at++;
            if (one[i] != other[at++])
                transposed++;
        }

        return (((double)common / one.Length) + ((double)common / other.Length) + ((common - (transposed / 2.0)) / common)) / 3;
    }

    private static string Surname(Random random) => Syllables[random.Next(Syllables.Length)] + Syllables[random.Next(Syllables.Length)] + Syllables[random.Next(Syllables.Length)];

    private static string Day(Random random) =>
        string.Create(CultureInfo.InvariantCulture, $"{random.Next(1960, 2010)}-{random.Next(1, 13):D2}-{random.Next(1, 29):D2}");
}
