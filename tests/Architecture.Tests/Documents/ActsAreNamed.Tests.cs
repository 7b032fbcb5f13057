using System.Text.RegularExpressions;

namespace Amparo.Architecture.Tests.Documents;

/// <summary>Whoever reads the trail reads words: each act that the modules write has its own, in the desk's languages.</summary>
public sealed partial class ActsAreNamedTests
{
    // Of the same form, but none of them an act: kinds of jobs, keys of texts, purposes of seals.
    private static readonly HashSet<string> NoActs = new(StringComparer.Ordinal) { "release.publish", "submission.check", "merge.run", "emergency.reason", "pair.title", "pair.record", "pair.frequency", "pair.prior", "passkey.failed", "contents.sweep", "contents.erase" };

    // Put together where they are written: the kinds of invitations (Enrol), and of what is kept long enough (RetainedAccess, RetainedContents).
    private static readonly string[] Composed =
    [
        "account.first-started", "account.enrolled", "account.recovered",
        "sessions.expired", "invitations.expired", "tokens.expired", "jobs.expired", "submission.expired", "merge.expired",
    ];

    private static readonly string Languages = Path.Combine(Repository.Root, "content", "languages");

    private static readonly Dictionary<string, string[]> Named = new[] { "es", "en" }.ToDictionary(
        language => language,
        language => File.ReadLines(Path.Combine(Languages, $"desk-acts.{language}.yaml")).Where(line => line.StartsWith("desk.act.", StringComparison.Ordinal)).Select(line => line["desk.act.".Length..line.IndexOf(": ", StringComparison.Ordinal)]).ToArray(),
        StringComparer.Ordinal);

    [Theory]
    [InlineData("es")]
    [InlineData("en")]
    public void Each_act_that_is_written_has_words(string language)
    {
        var about = Named[language].Select(act => act.Split('.')[0]).ToHashSet(StringComparer.Ordinal);
        var sources = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "modules"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText).ToList();
        sources.Sum(source => PutTogether().Count(source)).ShouldBe(3, "Another act is put together: name all that it may be.");
        var written = sources.SelectMany(source => Literal().Matches(source).Select(match => match.Groups["act"].Value))
            .Where(act => about.Contains(act.Split('.')[0]) && !NoActs.Contains(act))
            .Concat(Composed)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        written.Length.ShouldBeGreaterThan(60);
        written.Except(Named[language]).ShouldBeEmpty();
        // Words for what nobody does any more would be words nobody checks.
        Named[language].Except(written).ShouldBeEmpty();
    }

    [GeneratedRegex("\"(?<act>[a-z]+\\.[a-z-]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex("(Act = |new\\()\\$\"[a-z{}().A-Za-z]+\\.[a-z{}().A-Za-z-]+\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PutTogether();
}
