using System.Globalization;
using System.Text;

namespace Amparo.Endurance.Tests;

/// <summary>A file as an agency sends it. Nobody's data.</summary>
/// <param name="Name">The file's name; it names somebody too.</param>
/// <param name="Bytes">Its bytes.</param>
/// <param name="Rows">Number of its rows, by which one file is told from another.</param>
internal sealed record InventedFile(string Name, byte[] Bytes, int Rows);

/// <summary>Lists of invented people, of whom two agencies know some in common. A few bear what no language has, to be searched for afterwards.</summary>
internal static class InventedLists
{
    private const int Planted = 4;

    private static readonly string[] Given = ["Maria", "Jose", "Ana", "Juan", "Luis", "Carlos", "Rosa", "Manuel", "Elena", "Pedro", "Lucia", "Miguel", "Sofia", "Jorge", "Carmen", "Irma", "Hugo", "Silvia"];

    private static readonly string[] Surnames =
    [
        "Lopez", "Garcia", "Perez", "Hernandez", "Ramirez", "Gonzalez", "Morales", "Caal", "Choc", "Tzul", "Mendez", "Vasquez", "Gomez", "Juarez", "Castillo", "Reyes", "Ortiz", "Flores", "Aguilar",
        "Santos", "Rivas", "Mejia", "Escobar", "Barrios", "Orozco",
    ];

    /// <summary>A list of the police.</summary>
    /// <param name="number">Which; the same number has the same people as the shelter's.</param>
    /// <param name="rows">How many.</param>
    public static InventedFile Police(int number, int rows)
    {
        var text = new StringBuilder("No. Expediente;Fecha de denuncia;Primer nombre;Segundo nombre;Primer apellido;Segundo apellido;Sexo;Edad;Fecha de nacimiento;Nacionalidad;Documento;Municipio;Delito\n");
        foreach (var (at, person) in People(number, rows).Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"{person.File}P{at};{2 + (at % 20):D2}/05/2024;{person.Given};;{person.First};{person.Second};{(person.Woman ? "Femenino" : "Masculino")};");
            text.Append(CultureInfo.InvariantCulture, $";{person.Born};Guatemala;{person.Document};Coban;{(at % 3 == 0 ? "Trata - trabajo forzado" : "Trata - explotación sexual")}\n");
        }

        return new(NameOf("lista", number), Encoding.Latin1.GetBytes(text.ToString()), rows);
    }

    /// <summary>A list of the shelter.</summary>
    /// <param name="number">Which.</param>
    /// <param name="rows">How many.</param>
    /// <param name="bytes">At least how many bytes the file has, by a column that nobody asked for.</param>
    public static InventedFile Shelter(int number, int rows, int bytes = 0)
    {
        var text = new StringBuilder("codigo,ingreso,nombres,apellidos,sexo,rango_edad,nacionalidad,municipio,formas,observaciones\n");
        foreach (var (at, person) in People(number, rows).Index())
        {
            text.Append(CultureInfo.InvariantCulture, $"{person.File}S{at},2024-06-{2 + (at % 20):D2},{person.Given},{person.First} {person.Second},{(person.Woman ? "mujer" : "hombre")},");
            text.Append(CultureInfo.InvariantCulture, $"24-26,GT,Coban,{(at % 3 == 0 ? "laboral" : "sexual")},{PlantedSearch.Beginning}{new string('n', bytes / rows)}\n");
        }

        return new(NameOf("ingresos", number), Encoding.UTF8.GetBytes(text.ToString()), rows);
    }

    private static string NameOf(string kind, int number) => string.Create(CultureInfo.InvariantCulture, $"{PlantedSearch.Beginning}-{kind}-{number}.csv");

    private static IEnumerable<Person> People(int number, int rows)
    {
        var random = new Random(number);
        for (var row = 0; row < rows; row++)
        {
            var mark = row < Planted ? PlantedSearch.Beginning : "";
            yield return new(
                mark + Given[random.Next(Given.Length)].ToLowerInvariant(), mark + Surnames[random.Next(Surnames.Length)].ToLowerInvariant(), Surnames[random.Next(Surnames.Length)], random.Next(2) == 0)
            {
                File = string.Create(CultureInfo.InvariantCulture, $"{mark}{number}-"),
                Born = row < Planted ? PlantedSearch.BirthDates[0] : string.Create(CultureInfo.InvariantCulture, $"{1 + random.Next(28):D2}/{1 + random.Next(12):D2}/{1970 + random.Next(35)}"),
                Document = row < Planted ? string.Create(CultureInfo.InvariantCulture, $"{mark}{random.Next(1_000_000):D6}") : "",
            };
        }
    }

    private sealed record Person(string Given, string First, string Second, bool Woman)
    {
        public required string File { get; init; }

        public required string Born { get; init; }

        public required string Document { get; init; }
    }
}
