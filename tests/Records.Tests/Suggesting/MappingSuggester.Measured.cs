using System.Text;
using static Amparo.Records.Tests.Suggesting.SuggestionFixture;

namespace Amparo.Records.Tests.Suggesting;

/// <summary>How many columns of many files are placed rightly, and that none is wrong with high confidence.</summary>
public sealed class MappingSuggesterMeasuredTests(ITestOutputHelper output)
{
    private static readonly string[] Names = ["Ana", "Luis", "Rosa", "Carlos", "Marta", "Jorge", "Elena", "Pedro", "Lucía", "Mario", "Sofía", "Hugo", "Irma"];
    private static readonly string[] Families = ["López", "Pérez", "García", "Ramírez", "Morales", "Castillo", "Ortiz", "Flores", "Reyes", "Mejía", "Cruz"];

    [Fact]
    public void At_least_eight_of_ten_columns_are_placed_rightly_and_none_wrongly_with_high_confidence()
    {
        int right = 0, all = 0;
        var sure = new List<string>();
        var misses = new StringBuilder();
        foreach (var (name, text, truth) in Files())
        {
            var suggestion = Of(text);
            Readable(suggestion);
            foreach (var column in suggestion.Columns)
            {
                // Several answers are right where the standard has two places for one thing; a dash also allows leaving it out.
                var allowed = truth[column.Number - 1].Split('/');
                var field = suggestion.FieldOf(column.Heading);
                var isRight = allowed.Any(answer => answer == field || (answer == "-" && field.Length == 0));
                all++;
                right += isRight ? 1 : 0;
                if (!isRight)
                    misses.AppendLine(System.Globalization.CultureInfo.InvariantCulture, $"{name}: {column.Number} {column.Heading} -> {field} ({column.Confidence}), not {truth[column.Number - 1]}");
                if (!isRight && column.Confidence == SuggestionConfidence.High)
                    sure.Add($"{name}: {column.Heading} -> {field}");
            }
        }

        output.WriteLine($"{right} of {all} columns right ({100.0 * right / all:0.0} %), {sure.Count} wrong with high confidence");
        output.WriteLine(misses.ToString());
        sure.ShouldBeEmpty();
        (right / (double)all).ShouldBeGreaterThanOrEqualTo(0.9, misses.ToString());
    }

    private static void Readable(MappingSuggestion suggestion)
    {
        var read = Fixture.Mapping(suggestion.Yaml);
        if (suggestion.Lacking.Count == 0)
            read.Problems.ShouldBeEmpty(suggestion.Yaml);
        else
            read.Problems.ShouldAllBe(problem => problem.Code == RecordsProblems.RequiredFieldNotMapped);
    }

    private static string Full(int row) => $"{Names[row % 13]} {Families[row % 11]} {Families[row * 3 % 11]}";

