using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Portal.Knowledge;

/// <summary>Something that authorities and organisations can do, and where that is said.</summary>
/// <param name="Text">What.</param>
/// <param name="Document">The id of a document of the library; null where none is named.</param>
public sealed record ThemeAction(LocalizedText Text, string? Document);

/// <summary>Where a definition is from.</summary>
/// <param name="Document">The id of a document of the library.</param>
/// <param name="Article">Its article; null where none is named.</param>
public sealed record DefinitionSource(string Document, string? Article);

/// <summary>What the page of a theme says around its figures.</summary>
/// <param name="Id">Its id, in its address.</param>
/// <param name="Title">Its name.</param>
/// <param name="Lead">What it is, and what figures can and cannot say of it.</param>
/// <param name="Definition">What counts as it.</param>
/// <param name="Caution">What must not be concluded.</param>
/// <param name="Actions">What can be done.</param>
/// <param name="Questions">What to ask of any figure on it.</param>
public sealed record Theme(
    string Id, LocalizedText Title, LocalizedText Lead, LocalizedText Definition, LocalizedText Caution, IReadOnlyList<ThemeAction> Actions,
    IReadOnlyList<LocalizedText> Questions)
{
    /// <summary>The themes of the library whose documents belong beside the page.</summary>
    public IReadOnlyList<string> Shelves { get; init; } = [];

    /// <summary>Where the definition is from; null where none is named.</summary>
    public DefinitionSource? DefinedIn { get; init; }

    /// <summary>The order of the pages: what most figures are about first.</summary>
    internal static readonly string[] Order =
        ["sexual-exploitation", "forced-labour", "other-forms", "organ-removal", "children", "corridors", "justice"];

    /// <summary>Reads a theme from <c>content/themes/</c>.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="fileName">How problems name it.</param>
    /// <returns>The theme, or <c>VOC-</c> problems with their lines.</returns>
    internal static Outcome<Theme> Read(TextReader reader, string fileName)
    {
        var document = YamlReader.Read(reader, fileName);
        if (!document.Succeeded)
            return Outcome<Theme>.Refused(document.Problems);
        var faults = new YamlFaults(fileName);
        var fields = new YamlFields(document.Value, faults);
        var statuses = TranslationStatuses.Take(fields, faults);
        var id = fields.Id("id");
        var (title, lead) = (statuses.TakeText(fields, "title", faults), statuses.TakeText(fields, "lead", faults));
        var shelves = fields.Texts("library-themes");
        var (definition, article) = ReadDefinition(fields, statuses, faults);
        var caution = statuses.TakeText(fields, "caution", faults);
        var actions = new List<ThemeAction>();
        foreach (var node in fields.List("actions"))
        {
            if (fields.MapOf(node, "actions") is not { } action)
                continue;
            var text = statuses.TakeText(action, "text", faults);
            var source = action.OptionalText("source");
            action.Finish();
            if (text is not null)
                actions.Add(new(text, source));
        }

        var questions = new List<LocalizedText>();
        foreach (var node in fields.List("questions"))
        {
            if (fields.MapOf(node, "questions") is not { } question)
                continue;
            if (statuses.TakeText(question, "text", faults) is { } text)
                questions.Add(text);
            question.Finish();
        }

        fields.Finish();
        return faults.Conclude(() => new Theme(id!, title!, lead!, definition!, caution!, actions, questions) { Shelves = shelves, DefinedIn = article });
    }

    private static (LocalizedText? Text, DefinitionSource? In) ReadDefinition(YamlFields fields, TranslationStatuses statuses, YamlFaults faults)
    {
        if (fields.Map("definition") is not { } definition)
            return (null, null);
        var (source, article) = (definition.OptionalText("source"), definition.OptionalText("article"));
        // How the definition's source is known stands with the source itself, in the library.
        _ = definition.OptionalText("evidence");
        var text = statuses.TakeText(definition, "text", faults);
        definition.Finish();
        return (text, source is null ? null : new(source, article));
    }
}
