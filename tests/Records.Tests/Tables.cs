using Amparo.Vocabulary;

namespace Amparo.Records.Tests;

/// <summary>Small code lists and declarations for the tests of aggregate tables and registers.</summary>
internal static class Tables
{
    public const string Declaration = """
        id: victims
        version: 1
        measure: count
        origin: official
        translation: { es: reviewed, en: machine }
        title: { es: Víctimas, en: Victims }
        definition: { es: Definición }
        limits: { es: Límites }
        unit: { es: víctimas }
        source: { publisher: UNODC, title: GLOTIP, date: 2023-05-30, terms: with citation }
        dimensions:
          - country
          - { field: year, codes: ["2020", "2021"] }
          - sex
        views:
          - [country, year]
          - [country, year, sex]
        """;

    public const string Register = """
        id: laws
        version: 2
        holds: laws
        translation: { es: reviewed }
        title: { es: Leyes }
        note: { es: Nota }
        source: { publisher: Amparo, title: Leyes, date: 2026-11-23, terms: Apache-2.0 }
        key: [country, name]
        columns:
          - { id: country, kind: code, list: country, required: yes, title: { es: País } }
          - { id: name, kind: text, required: yes, title: { es: Nombre } }
          - { id: date, kind: date, title: { es: Fecha } }
          - { id: note, kind: text, title: { es: Nota } }
        """;

    public static CodeListCatalogue Lists { get; } = CodeListCatalogue.Of(
        [List("country", "GT", "MX", "HN"), List("year", "2019", "2020", "2021"), List("sex", "female", "male")]).Value;

    public static CodeListCatalogue NoLists { get; } = CodeListCatalogue.Of([]).Value;

    private static CodeList List(string id, params string[] codes) => new(
        id, 1, LocalizedText.Same(id), "test",
        [.. codes.Select(code => new Code(code, LocalizedText.Same(code), new Dictionary<string, string>()))]);
}
