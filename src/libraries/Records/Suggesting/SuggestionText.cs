using System.Globalization;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Writes a proposal: the mapping with its comments, and the list of columns.</summary>
internal static class SuggestionText
{
    private const int MostUnplaced = 25;

    internal static MappingSuggestion Of(SuggestedPlan plan, SourceLayout layout, (int LookedAt, long All, bool IsPart) rows, (RecordSchema Schema, SuggestionOptions Options, ShownValues Shown) with)
    {
        var words = new SuggestionSentences(with.Options, with.Shown);
        var published = IsPublished(plan);
        var lacking = published ? new List<string>() : Lacking(plan);
        var yaml = new MappingWriter(with.Schema, words);
        yaml.Head(with.Options, (layout.Format, published), rows);
        if (!layout.IsCertain)
            yaml.Comment(0, words["header-doubtful"]);
        foreach (var field in lacking)
            yaml.Comment(0, words["lacking", field]);
        var active = plan.Lines.Where(line => line.IsActive).ToList();
        yaml.Line(0, active.Count > 0 ? "fields:" : "fields: {}");
        foreach (var line in plan.Lines)
        {
            yaml.Comment(2, $"{words[ConfidenceKey(line.Confidence)]}: {Reasons(line, words)}. {words["placed", Percent(line.Share)]}");
            Unplaced(yaml, line, (plan, words));
            yaml.Field(line, [.. line.Columns.Select(place => plan.Columns[place])], with.Options.Words);
        }

        var head = new MappingWriter(with.Schema, words);
        head.Head(with.Options, (layout.Format, published), rows);
        yaml.Unread(Left(plan, words));
        return new()
        {
            Format = layout.Format,
            HeaderIsCertain = layout.IsCertain,
            Rows = (rows.LookedAt, rows.All),
            IsPart = rows.IsPart,
            Columns = [.. plan.Columns.Select(column => Use(column, plan, words) with { HeadingIsKnown = IsKnown(column.Heading, with.Options.Words) })],
            Lacking = lacking,
            Yaml = yaml.ToString(),
            Head = head.ToString(),
            Lines = [.. plan.Lines.Select(line => new SuggestedLine(line.Field, [.. line.Columns.Select(place => place + 1)], line.Confidence, Active(line, plan, with)))],
        };
    }

    private static string Active(Proposal line, SuggestedPlan plan, (RecordSchema Schema, SuggestionOptions Options, ShownValues Shown) with)
    {
        var yaml = new MappingWriter(with.Schema, new SuggestionSentences(with.Options, with.Shown));
        yaml.Field(line with { Confidence = SuggestionConfidence.High }, [.. line.Columns.Select(place => plan.Columns[place])], with.Options.Words);
        return yaml.ToString();
    }

    // All its words are ours and none is a number, so that it cannot be a name or a document.
    private static bool IsKnown(Heading heading, SuggestionWords words) =>
        !heading.Text.Any(char.IsAsciiDigit) && words.Columns.Concat(words.Asides).Any(entry => heading.Match(entry).IsFull);

    internal static string ConfidenceKey(SuggestionConfidence confidence) => confidence switch
    {
        SuggestionConfidence.High => "high",
        SuggestionConfidence.Medium => "medium",
        _ => "low",
    };

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(share * 100):0} %");

    private static string Reasons(Proposal line, SuggestionSentences words) => string.Join("; ", line.Reasons.Distinct(StringComparer.Ordinal).Select(reason => words[reason]));

    // Without any column that names a person or a file, the records are somebody's publication.
    private static bool IsPublished(SuggestedPlan plan)
    {
        string[] identifying =
        [
            PersonReport.FileNumber, PersonReport.Registered, PersonReport.GivenNames, PersonReport.FirstSurname, PersonReport.Document, PersonReport.BirthDate,
        ];
        return !plan.Lines.Any(line => identifying.Contains(line.Field, StringComparer.Ordinal)) && plan.Lines.Any(line => line.IsActive);
    }

    private static List<string> Lacking(SuggestedPlan plan)
    {
        bool Fills(string field) => plan.Lines.Any(line => line.Field == field && line.IsActive);
        var lacking = new List<string>();
        if (!Fills(PersonReport.FileNumber))
            lacking.Add(PersonReport.FileNumber);
        if (!Fills(PersonReport.Registered) && !Fills(PersonReport.Year))
            lacking.Add(PersonReport.Registered);
        return lacking;
    }

    // Only what may be shown was placed by a word; the same rule decides about what was not placed.
    private static void Unplaced(MappingWriter yaml, Proposal line, (SuggestedPlan Plan, SuggestionSentences Words) with)
    {
        if (line.Codes is not { Unplaced.Count: > 0 } guess)
            return;
        var profile = with.Plan.Columns[line.Columns[0]].Profile;
        var shown = guess.Unplaced.Where(value => with.Words.Shown.MayShow(value, profile)).Take(MostUnplaced).ToList();
        if (shown.Count > 0)
        {
            yaml.Comment(2, with.Words["unplaced"]);
            foreach (var value in shown)
                yaml.Comment(2, $"  {MappingWriter.Quoted(value.Spelling)} ({value.Count.ToString(CultureInfo.InvariantCulture)})");
        }

        var hidden = guess.Unplaced.Count - shown.Count;
        if (hidden > 0)
            yaml.Comment(2, with.Words["unplaced-hidden", hidden.ToString(CultureInfo.InvariantCulture)]);
    }

    private static List<(string Heading, string Reason)> Left(SuggestedPlan plan, SuggestionSentences words)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var read = plan.Lines.Where(line => line.IsActive).SelectMany(line => line.Columns).ToHashSet();
        foreach (var place in read)
            seen.Add(Spelling.Fold(plan.Columns[place].Heading.Text));
        var left = new List<(string, string)>();
        foreach (var column in plan.Columns)
        {
            if (read.Contains(column.Place) || column.Heading.Text.Length == 0 || !seen.Add(Spelling.Fold(column.Heading.Text)))
                continue;
            left.Add((column.Heading.Text, plan.Aside.TryGetValue(column.Place, out var reason) ? words[reason] : words["aside-low"]));
        }

        return left;
    }

    private static SuggestedUse Use(SuggestedColumn column, SuggestedPlan plan, SuggestionSentences words)
    {
        var lines = plan.Lines.Where(line => line.Columns.Contains(column.Place)).ToList();
        if (lines.Exists(line => line.IsActive))
            lines.RemoveAll(line => !line.IsActive);
        if (lines.Count == 0)
            return new(column.Place + 1, column.Heading.Text, []) { Reason = words[plan.Aside[column.Place]], Stated = column.Profile.Stated };
        return new(column.Place + 1, column.Heading.Text, [.. lines.Select(line => line.Field)])
        {
            Transformation = lines[0].As,
            Confidence = lines.Min(line => line.Confidence),
            Placed = lines[0].Share,
            Stated = column.Profile.Stated,
            Reason = Reasons(lines[0], words),
        };
    }
}
