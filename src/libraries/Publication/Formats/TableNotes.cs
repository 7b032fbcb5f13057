using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Formats;

/// <summary>What must be known to read a table, in the reader's words.</summary>
internal static class TableNotes
{
    /// <summary>The notes, each with its heading; the mark of invented data first.</summary>
    public static IEnumerable<(string Heading, string Text)> Of(OpenTable table)
    {
        var (facts, text) = (table.Facts, table.Text);
        string Word(string key) => text.Say("chart.open.note." + key, []);

        if (facts.Origin == DataOrigin.Invented)
            yield return (Word("invented"), text.Say(ChartTextKeys.MarkInvented, []));
        yield return (Word("title"), facts.Title[table.Language]);
        yield return (Word("definition"), facts.Definition[table.Language]);
        if (facts.Limits is { } limits)
            yield return (Word("limits"), limits[table.Language]);
        if (facts.Unit is { } unit)
        {
            yield return (Word("unit"), unit[table.Language]);
            yield return (Word("kinds"), Word("kinds-text"));
        }

        if (facts.Measure is MeasureKind.Count or MeasureKind.Distinct or MeasureKind.Rate)
            yield return (Word("detected"), Word("detected-text"));
        yield return (Word("source"), SliceCsv.SourceOf(facts.Source));
        yield return (Word("terms"), SourceTerms.InLine(facts.Source, text));
        yield return (Word("release"), table.Release);
        yield return (Word("released"), NodaTime.Text.InstantPattern.General.Format(table.Entry.At));
        yield return (Word("protection"), table.Entry.Method);
        yield return (Word("hash"), table.Entry.ContentHash);
    }
}
