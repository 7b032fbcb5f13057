using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Proposes, for one column and one field, how the one fills the other.</summary>
internal sealed class FieldGuess(SuggestionWords words, RecordSchema schema, CodeGuesser codes)
{
    // Fields whose values say what they are even under a heading that says nothing.
    private static readonly string[] Unmistakable = [PersonReport.Sex, PersonReport.Forms, "marital-status"];

    /// <summary>The proposals of one column, names and marks apart.</summary>
    internal IEnumerable<Proposal> Of(SuggestedColumn column)
    {
        if (!column.IsUsable)
            yield break;
        foreach (var field in schema.Fields)
        {
            if (words.Columns.FirstOrDefault(entry => entry.Key == field.Id) is not { } entry)
                continue;
            var heading = column.Heading.Match(entry);
            // Under a heading about somebody else even plain values are not the person's.
            if (heading.Strength == 0 && (!Unmistakable.Contains(field.Id, StringComparer.Ordinal) || column.Heading.Subject is ColumnSubject.Other or ColumnSubject.Perpetrator))
                continue;
            if (Guess(column, field) is not { } guess || Proposal.ConfidenceOf(heading.Strength, guess.Values) is not { } confidence)
                continue;
            var why = (heading.Strength, guess.Values) switch { (2, >= 1) => "both", (2, 0) => "heading", (2, _) => "conflict", (0, _) => "values", (_, >= 1) => "values-hint", _ => "hint" };
            yield return guess with
            {
                Confidence = guess.Confidence == SuggestionConfidence.Low ? SuggestionConfidence.Low : confidence,
                Heading = heading,
                Reasons = [why, .. guess.Reasons],
                Rank = guess.Rank + (column.Heading.Subject == ColumnSubject.Victim ? 2 : 0),
            };
        }
    }

    // A guess of low confidence here stays low whatever the heading says.
    private Proposal? Guess(SuggestedColumn column, RecordField field) => field.Kind switch
    {
        FieldKind.Date => Date(column, field.Id),
        FieldKind.WholeNumber => Number(column, field.Id),
        FieldKind.Coded when field.Id == PersonReport.AgeGroup => AgeGroup(column),
        FieldKind.Coded when field.List!.Id == "yes-no" => YesNo(column, field),
        FieldKind.Coded => Coded(column, field, mayBeMultiple: false),
        FieldKind.Flags => Coded(column, field, mayBeMultiple: true),
        FieldKind.Text => Text(column, field.Id),
        _ => null,
    };

    private static Proposal New(SuggestedColumn column, string field, string transformation) =>
        new(field, transformation, [column.Place]) { Confidence = SuggestionConfidence.High };

    private static Proposal Date(SuggestedColumn column, string field)
    {
        var profile = column.Profile;
        var guess = profile.Dates.Guess(profile.Stated);
        var isBirth = field == PersonReport.BirthDate;
        var unread = profile.Dates.WithTime + profile.Dates.WithWords + profile.Dates.ShortYears;
        var share = isBirth ? guess.AnyShare : guess.CompleteShare;
        var formats = isBirth ? [.. guess.Complete, .. guess.Partial] : guess.Complete;
        var inTime = guess.MiddleYear is { } year && (isBirth ? year is >= 1900 and <= 2024 : year is >= 1995 and <= 2040);
        var partial = isBirth && guess.Partial.Count > 0;
        var proposal = New(column, field, partial ? "partial-date" : "date") with
        {
            Share = share,
            Values = formats.Count == 0 || !inTime || share < 0.5 ? -1 : share >= 0.9 ? 1 : 0,
            Keys = [new("formats") { List = formats.Count > 0 ? formats : ["dd/MM/yyyy"] }],
        };
        if (unread * 2 > profile.Stated)
        {
            var reason = profile.Dates.WithTime >= profile.Dates.WithWords + profile.Dates.ShortYears ? "date-time" : "date-words";
            return proposal.AtMost(SuggestionConfidence.Low, reason) with { Values = -1 };
        }

        if (formats.Count > 0 && !inTime)
            return proposal.Because(isBirth ? "birth-years" : "registered-years");
        return formats.Count > 0 && !guess.IsSettled ? proposal.AtMost(SuggestionConfidence.Low, "day-month") : proposal;
    }

