using System.Globalization;
using Amparo.Indicators;
using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.Publication.Tests;

/// <summary>Small released tables with figures written down here.</summary>
internal static class Tables
{
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 23, 8, 0);

    public static readonly CodeList Countries = List("country", ("País", "Country"), [
        ("BZ", "Belice", "Belize"), ("CR", "Costa Rica", "Costa Rica"), ("DO", "República Dominicana", "Dominican Republic"),
        ("SV", "El Salvador", "El Salvador"), ("GT", "Guatemala", "Guatemala"), ("HN", "Honduras", "Honduras"),
        ("MX", "México", "Mexico"), ("NI", "Nicaragua", "Nicaragua"), ("PA", "Panamá", "Panama"),
    ]);

    public static readonly CodeList Years = List(
        "year", ("Año", "Year"), [.. Enumerable.Range(2000, 31).Select(year => year.ToString(CultureInfo.InvariantCulture)).Select(year => (year, year, year))]);

    public static readonly CodeList Sexes = List("sex", ("Sexo", "Sex"), [("female", "Mujeres", "Female"), ("male", "Hombres", "Male"), ("other", "Otro", "Other")]);

    public static readonly CodeList Ages = List("age-group", ("Grupo de edad", "Age group"), [("0-17", "0 a 17 años", "0 to 17 years"), ("18-plus", "18 años o más", "18 years or over")]);

    public static readonly CodeList Forms = List("form", ("Forma de explotación", "Form of exploitation"), [
        ("sexual", "Explotación sexual", "Sexual exploitation"), ("labour", "Trabajo o servicios forzados", "Forced labour or services"),
        ("begging", "Mendicidad forzada", "Forced begging"), ("criminality", "Actividades delictivas forzadas", "Forced criminal activity"),
        ("marriage", "Matrimonio forzado o servil", "Forced or servile marriage"), ("organ-removal", "Extracción de órganos", "Organ removal"),
        ("other", "Otra forma", "Another form"), ("several", "Varias formas a la vez", "Several forms at once"),
    ]);

    public static CodeList List(string id, (string Es, string En) title, IReadOnlyList<(string Id, string Es, string En)> codes) => new(
        id, 1, Text(title.Es, title.En), "tests", [.. codes.Select(code => new Code(code.Id, Text(code.Es, code.En), new Dictionary<string, string>(StringComparer.Ordinal)))]);

    public static LocalizedText Text(string es, string en) => new(new Dictionary<Language, (string, TranslationStatus)>
    {
        [Language.Spanish] = (es, TranslationStatus.Reviewed),
        [Language.English] = (en, TranslationStatus.Reviewed),
    });

    public static CubeHeader Header(DataOrigin origin = DataOrigin.Official, MeasureKind measure = MeasureKind.Count) => new(
        "detected-victims", measure, Text("Víctimas de trata detectadas", "Detected victims of trafficking"),
        Text("Personas registradas como víctimas.", "Persons recorded as victims."),
        Text("Cuenta a quienes fueron detectadas; no dice cuántas víctimas hay.", "Counts those who were detected; it does not say how many victims there are."),
        measure == MeasureKind.Rate ? Text("por cada 100 000 habitantes", "per 100,000 inhabitants") : Text("personas detectadas", "detected persons"),
        new Source("UNODC", "Conjunto de datos sobre trata", new LocalDate(2023, 5, 1), "Uso libre con cita"), origin);

    /// <summary>Official figures; views are all sets of the dimensions.</summary>
    public static Released<Cube> Official(
        IReadOnlyList<(string Id, CodeList List)> axes, IReadOnlyList<(string[] At, Figure Figure)> cells, MeasureKind measure = MeasureKind.Count)
    {
        var dimensions = axes.Select(axis => new Dimension(axis.Id, axis.List)).ToList();
        var view = axes.Select(axis => axis.Id).ToHashSet(StringComparer.Ordinal);
        var address = new Cube(Header(measure: measure), dimensions, [view], []);
        var figures = cells.Select(cell => KeyValuePair.Create(
            address.IndexOf([.. cell.At.Select((code, axis) => dimensions[axis].PositionOf(code))]), cell.Figure));
        return new ReleaseDoors(Ledger.Empty, Now).AlreadyPublic(new Cube(Header(measure: measure), dimensions, [view], figures));
    }

    /// <summary>Invented counts of one country and year by form, all large enough to stay.</summary>
    public static Released<Cube> Invented()
    {
        IReadOnlyList<Dimension> dimensions = [new("country", Countries), new("form", Forms)];
        var counts = new int[(Countries.Codes.Count + 1) * (Forms.Codes.Count + 1)];
        for (var index = 0; index < counts.Length; index++)
            counts[index] = 20 + (index * 37 % 911);
        var cube = new CountedCube(Header(DataOrigin.Invented), dimensions, [new HashSet<string>(StringComparer.Ordinal) { "country", "form" }], counts);
        return new ReleaseDoors(Ledger.Empty, Now).Suppress(cube, new CellSuppression(10), "invented-persons").Value;
    }

    public static readonly Released<Cube> ByForm = Official([("form", Forms)], [
        (["sexual"], Figure.Exact(14231)), (["labour"], Figure.Exact(3120)), (["begging"], Figure.Exact(412)), (["criminality"], Figure.Withheld),
        (["marriage"], Figure.Between((0, 1200))), (["organ-removal"], Figure.Exact(0)), (["several"], Figure.Exact(811)),
        ([CodeList.Unknown], Figure.Exact(2044)), ([CodeList.Total], Figure.Exact(21900)),
    ]);

    public static readonly Released<Cube> ByCountry = Official([("country", Countries)], [
        (["BZ"], Figure.Between((0, 4))), (["CR"], Figure.Exact(87)), (["DO"], Figure.Exact(203)), (["SV"], Figure.Exact(118)),
        (["GT"], Figure.Exact(486)), (["HN"], Figure.Exact(164)), (["MX"], Figure.Exact(729)), (["PA"], Figure.Exact(41)),
    ]);

    public static readonly Released<Cube> AgeBySex = Official([("age-group", Ages), ("sex", Sexes)], [
        (["0-17", "female"], Figure.Exact(1204)), (["0-17", "male"], Figure.Exact(388)), (["0-17", "other"], Figure.Withheld),
        (["0-17", CodeList.Unknown], Figure.Withheld), (["0-17", CodeList.Total], Figure.Exact(1663)),
        (["18-plus", "female"], Figure.Exact(2310)), (["18-plus", "male"], Figure.Exact(901)), (["18-plus", "other"], Figure.Exact(44)),
        (["18-plus", CodeList.Unknown], Figure.Exact(210)), (["18-plus", CodeList.Total], Figure.Exact(3465)),
        ([CodeList.Unknown, "female"], Figure.Exact(120)), ([CodeList.Unknown, "male"], Figure.Between((0, 60))),
        ([CodeList.Unknown, "other"], Figure.Missing), ([CodeList.Unknown, CodeList.Unknown], Figure.Exact(31)),
        ([CodeList.Total, "female"], Figure.Exact(3634)), ([CodeList.Total, "male"], Figure.Exact(1330)),
        ([CodeList.Total, "other"], Figure.Withheld), ([CodeList.Total, CodeList.Unknown], Figure.Withheld), ([CodeList.Total, CodeList.Total], Figure.Exact(5330)),
    ]);

    public static readonly Released<Cube> ByYear = Official([("country", Countries), ("year", Years)], [
        (["GT", "2012"], Figure.Exact(322)), (["GT", "2013"], Figure.Exact(570)), (["GT", "2014"], Figure.Exact(506)), (["GT", "2015"], Figure.Exact(673)),
        (["GT", "2016"], Figure.Exact(484)), (["GT", "2017"], Figure.Exact(316)), (["GT", "2018"], Figure.Withheld), (["GT", "2019"], Figure.Exact(405)),
        (["GT", "2021"], Figure.Exact(361)),
        (["BZ", "2014"], Figure.Exact(11)), (["BZ", "2015"], Figure.Between((0, 4))), (["BZ", "2016"], Figure.Between((0, 4))), (["BZ", "2017"], Figure.Exact(3)),
        (["BZ", "2019"], Figure.Exact(0)), (["BZ", "2020"], Figure.Exact(6)),
    ]);

    public static readonly Released<Cube> YearBySex = Official([("year", Years), ("sex", Sexes)], [
        (["2020", "female"], Figure.Exact(1830)), (["2021", "female"], Figure.Exact(2044)), (["2022", "female"], Figure.Exact(2311)), (["2023", "female"], Figure.Exact(2290)), (["2024", "female"], Figure.Exact(2502)),
        (["2020", "male"], Figure.Exact(610)), (["2021", "male"], Figure.Exact(702)), (["2022", "male"], Figure.Withheld), (["2023", "male"], Figure.Exact(820)), (["2024", "male"], Figure.Exact(934)),
        (["2020", "other"], Figure.Exact(21)), (["2021", "other"], Figure.Withheld), (["2022", "other"], Figure.Withheld), (["2023", "other"], Figure.Between((10, 90))), (["2024", "other"], Figure.Exact(33)),
    ]);

    public static readonly CodeList AgeSteps = List("age-step", ("Edad", "Age"), [
        ("0-8", "0 a 8 años", "0 to 8 years"), ("9-17", "9 a 17 años", "9 to 17 years"), ("18-24", "18 a 24 años", "18 to 24 years"),
        ("25-34", "25 a 34 años", "25 to 34 years"), ("35-49", "35 a 49 años", "35 to 49 years"), ("50-plus", "50 años o más", "50 years or over"),
    ]);

    /// <summary>More places than the coalition has: islands, and one that no map has a tile for.</summary>
    public static readonly CodeList Places = List("place", ("Lugar", "Place"), [
        .. Countries.Codes.Select(code => (code.Id, code.Name[Language.Spanish], code.Name[Language.English])),
        ("HT", "Haití", "Haiti"), ("CU", "Cuba", "Cuba"), ("elsewhere", "Otro lugar", "Elsewhere"),
    ]);

    public static readonly Released<Cube> AgeStepBySex = Official([("age-step", AgeSteps), ("sex", Sexes)], [
        (["0-8", "female"], Figure.Exact(61)), (["0-8", "male"], Figure.Exact(48)), (["0-8", "other"], Figure.Exact(0)),
        (["9-17", "female"], Figure.Exact(512)), (["9-17", "male"], Figure.Exact(140)), (["9-17", "other"], Figure.Withheld),
        (["18-24", "female"], Figure.Exact(744)), (["18-24", "male"], Figure.Exact(203)), (["18-24", "other"], Figure.Exact(14)),
        (["25-34", "female"], Figure.Between((300, 420))), (["25-34", "male"], Figure.Exact(251)), (["25-34", "other"], Figure.Exact(11)),
        (["35-49", "female"], Figure.Exact(118)), (["35-49", "male"], Figure.Withheld), (["35-49", "other"], Figure.Withheld),
        (["50-plus", "female"], Figure.Exact(17)),
        ([CodeList.Unknown, "female"], Figure.Exact(90)), ([CodeList.Unknown, "male"], Figure.Exact(77)),
        ([CodeList.Unknown, CodeList.Total], Figure.Exact(190)),
        ([CodeList.Total, "female"], Figure.Exact(1921)), ([CodeList.Total, "male"], Figure.Exact(803)), ([CodeList.Total, "other"], Figure.Exact(39)),
        ([CodeList.Total, CodeList.Unknown], Figure.Withheld), ([CodeList.Total, CodeList.Total], Figure.Exact(2800)),
    ]);

    public static readonly Released<Cube> ByPlace = Official([("place", Places)], [
        (["BZ"], Figure.Between((0, 4))), (["CR"], Figure.Exact(87)), (["DO"], Figure.Exact(203)), (["SV"], Figure.Withheld),
        (["GT"], Figure.Exact(486)), (["HN"], Figure.Between((120, 260))), (["MX"], Figure.Exact(12729)), (["PA"], Figure.Exact(41)),
        (["HT"], Figure.Exact(0)), (["CU"], Figure.Exact(19)), (["elsewhere"], Figure.Exact(66)),
        ([CodeList.Unknown], Figure.Exact(310)), ([CodeList.Total], Figure.Exact(14400)),
    ]);

    public static readonly Released<Cube> BySexWithoutTotal = Official([("sex", Sexes)], [
        (["female"], Figure.Exact(412)), (["male"], Figure.Between((0, 90))), (["other"], Figure.Withheld), ([CodeList.Total], Figure.Withheld),
    ]);

    public static readonly Released<Cube> SheltersByYear = Official([("year", Years)], [
        (["2019"], Figure.Exact(46)), (["2020"], Figure.Exact(38)), (["2021"], Figure.Withheld), (["2022"], Figure.Between((50, 64))),
        (["2024"], Figure.Exact(81)),
    ]);

    /// <summary>Flows among the nine countries: small and large ones, none, withheld, missing.</summary>
    public static readonly Released<Cube> Flows = FlowsAmong(Countries);

    public static readonly Released<Cube> FlowsOfThree = FlowsAmong(
        List("country", ("País", "Country"), [("GT", "Guatemala", "Guatemala"), ("HN", "Honduras", "Honduras"), ("MX", "México", "Mexico")]));

    public static readonly Released<Cube> YearsOfNine = Official([("country", Countries), ("year", Years)], [
        .. Countries.Codes.SelectMany((country, place) => Enumerable.Range(2016, 9).Select(year =>
            (new[] { country.Id, year.ToString(CultureInfo.InvariantCulture) }, (((place * 5) + (year * 3)) % 17) switch
            {
                0 => Figure.Withheld,
                1 => Figure.Missing,
                2 => Figure.Between((40, 120)),
                var other => Figure.Exact((other * (place + 3) * 4) + ((year - 2016) * 12)),
            }))),
    ]);

    private static Released<Cube> FlowsAmong(CodeList places)
    {
        var origins = new CodeList("origin", 1, Text("Origen", "Origin"), "tests", places.Codes);
        var destinations = new CodeList("destination", 1, Text("Destino", "Destination"), "tests", places.Codes);
        List<string> codes = [.. places.Codes.Select(code => code.Id), CodeList.Unknown];
        var cells = new List<(string[], Figure)>();
        for (var from = 0; from < codes.Count; from++)
        {
            for (var to = 0; to < codes.Count; to++)
                cells.Add(([codes[from], codes[to]], FlowOf(from, to)));
            cells.Add(([codes[from], CodeList.Total], Figure.Exact(400 + (from * 31))));
            cells.Add(([CodeList.Total, codes[from]], from == 1 ? Figure.Withheld : Figure.Exact(220 + (from * 17))));
        }

        cells.Add(([CodeList.Total, CodeList.Total], Figure.Exact(5386)));
        return Official([("origin", origins), ("destination", destinations)], cells);
    }

    private static Figure FlowOf(int from, int to) => (((from * 7) + (to * 4)) % 13) switch
    {
        0 => Figure.Withheld,
        1 => Figure.Exact(0),
        2 => Figure.Missing,
        3 => Figure.Between((0, 4)),
        4 => Figure.Between((2, 240)),
        var other => Figure.Exact(from == to ? 90 + (other * 9) : other * other),
    };
}
