using Amparo.Contracts.Portal;
using Amparo.Portal.Releases;

namespace Amparo.Portal.Texts;

/// <summary>What a reader is told of a withdrawal: which release, when, and the reason in the words of the closed set.</summary>
internal static class WithdrawnWords
{
    /// <summary>The sentences.</summary>
    /// <param name="release">The release that does not stand.</param>
    /// <param name="texts">The reader's words.</param>
    public static string Of(WithdrawnRelease release, PageTexts texts)
    {
        var withdrawal = release.Withdrawal;
        var said = texts.Say(
            release.IsItself ? "withdrawn.itself" : "withdrawn.source",
            ("table", release.Entry.Subject), ("release", texts.Whole(release.Entry.Sequence)),
            ("source", withdrawal.Release.Subject), ("from", texts.Whole(withdrawal.Release.Sequence)), ("day", texts.Day(withdrawal.At.InUtc().Date)));
        return $"{said} {texts["withdrawn.reason." + WithdrawalReasons.CodeOf(withdrawal.Reason)]}";
    }

    /// <summary>A release in a list, marked where it was withdrawn.</summary>
    /// <param name="release">The release in words.</param>
    /// <param name="sequence">The number of its line.</param>
    /// <param name="among">What was withdrawn, and the reader's words.</param>
    public static string Marked(string release, int sequence, (WithdrawnReleases Withdrawn, PageTexts Texts) among) =>
        among.Withdrawn.Find(sequence) is null ? release : $"{release} ({among.Texts["withdrawn.mark"]})";
}
