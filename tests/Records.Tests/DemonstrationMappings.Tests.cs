using System.Text;
using static Amparo.Records.Tests.Workbook;

namespace Amparo.Records.Tests;

/// <summary>Each mapping of the demonstration on a small file of its layout, written here byte by byte.</summary>
public sealed class DemonstrationMappingsTests
{
    [Fact]
    public void Police_files_are_Windows_1252_with_semicolons_and_free_text_nationalities()
    {
        var text = string.Join("\r\n",
            "No. Expediente;Fecha de denuncia;Primer nombre;Segundo nombre;Primer apellido;Segundo apellido;Sexo;Edad;Fecha de nacimiento;Nacionalidad;Documento;Municipio;Delito",
            "GT-1;05/03/2021;Ana;María;Núñez;;Femenino;15;;Guatemalteca;D1;Mixco;Trata - explotación sexual",
            "GT-2;05/03/2021;José;;Pérez;Gómez;Masculino;;05/03/2003;HONDURAS;;;Trata - trabajo forzado / Trata - mendicidad",
            "GT-3;05/03/2021;;;;;;;06/03/2003;hondureño;;;Sin especificar",
            "GT-4;31/02/2021;Luis;;Paz;;Masculino;30;;MEXICO;;;",
            ";05/03/2021;Luis;;Paz;;Masculino;130;;Marciana;;;Trata - otra",
            "");
        var bytes = Encoding.Latin1.GetBytes(text); // the letters used here have the same bytes in Windows-1252

        var file = Map("police", new MemoryStream(bytes), "GT");

        file.Report.Read.ShouldBe(5);
        file.Report.Accepted.ShouldBe(3);
        file.Report.Spelled().ShouldBe(["4 registered REC-103", "5 citizenship REC-110", "5 file-number REC-111", "5 age REC-108"]);
        var records = file.Records;
        records.Text("record").ShouldBe(["GT-police-1", "GT-police-2", "GT-police-3"]);
        records.Text("subject").ShouldBe(["GT-police-GT-1", "GT-police-GT-2", "GT-police-GT-3"]);
        records.Coded("country").ShouldBe(["GT", "GT", "GT"]);
        records.Coded("agency-kind").ShouldBe(["police", "police", "police"]);
        records.Coded("year").ShouldBe(["2021", "2021", "2021"]);
        records.Coded("sex").ShouldBe(["female", "male", "_blank"]);
        records.Coded("age-group").ShouldBe(["0-17", "18-plus", "0-17"]);
        records.Coded("form").ShouldBe(["sexual", "several", "_unknown"]);
        records.Coded("citizenship").ShouldBe(["GT", "HN", "HN"]);
        records.Text("given-names").ShouldBe(["Ana María", "José", ""]);
        records.Text("surname-1").ShouldBe(["Núñez", "Pérez", ""]);
        records.Text("age").ShouldBe(["15", "18", "17"]);
        records.Text("birth-date").ShouldBe(["", "2003-03-05", "2003-03-06"]);
        records.Flags("forms").ShouldBe(["sexual", "labour;begging", ""]);
    }

