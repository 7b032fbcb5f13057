using NodaTime;
using Amparo.Vocabulary.Rules;

namespace Amparo.Vocabulary.Tests.Rules;

/// <summary>The shipped code lists, and cases made of a few words.</summary>
internal static class RuleContent
{
    internal static readonly DateInterval EventDay = Days(2024, 3, 10);

    internal static string Folder { get; } = FindContent();

    internal static CodeListCatalogue Lists { get; } = ReadLists();

    internal static RuleVocabulary Words { get; } = RuleVocabulary.Of(Lists).Value;

    internal static DateInterval Days(int year, int month, int day) => new(new LocalDate(year, month, day), new LocalDate(year, month, day));

    internal static Evidence On(int day, string source = "police") =>
        new(Words.Sources.Find(source), new LocalDate(2024, 3, day), Words.Confidences.Find("stated"));

    /// <summary>A case of words such as <c>act.recruitment</c> (yes), <c>!means</c> (no), <c>?purpose</c> (unknown), <c>age=17</c>.</summary>
    internal static CaseStatements Case(params string[] words) => new("case-1", EventDay,
        [.. words.Where(word => !word.StartsWith("age=", StringComparison.Ordinal)).Select(StatementOf)],
        [.. words.Where(word => word.StartsWith("age=", StringComparison.Ordinal)).Select(AgeOf)]);

    internal static PalermoAnswer Palermo(params string[] words) => PalermoRule.Apply(Case(words), Words);

    internal static SmugglingAnswer Smuggling(params string[] words) => SmugglingRule.Apply(Case(words), Words);

    private static Statement StatementOf(string word)
    {
        var answer = word[0] == '!' ? Answer.No : word[0] == '?' ? Answer.Unknown : Answer.Yes;
        return new Statement(Words.FindQuestion(word.TrimStart('!', '?')).ShouldNotBeNull(word), answer, On(11));
    }

    private static AgeStatement AgeOf(string word)
    {
        var years = word["age=".Length..].Split('-').Select(part => int.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return AgeStatement.OfYears((years[0], years[^1]), On(11));
    }

    private static CodeListCatalogue ReadLists()
    {
        var lists = Directory.GetFiles(Path.Combine(Folder, "vocabulary"), "*.yaml").Order(StringComparer.Ordinal).Select(file =>
        {
            using var reader = new StreamReader(file);
            return CodeListReader.Read(reader, Path.GetFileName(file)).Value;
        });
        return CodeListCatalogue.Of(lists).Value;
    }

    private static string FindContent()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Amparo.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder.ShouldNotBeNull().FullName, "content");
    }
}
