using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml.Linq;

namespace Amparo.Demonstration.Tests;

/// <summary>What the tests' own reader finds in a row.</summary>
internal sealed record Reading(string FileNumber, string Registered, string Year)
{
    internal required string Sex { get; init; }

    internal required string AgeGroup { get; init; }

    internal required string Form { get; init; }

    internal required string Defect { get; init; }
}

/// <summary>
/// A second reader of the six layouts, written from their description alone and sharing no code with the product: it reads cells as they lie in
/// the bytes, tries every birth date that a partial one allows, and names the reason why a row cannot be used.
/// </summary>
internal static class IndependentReader
{
    internal static readonly string[] Agencies = ["police", "prosecution", "shelter", "migration", "hotline", "iom"];

    private static readonly string[] FormIds = ["sexual", "labour", "begging", "criminality", "marriage", "organ-removal", "other"];
    private static readonly string[] Iso2 = "BZ CR DO SV GT HN MX NI PA HT CO VE EC CU US BR CN CM IN CD".Split(' ');
    private static readonly string[] Iso3 = "BLZ CRI DOM SLV GTM HND MEX NIC PAN HTI COL VEN ECU CUB USA BRA CHN CMR IND COD".Split(' ');

    internal static string FileName(string agency) =>
        agency switch { "prosecution" => "prosecution.xlsx", "migration" => "migration.tsv", _ => $"{agency}.csv" };

    internal static List<Reading> Read(string agency, byte[] bytes) => [.. Rows(agency, bytes).Select(row => Interpret(Describe(agency, row)))];

