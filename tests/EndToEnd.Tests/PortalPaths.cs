namespace Amparo.EndToEnd.Tests;

/// <summary>The pages that every check goes through.</summary>
internal static class PortalPaths
{
    /// <summary>Each kind of page in each open language, and a lost one.</summary>
    public static readonly string[] All =
    [
        "/es", "/en", "/es/paises", "/en/countries", "/es/paises/gt", "/en/countries/gt", "/es/paises/bz", "/es/sobre-los-datos",
        "/en/about-the-data", "/es/datos-abiertos", "/en/open-data", "/es/nada",
    ];
}
