namespace Amparo.Publication.Documents;

/// <summary>The texts that pages of a publication ask for beside those of charts: keys of <c>content/languages/document.*.yaml</c>.</summary>
internal static class DocumentTextKeys
{
    public const string Region = "document.region";
    public const string Figures = "document.figures";
    public const string Over = "document.over";
    public const string Dated = "document.dated";
    public const string Undated = "document.undated";
    public const string Empty = "document.empty";
    public const string Detected = "document.detected";
    public const string UnknownUnstated = "document.unknown-unstated";
    public const string Answers = "document.answers";
    public const string Code = "document.code";
    public const string Source = "document.heading.source";
    public const string Method = "document.heading.method";
    public const string Reading = "document.heading.reading";
    public const string Help = "document.heading.help";
    public const string Hotline = "document.hotline.confirmed";
    public const string NoHotline = "document.hotline.none";
    public const string Project = "document.project";
    public const string Donor = "document.donor";
    public const string Changed = "document.changed.heading";
    public const string ChangedNothing = "document.changed.nothing";
    public const string ChangedLine = "document.changed.line";
    public const string Countries = "document.countries";
    public const string Machine = "document.machine";
    public const string Invented = "document.invented";
    public const string Data = "document.data.heading";
    public const string DataFigure = "document.data.figure";
    public const string DataValue = "document.data.value";
    public const string DataCode = "document.data.code";
    public const string DataRelease = "document.data.release";
    public const string Picture = "document.picture";
}
