using System.Globalization;
using System.Text;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;
using NodaTime;
using NodaTime.Text;

namespace Amparo.Portal.Knowledge;

/// <summary>What an institution of a country replied to its page: shown whole and as it was received.</summary>
public sealed record GovernmentReply
{
    /// <summary>The longest text, in characters: some eight printed pages, which a country's page can still carry whole.</summary>
    public const int LongestText = 20_000;

    /// <summary>The longest name of an institution.</summary>
    public const int LongestName = 200;

    /// <summary>The longest notice on a translation.</summary>
    public const int LongestNotice = 500;

    // What "about" says of a reply to the whole page rather than to one release.
    private const string WholePage = "page";

    private const int LineFeed = 0x0A;
    private const int Tab = 0x09;

    /// <summary>ISO 3166-1 alpha-2, upper case: on whose page it stands.</summary>
    public required string Country { get; init; }

    /// <summary>The institution that replies.</summary>
    public required string From { get; init; }

    /// <summary>The day of the reply.</summary>
    public required LocalDate Date { get; init; }

    /// <summary>ISO 639 code of the text's language.</summary>
    public required string TextLanguage { get; init; }

    /// <summary>The line of the ledger that it replies to; null for the whole page.</summary>
    public required int? Release { get; init; }

    /// <summary>The text, with its line breaks.</summary>
    public required string Text { get; init; }

    /// <summary>What the institution says about a translation of its text, in the text's language; null if it says nothing.</summary>
    public required string? TranslationNotice { get; init; }

    /// <summary>The paragraphs: joined by an empty line they are the text again, character by character.</summary>
    public IReadOnlyList<string> Paragraphs => Text.Split("\n\n");

    /// <summary>Reads a reply from <c>content/replies/</c>; the fields are described in its <c>README.md</c>.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="fileName">How problems name it.</param>
    /// <param name="countries">The list of the countries that have a page.</param>
    /// <returns>
    /// The reply; or problems with their lines, and never a word of the reply: <c>WEB-121</c>, <c>WEB-122</c>, <c>VOC-032</c> for a
    /// country without a page, and the other <c>VOC-</c> codes of the form.
    /// </returns>
    internal static Outcome<GovernmentReply> Read(TextReader reader, string fileName, CodeList countries)
    {
        var document = YamlReader.Read(reader, fileName);
        if (!document.Succeeded)
            return Outcome<GovernmentReply>.Refused(document.Problems);
        var faults = new YamlFaults(fileName);
        var fields = new YamlFields(document.Value, faults);
        var country = Take(fields, faults, "country", VocabularyProblems.CodeUnknown, code => countries.Find(code)?.Id);
        var from = Words(fields, faults, "from", LongestName);
        var date = Take(fields, faults, "date", VocabularyProblems.ValueNotAllowed, day => LocalDatePattern.Iso.Parse(day) is { Success: true } parsed ? parsed : null);
        var language = Take(fields, faults, "language", VocabularyProblems.ValueNotAllowed, code =>
            code.Length is 2 or 3 && code.All(char.IsAsciiLetterLower) ? code : null);
        var about = Take(fields, faults, "about", VocabularyProblems.ValueNotAllowed, what =>
            what == WholePage || ReleaseOf(what) > 0 ? what : null);
        var text = Words(fields, faults, "text", LongestText);
        var notice = fields.Has("translation-notice") ? Words(fields, faults, "translation-notice", LongestNotice) : null;
        fields.Finish();
        return faults.Conclude(() => new GovernmentReply
        {
            Country = country!,
            From = from!,
            Date = date!.Value,
            TextLanguage = language!,
            Release = about == WholePage ? null : ReleaseOf(about!),
            Text = text!,
            TranslationNotice = notice,
        });
    }

    private static int ReleaseOf(string what) =>
        int.TryParse(what, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static T? Take<T>(YamlFields fields, YamlFaults faults, string key, string code, Func<string, T?> read)
        where T : class
    {
        if (fields.TakeRequired(key) is not { } node || fields.TextOf(node, key) is not { } text)
            return null;
        var value = read(text);
        if (value is null)
            faults.Add(code, node, key);
        return value;
    }

    private static string? Words(YamlFields fields, YamlFaults faults, string key, int longest)
    {
        if (fields.TakeRequired(key) is not { } node || fields.TextOf(node, key) is not { } written)
            return null;
        // A block of YAML ends with a line break that nobody wrote.
        var text = written.TrimEnd('\n');
        if (text.Length > longest)
            faults.Add(ReplyProblems.TooLong, node, key);
        else if (text.EnumerateRunes().Any(rune => rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value is not (LineFeed or Tab))))
            faults.Add(ReplyProblems.NotShown, node, key);
        return text;
    }
}
