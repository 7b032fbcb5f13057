using System.Globalization;
using Amparo.Linkage.Encoded;

namespace Amparo.Linkage.Tests.Encoded;

/// <summary>Invented persons with names as frequent as names are: few held by many. Nobody's data.</summary>
internal static class Invented
{
    private static readonly string[] Given =
    [
        "MARIA", "JOSE", "ANA", "JUAN", "LUIS", "CARLOS", "ROSA", "MANUEL", "ELENA", "PEDRO", "LUCIA", "MIGUEL", "SOFIA", "JORGE", "CARMEN", "FRANCISCO", "MARTA", "ANTONIO",
        "BLANCA", "RAUL", "SANDRA", "MARIO", "GLORIA", "OSCAR", "IRMA", "HUGO", "SILVIA", "EDGAR", "OLGA", "RENE", "WENDY", "BYRON", "KAREN", "ERICK", "YESENIA", "ELMER",
    ];

    private static readonly string[] Surnames =
    [
        "LOPEZ", "GARCIA", "PEREZ", "HERNANDEZ", "RAMIREZ", "GONZALEZ", "MORALES", "RODRIGUEZ", "CAAL", "CHOC", "XOL", "POP", "ICAL", "CUCUL", "TZUL", "AJANEL", "MENDEZ",
        "VASQUEZ", "GOMEZ", "JUAREZ", "CASTILLO", "REYES", "CRUZ", "ORTIZ", "FLORES", "AGUILAR", "SANTOS", "RIVAS", "MEJIA", "ESCOBAR", "BARRIOS", "OROZCO", "FUENTES", "MALDONADO",
        "ZELAYA", "PALACIOS", "SANDOVAL", "VELASQUEZ", "COC", "CHUB", "QUIXTAN", "BATZ", "TUY", "SIS", "MARTINEZ", "DOMINGO", "FRANCO", "ALVARADO", "PINEDA", "LEMUS",
    ];

    private static readonly string[] Places =
    [
        "COBAN", "SAN PEDRO CARCHA", "CHISEC", "IXCAN", "QUETZALTENANGO", "HUEHUETENANGO", "JALAPA", "CHIQUIMULA", "ZACAPA", "LIVINGSTON", "FLORES", "SALAMA", "RABINAL", "MIXCO",
        "VILLA NUEVA", "ESCUINTLA", "MAZATENANGO", "RETALHULEU", "SOLOLA", "NEBAJ",
    ];

    internal static PersonList Persons(int count, int seed, string prefix = "p")
    {
        var random = new Random(seed);
        return new PersonList([.. Enumerable.Range(0, count).Select(number => Person($"{prefix}{number}", random))], 0, ["given", "surname", "birth", "sex", "municipality"]);
    }

    internal static PersonRecord Person(string id, Random random)
    {
        var texts = new List<FieldText> { new("given", Of(Given, random)), new("surname", Of(Surnames, random)) };
        if (random.Next(10) < 6)
            texts.Insert(1, new("given", Of(Given, random)));
        if (random.Next(10) < 9)
            texts.Add(new("surname", Of(Surnames, random)));
        texts.Add(new("birth", string.Create(CultureInfo.InvariantCulture, $"{1960 + random.Next(50):D4}-{2 + random.Next(11):D2}-{1 + random.Next(28):D2}")));
        texts.Add(new("sex", random.Next(3) == 0 ? "M" : "F"));
        texts.Add(new("municipality", Of(Places, random)));
        return new PersonRecord(id, texts);
    }

    /// <summary>The same persons as another agency wrote them: now and then a letter is missing, a name left out, a day not known.</summary>
    internal static PersonList WrittenAgain(IEnumerable<PersonRecord> records, int seed)
    {
        var random = new Random(seed);
        return new PersonList([.. records.Select(record => record with { Texts = [.. record.Texts.Where(_ => random.Next(14) > 0).Select(text => Slip(text, random))] })], 0, []);
    }

    private static FieldText Slip(FieldText text, Random random) => random.Next(12) > 0 || text.Field == "sex" ? text
        : text.Field == "birth" ? text with { Text = text.Text[..7] }
        : text.Text.Length > 3 ? text with { Text = text.Text.Remove(random.Next(text.Text.Length), 1).Trim() } : text;

    // Squared, so that the first words are the frequent ones.
    private static string Of(string[] words, Random random)
    {
        var share = random.NextDouble();
        return words[(int)(share * share * words.Length)];
    }
}
