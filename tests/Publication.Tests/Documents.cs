using Amparo.PrivateRelease;
using Amparo.Publication.Documents;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.Publication.Tests;

/// <summary>A small template over small tables, and the publications that tests look at.</summary>
internal static class DocumentSamples
{
    public const string Template = """
        id: sample
        version: 1
        scope: country
        translation: { es: reviewed, en: reviewed, ht: machine }
        title: { es: "Trata · {place} · {year}", en: "Trafficking · {place} · {year}", ht: "Trafik · {place} · {year}" }
        message:
          figure: detected
          against: before
          cases:
            alone: { es: "{place}: {detected} víctimas en {year}", en: "{place}: {detected} victims in {year}", ht: "{place}: {detected} viktim nan {year}" }
            fall: { es: "{place}: {detected} víctimas, menos que {before} en {before-year}", en: "{place}: {detected} victims, fewer than {before} in {before-year}", ht: "{place}: {detected} viktim, mwens pase {before} nan {before-year}" }
            range: { es: "{place}: {detected}, la fuente no dice cuántas", en: "{place}: {detected}, the source does not say how many" }
            withheld: { es: "Cifra protegida", en: "Figure withheld" }
            missing: { es: "{place}: ninguna cifra de {year}", en: "{place}: no figure for {year}" }
        figures:
          - { id: detected, table: detected-victims, at: { country: $place, year: $year }, label: { es: "víctimas", en: "victims", ht: "viktim" } }
          - { id: before, table: detected-victims, at: { country: $place, year: $before }, label: { es: "un año antes", en: "a year earlier", ht: "yon ane anvan" } }
          - { id: region, table: detected-victims, at: { year: $year }, over: country, label: { es: "en la región", en: "in the region", ht: "nan rejyon an" } }
          - { id: countries, table: detected-victims, at: { year: $year }, over: country, count: stated, label: { es: "países con cifra", en: "countries with a figure", ht: "peyi ki gen chif" } }
        main: { id: course, kind: line, table: detected-victims, rows: year, at: { country: $place } }
        multiples:
          - { id: neighbours, kind: bars, table: detected-victims, rows: country, at: { year: $year }, order: largest, title: { es: "Países, {year}", en: "Countries, {year}" } }
        actions:
          heading: { es: "Qué hacer", en: "What to do", ht: "Sa pou fè" }
          items:
            - text: { es: "Contar cada año <y publicar> & explicar.", en: "Count every year <and publish> & explain.", ht: "Konte chak ane." }
        method: { es: "Lo que los países comunicaron.", en: "What countries reported.", ht: "Sa peyi yo kominike." }
        project: { es: "Proyecto de prueba", en: "Test project" }
        donor: { es: "Donante de prueba", en: "Test donor" }
        """;

    public static DocumentTemplate Read(string yaml) => DocumentTemplateReader.Read(new StringReader(yaml), "sample.yaml").Value;

    public static DocumentTables Tables { get; } = new([Tests.Tables.ByYear], []);

    public static DocumentRequest Guatemala(int year) => new("GT", year) { Base = new Uri("https://figures.example.org/") };

    public static Outcome<Document> Make(Language language, DocumentRequest request, string? yaml = null) =>
        DocumentPress.Make(Read(yaml ?? Template), Tables, request, Texts.In(language));

    /// <summary>The same table with another figure for one cell, released later by the same ledger.</summary>
    public static Released<Cube> Revised(decimal guatemala2017)
    {
        var cube = Tests.Tables.ByYear.Value;
        var cells = cube.Cells.ToDictionary();
        cells[cube.IndexOf([cube.Dimensions[0].PositionOf("GT"), cube.Dimensions[1].PositionOf("2017")])] = Figure.Exact(guatemala2017);
        var doors = new ReleaseDoors(Ledger.Empty, Tests.Tables.Now);
        doors.AlreadyPublic(cube);
        return new ReleaseDoors(doors.Ledger, Instant.FromUtc(2026, 12, 1, 8, 0)).AlreadyPublic(new Cube(cube.Header, cube.Dimensions, cube.Views, cells));
    }
}
