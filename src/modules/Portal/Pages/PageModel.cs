using Amparo.Portal.Http;
using Amparo.Portal.Texts;
using Amparo.PrivateRelease;

namespace Amparo.Portal.Pages;

/// <summary>A step of the way to a page.</summary>
/// <param name="Text">Its name.</param>
/// <param name="Href">Its address.</param>
public sealed record Crumb(string Text, string Href);

/// <summary>What every page has around its content.</summary>
public sealed record PageFrameModel
{
    /// <summary>The reader's words.</summary>
    public required PageTexts Texts { get; init; }

    /// <summary>The page's address in each language.</summary>
    public required PageAddress Address { get; init; }

    /// <summary>The page's name, first in the window's title.</summary>
    public required string Title { get; init; }

    /// <summary>Changes when the stylesheet changes.</summary>
    public required string StyleVersion { get; init; }

    /// <summary>The ledger behind the page; null where no catalogue could be read.</summary>
    public Ledger? Ledger { get; init; }

    /// <summary>Whether the portal shows figures of invented persons.</summary>
    public bool ShowsInvented { get; init; }

    /// <summary>The way to the page, without the page itself; empty on the home page.</summary>
    public IReadOnlyList<Crumb> Crumbs { get; init; } = [];

    /// <summary>Whether search engines may list the page: not where it says that something is missing.</summary>
    public bool Listed { get; init; } = true;
}
