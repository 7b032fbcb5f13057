using Amparo.Vocabulary;

namespace Amparo.Platform.Http;

/// <summary>The address of a page of the desk in each of its languages, so that changing the language keeps the page.</summary>
/// <param name="Spanish">Path in Spanish; parts in braces are filled by <see cref="With"/>.</param>
/// <param name="English">Path in English, with the same parts.</param>
public sealed record DeskAddress(string Spanish, string English)
{
    /// <summary>The desk's first page; all others are below it.</summary>
    public static readonly DeskAddress Home = new("/es/mesa", "/en/desk");

    /// <summary>Where scripts ask; they have no language. What is here stays as it is: another shape gets another number.</summary>
    public const string Api = "/api/v1";

    /// <summary>The languages of the desk, the source language first.</summary>
    public static readonly IReadOnlyList<Language> Languages = [Language.Spanish, Language.English];

    /// <summary>The path in a language.</summary>
    /// <param name="language">A language of the desk; any other reads Spanish.</param>
    public string this[Language language] => language == Language.English ? English : Spanish;

    /// <summary>An address below this one.</summary>
    /// <param name="spanish">What is added in Spanish.</param>
    /// <param name="english">What is added in English.</param>
    public DeskAddress Below(string spanish, string english) => new($"{Spanish}/{spanish}", $"{English}/{english}");

    /// <summary>The address that this one is below.</summary>
    public DeskAddress Above => new(Spanish[..Spanish.LastIndexOf('/')], English[..English.LastIndexOf('/')]);

    /// <summary>The address of one thing.</summary>
    /// <param name="part">The name of the part in braces.</param>
    /// <param name="value">What takes its place: an id of ours, never a name of somebody.</param>
    public DeskAddress With(string part, object value)
    {
        var text = Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture)!;
        return new(Spanish.Replace($"{{{part}}}", text, StringComparison.Ordinal), English.Replace($"{{{part}}}", text, StringComparison.Ordinal));
    }
}
