using Amparo.Vocabulary;

namespace Amparo.Portal.Http;

/// <summary>The address of a page in each language, so that changing the language keeps the page.</summary>
/// <param name="Spanish">Path in Spanish.</param>
/// <param name="English">Path in English.</param>
/// <param name="French">Path in French.</param>
/// <param name="Creole">Path in Haitian Creole.</param>
public sealed record PageAddress(string Spanish, string English, string French, string Creole)
{
    /// <summary>The home page.</summary>
    public static readonly PageAddress Home = new("/es", "/en", "/fr", "/ht");

    /// <summary>The nine countries together.</summary>
    public static readonly PageAddress Region = new("/es/region", "/en/region", "/fr/region", "/ht/rejyon");

    /// <summary>The pages of countries before their code.</summary>
    public static readonly PageAddress Countries = new("/es/paises", "/en/countries", "/fr/pays", "/ht/peyi");

    /// <summary>Countries side by side.</summary>
    public static readonly PageAddress Compare = new("/es/comparar", "/en/compare", "/fr/comparer", "/ht/konpare");

    /// <summary>The pages of themes before their id.</summary>
    public static readonly PageAddress Themes = new("/es/temas", "/en/themes", "/fr/themes", "/ht/tem");

    /// <summary>The pages of indicators before their id.</summary>
    public static readonly PageAddress Indicators = new("/es/indicadores", "/en/indicators", "/fr/indicateurs", "/ht/endikate");

    /// <summary>All tables and files, with their downloads.</summary>
    public static readonly PageAddress Data = new("/es/datos", "/en/data", "/fr/donnees", "/ht/done");

    /// <summary>Files of records for anyone to use.</summary>
    public static readonly PageAddress OpenData = new("/es/datos-abiertos", "/en/open-data", "/fr/donnees-ouvertes", "/ht/done-louvri");

    /// <summary>Everything that was released, with the parameters by which it is protected.</summary>
    public static readonly PageAddress Releases = new("/es/publicaciones", "/en/releases", "/fr/publications", "/ht/piblikasyon");

    /// <summary>Which country lacks which datum, and since when.</summary>
    public static readonly PageAddress Silences = new("/es/silencios", "/en/silences", "/fr/silences", "/ht/silans");

    /// <summary>How far each table is filled.</summary>
    public static readonly PageAddress Reporting = new("/es/estado-de-los-datos", "/en/reporting-status", "/fr/etat-des-donnees", "/ht/eta-done-yo");

    /// <summary>Documents and practices.</summary>
    public static readonly PageAddress Library = new("/es/biblioteca", "/en/library", "/fr/bibliotheque", "/ht/bibliyotek");

    /// <summary>The pages that answer for one printed number, before its code.</summary>
    public static readonly PageAddress Numbers = new("/es/cifras", "/en/numbers", "/fr/chiffres", "/ht/chif");

    /// <summary>About the data.</summary>
    public static readonly PageAddress AboutTheData = new("/es/sobre-los-datos", "/en/about-the-data", "/fr/a-propos-des-donnees", "/ht/konsenan-done-yo");

    /// <summary>The path in a language.</summary>
    public string this[Language language] =>
        language == Language.English ? English : language == Language.French ? French : language == Language.HaitianCreole ? Creole : Spanish;

    /// <summary>The page of a country.</summary>
    /// <param name="code">ISO 3166-1 alpha-2, any case; lower case in addresses.</param>
    public static PageAddress Country(string code) => Countries.Below(code.ToLowerInvariant());

    /// <summary>An address one step below this one.</summary>
    /// <param name="step">The step, the same in all languages.</param>
    public PageAddress Below(string step) => new($"{Spanish}/{step}", $"{English}/{step}", $"{French}/{step}", $"{Creole}/{step}");

    /// <summary>The same page, asked in more detail.</summary>
    /// <param name="query">The query, already encoded; empty for none.</param>
    public PageAddress Asked(string query) =>
        query.Length == 0 ? this : new($"{Spanish}?{query}", $"{English}?{query}", $"{French}?{query}", $"{Creole}?{query}");
}
