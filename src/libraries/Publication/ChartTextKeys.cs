namespace Amparo.Publication;

/// <summary>The texts that charts ask for: keys of <c>content/languages/chart.*.yaml</c>, each with its placeholders.</summary>
public static class ChartTextKeys
{
    /// <summary>Headlines of bar charts, about the rows, and of stacked ones, about the series; see <see cref="PartCases"/>.</summary>
    public const string PartsHeadline = "chart.headline.parts";

    /// <summary>Headlines of line charts; see <see cref="LineCases"/>.</summary>
    public const string LineHeadline = "chart.headline.line";

    /// <summary>Headlines of progress charts; see <see cref="ProgressCases"/>.</summary>
    public const string ProgressHeadline = "chart.headline.progress";

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
    internal const string NameWithValue = "chart.name-with-value";
    internal const string ClassBelow = "chart.class.below";
    internal const string ClassBetween = "chart.class.between";
    internal const string ClassFrom = "chart.class.from";
    internal const string PyramidCell = "chart.pyramid.cell";
    internal const string PyramidOutside = "chart.pyramid.outside";
    internal const string IconsEach = "chart.icons.each";
    internal const string IconsPart = "chart.icons.part";
    internal const string IconsPartBetween = "chart.icons.part-between";
    internal const string IconsPartBelowOne = "chart.icons.part-below-one";
    internal const string IconsRest = "chart.icons.rest";
    internal const string IconsOthers = "chart.icons.others";
    internal const string IconsOne = "chart.icons.one";
    internal const string IconsOfTotal = "chart.icons.of-total";
    internal const string IconsRange = "chart.icons.range";
    internal const string IconsTotalWithheld = "chart.icons.total-withheld";
    internal const string IconsTotalMissing = "chart.icons.total-missing";
    internal const string IconsTotalRange = "chart.icons.total-range";
    internal const string IconsTotalZero = "chart.icons.total-zero";
    internal const string IconsTotalExceeded = "chart.icons.total-exceeded";
    internal const string MapOutside = "chart.map.outside";
    internal const string FlowBetween = "chart.flow.between";
    internal const string FlowWithin = "chart.flow.within";
    internal const string FlowItself = "chart.flow.itself";
    internal const string FlowRowTotal = "chart.flow.row-total";
    internal const string FlowInTable = "chart.flow.in-table";
    internal const string ProgressTarget = "chart.progress.target";
    internal const string ProgressBaseline = "chart.progress.baseline";
    internal const string ProgressNoTarget = "chart.progress.no-target";
    internal const string ProgressTargetNote = "chart.progress.target-note";
    internal const string ProgressBaselineNote = "chart.progress.baseline-note";
    internal const string PanelsScale = "chart.panels.scale";

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

    /// <summary>The cases of a headline about a target, with its placeholders.</summary>
    public static class ProgressCases
    {
        /// <summary>
        /// The last stated figure is certainly as the target wants it: <c>{value} {time} {target} {target-time} {unit}</c>.
        /// </summary>
        public const string Reached = ".reached";

        /// <summary>It is certainly below a target that asks for so much or more: the same placeholders.</summary>
        public const string Below = ".below";

        /// <summary>It is certainly above a target that asks for so much or less: the same placeholders.</summary>
        public const string Above = ".above";

        /// <summary>The target lies inside the published range: the same placeholders.</summary>
        public const string Unclear = ".unclear";

        /// <summary>No target is set: <c>{value} {time} {unit}</c>.</summary>
        public const string NoTarget = ".no-target";

        /// <summary>Nothing is stated and something is withheld: <c>{unit}</c>.</summary>
        public const string Withheld = ".withheld";

        /// <summary>The source says nothing: <c>{unit}</c>.</summary>
        public const string Missing = ".missing";
    }
}