    private static IEnumerable<(string Name, string Text, string[] Truth)> Files()
    {
        static string Name(int row) => Names[row % 13];
        static string Family(int row) => $"{Families[row % 11]} {Families[row * 3 % 11]}";
        Func<int, string> id = row => $"EXP-{2020 + (row % 5)}-{row:00000}";
        yield return ("police es", Csv(90, ("No. Expediente", id), ("Fecha de denuncia", Date(2020, 5, "dd/MM/yyyy")), ("Primer nombre", Name), ("Segundo nombre", Name),
            ("Primer apellido", row => Families[row % 11]), ("Segundo apellido", row => Families[row % 7]), ("Sexo", Cycle("Femenino", "Masculino", "")),
            ("Edad", row => $"{12 + (row % 40)}"), ("Fecha de nacimiento", Date(1975, 30, "dd/MM/yyyy")), ("Nacionalidad", Cycle("Guatemalteca", "HONDURAS", "hondureño", "N/S")),
            ("Documento", row => $"{1000000 + (row * 977)}"), ("Municipio", Cycle("Mixco", "Antigua", "Flores", "Zacapa")),
            ("Delito", Cycle("Trata - explotación sexual", "Trata - trabajo forzado / Trata - mendicidad", "Trata - otra"))),
            ["file-number", "registered", "given-names", "given-names", "surname-1", "surname-2", "sex", "age", "birth-date", "citizenship", "document", "municipality", "forms"]);
        yield return ("shelter es", Csv(60, ("codigo", row => $"A{row}"), ("ingreso", Date(2021, 3, "yyyy-MM-dd")), ("nombres", Name), ("apellidos", Family), ("sexo", Cycle("mujer", "hombre", "otro", "no responde")),
            ("rango_edad", Cycle("0-8", "9-17", "18-20", "21-23", "48+", "N/S")), ("nacionalidad", Cycle("NI", "CR", "HN", "N/S")), ("formas", Cycle("sexual", "laboral,mendicidad", "matrimonio")), ("municipio", Cycle("Estelí", "León", "Granada"))),
            ["file-number", "registered", "given-names", "surname-1+surname-2", "sex", "age-group/age-band", "citizenship", "forms", "municipality"]);
        yield return ("migration en", Csv(60, ("FileRef", row => $"M{row:0000}"), ("RegistrationDate", Date(2021, 3, "yyyy-MM-dd")), ("GivenNames", Name), ("Surnames", Family), ("Sex", Cycle("F", "M", "X", "U")),
            ("DateOfBirth", Cycle("1994", "1994-05", "1990-02-03", "")), ("Citizenship", Cycle("HTI", "GTM", "VEN", "HND")), ("TravelDocument", row => $"P{row * 13:000000}"), ("Exploitation", Cycle("SEX", "LAB|BEG", "ORG", "UNK"))),
            ["file-number", "registered", "given-names", "surname-1+surname-2", "sex", "birth-date", "citizenship", "document", "forms"]);
        yield return ("hotline fr", Csv(60, ("dossier", row => $"H{row}"), ("date_appel", Date(2021, 3, "dd-MM-yyyy")), ("prénom", Name), ("nom", Family), ("sexe", Cycle("Femme", "Homme", "Autre", "Inconnu")),
            ("âge_approximatif", Cycle("env. 15", "22", "31", "inconnu", "17")), ("nationalité", Cycle("Haïti", "République dominicaine", "Cuba")), ("formes", Cycle("exploitation sexuelle + autre", "travail forcé", "non précisé", "mendicité")), ("commune", Cycle("Jacmel", "Cabaret", "Hinche"))),
            ["file-number", "registered", "given-names", "surname-1+surname-2", "sex", "age", "citizenship", "forms", "municipality"]);
        yield return ("iom en", Csv(60, ("cas_number", row => $"I{row}"), ("cas_registered", Date(2021, 3, "yyyy-MM-dd")), ("prs_first_name", Name), ("prs_family_name", Family), ("prs_gender", Cycle("Feminine", "Masculine", "Non-Conforming", "Not Specified")),
            ("prs_date_of_birth", Date(1980, 20, "yyyy-MM-dd")), ("prs_citizenship", Cycle("CRI", "PAN", "-99")), ("prs_document", row => $"X{row * 7}"), ("exploit_sexual", Cycle("1", "0", "-99")), ("exploit_labour", Cycle("0", "1")), ("exploit_begging", Cycle("0", "1", "0")),
            ("exploit_criminality", Cycle("0", "1")), ("exploit_marriage", Cycle("0", "1")), ("exploit_organ", Cycle("0", "1")), ("exploit_other", Cycle("0", "1"))),
            ["file-number", "registered", "given-names", "surname-1+surname-2", "sex/gender/sex+gender", "birth-date", "citizenship", "document", "forms", "forms", "forms", "forms", "forms", "forms", "forms"]);
        yield return ("prosecution es", "Fiscalía especial;;\nCausas 2022;;\n;;\n" + Csv(60, ("Causa", row => $"C-{row:000}"), ("Fecha de ingreso", Date(2021, 3, "dd/MM/yyyy")), ("Nombre completo", row => $"{Families[row % 11].ToUpperInvariant()} {Families[row % 7].ToUpperInvariant()}, {Name(row).ToUpperInvariant()}"), ("Sexo", Cycle("1", "2", "3", "9")),
            ("F. Nac.", Date(1980, 20, "dd/MM/yyyy")), ("País de nacionalidad", Cycle("GTM", "HND", "SLV")), ("Doc. identidad", row => $"D{row * 31}"), ("Expl. sexual", Cycle("X", "")), ("Expl. laboral", Cycle("", "X")), ("Mendicidad", Cycle("X", "")), ("Crimen organizado", Cycle("X", "")),
            ("Matrimonio forzado", Cycle("X", "")), ("Extracción de órganos", Cycle("X", "")), ("Otra", Cycle("X", ""))),
            ["file-number", "registered", "given-names+surname-1+surname-2", "-", "birth-date", "citizenship", "document", "forms", "forms", "forms", "forms", "forms", "forms", "forms"]);
        yield return ("complainant first", Csv(60, ("Carpeta de investigación", id), ("Fecha de la denuncia", Date(2021, 3, "dd/MM/yyyy")), ("Nombre del denunciante", Full), ("Sexo del denunciante", Cycle("Femenino", "Masculino")), ("Teléfono", row => $"5555{row:0000}"), ("Nombres de la víctima", Name), ("Apellidos de la víctima", Family),
            ("Sexo de la víctima", Cycle("Masculino", "Femenino")), ("Edad de la víctima", row => $"{12 + (row % 30)}"), ("Nacionalidad de la madre", Cycle("Guatemala", "México")), ("Nacionalidad de la víctima", Cycle("Guatemala", "Haití")), ("Nombre del imputado", Full), ("Edad del imputado", row => $"{22 + (row % 30)}"), ("Estado", Cycle("Chiapas", "Oaxaca", "Puebla")), ("Modalidad", Cycle("Explotación sexual", "Trabajos forzados", "Matrimonio forzoso"))),
            ["file-number", "registered", "-", "-", "-", "given-names", "surname-1+surname-2", "sex", "age", "-", "citizenship", "-", "-", "-", "forms"]);
        yield return ("odd values", Csv(60, ("ID", row => $"{row + 1}"), ("Edad", row => $"{1970 + (row % 40)}"), ("Sexo", Cycle("1", "2")), ("Estado", Cycle("Soltera", "Casado", "Unión libre", "Viuda")), ("Fecha", Date(2021, 3, "dd/MM/yyyy")), ("Fecha de cierre", Date(2022, 3, "dd/MM/yyyy")), ("Observaciones", row => $"La joven contó en la entrevista {row} que llegó con una amiga y que no sabía nada del viaje ni del trabajo"),
            ("Departamento", Cycle("Petén", "Izabal", "Jutiapa"))),
            ["file-number", "-/birth-date", "-", "marital-status", "registered/-", "-", "-", "-"]);
        yield return ("ministry es", Csv(80, ("N°", row => $"{row + 1}"), ("Código de caso", row => $"CR-{row:0000}"), ("Fecha de identificación", Date(2020, 4, "yyyy-MM-dd")), ("Género", Cycle("Mujer", "Hombre", "Mujer trans")), ("Grupo etario", Cycle("Menor de edad", "Mayor de edad")), ("País de origen", Cycle("Nicaragua", "Costa Rica", "Colombia")), ("País de explotación", Cycle("Costa Rica", "Panamá")),
            ("Finalidad", Cycle("Explotación sexual", "Explotación laboral", "Servidumbre", "Mendicidad")), ("Medio de captación", Cycle("Redes sociales", "Oferta de trabajo", "Familiar")), ("Relación con el tratante", Cycle("Familiar", "Conocido", "Novio")), ("Estado civil", Cycle("Soltera", "Casada", "Unión libre")), ("Nivel educativo", Cycle("Primaria", "Secundaria", "Universidad")), ("Correo electrónico", row => $"a{row}@x.org")),
            ["-", "file-number", "registered", "sex/gender/sex+gender", "age-group/majority", "citizenship", "country-of-exploitation", "forms", "recruitment-methods", "trafficker-relation", "marital-status", "education", "-"]);
        yield return ("creole", Csv(40, ("Nimewo dosye", row => $"HT{row:000}"), ("Dat anrejistreman", Date(2021, 3, "dd/MM/yyyy")), ("Non ti", Name), ("Siyati", Family), ("Sèks", Cycle("Fi", "Gason")), ("Laj", row => $"{10 + (row % 30)}"), ("Nasyonalite", Cycle("Ayiti", "Kiba")), ("Komin", Cycle("Jakmèl", "Ench", "Kabarè")), ("Esplwatasyon", Cycle("Esplwatasyon seksyèl", "Travay fòse"))),
            ["file-number", "registered", "given-names", "surname-1+surname-2", "sex", "age", "citizenship", "municipality", "forms"]);
        yield return ("portuguese", Csv(40, ("Processo", row => $"BR{row:000}"), ("Data de registro", Date(2021, 3, "dd/MM/yyyy")), ("Nome completo", Full), ("Sexo", Cycle("Feminino", "Masculino")), ("Data de nascimento", Date(1980, 20, "dd/MM/yyyy")), ("Nacionalidade", Cycle("Brasil", "Haiti")), ("Finalidade", Cycle("Exploração sexual", "Trabalho escravo"))),
            ["file-number", "registered", "-", "sex", "birth-date", "citizenship", "forms"]);
        yield return ("us dates", Csv(40, ("Case ID", row => $"K{row:000}"), ("Report Date", Date(2021, 3, "MM/dd/yyyy")), ("First Name", Name), ("Last Name", row => Families[row % 11]), ("Gender", Cycle("Female", "Male")), ("DOB", Date(1980, 20, "MM/dd/yyyy")), ("Age Group", Cycle("Under 18", "18 and over")), ("Nationality", Cycle("Mexican", "Honduran")), ("Type of Exploitation", Cycle("Sex", "Labor")), ("Phone", row => $"555{row:0000}"), ("Notes", row => $"long note number {row} with many words that go on and on")),
            ["file-number", "registered", "given-names", "surname-1+surname-2", "sex/gender/sex+gender", "birth-date", "age-group", "citizenship", "forms", "-", "-"]);
        yield return ("H and M", Csv(40, ("Folio", row => $"F{row:000}"), ("Fecha de atención", Date(2021, 3, "dd/MM/yyyy")), ("Nombre", Full), ("Sexo", Cycle("H", "M")), ("CURP", row => $"AAAA{row:000000}HDF"), ("Entidad federativa", Cycle("Jalisco", "Puebla")), ("Municipio", Cycle("Tepic", "Tuxtla", "Tonalá")), ("Tipo de trata", Cycle("Sexual", "Laboral")), ("Menor de edad", Cycle("Sí", "No"))),
            ["file-number", "registered", "-", "sex", "document", "-", "municipality", "forms", "-/majority"]);
    }
}
