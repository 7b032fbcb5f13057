using System.Globalization;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Formats;

/// <summary>Writes a table of detected victims as SDMX-CSV 2.0 in the global structure of the Sustainable Development Goals, indicator 16.2.2.</summary>
/// <remarks>
/// One line an observation: <c>STRUCTURE</c>, <c>STRUCTURE_ID</c>, <c>ACTION</c>, the dimensions, the value, the attributes. An interval has no
/// value: its bounds stand in <c>LOWER_BOUND</c> and <c>UPPER_BOUND</c>. A withheld or missing figure has no value either, and its status says
/// which it is. What of the structure was verified and what was not: <c>docs/methods/open-formats.md</c>.
/// </remarks>
public static class SdmxCsv
{
    internal const string StructureId = "IAEG-SDGs:DF_SDG_GLH(1.12)";

    private const string OfficialForm = "glotip-form";

    internal static readonly IReadOnlyList<string> Dimensions =
    [
        "FREQ", "REPORTING_TYPE", "SERIES", "REF_AREA", "SEX", "AGE", "URBANISATION", "INCOME_WEALTH_QUANTILE", "EDUCATION_LEV", "OCCUPATION",
        "CUST_BREAKDOWN", "COMPOSITE_BREAKDOWN", "DISABILITY_STATUS", "ACTIVITY", "PRODUCT", "TIME_PERIOD",
    ];

    internal static readonly IReadOnlyList<string> Attributes =
        ["OBS_STATUS", "UNIT_MULT", "UNIT_MEASURE", "NATURE", "SOURCE_DETAIL", "COMMENT_OBS", "TIME_DETAIL", "LOWER_BOUND", "UPPER_BOUND"];

    // Which tables hold the indicator is a decision about each of them: other counts by country and year are no victims, or not the custodian's.
    private static readonly Dictionary<string, string> Tables = new(StringComparer.Ordinal)
    {
        ["glotip-detected-victims"] = "VC_HTF_DETV",
        ["glotip-detected-victims-sex"] = "VC_HTF_DETV",
        ["glotip-detected-victims-sex-age"] = "VC_HTF_DETV",
        ["glotip-detected-victims-form"] = "VC_HTF_DETV",
    };

    // M49 as this structure writes it: a number without leading zeros.
    private static readonly Dictionary<string, string> Areas = new(StringComparer.Ordinal)
    {
        ["BZ"] = "84",
        ["CR"] = "188",
        ["DO"] = "214",
        ["SV"] = "222",
        ["GT"] = "320",
        ["HN"] = "340",
        ["MX"] = "484",
        ["NI"] = "558",
        ["PA"] = "591",
    };

    private static readonly Dictionary<string, string> Sexes = new(StringComparer.Ordinal)
    {
        ["female"] = "F",
        ["male"] = "M",
        ["other"] = "_O",
        [CodeList.Unknown] = "_U",
        [CodeList.Total] = "_T",
    };

    private static readonly Dictionary<string, string> Ages = new(StringComparer.Ordinal)
    {
        ["0-17"] = "Y0T17",
        ["18-plus"] = "Y_GE18",
        [CodeList.Unknown] = "_U",
        [CodeList.Total] = "_T",
    };

    private static readonly Dictionary<string, string> Forms = new(StringComparer.Ordinal)
    {
        ["labour"] = "FL",
        ["sexual"] = "SX",
        ["organ-removal"] = "OG",
        ["other"] = "OP",
        [CodeList.Total] = "",
    };

    /// <summary>The series of a table, without the part that says the form of exploitation.</summary>
    /// <param name="table">The table.</param>
    /// <returns><c>VC_HTF_DETV</c>; null for a table that does not hold the indicator.</returns>
    public static string? SeriesOf(OpenTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        const string Rate = "-rate";
        if (table.Cube is not { } cube)
            return null;
        var isRate = cube.Value.Header.Measure == MeasureKind.Rate && table.Id.EndsWith(Rate, StringComparison.Ordinal);
        return Tables.GetValueOrDefault(isRate ? table.Id[..^Rate.Length] : table.Id);
    }

    /// <summary>The number of a country in M49 as the structure writes it.</summary>
    /// <param name="country">ISO 3166-1 alpha-2.</param>
    /// <returns>The number, or null.</returns>
    internal static string? AreaOf(string country) => Areas.GetValueOrDefault(country);

