using Amparo.Collaborative.Texts;

namespace Amparo.Collaborative;

/// <summary>What the host hands to the pages besides the review itself.</summary>
/// <param name="Words">The words of the pages.</param>
/// <param name="StyleVersion">Changes when the stylesheet changes.</param>
/// <param name="ScriptVersion">Changes when the script changes.</param>
public sealed record ReviewSite(ReviewWords Words, string StyleVersion, string ScriptVersion);
