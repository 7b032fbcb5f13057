using Amparo.Platform.Http;

namespace Amparo.Platform.Pages;

/// <summary>Something that somebody should know as soon as they come in.</summary>
/// <param name="Key">The key of its text, which takes the number as <c>count</c>.</param>
/// <param name="Count">How many.</param>
/// <param name="Address">Where it is seen to; null where that is not at the desk.</param>
public sealed record DeskNotice(string Key, int Count, DeskAddress? Address);

/// <summary>Tells whoever comes in what a module has for them.</summary>
public interface IDeskNotices
{
    /// <summary>The notices for somebody; none that they may not see to or read about.</summary>
    /// <param name="request">Their request.</param>
    Task<IReadOnlyList<DeskNotice>> ForAsync(DeskRequest request);
}
