using Amparo.Portal.Figures;
using Amparo.Portal.Pages;
using Amparo.Portal.Releases;
using Amparo.Portal.Texts;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Http;

/// <summary>A request for a page, with all that a page is made of: one catalogue for the whole answer.</summary>
/// <param name="Http">The request.</param>
/// <param name="Site">Texts and style.</param>
/// <param name="Catalogue">The released tables.</param>
/// <param name="Language">The reader's language.</param>
internal sealed record PageRequest(HttpContext Http, PortalSite Site, ReleasedCatalogue Catalogue, Language Language)
{
    /// <summary>The reader's words.</summary>
    public PageTexts Texts { get; } = Site.Texts.In(Language);

    /// <summary>The countries that the tables speak of.</summary>
    public IReadOnlyList<NamedCountry> Countries { get; } = CountryNames.All(Catalogue, Language);

    /// <summary>The first step of the way to any page.</summary>
    public Crumb HomeCrumb => new(Texts["nav.home"], PageAddress.Home[Language]);

    /// <summary>What stands around a page.</summary>
    /// <param name="address">The page's address.</param>
    /// <param name="title">Its name.</param>
    public PageFrameModel Frame(PageAddress address, string title) => new()
    {
        Texts = Texts,
        Address = address,
        Title = title,
        StyleVersion = Site.StyleVersion,
        Ledger = Catalogue.Ledger,
        ShowsInvented = Catalogue.ShowsInvented,
    };

    /// <summary>Finds a country by the code in an address.</summary>
    /// <param name="code">Any case.</param>
    public NamedCountry? Find(string code) =>
        Countries.FirstOrDefault(country => string.Equals(country.Code, code, StringComparison.OrdinalIgnoreCase));
}