    private static Proposal Number(SuggestedColumn column, string field)
    {
        var profile = column.Profile;
        if (profile.Share(profile.Years) >= 0.5)
            return New(column, field, "integer") with { Values = -1, Reasons = ["age-years"] };
        var (cells, after) = AgeGuess.Approximate(profile);
        var share = profile.Share(profile.Ages + cells);
        if (AgeGuess.WithUnits(profile) * 2 > profile.Stated)
            return New(column, field, "integer") with { Values = -1, Share = share, Reasons = ["age-units"] };
        var isAge = field != "children";
        var allSmall = profile.Ages > 0 && profile.Highest <= 9 && cells == 0;
        var proposal = New(column, field, cells > 0 ? "approximate-age" : "integer") with
        {
            Share = share,
            Values = share < 0.5 || (isAge && allSmall) ? -1 : share < 0.9 ? 0 : isAge || profile.Highest <= 25 ? 1 : 0,
            Keys = cells > 0 ? [new("after") { List = after }] : [],
        };
        return isAge && allSmall ? proposal.Because("age-small") : proposal;
    }

    private Proposal? AgeGroup(SuggestedColumn column)
    {
        var profile = column.Profile;
        if (!profile.IsComplete)
            return null;
        var read = profile.Values.Where(value => AgeSpan.FromBand(value.Value.Spelling) is not null).Sum(value => value.Value.Count);
        var spans = profile.Values.Where(value => AgeGuess.SpanOf(value.Key) is not null).Sum(value => value.Value.Count);
        if (profile.Share(spans) < 0.5)
            return Coded(column, schema.Find(PersonReport.AgeGroup)!, mayBeMultiple: false);
        if (read >= spans && profile.Share(read) >= 0.5)
        {
            return New(column, PersonReport.AgeGroup, "band") with { Share = profile.Share(read), Values = profile.Share(read) >= 0.9 ? 1 : 0 };
        }

        var groups = profile.Values.Select(value => (value.Value.Spelling, Span: AgeGuess.SpanOf(value.Key))).Where(value => value.Span is not null)
            .OrderBy(value => value.Spelling, StringComparer.Ordinal).Select(value => (value.Spelling, value.Span!.Value.Group)).ToList();
        var unclear = groups.Where(group => group.Group is null).Select(group => group.Spelling).ToList();
        var guess = new CodeGuess(schema.Find(PersonReport.AgeGroup)!.List!)
        {
            Values = [.. groups.Where(group => group.Group is not null).Select(group => (group.Spelling, group.Group!))],
            Unknown = unclear,
            Share = profile.Share(spans),
            Unplaced = [.. profile.Values.Where(value => AgeGuess.SpanOf(value.Key) is null).Select(value => value.Value)],
        };
        if (guess.Values.Count == 0)
            return null;
        var proposal = New(column, PersonReport.AgeGroup, "code") with { Share = guess.Share, Values = guess.Share >= 0.9 ? 1 : 0, Codes = guess, Keys = KeysOf(guess, ofForms: false) };
        return unclear.Count > 0 ? proposal.Because("band-wide") : proposal;
    }

    private Proposal? YesNo(SuggestedColumn column, RecordField field)
    {
        var values = column.Profile.Values;
        if (values.Count is 0 or > 10)
            return null;
        var placed = values.Where(value => words.Marks.ContainsKey(value.Key)).ToList();
        var share = column.Profile.Share(placed.Sum(value => value.Value.Count));
        var yes = placed.Select(value => (value.Value.Spelling, words.Marks[value.Key] ? "yes" : "no")).OrderBy(value => value.Spelling, StringComparer.Ordinal).ToList();
        return placed.Count == 0 ? null : New(column, field.Id, "code") with
        {
            Share = share,
            Values = share >= 0.9 && yes.Exists(value => value.Item2 == "yes") ? 1 : -1,
            Keys = [new("values") { Table = yes }],
        };
    }

