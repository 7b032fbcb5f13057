using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Portal.Knowledge;

/// <summary>A document or a practice of the library: what it is, for whom, and what it does not do, in our own words.</summary>
public sealed record LibraryDocument
{
    /// <summary>The countries' value for what holds everywhere.</summary>
    public const string World = "world";

    /// <summary>The countries' value for the countries of the coalition.</summary>
    public const string Region = "region";

    /// <summary>Its id, also the name of its file.</summary>
    public required string Id { get; init; }

    /// <summary>What sort of document: treaty, method, tool…</summary>
    public required string Kind { get; init; }

    /// <summary>Its title as published, in the language of <see cref="TitleLanguage"/>.</summary>
    public required string Title { get; init; }

    /// <summary>ISO 639-1 code of the title's language.</summary>
    public required string TitleLanguage { get; init; }

    /// <summary>Who published it.</summary>
    public required string Publisher { get; init; }

    /// <summary>The year; null where none is known.</summary>
    public required int? Year { get; init; }

    /// <summary>ISO 3166-1 alpha-2 codes; or <see cref="World"/> or <see cref="Region"/> alone.</summary>
    public required IReadOnlyList<string> Countries { get; init; }

    /// <summary>What it is about.</summary>
    public required IReadOnlyList<string> Themes { get; init; }

    /// <summary>ISO 639-1 codes of the languages in which it is known to exist; empty where that is not known.</summary>
    public required IReadOnlyList<string> Languages { get; init; }

    /// <summary>Where it stands; null where no lasting address is known.</summary>
    public required string? Address { get; init; }

    /// <summary>For a method of ours: the page of the documentation that explains it.</summary>
    public required string? Page { get; init; }

    /// <summary>How its facts are known: read, verified or recalled.</summary>
    public required string Evidence { get; init; }

    /// <summary>What it is, whom it serves, what it does not do.</summary>
    public required LocalizedText Summary { get; init; }

    /// <summary>Where it is not known to hold; null if nothing was found to say.</summary>
    public required LocalizedText? Limits { get; init; }

    /// <summary>Reads a document from <c>content/library/</c>; the fields are described in its <c>README.md</c>.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="fileName">How problems name it.</param>
    /// <returns>The document, or <c>VOC-</c> problems with their lines.</returns>
    internal static Outcome<LibraryDocument> Read(TextReader reader, string fileName)
    {
        var document = YamlReader.Read(reader, fileName);
        if (!document.Succeeded)
            return Outcome<LibraryDocument>.Refused(document.Problems);
        var faults = new YamlFaults(fileName);
        var fields = new YamlFields(document.Value, faults);
        var statuses = TranslationStatuses.Take(fields, faults);
        var (id, kind, title) = (fields.Id("id"), fields.Text("kind"), fields.Text("title"));
        var (titleLanguage, publisher) = (fields.Text("title-language"), fields.Text("publisher"));
        var year = fields.OptionalNumber("year", (1900, 2100));
        var countries = OneOrMore(fields, "countries");
        var themes = fields.Texts("themes");
        IReadOnlyList<string> languages = fields.Has("languages") ? fields.Texts("languages") : [];
        var page = fields.OptionalText("page");
        var (address, evidence) = (fields.OptionalText("address"), fields.Text("evidence"));
        // Where each fact was read is for whoever mends the file; readers get the evidence in one word.
        _ = fields.OptionalText("facts-from");
        var summary = statuses.TakeText(fields, "summary", faults);
        var limits = fields.Has("limits") ? statuses.TakeText(fields, "limits", faults) : null;
        fields.Finish();
        return faults.Conclude(() => new LibraryDocument
        {
            Id = id!,
            Kind = kind!,
            Title = title!,
            TitleLanguage = titleLanguage!,
            Publisher = publisher!,
            Year = year,
            Countries = countries,
            Themes = themes,
            Languages = languages,
            Address = address,
            Page = page,
            Evidence = evidence!,
            Summary = summary!,
            Limits = limits,
        });
    }

    private static IReadOnlyList<string> OneOrMore(YamlFields fields, string key)
    {
        if (fields.TakeRequired(key) is not { } node)
            return [];
        if (node is not YamlList list)
            return fields.TextOf(node, key) is { } one ? [one] : [];
        return [.. list.Items.Select(item => fields.TextOf(item, key)).OfType<string>()];
    }
}