    /// <summary>Writes the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="stream">Where to, UTF-8 without byte order mark; not closed. Nothing is written where there is a problem.</param>
    /// <returns>Null; <c>PUB-010</c> if the table does not hold the indicator; <c>PUB-011</c> with the dimension that the structure cannot express.</returns>
    public static Problem? Write(OpenTable table, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(stream);
        if (SeriesOf(table) is not { } series || table.Cube is not { } released)
            return new Problem(PublicationProblems.NoStructure, table.Id);
        var cube = released.Value;
        if (cube.Dimensions.All(dimension => dimension.Id != "country"))
            return new Problem(PublicationProblems.NotInStructure, "country", table.Id);
        if (cube.Dimensions.All(dimension => dimension.Id != "year"))
            return new Problem(PublicationProblems.NotInStructure, "year", table.Id);

        var lines = new List<IReadOnlyList<string>>();
        foreach (var cell in CubeCells.Of(cube))
        {
            var at = cube.Dimensions.Index().ToDictionary(pair => pair.Item.Id, pair => cell.Codes[pair.Index], StringComparer.Ordinal);
            // Several years or countries together are no observation of this structure.
            if (at["year"] is CodeList.Total or CodeList.Unknown || at["country"] is CodeList.Total or CodeList.Unknown)
                continue;
            // The source's "other forms" hold organ removal and others under one name: that is neither of the structure's series.
            if (at.GetValueOrDefault(OfficialForm) is "other" or CodeList.Unknown or CodeList.Total)
                continue;
            if (Unplaced(at) is { } dimension)
                return new Problem(PublicationProblems.NotInStructure, dimension, table.Id);
            lines.Add(Line(table, cell.Figure, at, series));
        }

        IReadOnlyList<string> heading = ["STRUCTURE", "STRUCTURE_ID", "ACTION", .. Dimensions, "OBS_VALUE", .. Attributes];
        TableCsv.Write(lines.Prepend(heading), stream, withMark: false);
        return null;
    }

    private static string? Unplaced(Dictionary<string, string> at) => at.OrderBy(place => place.Key, StringComparer.Ordinal).FirstOrDefault(place => place.Key switch
    {
        "country" => !Areas.ContainsKey(place.Value),
        "year" => !int.TryParse(place.Value, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        "sex" => !Sexes.ContainsKey(place.Value),
        "age-group" => !Ages.ContainsKey(place.Value),
        "form" or OfficialForm => !Forms.ContainsKey(place.Value),
        _ => place.Value != CodeList.Total,
    }).Key;

    private static IReadOnlyList<string> Line(OpenTable table, Figure figure, Dictionary<string, string> at, string series)
    {
        var isRate = table.Facts.Measure == MeasureKind.Rate;
        var name = series + Forms[at.GetValueOrDefault(OfficialForm) ?? at.GetValueOrDefault("form", CodeList.Total)] + (isRate ? "R" : "");
        var isRange = figure.Kind == FigureKind.Interval;
        return
        [
            "dataflow", StructureId, "I",
            "A", "G", name, Areas[at["country"]], Sexes[at.GetValueOrDefault("sex", CodeList.Total)], Ages[at.GetValueOrDefault("age-group", CodeList.Total)],
            .. Enumerable.Repeat(CodeList.Total, 9), at["year"],
            figure.Kind == FigureKind.Exact ? SliceCsv.Digits(figure.Low) : "",
            Status(figure), "0", isRate ? "PER_100000_POP" : "NUMBER", "C", SliceCsv.SourceOf(table.Facts.Source), Comment(table, figure), at["year"],
            isRange ? SliceCsv.Digits(figure.Low) : "", isRange ? SliceCsv.Digits(figure.High) : "",
        ];
    }

    // CL_OBS_STATUS: A normal, O missing, Q missing since suppressed; of a range it is the single number that is suppressed.
    private static string Status(Figure figure) => figure.Kind switch
    {
        FigureKind.Exact => "A",
        FigureKind.Interval or FigureKind.Withheld => "Q",
        _ => "O",
    };

    // In English, as all of this structure's codes are.
    private static string Comment(OpenTable table, Figure figure)
    {
        var kind = figure.Kind switch
        {
            FigureKind.Interval => $"Between {SliceCsv.Digits(figure.Low)} and {SliceCsv.Digits(figure.High)}, both included; no single number is published. ",
            FigureKind.Withheld => "Withheld so that nobody can be recognised. ",
            FigureKind.Missing => "No figure is published here: the source gives none, or several that differ; this is not a zero. ",
            _ => "",
        };
        var mark = table.Facts.Origin == DataOrigin.Invented ? "Invented data. " : "";
        return $"{mark}{kind}Detected victims, not prevalence. Amparo release {table.Release}.";
    }
}
