namespace Amparo.Portal.Knowledge;

/// <summary>Codes of the problems of a government's reply; the text itself is never repeated.</summary>
internal static class ReplyProblems
{
    /// <summary>A text is longer than the page can show whole.</summary>
    public const string TooLong = "WEB-121";

    /// <summary>A text holds a character that no page can show: a control character, or half of one.</summary>
    public const string NotShown = "WEB-122";
}
