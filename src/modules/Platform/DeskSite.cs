using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Texts;
using Amparo.Vocabulary.Countries;

namespace Amparo.Platform;

/// <summary>What the host hands to the desk's pages.</summary>
/// <param name="Words">The words of the pages.</param>
/// <param name="StyleVersion">Changes when the stylesheet changes.</param>
/// <param name="ScriptVersion">Changes when the script changes.</param>
public sealed record DeskSite(DeskWords Words, string StyleVersion, string ScriptVersion)
{
    /// <summary>The countries that an organisation may be of, by code, with their names by language.</summary>
    public required Vocabulary.CodeList Countries { get; init; }

    /// <summary>The kinds of agencies that record what they see.</summary>
    public required Vocabulary.CodeList Kinds { get; init; }

    /// <summary>What the countries bring: names of public bodies, languages, for how long agreements propose to keep what is sent. None proposes nothing of its own.</summary>
    public CountryProfiles Profiles { get; init; } = CountryProfiles.None;

    /// <summary>Which passkeys are taken, and whether anything else is.</summary>
    public PasskeyPolicy Passkeys { get; init; } = PasskeyPolicy.Default;

    /// <summary>From where accounts are administered and emergencies opened.</summary>
    public AdministrationNetworks AdministeredFrom { get; init; } = AdministrationNetworks.Anywhere;

    /// <summary>The passwords that nobody may choose because so many did.</summary>
    public required CommonPasswords Passwords { get; init; }

    /// <summary>The passwords that nobody may choose because they leaked elsewhere; null where the installation names no list.</summary>
    public LeakedPasswords? Leaked { get; init; }

    /// <summary>Whether the data folder holds a demonstration: every page says then that nobody in it exists.</summary>
    public bool Invented { get; init; }
}

/// <summary>A line of the desk's navigation, shown to whoever may do something there.</summary>
/// <param name="Place">Where in the order.</param>
/// <param name="Key">The key of its text, and of the words on the first page: <c>nav.KEY</c>, <c>nav.KEY.note</c>.</param>
/// <param name="Address">Where it leads.</param>
/// <param name="Needs">What its reader must be permitted.</param>
public sealed record DeskLink(int Place, string Key, DeskAddress Address, Entitlement Needs);
