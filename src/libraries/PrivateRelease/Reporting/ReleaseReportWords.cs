using System.Globalization;
using Amparo.Records.Pages;
using Amparo.Vocabulary;

namespace Amparo.PrivateRelease.Reporting;

/// <summary>The words of a release report in one language.</summary>
/// <remarks>Spanish and English; readers of other languages get the Spanish ones, as everywhere.</remarks>
internal sealed class ReleaseReportWords
{
    private readonly Dictionary<string, string> _words;

    public ReleaseReportWords(Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        Language = language == Language.English ? Language.English : Language.Spanish;
        _words = Language == Language.English ? ReleaseReportEnglish.Words : ReleaseReportSpanish.Words;
        Numbers = new(Language);
    }

    /// <summary>The language that is really used.</summary>
    public Language Language { get; }

    /// <summary>How numbers are written in it.</summary>
    public ReportNumbers Numbers { get; }

    public string this[string key] => _words[key];

    /// <summary>A sentence with its places filled.</summary>
    public string Say(string key, params object[] places) => string.Format(CultureInfo.InvariantCulture, _words[key], places);
}