    [Fact]
    public void Prosecution_workbooks_have_their_header_in_row_four_and_date_cells()
    {
        string?[] header =
        [
            .. new[]
            {
                "Causa", "Fecha de ingreso", "Nombre completo", "Sexo", "F. Nac.", "País de nacionalidad", "Doc. identidad", "Expl. sexual",
                "Expl. laboral", "Mendicidad", "Crimen organizado", "Matrimonio forzado", "Extracción de órganos", "Otra",
            }.Select(Text),
        ];
        var registered = Date(new DateOnly(2022, 7, 1));
        using var stream = Of(("Causas",
        [
            [Text("Fiscalía"), null], [Text("Causas 2022"), null], [null], header,
            [Text("C-1"), registered, Text("DE LA CRUZ LOPEZ, ANA MARIA"), Number(2), Date(new DateOnly(2004, 7, 2)), Text("GTM"), null, Text("X"), null],
            [Text("C-2"), registered, Text("PEREZ"), Number(9), null, Text("HTI"), Text("D2"), Text("X"), Text("x"), null],
            [Text("C-3"), registered, Text("PAZ RUIZ, LUIS"), Number(3), null, null, null, null, null, null, null, null, null, null],
            [Text("C-4"), Text("30/02/2022"), Text("PAZ, EVA"), Number(7), Text("30/02/2000"), Text("QQQ"), null, Text("?")],
            [Text("C-5"), null, Text("PAZ, EVA"), Number(1), Date(new DateOnly(2022, 7, 2)), null],
            [Text("C-6"), registered, Text("PAZ, EVA"), Number(1), Date(new DateOnly(2022, 7, 2)), null],
        ]));

        var file = Map("prosecution", stream, "HN");

        file.Report.Spelled().ShouldBe(
        [
            "4 sex REC-110", "4 citizenship REC-110", "4 registered REC-103", "4 birth-date REC-106", "4 forms REC-110",
            "5 registered REC-101", "6 birth-date REC-107",
        ]);
        var records = file.Records;
        records.Text("registered").ShouldBe(["2022-07-01", "2022-07-01", "2022-07-01"]);
        records.Coded("sex").ShouldBe(["female", "_unknown", "other"]);
        records.Coded("age-group").ShouldBe(["0-17", "_blank", "_blank"]);
        records.Coded("form").ShouldBe(["sexual", "several", "_blank"]);
        records.Coded("citizenship").ShouldBe(["GT", "HT", "_blank"]);
        records.Text("surname-1").ShouldBe(["DE LA CRUZ", "PEREZ", "PAZ"]);
        records.Text("surname-2").ShouldBe(["LOPEZ", "", "RUIZ"]);
        records.Text("given-names").ShouldBe(["ANA MARIA", "", "LUIS"]);
        records.Text("age").ShouldBe(["17", "", ""]);
    }

    [Fact]
    public void Shelter_files_have_bands_of_age_and_keep_refusals_apart()
    {
        const string Text = """
            codigo,ingreso,nombres,apellidos,sexo,rango_edad,nacionalidad,formas,municipio
            A1,2020-01-31,Ana,García Paz,mujer,9-17,NI,sexual;organos,Estelí
            A2,2020-01-31,,,no responde,N/S,N/S,no responde,
            A3,2020-01-31,Eva,del Valle,otro,48+,CU,N/S,
            A4,2020-01-31,Eva,Paz,hombre,,SV,,
            A5,2020-01-31,Eva,Paz,señora,15-20,QQ,sexual;nada,
            A6,2020-01-31,Eva,Paz,mujer,quince,SV,,

            """;

        var file = Map("shelter", new MemoryStream([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Text)]), "NI");

