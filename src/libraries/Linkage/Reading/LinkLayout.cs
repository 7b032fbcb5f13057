using System.Globalization;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Linkage.Reading;

/// <summary>What a linkage is told about its lists: <c>link.yaml</c>.</summary>
/// <param name="Columns">What columns say, by name; columns that are not here are recognised by their names.</param>
/// <param name="Options">How the lists are linked.</param>
public sealed record LinkLayout(IReadOnlyDictionary<string, FieldRole> Columns, LinkOptions Options)
{
    private static readonly Dictionary<string, FieldRole> Words = new(StringComparer.Ordinal)
    {
        ["ignored"] = FieldRole.Ignored,
        ["id"] = FieldRole.Id,
        ["list"] = FieldRole.List,
        ["given"] = FieldRole.Given,
        ["surname"] = FieldRole.Surname,
        ["sex"] = FieldRole.Sex,
        ["birth"] = FieldRole.Birth,
        ["birth-year"] = FieldRole.BirthYear,
        ["birth-month"] = FieldRole.BirthMonth,
        ["birth-day"] = FieldRole.BirthDay,
        ["age"] = FieldRole.Age,
        ["reference-date"] = FieldRole.ReferenceDate,
        ["place"] = FieldRole.Place,
        ["document"] = FieldRole.Document,
        ["phone"] = FieldRole.Phone,
        ["email"] = FieldRole.Email,
        ["text"] = FieldRole.Text,
        ["nationality"] = FieldRole.Nationality,
    };

    /// <summary>No more is known than the columns' names.</summary>
    public static LinkLayout Recognised { get; } = new(new Dictionary<string, FieldRole>(StringComparer.Ordinal), new LinkOptions());

    /// <summary>What a column says: as declared, or as its name tells.</summary>
    /// <param name="column">The column's name as the file has it.</param>
    public FieldRole RoleOf(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return Columns.TryGetValue(column, out var role) ? role : ColumnRecognition.RoleOf(column);
    }

    /// <summary>Reads a document.</summary>
    /// <param name="reader">
    /// YAML: <c>columns</c> (a map of column and <c>id</c>, <c>list</c>, <c>given</c>, <c>surname</c>, <c>sex</c>, <c>birth</c>, <c>birth-year</c>, <c>birth-month</c>,
    /// <c>birth-day</c>, <c>age</c>, <c>reference-date</c>, <c>place</c>, <c>document</c>, <c>phone</c>, <c>email</c>, <c>text</c>,
    /// <c>nationality</c> or <c>ignored</c>); <c>deduplicated</c> (names of lists, or
    /// <c>all</c>); <c>probability</c> (0 to 1); <c>false-links</c> (0 to 1); <c>comparisons-per-record</c>; <c>keys</c> (names of blocking keys). All may be left out.
    /// </param>
    /// <param name="fileName">How problems name the document.</param>
    /// <returns>The layout; or <c>VOC-</c> problems of the document's form and <c>LNK-008</c>, each with its line.</returns>
    public static Outcome<LinkLayout> Read(TextReader reader, string fileName)
    {
        var document = YamlReader.Read(reader, fileName);
        if (!document.Succeeded)
            return Outcome<LinkLayout>.Refused(document.Problems);
        var faults = new YamlFaults(fileName);
        var fields = new YamlFields(document.Value, faults);
        var columns = new Dictionary<string, FieldRole>(StringComparer.Ordinal);
        if (fields.OptionalMap("columns") is { } map)
        {
            foreach (var (column, node) in map.TakeRest())
            {
                if (node is YamlText text && Words.TryGetValue(text.Value, out var role))
                    columns[column.Value] = role;
                else
                    faults.Add(LinkageProblems.ConfigurationUnusable, node, "columns");
            }
        }

        var options = new LinkOptions();
        if (fields.Take("deduplicated") is { } lists)
            options = Deduplicated(options, lists, faults);
        if (Number(fields, faults, "probability", (1e-6, 1 - 1e-6)) is { } probability)
            options = options with { Probability = probability };
        if (Number(fields, faults, "false-links", (1e-6, 0.5)) is { } share)
            options = options with { FalseLinks = share };
        if (Number(fields, faults, "comparisons-per-record", (1, 100_000)) is { } comparisons)
            options = options with { ComparisonsARecord = comparisons };
        if (fields.Has("keys"))
            options = options with { Keys = fields.Texts("keys") };
        fields.Finish();
        return faults.Conclude(() => new LinkLayout(columns, options));
    }

    private static LinkOptions Deduplicated(LinkOptions options, YamlNode lists, YamlFaults faults)
    {
        switch (lists)
        {
            case YamlText { Value: "all" }:
                return options with { AllDeduplicated = true };
            case YamlList names when names.Items.All(item => item is YamlText):
                return options with { Deduplicated = names.Items.Select(item => ((YamlText)item).Value).ToHashSet(StringComparer.Ordinal) };
            default:
                faults.Add(LinkageProblems.ConfigurationUnusable, lists, "deduplicated");
                return options;
        }
    }

    private static double? Number(YamlFields fields, YamlFaults faults, string key, (double Lowest, double Highest) range)
    {
        if (fields.Take(key) is not { } node)
            return null;
        if (node is YamlText text && double.TryParse(text.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && number >= range.Lowest && number <= range.Highest)
        {
            return number;
        }

        faults.Add(LinkageProblems.ConfigurationUnusable, node, key);
        return null;
    }
}
