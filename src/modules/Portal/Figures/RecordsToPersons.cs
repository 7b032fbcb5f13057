using Amparo.PrivateRelease;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Portal.Figures;

/// <summary>How many records linkage made how many persons of, by country: worked out from two released tables.</summary>
/// <remarks>
/// The table of persons, and that of the records beyond each person's first. Where either is withheld, the number of records is: with persons
/// beside it, it would give the other away.
/// </remarks>
public sealed class RecordsToPersons
{
    /// <summary>The id of the table of records beyond each person's first.</summary>
    public const string Repeated = "repeated-records";

    private const string CountryAxis = "country";

    private readonly Cube _persons;
    private readonly Cube _repeated;

    private RecordsToPersons(Cube persons, Cube repeated) => (_persons, _repeated) = (persons, repeated);

    /// <summary>Whether these persons are invented.</summary>
    public bool Invented => _persons.Header.Origin == DataOrigin.Invented;

    /// <summary>Reads both tables.</summary>
    /// <param name="cubes">Released cubes by subject.</param>
    /// <returns>The figures; null if persons were not counted by linkage, or not at all.</returns>
    public static RecordsToPersons? From(IReadOnlyDictionary<string, Released<Cube>> cubes) =>
        cubes.TryGetValue(PortalFigures.Detected, out var persons) && cubes.TryGetValue(Repeated, out var repeated)
            ? new(persons.Value, repeated.Value)
            : null;

    /// <summary>Detected persons, each once in a country.</summary>
    /// <param name="country">The country's code; <see cref="Vocabulary.CodeList.Total"/> for all.</param>
    public Figure Persons(string country) => _persons[(CountryAxis, country)];

    /// <summary>Records that were accepted.</summary>
    /// <param name="country">The country's code; <see cref="Vocabulary.CodeList.Total"/> for all.</param>
    public Figure Records(string country)
    {
        var (persons, repeated) = (Persons(country), _repeated[(CountryAxis, country)]);
        return persons.IsStated && repeated.IsStated
            ? Figure.Between((persons.Low + repeated.Low, persons.High + repeated.High))
            : persons.Kind == FigureKind.Withheld || repeated.Kind == FigureKind.Withheld ? Figure.Withheld : Figure.Missing;
    }
}
