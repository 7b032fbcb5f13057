using System.Globalization;
using System.Text.Json;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;

namespace Amparo.PrivateRelease.Tables;

/// <summary>Reads a schema: a YAML document, or a JSON object of column names and numbers of codes.</summary>
/// <remarks>
/// The YAML document: <c>population</c> and <c>person</c> (may be left out), <c>invented</c> (yes or no; no if left out), <c>columns</c>: each with <c>name</c>, and
/// <c>list</c> (a code list of the vocabulary) or <c>codes</c> (written out), <c>other</c> (one of the codes, or a new one, for all other values) and <c>several</c>
/// (first or highest). A blank cell has the code named by <c>absent</c>; where none is named it is a value like any other. A column of countries may be made coarser by
/// <c>coarsen</c> (hierarchies, from its list upwards): the nine countries of the coalition stay, and which others do is decided by the noise foretold for
/// <c>expected-persons</c>, so that it stays below <c>allowed-error</c> (a share; 0.2 if left out). A column with a <c>list</c> is joined to broader codes as
/// the file is read by <c>roll-up</c> (hierarchies, from its list upwards); what they place nowhere goes to <c>other</c>.
/// </remarks>
public static class ReleaseSchemaReader
{
    /// <summary>Reads a YAML document.</summary>
    /// <param name="reader">The document's text.</param>
    /// <param name="fileName">How problems name the document.</param>
    /// <param name="lists">The vocabulary.</param>
    /// <param name="hierarchies">The hierarchies that <c>coarsen</c> may name; none if null.</param>
    /// <returns>The schema, or every problem found (<c>VOC-</c> of the document's form, <c>PRV-019</c>, <c>PRV-016</c>), each with its line.</returns>
    public static Outcome<ReleaseSchema> Read(TextReader reader, string fileName, CodeListCatalogue lists, IReadOnlyList<Hierarchy>? hierarchies = null)
    {
        ArgumentNullException.ThrowIfNull(lists);
        var document = YamlReader.Read(reader, fileName);
        if (!document.Succeeded)
            return Outcome<ReleaseSchema>.Refused(document.Problems);
        var faults = new YamlFaults(fileName);
        var fields = new YamlFields(document.Value, faults);
        var population = fields.Has("population") ? fields.Id("population") : null;
        var person = fields.OptionalText("person");
        var invented = fields.OptionalText("invented") is "yes" or "true";
        var columns = new List<SchemaColumn>();
        foreach (var node in fields.List("columns"))
        {
            if (fields.MapOf(node, "columns") is { } map && ReadColumn(map, node, faults, (lists, hierarchies ?? [])) is { } column)
                columns.Add(column);
        }

        var expected = fields.OptionalNumber("expected-persons", (1, int.MaxValue));
        var allowed = fields.OptionalText("allowed-error") is { } word && double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var share) ? share : 0.2;
        fields.Finish();
        if (columns.Count is 0 or > CodedDomain.MostColumns || columns.Select(column => column.Column.Name).Distinct(StringComparer.Ordinal).Count() != columns.Count)
            faults.Add(PrivateReleaseProblems.DomainUnusable, document.Value, "columns");
        // The column of persons never leaves: a schema that also releases it is a slip.
        if (person is not null && columns.Exists(column => column.Column.Name == person))
            faults.Add(PrivateReleaseProblems.SchemaUnusable, document.Value, "person");
        return faults.Conclude(() => new ReleaseSchema(columns, person, population, invented) { ExpectedPersons = expected, AllowedError = allowed });
    }

    /// <summary>Reads a domain: <c>{"column": number of codes, ...}</c>; the codes are the numbers from zero.</summary>
    /// <param name="stream">The document, UTF-8.</param>
    /// <param name="fileName">How problems name the document.</param>
    /// <returns>The schema, or <c>PRV-019</c> or <c>PRV-016</c>.</returns>
    public static Outcome<ReleaseSchema> ReadDomain(Stream stream, string fileName)
    {
        try
        {
            using var document = JsonDocument.Parse(stream);
            var columns = new List<SchemaColumn>();
            foreach (var column in document.RootElement.EnumerateObject())
            {
                if (column.Value.ValueKind != JsonValueKind.Number || !column.Value.TryGetInt32(out var size) || size is < 1 or > CodedColumn.LargestSize)
                    return new Problem(PrivateReleaseProblems.DomainUnusable, fileName, column.Name);
                columns.Add(new(new CodedColumn(column.Name, size), null, SeveralRows.First));
            }

            return columns.Count is 0 or > CodedDomain.MostColumns || columns.Select(column => column.Column.Name).Distinct(StringComparer.Ordinal).Count() != columns.Count
                ? new Problem(PrivateReleaseProblems.DomainUnusable, fileName)
                : new ReleaseSchema(columns, null, null, false);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return new Problem(PrivateReleaseProblems.SchemaUnusable, fileName);
        }
    }

    private static SchemaColumn? ReadColumn(YamlFields map, YamlNode at, YamlFaults faults, (CodeListCatalogue Lists, IReadOnlyList<Hierarchy> Hierarchies) known)
    {
        var name = map.Text("name");
        var labels = Labels(map, at, faults, known.Lists);
        var levels = Levels(map, at, faults, known.Hierarchies, labels.Count);
        var rolled = RollUp(map, at, faults, (known.Hierarchies, labels));
        if (rolled is not null)
            labels = [.. rolled.Broader.Codes.Select(code => code.Id)];
        int? blank = null;
        if (map.OptionalText("absent") is { } absent)
        {
            if (!labels.Contains(absent))
                labels.Add(absent);
            blank = labels.IndexOf(absent);
        }

        int? other = null;
        if (map.OptionalText("other") is { } word)
        {
            if (!labels.Contains(word))
                labels.Add(word);
            other = labels.IndexOf(word);
        }

        var several = map.OptionalText("several") switch { null or "first" => SeveralRows.First, "highest" => SeveralRows.Highest, _ => (SeveralRows?)null };
        map.Finish();
        // What is joined and then made coarser by the noise would have to start at the broader list: nobody needs it.
        if (rolled is not null && levels.Count > 0)
            faults.Add(PrivateReleaseProblems.SchemaUnusable, at, "roll-up");
        if (rolled is not null && other is null && rolled.Parents.Contains(-1))
            faults.Add(PrivateReleaseProblems.HierarchyDoesNotFit, at, "roll-up");
        if (several is null || labels.Count > CodedColumn.LargestSize || labels.Distinct(StringComparer.Ordinal).Count() != labels.Count)
            faults.Add(PrivateReleaseProblems.SchemaUnusable, at, "columns");
        return name is null || labels.Count == 0 || several is null
            ? null
            : new(new CodedColumn(name, labels.Count) { Labels = labels }, other, several.Value)
            {
                Absent = blank,
                Levels = levels,
                Values = rolled is null ? null : Values(rolled, labels, other),
                RolledUp = rolled is null ? null : new(name, rolled.Broader.Id, rolled.Narrower.Codes.Count + labels.Count - rolled.Broader.Codes.Count, labels.Count) { Declared = true },
            };
    }

    // A value is a code of the narrower list, or one of those that the column has besides (absent, other).
    private static Dictionary<string, int> Values(Hierarchy rolled, List<string> labels, int? other)
    {
        var values = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var label = rolled.Broader.Codes.Count; label < labels.Count; label++)
            values[labels[label]] = label;
        for (var code = 0; code < rolled.Parents.Count; code++)
        {
            if (rolled.Parents[code] is >= 0 and var parent)
                values[rolled.Narrower.Codes[code].Id] = parent;
            else if (other is { } rest)
                values[rolled.Narrower.Codes[code].Id] = rest;
        }

        return values;
    }

    private static Hierarchy? RollUp(YamlFields map, YamlNode at, YamlFaults faults, (IReadOnlyList<Hierarchy> Hierarchies, List<string> Labels) known)
    {
        if (!map.Has("roll-up"))
            return null;
        Hierarchy? whole = null;
        foreach (var id in map.Texts("roll-up"))
        {
            if (known.Hierarchies.FirstOrDefault(hierarchy => hierarchy.Id == id) is not { } level)
            {
                faults.Add(PrivateReleaseProblems.SchemaUnusable, at, "roll-up");
                return null;
            }

            if (whole is not null && (level.Narrower.Id != whole.Broader.Id || level.Narrower.Version != whole.Broader.Version))
            {
                faults.Add(PrivateReleaseProblems.HierarchyDoesNotFit, at, "roll-up");
                return null;
            }

            whole = whole is null ? level : whole.Then(level);
        }

        if (whole is not null && whole.Narrower.Codes.Select(code => code.Id).SequenceEqual(known.Labels, StringComparer.Ordinal))
            return whole;
        faults.Add(PrivateReleaseProblems.HierarchyDoesNotFit, at, "roll-up");
        return null;
    }

    private static List<Hierarchy> Levels(YamlFields map, YamlNode at, YamlFaults faults, IReadOnlyList<Hierarchy> known, int codes)
    {
        if (!map.Has("coarsen"))
            return [];
        var levels = new List<Hierarchy>();
        foreach (var id in map.Texts("coarsen"))
        {
            if (known.FirstOrDefault(hierarchy => hierarchy.Id == id) is { } level)
                levels.Add(level);
            else
                faults.Add(PrivateReleaseProblems.SchemaUnusable, at, "coarsen");
        }

        // The first one starts at the column's own list, whose codes stand first among the labels.
        if (levels.Count > 0 && levels[0].Narrower.Codes.Count != codes)
            faults.Add(PrivateReleaseProblems.HierarchyDoesNotFit, at, "coarsen");
        return levels;
    }

    private static List<string> Labels(YamlFields map, YamlNode at, YamlFaults faults, CodeListCatalogue lists)
    {
        if (!map.Has("list"))
            return [.. map.Texts("codes")];
        if (map.Text("list") is { } id && lists.Find(id) is { } list)
            return [.. list.Codes.Select(code => code.Id)];
        faults.Add(PrivateReleaseProblems.SchemaUnusable, at, "list");
        return [];
    }
}