    private Proposal? Coded(SuggestedColumn column, RecordField field, bool mayBeMultiple)
    {
        if (codes.Guess(column.Profile, field.List!, mayBeMultiple) is not { } guess)
            return null;
        var proposal = New(column, field.Id, guess.IsMultiple ? "codes" : "code") with
        {
            Share = guess.Share,
            Codes = guess,
            Keys = KeysOf(guess, mayBeMultiple),
            Rank = guess.Codes > 1 ? 1 : 0,
        };
        if (guess.Codes == 0)
        {
            var reason = guess.IsNumbered ? "numbered" : column.Profile.Values.ContainsKey("m") ? "letters" : "no-code";
            return proposal with { Values = -1, Reasons = [reason], Confidence = SuggestionConfidence.Low };
        }

        var isGeneral = guess.Codes < 2 || guess.ExactShare + guess.Share < 1.4;
        return proposal with { Values = guess.Share < 0.5 ? -1 : guess.Share < 0.9 ? 0 : isGeneral || guess.Share < 0.95 ? 1 : 2 };
    }

    private static List<ProposalKey> KeysOf(CodeGuess guess, bool ofForms)
    {
        var keys = new List<ProposalKey>();
        if (guess.Separator is { } separator)
            keys.Add(new("separator") { Text = separator });
        if (guess.Standards.Count > 0)
            keys.Add(guess.Standards.Count == 1 ? new("standard") { Text = guess.Standards[0] } : new("standard") { List = guess.Standards });
        if (guess.Values.Count > 0)
            keys.Add(new("values") { Table = guess.Values });
        return keys;
    }

    private Proposal Text(SuggestedColumn column, string field)
    {
        var profile = column.Profile;
        var dates = profile.Dates.Guess(profile.Stated);
        var isDate = dates.CompleteShare > 0.5;
        var proposal = New(column, field, "text") with { Share = 1 };
        switch (field)
        {
            case PersonReport.FileNumber:
                if (isDate || profile.Share(profile.ThreeWords) > 0.5 || profile.Uniqueness < 0.3 || profile.Share(profile.Digited) < 0.5 || profile.Long > 0)
                    return proposal with { Values = -1, Share = 0 };
                if (profile.Uniqueness < 0.95)
                    return proposal with { Values = 0, Reasons = ["file-shared"] };
                return profile.CountsRows ? proposal with { Values = 0, Reasons = ["file-counter"] } : proposal with { Values = 1 };
            case PersonReport.Document:
                var isDocument = !isDate && !profile.CountsRows && profile.Share(profile.Digited) >= 0.6 && profile.Uniqueness >= 0.6 && profile.Share(profile.ThreeWords) < 0.3;
                return proposal with { Values = isDocument ? 1 : -1, Share = isDocument ? 1 : 0 };
            case PersonReport.Municipality:
                var isPlace = profile.Share(profile.Lettered) >= 0.9 && profile.DistinctCount > 1 && profile.Long == 0;
                var isCountry = isPlace && codes.Guess(profile, schema.Find(PersonReport.Citizenship)!.List!, mayBeMultiple: false) is { Share: > 0.7 };
                return proposal with { Values = !isPlace || isCountry ? -1 : profile.Uniqueness < 0.9 || profile.Stated < 12 ? 1 : 0 };
            default:
                // A language is a code of three letters; a name of one would be kept as it is.
                var isCode = profile.IsComplete && profile.Values.Keys.All(value => value.Length == 3);
                return proposal with { Values = isCode ? 1 : -1, Reasons = isCode ? [] : ["language-code"] };
        }
    }
}
