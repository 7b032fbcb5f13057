using Amparo.Records.Pages;

namespace Amparo.PrivateRelease.Reporting;

/// <summary>The section of a release report that says how wrong figures can be, and which questions they answer well and badly.</summary>
internal sealed class PredictedErrorSection(ReportPage page, ReleaseReportWords words, PredictedErrors errors)
{
    private const int MostQuestions = 5;

    private static readonly int[] Crossings = [2, 3];

    /// <summary>Writes the section.</summary>
    /// <param name="charts">Who draws.</param>
    /// <param name="form">What was released: rows carry an error of their own besides.</param>
    public void Write(ReportCharts charts, ReleaseForm form)
    {
        page.Heading(words["errors"], new Anchor("errors"));
        page.Paragraph(words["errors-lead"]);
        if (form == ReleaseForm.SyntheticRows)
            page.Paragraph(words["errors-fit"]);
        page.Figure(words["errors-chart"], new Drawing(charts.Errors(errors.Lengths)));
        WriteLengths();
        page.Paragraph(words["floor-lead"]);
        var unmeasured = errors.Lengths.Sum(length => length.Sets - length.Foretold);
        if (unmeasured > 0)
            page.Paragraph(words.Say("unmeasured", words.Numbers.Whole(unmeasured), words.Numbers.Whole(errors.Tables.Count)));
        WriteQuestions();
    }

    private void WriteLengths()
    {
        var noise = errors.Lengths.Any(length => length.PossiblyNoise is not null);
        List<string> heads = [words["length"], words["mean"], words["range"], words["foretold"]];
        if (noise)
            heads.Add(words["noise-share"]);
        heads.Add(words["floor"]);
        page.Table(words["errors-chart"], heads, errors.Lengths.Select(length => Row(length, noise)));
    }

    private List<string> Row(LengthError length, bool noise)
    {
        var unknown = words["not-foretold"];
        List<string> row =
        [
            words[$"length-{length.Length}"],
            length.Mean is { } mean ? words.Numbers.Percent(mean) : unknown,
            length is { Best: { } best, Worst: { } worst } ? $"{words.Numbers.Percent(best)} – {words.Numbers.Percent(worst)}" : unknown,
            words.Say("of", words.Numbers.Whole(length.Foretold), words.Numbers.Whole(length.Sets)),
        ];
        if (noise)
            row.Add(length.PossiblyNoise is { } share ? words.Numbers.Percent(share) : unknown);
        row.Add(length.WidestHalfWidth is { } width ? words.Say("floor-value", words.Numbers.Whole(Math.Ceiling(width))) : unknown);
        return row;
    }

    private void WriteQuestions()
    {
        WriteQuestions("well", best: true);
        WriteQuestions("badly", best: false);
    }

    private void WriteQuestions(string key, bool best)
    {
        var tables = Crossings.SelectMany(length => errors.Ranked(length, MostQuestions, best)).Where(table => IsFit(table) == best).ToList();
        if (tables.Count == 0)
            return;
        page.Heading(words[key]);
        page.Table(
            words[key], [words["question"], words["average"], words["margin"], words["verdict"]],
            tables.Select(table => (string[])
            [
                Joined([.. errors.NamesOf(table)]), words.Numbers.Significant(errors.Persons / table.Cells), $"± {words.Numbers.Significant(table.HalfWidth ?? 0)}",
                words[Verdict(table)],
            ]),
            3);
    }

    private string Joined(IReadOnlyList<string> names) => $"{string.Join(", ", names.SkipLast(1))}{words["and"]}{names[^1]}";

    // A margin of a quarter still tells twice as many from half as many; one above the figure tells nothing.
    private static bool IsFit(PredictedError table) => table.Relative < 0.25;

    private static string Verdict(PredictedError table) => table.Relative switch
    {
        < 0.05 => "verdict-good",
        < 0.25 => "verdict-fair",
        < 1 => "verdict-poor",
        _ => "verdict-bad",
    };
}
