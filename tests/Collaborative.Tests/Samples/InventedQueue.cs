using Amparo.Linkage.Review;
using Amparo.Vocabulary;

namespace Amparo.Collaborative.Tests.Samples;

/// <summary>A queue of invented people, by a fixed rule: names with one or two surnames, slips of the pen, missing cells, siblings.</summary>
internal static class InventedQueue
{
    private const double Prior = -12.5;

    private static readonly (string Left, string Right, string Level, double Bits, double Frequency)[] Surnames =
    [
        ("Pérez Caal", "Perez Caal", "surnames.both", 9.2, 1.6),
        ("Choc Xol", "Choc Xol", "surnames.both", 9.2, 3.1),
        ("García López", "López García", "surnames.swapped", 7.8, -2.4),
        ("Ixcoy de León", "Ixcoy", "surnames.one-missing", 5.1, 2.2),
        ("Jean-Baptiste", "Jan Batis", "surnames.sound", 3.9, 0.7),
        ("Hernández Martínez", "Hernández Morales", "surnames.first", 2.4, -1.9),
        ("Castillo Núñez", "Mejía Flores", "surnames.none", -5.5, 0),
    ];

    private static readonly (string Left, string Right, string Level, double Bits)[] Given =
    [
        ("María Guadalupe", "Lupe", "given.nickname", 3.2),
        ("Ana Lucía", "Ana Lucia", "given.equal", 6.4),
        ("Pierre", "Pyè", "given.sound", 4.1),
        ("Rosa", "Delmy", "given.none", -4.8),
        ("Kimberly Yamileth", "Kimberli Yamilet", "given.close", 4.6),
    ];

    private static readonly (string Left, string Right, string Level, double Bits)[] Births =
    [
        ("2004-03-17", "2004-03-17", "birth.day", 8.1),
        ("2004-03-07", "2004-07-03", "birth.swapped", 5.9),
        ("1999", "1999-11-23", "birth.overlap", 1.8),
        ("2001-05-09", "2008-02-28", "birth.none", -6.2),
    ];

    public static ReviewHeader Header { get; } = new()
    {
        Model = "5f0c2d9a71be44e3",
        Prior = Prior,
        Lower = -2,
        Upper = 7.5,
        Lists = ["POLICIA", "ALBERGUE"],
        Fields =
        [
            new("surnames", Text("Apellidos", "Surnames"), ReviewFieldClass.Identifier),
            new("given", Text("Nombres", "Given names"), ReviewFieldClass.Identifier),
            new("birth", Text("Nacimiento", "Birth"), ReviewFieldClass.Identifier),
            new("sex", Text("Sexo", "Sex"), ReviewFieldClass.Attribute),
            new("municipality", Text("Municipio", "Municipality"), ReviewFieldClass.Attribute),
            new("document", Text("Documento", "Document"), ReviewFieldClass.Contact),
            new("note", Text("Observación", "Note"), ReviewFieldClass.Restricted),
        ],
        Levels = new Dictionary<string, LocalizedText>(StringComparer.Ordinal)
        {
            ["surnames.both"] = Text("los dos apellidos iguales", "both surnames equal"),
            ["surnames.swapped"] = Text("los dos iguales, en otro orden", "both equal, in another order"),
            ["surnames.one-missing"] = Text("uno igual, falta el otro", "one equal, the other missing"),
            ["surnames.sound"] = Text("suenan igual", "sound the same"),
            ["surnames.first"] = Text("el primero igual, el segundo no", "first equal, second not"),
            ["surnames.none"] = Text("distintos", "different"),
            ["given.equal"] = Text("iguales", "equal"),
            ["given.nickname"] = Text("uno es diminutivo del otro", "one is a nickname of the other"),
            ["given.sound"] = Text("suenan igual", "sound the same"),
            ["given.close"] = Text("casi iguales", "nearly equal"),
            ["given.none"] = Text("distintos", "different"),
            ["birth.day"] = Text("el mismo día", "the same day"),
            ["birth.swapped"] = Text("día y mes al revés", "day and month swapped"),
            ["birth.overlap"] = Text("el mismo año", "the same year"),
            ["birth.none"] = Text("más de dos años de diferencia", "more than two years apart"),
            ["sex.equal"] = Text("igual", "equal"),
            ["municipality.equal"] = Text("el mismo", "the same"),
            ["municipality.none"] = Text("otro", "another"),
        },
        Blocks = new Dictionary<string, LocalizedText>(StringComparer.Ordinal)
        {
            ["surname-year"] = Text("suenan igual los apellidos y nacieron el mismo año", "surnames sound the same and births in the same year"),
        },
        Totals = new(412, 38, 9_731),
        Invented = true,
    };

    /// <summary>The pairs, most important first.</summary>
    public static IReadOnlyList<ReviewPair> Pairs { get; } = [.. Enumerable.Range(0, 40).Select(Pair)];

    /// <summary>Writes the queue.</summary>
    public static void Write(string file)
    {
        using var stream = File.Create(file);
        var writer = new ReviewQueueWriter(stream, Header);
        foreach (var pair in Pairs)
            writer.Write(pair);
    }

    private static ReviewPair Pair(int number)
    {
        var (surnames, given, birth) = (Surnames[number % Surnames.Length], Given[number % Given.Length], Births[number % Births.Length]);
        var sameTown = number % 3 != 0;
        List<ReviewStep> steps =
        [
            new("surnames", surnames.Level, surnames.Bits, surnames.Frequency), new("given", given.Level, given.Bits),
            new("birth", birth.Level, birth.Bits), new("sex", "sex.equal", 0.9),
            new("municipality", sameTown ? "municipality.equal" : "municipality.none", sameTown ? 2.7 : -0.8),
        ];
        var weight = Prior + steps.Sum(step => step.Bits + step.Frequency);
        return new ReviewPair
        {
            Left = Record("POLICIA", $"P-{1001 + number}", surnames.Left, given.Left, birth.Left, "Cobán"),
            Right = Record("ALBERGUE", $"A-{2001 + number}", surnames.Right, given.Right, birth.Right, sameTown ? "Cobán" : "Chisec"),
            Weight = weight,
            Probability = 1 / (1 + Math.Pow(2, -weight)),
            Effect = 40 - number,
            Block = "surname-year",
            Steps = steps,
            Flips = [new("birth", "birth.none", weight - birth.Bits - 6.2)],
        };
    }

    private static ReviewRecord Record(string list, string id, string surnames, string given, string birth, string town)
    {
        var cells = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["surnames"] = surnames,
            ["given"] = given,
            ["birth"] = birth,
            ["sex"] = "F",
            ["municipality"] = town,
            ["note"] = "nota-secreta",
        };
        if (list == "POLICIA")
            cells["document"] = "1234-56789-0101";
        return new(new(list, id), cells);
    }

    private static LocalizedText Text(string spanish, string english) => new(new Dictionary<Language, (string, TranslationStatus)>
    {
        [Language.Spanish] = (spanish, TranslationStatus.Reviewed),
        [Language.English] = (english, TranslationStatus.Reviewed),
    });
}
