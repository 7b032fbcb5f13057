using System.Text.RegularExpressions;
using Amparo.Collaborative.Submissions;
using Amparo.Languages;
using Amparo.Platform.Accounts;
using Amparo.Platform.Http;
using Amparo.Platform.Texts;
using Amparo.TestSupport;
using Amparo.Vocabulary;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>The desk's texts: none missing in a language, none asked for that does not exist, none that nobody asks for.</summary>
public sealed partial class DeskTextsTests
{
    private const string Prefix = "desk.";

    // The pages of the review have words of their own.
    private static readonly string[] OfReview = ["Access", "Http", "Pages", "Review", "Texts"];

    private static readonly DeskWords Words = DeskWords.ReadFolder(Path.Combine(Repository.Root, "content", "languages")).Value;

    private static readonly string Sources = string.Concat(Files().Select(File.ReadAllText));

    // What is put together from a word of ours: every word that there is.
    private static IEnumerable<string> Composed =>
    [
        .. Enum.GetNames<DeskRole>().SelectMany(role => new[] { $"role.{role}", $"role.{role}.note" }),
        .. Enum.GetNames<Entitlement>().Select(permission => $"permission.{permission}"),
        .. Enum.GetNames<InvitationKind>().SelectMany(kind => new[] { $"enrol.{kind}.title", $"enrol.{kind}.lead" }),
        .. Enum.GetNames<SignInMethod>().Select(method => $"my.session.{method}"),
        .. Enum.GetNames<SubmissionState>().Select(state => $"submissions.state.{state}"),
        .. Enum.GetNames<Records.SuggestionConfidence>().Select(confidence => $"proposal.confidence.{confidence}"),
        "severity.Error", "severity.Warning", "severity.Note",
        .. Enum.GetNames<Amparo.Collaborative.Merges.MergeState>().Select(state => $"merges.state.{state}"),
        .. Enum.GetNames<Amparo.Collaborative.Releases.ReleaseState>().Select(state => $"releases.state.{state}"),
        .. Enum.GetNames<Amparo.Collaborative.Releases.WithdrawalState>().Select(state => $"releases.withdrawal.{state}"),
        .. Enum.GetNames<Vocabulary.Shapes.EstimateStanding>().SelectMany(standing => new[] { $"merges.standing.{standing}", $"releases.standing.{standing}" }),
        .. Enum.GetNames<PrivateRelease.PrivacyRegime>().Select(regime => $"releases.regime.{regime}"),
        .. Amparo.Collaborative.Releases.RefusalReasons.Codes.Select(code => $"releases.refusal.{code}"),
        .. Enum.GetValues<Contracts.Portal.WithdrawalReason>().Select(reason => $"releases.reason.{Contracts.Portal.WithdrawalReasons.CodeOf(reason)}"),
        .. new Platform.Retention.RetainedAccess(null!, null!).Kinds.Concat(new Collaborative.Retention.RetainedContents(null!, null!, null!).Kinds)
            .Concat(new Collaborative.Emergencies.RetainedEmergencies(null!, null!, null!).Kinds).Select(kind => $"retention.kind.{kind}"),
        .. Enum.GetNames<Amparo.Collaborative.Emergencies.EmergencyVerdict>().SelectMany(verdict => new[] { $"emergencies.verdict.{verdict}", $"emergencies.review.{verdict}" }),
        "nav.merges", "nav.merges.note", "releases.changed.title", "releases.changed.text", "releases.own.title", "releases.own.text",
        .. Link().Matches(Sources).SelectMany(link => new[] { $"nav.{link.Groups["key"].Value}", $"nav.{link.Groups["key"].Value}.note" }),
        .. Said().Matches(Sources).Select(said => $"said.{said.Groups["key"].Value}"),
        .. Question().Matches(Sources).SelectMany(asked => new[] { asked.Groups["key"].Value, $"{asked.Groups["key"].Value}.sure", $"{asked.Groups["key"].Value}.sure.text" }),
        .. Message().Matches(Sources).SelectMany(said => new[] { $"{said.Groups["key"].Value}.title", $"{said.Groups["key"].Value}.text" }),
    ];

    [Fact]
    public void Every_text_exists_in_both_languages()
    {
        Words.Catalogue.Keys.Count.ShouldBeGreaterThan(250);
        foreach (var language in DeskAddress.Languages)
        {
            var reader = Words.Catalogue.In(language);
            Words.Catalogue.Keys.Where(key => reader.StatusOf(key) == TranslationStatus.Missing).ShouldBeEmpty(language.Code);
        }
    }

    [Fact]
    public void Every_text_that_is_asked_for_exists()
    {
        var asked = Asked().Matches(Sources).SelectMany(found => Literal().Matches(found.Value)).Select(found => found.Groups["key"].Value)
            .Concat(Reason().Matches(Sources).Select(found => found.Groups["key"].Value)).Concat(Composed).Distinct(StringComparer.Ordinal).ToList();
        asked.Count.ShouldBeGreaterThan(200);
        // The pairs of a merge are shown with the words of the older review.
        var review = Amparo.Collaborative.Texts.ReviewWords.ReadFolder(Path.Combine(Repository.Root, "content", "languages")).Value.Catalogue.Keys;
        asked.Where(key => !Words.Catalogue.Keys.Contains(Prefix + key) && !review.Contains("review." + key)).ShouldBeEmpty();
    }

    [Fact]
    public void Every_text_is_asked_for()
    {
        var composed = Composed.ToHashSet(StringComparer.Ordinal);
        // The words of acts are found by their codes: the acts themselves are read in the architecture's tests.
        Words.Catalogue.Keys.Select(key => key[Prefix.Length..])
            .Where(key => !key.StartsWith("act.", StringComparison.Ordinal))
            .Where(key => !composed.Contains(key) && !Sources.Contains($"\"{key}\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Files()
    {
        var modules = Path.Combine(Repository.Root, "src", "modules");
        return Directory.EnumerateFiles(Path.Combine(modules, "Platform"), "*", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(modules, "Collaborative"), "*", SearchOption.AllDirectories)
                .Where(file => !OfReview.Contains(Path.GetRelativePath(Path.Combine(modules, "Collaborative"), file).Split(Path.DirectorySeparatorChar)[0], StringComparer.Ordinal)))
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor");
    }

    // texts["…"], texts[x ? "…" : "…"], texts.Say("…", …), texts.Count("…", …); what holds a brace is put together, and stands above.
    [GeneratedRegex(@"(?<!\w)[Tt]exts(\[[^\]]*\]|\.(Say|Count)\(""[^""]*"")", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Asked();

    [GeneratedRegex(@"(?<!\$)""(?<key>[a-z][a-z-]*(\.[a-z-]+)*)""(?!\s*\+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"""(?<key>password\.[a-z]+)""", RegexOptions.None, 1000)]
    private static partial Regex Reason();

    [GeneratedRegex(@"new DeskLink\(\d+, ""(?<key>[a-z-]+)""", RegexOptions.None, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"SeeOther\(.*""(?<key>[a-z-]+)""\);", RegexOptions.None, 1000)]
    private static partial Regex Said();

    [GeneratedRegex(@"AskedFirst\(""(?<key>[a-z.-]+)""\)", RegexOptions.None, 1000)]
    private static partial Regex Question();

    [GeneratedRegex(@"(Message\(request|HeldBack\(request, [A-Za-z]+), [A-Za-z0-9.]+, ""(?<key>[a-z-]+)""\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Message();
}
