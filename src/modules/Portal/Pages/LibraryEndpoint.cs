using System.Globalization;
using Amparo.Portal.Http;
using Amparo.Portal.Knowledge;
using Amparo.Vocabulary;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>What the reader asked of the library.</summary>
/// <param name="Words">Words that all must occur; empty for any.</param>
/// <param name="Kind">The sort of document; empty for any.</param>
/// <param name="Theme">The theme; empty for any.</param>
public sealed record LibraryQuestion(string Words, string Kind, string Theme)
{
    /// <summary>Whether anything was asked.</summary>
    public bool IsAny => Words.Length + Kind.Length + Theme.Length > 0;
}

/// <summary>Documents and practices, found by words, sort and theme.</summary>
internal static class LibraryEndpoint
{
    private const int LongestQuestion = 200;

    /// <summary>The page.</summary>
    public static IResult Library(PageRequest request)
    {
        var all = request.Site.Knowledge.Documents;
        var query = request.Http.Request.Query;
        var question = new LibraryQuestion(query[PublicAnswer.SearchedWords].ToString().Trim(), query["kind"].ToString(), query["theme"].ToString());
        var kinds = all.Select(document => document.Kind).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var themes = all.SelectMany(document => document.Themes).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (question.Words.Length > LongestQuestion || !IsText(question.Words) || (question.Kind.Length > 0 && !kinds.Contains(question.Kind)) || (question.Theme.Length > 0 && !themes.Contains(question.Theme)))
            return NotFoundEndpoint.Question(request);

        var words = Folded(question.Words).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return PublicAnswer.Page<LibraryPage>(
            StatusCodes.Status200OK,
            // The address of the page alone: what somebody searches for is nobody else's business, so it is not repeated in links.
            (nameof(LibraryPage.Frame), request.Frame(PageAddress.Library, request.Texts["library.title"]) with { Crumbs = [request.HomeCrumb], Listed = !question.IsAny }),
            (nameof(LibraryPage.Question), question),
            (nameof(LibraryPage.Kinds), kinds),
            (nameof(LibraryPage.Themes), themes),
            (nameof(LibraryPage.Found), all.Where(document =>
                (question.Kind.Length == 0 || document.Kind == question.Kind) && (question.Theme.Length == 0 || document.Themes.Contains(question.Theme, StringComparer.Ordinal))
                && Holds(document, words, request.Language)).ToList()));
    }

    private static bool Holds(LibraryDocument document, string[] words, Language language)
    {
        if (words.Length == 0)
            return true;
        var text = Folded(string.Join(' ', document.Title, document.Publisher, document.Year?.ToString(CultureInfo.InvariantCulture), document.Summary[language], document.Limits?[language]));
        return words.All(word => text.Contains(word, StringComparison.Ordinal));
    }

    // Half of a pair of code units, or a code that stands for no letter, is no text, and cannot be folded.
    private static bool IsText(string words) => words.EnumerateRunes().All(letter => letter != System.Text.Rune.ReplacementChar && letter.Value is not (0xFFFE or 0xFFFF));

    // As people type: without accents, in any case.
    private static string Folded(string text) => new(
    [
        .. text.Normalize(System.Text.NormalizationForm.FormD).Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
            .Select(char.ToLowerInvariant),
    ]);
}
