using Amparo.Vocabulary;

namespace Amparo.Collaborative.Http;

/// <summary>The address of a page of the review in each language, so that changing the language keeps the page.</summary>
/// <param name="Spanish">Path in Spanish.</param>
/// <param name="English">Path in English.</param>
public sealed record ReviewAddress(string Spanish, string English)
{
    /// <summary>The overview; all other pages are below it.</summary>
    public static readonly ReviewAddress Overview = new("/es/revision", "/en/review");

    /// <summary>Where a token is shown.</summary>
    public static readonly ReviewAddress Enter = Overview.Below("entrar", "enter");

    /// <summary>Where a session ends.</summary>
    public static readonly ReviewAddress Leave = Overview.Below("salir", "leave");

    /// <summary>The list of pairs.</summary>
    public static readonly ReviewAddress Pairs = Overview.Below("pares", "pairs");

    /// <summary>The next pair that waits.</summary>
    public static readonly ReviewAddress Next = Overview.Below("siguiente", "next");

    /// <summary>The history of decisions.</summary>
    public static readonly ReviewAddress Decisions = Overview.Below("decisiones", "decisions");

    /// <summary>The decisions as a file.</summary>
    public static readonly ReviewAddress DecisionsFile = Overview.Below("decisiones.jsonl", "decisions.jsonl");

    /// <summary>Where a file of decisions is taken in.</summary>
    public static readonly ReviewAddress TakeIn = Decisions.Below("incorporar", "take-in");

    /// <summary>The languages of the pages.</summary>
    public static IReadOnlyList<Language> Languages { get; } = [Language.Spanish, Language.English];

    /// <summary>The path in a language; the Spanish one where there is no other.</summary>
    public string this[Language language] => language == Language.English ? English : Spanish;

    /// <summary>The page of a pair.</summary>
    /// <param name="pairId">The pair's id, which names nobody.</param>
    public static ReviewAddress Pair(string pairId) => Pairs.Below(pairId, pairId);

    /// <summary>An address one step below this one.</summary>
    /// <param name="spanish">The step in Spanish.</param>
    /// <param name="english">The step in English.</param>
    public ReviewAddress Below(string spanish, string english) => new($"{Spanish}/{spanish}", $"{English}/{english}");
}