        file.Report.Spelled().ShouldBe(["5 sex REC-110", "5 citizenship REC-110", "5 forms REC-110", "5 age-band REC-110", "6 age-band REC-110"]);
        var records = file.Records;
        records.Coded("sex").ShouldBe(["female", "_refused", "other", "male"]);
        records.Coded("age-group").ShouldBe(["0-17", "_unknown", "18-plus", "_blank"]);
        records.Coded("age-band").ShouldBe(["9-17", "_unknown", "48-plus", "_blank"]);
        records.Coded("form").ShouldBe(["several", "_refused", "_unknown", "_blank"]);
        records.Coded("citizenship").ShouldBe(["NI", "_unknown", "CU", "SV"]);
        records.Text("surname-1").ShouldBe(["García", "", "del Valle", "Paz"]);
        records.Text("surname-2").ShouldBe(["Paz", "", "", ""]);
        records.Flags("forms").ShouldBe(["sexual;organ-removal", "", "", ""]);
        records.Text("birth-date").ShouldAllBe(date => date.Length == 0);
    }

    [Fact]
    public void Migration_files_are_UTF_16_with_tabs_and_birth_dates_as_precise_as_known()
    {
        var text = string.Join("\r\n",
            "FileRef\tRegistrationDate\tGivenNames\tSurnames\tSex\tDateOfBirth\tCitizenship\tTravelDocument\tExploitation",
            "M1\t2023-06-15\tJean\tPierre\tM\t2005\tHTI\tP1\tLAB",
            "M2\t2023-06-15\tRose\tJean Louis\tF\t2005-05\tHTI\t\tSEX|CRM",
            "M3\t2023-06-15\tAna\tPaz\tX\t2005-06\tVEN\t\tUNK",
            "M4\t2023-06-15\tAna\tPaz\tU\t2005-07\tGTM\t\tORG",
            "M5\t2023-06-15\tAna\tPaz\tF\t2024\tGTM\t\tORG",
            "M6\t2023-06-15\tAna\tPaz\tF\t1911\tGTM\t\tORG",
            "M7\t2023-06-15\tAna\tPaz\tF\t1912\tGTM\t\tORG",
            "");

        var file = Map("migration", new MemoryStream([0xFF, 0xFE, .. Encoding.Unicode.GetBytes(text)]), "MX");

        file.Report.Spelled().ShouldBe(["5 birth-date REC-107", "6 birth-date REC-108"]);
        var records = file.Records;
        records.Coded("age-group").ShouldBe(["_unknown", "18-plus", "_unknown", "0-17", "18-plus"]);
        records.Coded("sex").ShouldBe(["male", "female", "other", "_unknown", "female"]);
        records.Coded("form").ShouldBe(["labour", "several", "_unknown", "organ-removal", "organ-removal"]);
        records.Text("birth-date").ShouldBe(["2005", "2005-05", "2005-06", "2005-07", "1912"]);
        records.Text("age").ShouldAllBe(age => age.Length == 0);
    }

    [Fact]
    public void Hotline_files_are_French_with_approximate_ages()
    {
        const string Text = """
            dossier;date_appel;prénom;nom;sexe;âge_approximatif;nationalité;formes;commune
            H1;15-06-2024;Rose;;Femme;env. 15;Haïti;exploitation sexuelle + autre;Dajabón
            H2;15-06-2024;;;Inconnu;inconnu;;non précisé;
            H3;15-06-2024;Ana;Paz;Homme;18;république dominicaine;prélèvement d’organes;
            H4;15-06-2024;Ana;Paz;Autre;vieux;Haïti;;
            H5;15-06-2024;Ana;Paz;Femme;env. 111;Haïti;;
            H6;2024-06-15;Ana;Paz;Femme;110;Haïti;;

            """;

        var file = Map("hotline", Fixture.Utf8(Text), "DO");

        file.Report.Spelled().ShouldBe(["4 age REC-109", "5 age REC-108", "6 registered REC-102"]);
        var records = file.Records;
        records.Coded("age-group").ShouldBe(["0-17", "_unknown", "18-plus"]);
        records.Coded("sex").ShouldBe(["female", "_unknown", "male"]);
        records.Coded("form").ShouldBe(["several", "_unknown", "organ-removal"]);
        records.Coded("citizenship").ShouldBe(["HT", "_blank", "DO"]);
        records.Text("age").ShouldBe(["15", "", "18"]);
    }

    [Fact]
    public void Files_of_the_international_organisation_write_every_missing_value_as_minus_99()
    {
        const string Text = """
            cas_number,cas_registered,prs_first_name,prs_family_name,prs_gender,prs_date_of_birth,prs_citizenship,prs_document,exploit_sexual,exploit_labour,exploit_begging,exploit_criminality,exploit_marriage,exploit_organ,exploit_other
            I1,2021-12-31,Ana,Paz,Feminine,2003-12-31,CR,-99,0,1,0,0,0,0,0
            I2,2021-12-31,-99,-99,Not Specified,-99,-99,-99,-99,-99,-99,-99,-99,-99,-99
            I3,2021-12-31,Li,Wei,Non-Conforming,2004-01-01,CN,X1,1,1,-99,0,0,0,0
            I4,2021-12-31,Li,Wei,Masculine,-99,CN,X1,0,0,0,0,0,0,0
            -99,-99,Li,Wei,Masculine,-99,CN,X1,2,0,0,0,0,0,0

            """;

        var file = Map("iom", Fixture.Utf8(Text), "CR");

        file.Report.Spelled().ShouldBe(["5 file-number REC-111", "5 registered REC-101", "5 forms REC-110"]);
        var records = file.Records;
        records.Coded("sex").ShouldBe(["female", "_unknown", "other", "male"]);
        records.Coded("age-group").ShouldBe(["18-plus", "_unknown", "0-17", "_unknown"]);
        records.Coded("form").ShouldBe(["labour", "_unknown", "several", "_unknown"]);
        records.Coded("citizenship").ShouldBe(["CR", "_unknown", "CN", "CN"]);
        records.Text("document").ShouldBe(["", "", "X1", "X1"]);
        records.Text("given-names").ShouldBe(["Ana", "", "Li", "Li"]);
    }

    private static MappedFile Map(string mapping, Stream stream, string country) =>
        RecordMapper.Map(stream, Fixture.Demonstration(mapping), new MappingOptions { Country = country }).Value;
}
