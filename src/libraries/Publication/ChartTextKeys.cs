namespace Amparo.Publication;

/// <summary>The texts that charts ask for: keys of <c>content/languages/chart.*.yaml</c>, each with its placeholders.</summary>
public static class ChartTextKeys
{
    /// <summary>Headlines of bar charts, about the rows, and of stacked ones, about the series; see <see cref="PartCases"/>.</summary>
    public const string PartsHeadline = "chart.headline.parts";

    /// <summary>Headlines of line charts; see <see cref="LineCases"/>.</summary>
    public const string LineHeadline = "chart.headline.line";

    internal const string TitleBy = "chart.title.by";
    internal const string TitleAt = "chart.title.at";
    internal const string Description = "chart.description";
    internal const string Total = "chart.total";
    internal const string Unknown = "chart.unknown";
    internal const string Withheld = "chart.withheld";
    internal const string Missing = "chart.missing";
    internal const string Range = "chart.range";
    internal const string RangeInWords = "chart.range-in-words";
    internal const string Source = "chart.source";
    internal const string Released = "chart.released";
    internal const string TableSummary = "chart.table";
    internal const string Download = "chart.download";
    internal const string NoteCount = "chart.note.n";
    internal const string NoteUnknown = "chart.note.unknown";
    internal const string NoteWithheld = "chart.note.withheld";
    internal const string NoteMissing = "chart.note.missing";
    internal const string NoteRange = "chart.note.range";
    internal const string MarkInvented = "chart.mark.invented";

    /// <summary>The cases of a headline about parts: the part of the key after the prefix, with its placeholders.</summary>
    public static class PartCases
    {
        /// <summary>One known part is certainly the largest: <c>{largest} {value} {total} {share} {unit}</c>.</summary>
        public const string Largest = ".largest";

        /// <summary>As before, but there is no total to compare with: <c>{largest} {value} {unit}</c>.</summary>
        public const string LargestWithoutTotal = ".largest-without-total";

        /// <summary>Some parts are withheld or missing, so only published ones are compared: <c>{largest} {value} {unit}</c>.</summary>
        public const string LargestPublished = ".largest-published";

        /// <summary>
        /// "Unknown" is larger than every known part: <c>{value} {total} {share} {unit} {dimension} {largest} {largest-value}</c>.
        /// </summary>
        public const string UnknownLargest = ".unknown-largest";

        /// <summary>Several parts share the largest figure: <c>{names} {value} {unit}</c>.</summary>
        public const string Tie = ".tie";

        /// <summary>Ranges overlap, so no part is certainly the largest: <c>{unit}</c>.</summary>
        public const string Unclear = ".unclear";

        /// <summary>Every part is zero: <c>{unit}</c>.</summary>
        public const string Zero = ".zero";

        /// <summary>Nothing is stated and something is withheld: <c>{unit}</c>.</summary>
        public const string Withheld = ".withheld";

        /// <summary>The source says nothing: <c>{unit}</c>.</summary>
        public const string Missing = ".missing";
    }

    /// <summary>The cases of a headline about a course in time, with its placeholders.</summary>
    public static class LineCases
    {
        /// <summary>More at the end than at the beginning: <c>{first} {first-time} {last} {last-time} {unit}</c>.</summary>
        public const string Rise = ".rise";

        /// <summary>Less at the end than at the beginning: the same placeholders.</summary>
        public const string Fall = ".fall";

        /// <summary>The same at the end as at the beginning: the same placeholders.</summary>
        public const string Same = ".same";

        /// <summary>The two ranges overlap, so no direction is certain: the same placeholders.</summary>
        public const string Unclear = ".unclear";

        /// <summary>Only one point in time is stated: <c>{first} {first-time} {unit}</c>.</summary>
        public const string OnePoint = ".one-point";

        /// <summary>Several lines and no line for the whole: <c>{first-time} {last-time} {unit}</c>.</summary>
        public const string Several = ".several";

        /// <summary>Nothing is stated and something is withheld: <c>{unit}</c>.</summary>
        public const string Withheld = ".withheld";

        /// <summary>The source says nothing: <c>{unit}</c>.</summary>
        public const string Missing = ".missing";
    }
}
