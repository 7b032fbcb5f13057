namespace Amparo.Languages;

/// <summary>The codes of this library's problems. Their sentences in each language are content.</summary>
public static class LanguagesProblems
{
    /// <summary>A list where a text, its plural forms, or a mapping of texts belongs; the path is the line.</summary>
    public const string NotTexts = "LNG-001";

    /// <summary>A key stands twice in one language, nested and dotted or in two streams; the path is the key.</summary>
    public const string KeyTwice = "LNG-002";

    /// <summary>An empty text, an unknown plural form, or braces that do not close; the path is the key.</summary>
    public const string TextNotUsable = "LNG-003";

    /// <summary>A translation without a Spanish text; the path is the key.</summary>
    public const string NoSpanish = "LNG-004";

    /// <summary>A translation has other placeholders than the Spanish text; the path is the key.</summary>
    public const string PlaceholdersDiffer = "LNG-005";

    /// <summary>The stream's <c>$status</c> is neither <c>reviewed</c> nor <c>machine</c>; the path is the line.</summary>
    public const string StatusUnknown = "LNG-006";
}
