using Amparo.Portal.Knowledge;
using Amparo.Portal.Texts;

namespace Amparo.Portal;

/// <summary>What the host hands to the pages besides the released tables.</summary>
/// <param name="Texts">The words of the pages.</param>
/// <param name="Knowledge">Themes and library.</param>
/// <param name="StyleVersion">Changes when the stylesheet changes, so that a browser may keep it for a year.</param>
public sealed record PortalSite(PortalTexts Texts, PublicKnowledge Knowledge, string StyleVersion);
