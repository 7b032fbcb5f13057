using Amparo.Vocabulary;

namespace Amparo.Portal.Http;

/// <summary>The address of a page in each open language, so that changing the language keeps the page.</summary>
/// <param name="Spanish">Path in Spanish.</param>
/// <param name="English">Path in English.</param>
public sealed record PageAddress(string Spanish, string English)
{
    /// <summary>The pages of countries before their code.</summary>
    public static readonly PageAddress Countries = new("/es/paises", "/en/countries");

    /// <summary>The home page.</summary>
    public static readonly PageAddress Home = new("/es", "/en");

    /// <summary>About the data.</summary>
    public static readonly PageAddress AboutTheData = new("/es/sobre-los-datos", "/en/about-the-data");

    /// <summary>Files of records for anyone to use.</summary>
    public static readonly PageAddress OpenData = new("/es/datos-abiertos", "/en/open-data");

    /// <summary>The path in a language; the Spanish one where the portal is not open in it.</summary>
    public string this[Language language] => language == Language.English ? English : Spanish;

    /// <summary>The page of a country.</summary>
    /// <param name="code">ISO 3166-1 alpha-2, any case; lower case in addresses.</param>
    public static PageAddress Country(string code) => Countries.Below(code.ToLowerInvariant());

    /// <summary>An address one step below this one.</summary>
    /// <param name="step">The step, the same in all languages.</param>
    public PageAddress Below(string step) => new($"{Spanish}/{step}", $"{English}/{step}");
}
