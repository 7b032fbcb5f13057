using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Texts;

namespace Amparo.Platform.Pages;

/// <summary>What every page of the desk has around its content.</summary>
public sealed record DeskFrameModel
{
    /// <summary>The reader's words.</summary>
    public required DeskTexts Texts { get; init; }

    /// <summary>The page's address in each language.</summary>
    public required DeskAddress Address { get; init; }

    /// <summary>The page's name.</summary>
    public required string Title { get; init; }

    /// <summary>Texts and style.</summary>
    public required DeskSite Site { get; init; }

    /// <summary>Who reads; null for whoever has not come in.</summary>
    public Officer? Officer { get; init; }

    /// <summary>What the session's forms carry.</summary>
    public string FormToken { get; init; } = "";

    /// <summary>Where the reader may go.</summary>
    public IReadOnlyList<DeskLink> Links { get; init; } = [];

    /// <summary>The key of what was just done; null for nothing.</summary>
    public string? Said { get; init; }

    /// <summary>What is wrong with the form that was sent: the field's id, and the sentence.</summary>
    public IReadOnlyList<FieldError> Errors { get; init; } = [];
}

/// <summary>What is wrong with a field.</summary>
/// <param name="Field">The field's id.</param>
/// <param name="Text">The sentence.</param>
public sealed record FieldError(string Field, string Text);