    /// <summary>The cells of every data row, by column.</summary>
    internal static List<Dictionary<string, string>> Rows(string agency, byte[] bytes)
    {
        var rows = agency switch
        {
            "police" => Delimited(Encoding.Latin1.GetString(bytes), ';', "\r\n"),
            "prosecution" => Sheet(bytes),
            "shelter" => Delimited(AfterMark(bytes, Encoding.UTF8), ',', "\n"),
            "migration" => Delimited(AfterMark(bytes, Encoding.Unicode), '\t', "\r\n"),
            "hotline" => Delimited(Encoding.UTF8.GetString(bytes), ';', "\n"),
            _ => Delimited(Encoding.UTF8.GetString(bytes), ',', "\n"),
        };
        var header = rows[0];
        return [.. rows.Skip(1).Select(row => header.Zip(row).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))];
    }

    private static string AfterMark(byte[] bytes, Encoding encoding)
    {
        bytes.AsSpan(0, encoding.GetPreamble().Length).SequenceEqual(encoding.GetPreamble()).ShouldBeTrue("the byte-order mark");
        return encoding.GetString(bytes, encoding.GetPreamble().Length, bytes.Length - encoding.GetPreamble().Length);
    }

    private static List<string[]> Delimited(string text, char separator, string lineEnd)
    {
        text.EndsWith(lineEnd, StringComparison.Ordinal).ShouldBeTrue();
        // No cell of these files holds a line break, so lines can be cut before quotes are looked at.
        return [.. text[..^lineEnd.Length].Split(lineEnd).Select(line => Cells(line, separator))];
    }

    private static string[] Cells(string line, char separator)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var letter in line)
        {
            if (letter == '"')
                quoted = !quoted;
            else if (letter == separator && !quoted)
            {
                cells.Add(cell.ToString());
                cell.Clear();
            }
            else
                cell.Append(letter);
        }

        cells.Add(cell.ToString());
        return [.. cells];
    }

    private static List<string[]> Sheet(byte[] bytes)
    {
        using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        using var part = archive.GetEntry("xl/worksheets/sheet1.xml")!.Open();
        var rows = XDocument.Load(part).Descendants().Where(element => element.Name.LocalName == "row").Select(SheetRow).ToList();
        rows[1][0].ShouldContain("inventados");
        rows[2].ShouldAllBe(cell => cell.Length == 0);
        return rows[3..];
    }

    private static string[] SheetRow(XElement row)
    {
        var cells = Enumerable.Repeat("", 14).ToArray();
        foreach (var cell in row.Elements())
        {
            var value = cell.Value;
            // Style 1 is the date style: days since the last day but one of 1899.
            if (cell.Attribute("s")?.Value == "1")
            {
                value = new DateTime(1899, 12, 30).AddDays(int.Parse(value, CultureInfo.InvariantCulture))
                    .ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
            }


            cells[cell.Attribute("r")!.Value[0] - 'A'] = value;
        }

        return cells;
    }

    private static Cell Describe(string agency, Dictionary<string, string> row) => agency switch
    {
        "police" => new(row["No. Expediente"], row["Fecha de denuncia"], "dd/MM/yyyy")
        {
            Sex = Map(row["Sexo"], "Femenino=female|Masculino=male|=?"),
            Age = row["Edad"],
            Birth = row["Fecha de nacimiento"],
            CitizenshipKnown = row["Nacionalidad"] != "Qqqq",
            Forms = Labels(
                row["Delito"].Replace("Trata - ", "", StringComparison.Ordinal), " / ",
                "explotación sexual|trabajo forzado|mendicidad|crimen organizado|matrimonio forzado|extracción de órganos|otra", "Sin especificar"),
        },
        "prosecution" => new(row["Causa"], row["Fecha de ingreso"], "dd/MM/yyyy")
        {
            Sex = Map(row["Sexo"], "2=female|1=male|3=other|9=?"),
            Age = "",
            Birth = row["F. Nac."],
            CitizenshipKnown = row["País de nacionalidad"] is "" || Iso3.Contains(row["País de nacionalidad"]),
            Forms = [.. new[] { "Expl. sexual", "Expl. laboral", "Mendicidad", "Crimen organizado", "Matrimonio forzado", "Extracción de órganos", "Otra" }
                .Select((column, i) => (Mark: row[column], Id: FormIds[i])).Where(form => form.Mark == "X").Select(form => form.Id)],
        },
        "shelter" => new(row["codigo"], row["ingreso"], "yyyy-MM-dd")
        {
            Sex = Map(row["sexo"], "mujer=female|hombre=male|otro=other|no responde=?|=?"),
            Age = "",
            Birth = "",
            Band = Map(row["rango_edad"], "0-8=0-17|9-17=0-17|18-20=18-plus|21-23=18-plus|24-26=18-plus|"
                + "27-29=18-plus|30-38=18-plus|39-47=18-plus|48+=18-plus|N/S=?"),
            CitizenshipKnown = row["nacionalidad"] is "N/S" || Iso2.Contains(row["nacionalidad"]),
            Forms = Labels(row["formas"], ";", "sexual|laboral|mendicidad|crimen|matrimonio|organos|otra", "no responde|N/S"),
        },
        "migration" => new(row["FileRef"], row["RegistrationDate"], "yyyy-MM-dd")
        {
            Sex = Map(row["Sex"], "F=female|M=male|X=other|U=?"),
            Age = "",
            Birth = row["DateOfBirth"],
            CitizenshipKnown = row["Citizenship"] is "" || Iso3.Contains(row["Citizenship"]),
            Forms = Labels(row["Exploitation"], "|", "SEX|LAB|BEG|CRM|MAR|ORG|OTH", "UNK"),
        },
        "hotline" => new(row["dossier"], row["date_appel"], "dd-MM-yyyy")
        {
            Sex = Map(row["sexe"], "Femme=female|Homme=male|Autre=other|Inconnu=?"),
            Birth = "",
            Age = row["âge_approximatif"].Replace("env. ", "", StringComparison.Ordinal).Replace("inconnu", "", StringComparison.Ordinal),
            CitizenshipKnown = row["nationalité"] != "Qqqq",
            Forms = Labels(
                row["formes"], " + ",
                "exploitation sexuelle|travail forcé|mendicité|criminalité forcée|mariage forcé|prélèvement d'organes|autre", "non précisé"),
        },
        _ => new(Unless99(row["cas_number"]), Unless99(row["cas_registered"]), "yyyy-MM-dd")
        {
            Sex = Map(row["prs_gender"], "Feminine=female|Masculine=male|Non-Conforming=other|Not Specified=?"),
            Age = "",
            Birth = Unless99(row["prs_date_of_birth"]),
            CitizenshipKnown = row["prs_citizenship"] is "-99" || Iso2.Contains(row["prs_citizenship"]),
            Forms = [.. new[] { "sexual", "labour", "begging", "criminality", "marriage", "organ", "other" }
                .Select((column, i) => (Flag: row[$"exploit_{column}"], Id: FormIds[i])).Where(form => form.Flag == "1").Select(form => form.Id)],
        },
    };

    private static string Unless99(string text) => text == "-99" ? "" : text;

    /// <summary>The code that a text stands for; "_U" for a text that means "missing"; null for a text that stands for nothing.</summary>
    private static string? Map(string text, string pairs) => pairs.Split('|').Select(pair => pair.Split('='))
        .Where(pair => pair[0] == text).Select(pair => pair[1] == "?" ? "_U" : pair[1]).FirstOrDefault();

    private static List<string>? Labels(string text, string separator, string labels, string missing)
    {
        if (text.Length == 0 || missing.Split('|').Contains(text))
            return [];
        var known = labels.Split('|');
        var positions = text.Split(separator).Select(label => Array.IndexOf(known, label)).ToList();
        return positions.Contains(-1) ? null : [.. positions.Select(position => FormIds[position])];
    }

    private static Reading Interpret(Cell cell)
    {
        var registered = Parse(cell.Registered, cell.Format);
        var births = Births(cell.Birth, cell.Format);
        var stated = cell.Age.Length == 0 ? (int?)null : int.Parse(cell.Age, CultureInfo.InvariantCulture);
        var ages = registered is { } date && births is { Count: > 0 }
            ? births.Where(birth => birth <= date).Select(birth => AgeOn(birth, date)).ToList() : [];
        var full = births is { Count: 1 } && ages.Count == 1;
        var usable = full ? ages : stated is { } age ? [age] : ages;
        return new(cell.FileNumber.Length == 0 ? "_U" : cell.FileNumber, registered?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "_U",
            registered?.Year.ToString(CultureInfo.InvariantCulture) ?? "_U")
        {
            Sex = cell.Sex ?? "_U",
            AgeGroup = cell.Band ?? Group(usable),
            Form = cell.Forms is not { Count: > 0 } forms ? "_U" : forms.Count == 1 ? forms[0] : "several",
            Defect = DefectOf(cell, registered, births, ages, stated),
        };
    }

    private static string DefectOf(Cell cell, DateOnly? registered, List<DateOnly>? births, List<int> ages, int? stated)
    {
        if (cell.FileNumber.Length == 0)
            return "file-number-missing";
        if (registered is null)
            return cell.Registered.Length == 0 ? "registered-missing" : "registered-impossible";
        if (births is null)
            return "birth-impossible";
        if (births.Count > 0 && ages.Count == 0)
            return "birth-after-registration";
        if (stated is < 0 or > 110 || (ages.Count > 0 && ages.Max() > 110))
            return "age-out-of-range";
        return cell.Sex is null || cell.Forms is null || !cell.CitizenshipKnown ? "code-unknown" : "";
    }

    private static string Group(List<int> ages)
    {
        if (ages.Count == 0 || ages.Exists(age => age is < 0 or > 110))
            return "_U";
        return ages.TrueForAll(age => age < 18) ? "0-17" : ages.TrueForAll(age => age >= 18) ? "18-plus" : "_U";
    }

    private static DateOnly? Parse(string text, string format) =>
        DateOnly.TryParseExact(text, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    /// <summary>Every date that the text may mean: none if it is empty, null if it means nothing.</summary>
    /// <remarks>
    /// A partial date runs to the first day after it: the decision rule grants nobody a birthday on the strength of the last day of a year or month.
    /// </remarks>
    private static List<DateOnly>? Births(string text, string format)
    {
        if (text.Length == 0)
            return [];
        if (Parse(text, format) is { } day)
            return [day];
        if (Parse($"{text}-01", "yyyy-MM-dd") is { } month)
            return [.. Enumerable.Range(0, DateTime.DaysInMonth(month.Year, month.Month) + 1).Select(month.AddDays)];
        if (Parse($"{text}-01-01", "yyyy-MM-dd") is { } year)
            return [.. Enumerable.Range(0, year.AddYears(1).DayNumber - year.DayNumber + 1).Select(year.AddDays)];
        return null;
    }

    private static int AgeOn(DateOnly birth, DateOnly date)
    {
        var birthdays = 0;
        while (birth.AddYears(birthdays + 1) <= date)
            birthdays++;
        return birthdays;
    }

    private sealed record Cell(string FileNumber, string Registered, string Format)
    {
        internal required string? Sex { get; init; }

        internal required string Age { get; init; }

        internal required string Birth { get; init; }

        internal string? Band { get; init; }

        internal required bool CitizenshipKnown { get; init; }

        internal required List<string>? Forms { get; init; }
    }
}
