using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>What is proposed for a file, before it is written.</summary>
/// <param name="Columns">The columns.</param>
/// <param name="Lines">The proposals in the schema's order: active ones, and those that are only guesses.</param>
/// <param name="Aside">Why a column without a proposal has no field: the key of a text.</param>
internal sealed record SuggestedPlan(IReadOnlyList<SuggestedColumn> Columns, IReadOnlyList<Proposal> Lines, IReadOnlyDictionary<int, string> Aside);

/// <summary>Weighs the proposals of all columns against one another.</summary>
internal sealed class SuggestionPlan(RecordSchema schema, SuggestionWords words, (CodeGuesser Codes, ShownValues Shown) with)
{
    // What is asked about every person, and so about those who are not the victim too.
    private static readonly string[] PersonFields =
    [
        PersonReport.GivenNames, PersonReport.FirstSurname, PersonReport.SecondSurname, PersonReport.Sex, "gender", PersonReport.Age, PersonReport.AgeGroup,
        PersonReport.AgeBand, PersonReport.Majority, PersonReport.BirthDate, PersonReport.Citizenship, PersonReport.Document, "marital-status", "education",
        "children", "primary-language", "secondary-language",
    ];

    private static readonly string[] PersonAsides = ["phone", "email", "address", "document-kind", "occupation", "ethnicity", "disability", "division", "other-country"];
    private static readonly string[] NamePartsOfHeadings = ["given-names", "surnames", "full-name"];

    internal SuggestedPlan Of(IReadOnlyList<string> header, ColumnProfile[] profiles)
    {
        var columns = Columns(header, profiles);
        var names = new NameGuess(words);
        var marks = new MarkGuess(words, schema, with.Codes);
        foreach (var column in columns.Where(column => names.MayHoldNames(column) || column.Profile.Uniqueness >= 0.5))
            with.Shown.AddNames(column.Profile);
        var fields = new FieldGuess(words, schema, with.Codes);
        var proposals = columns.SelectMany(fields.Of).Where(proposal => !IsBetterAside(columns[proposal.Columns[0]], proposal)).ToList();
        var named = proposals.Where(proposal => proposal is { Confidence: SuggestionConfidence.High }).SelectMany(proposal => proposal.Columns).ToHashSet();
        proposals.AddRange(names.Of(columns));
        proposals.AddRange(marks.Of(columns, named));
        var several = columns.Any(IsAboutOthers);
        return Conclude(columns, Choose(proposals.Select(proposal => Cautious(proposal, columns, several)), columns));
    }

    private List<SuggestedColumn> Columns(IReadOnlyList<string> header, ColumnProfile[] profiles)
    {
        var counts = header.GroupBy(Spelling.Fold, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var columns = new List<SuggestedColumn>();
        var context = ColumnSubject.Unsaid;
        for (var place = 0; place < header.Count; place++)
        {
            var column = new SuggestedColumn(place, new Heading(header[place], words), profiles[place]) { IsNamedTwice = counts[Spelling.Fold(header[place])] > 1 };
            if (IsAboutOthers(column) || column.Heading.Subject == ColumnSubject.Victim)
                context = column.Heading.Subject;
            else if (!IsOfPerson(column))
                context = ColumnSubject.Unsaid;
            columns.Add(column with { Context = context });
        }

        return columns;
    }

    // "Institución que refiere" names somebody else and is no column about a person; "relación con el tratante" names one and is the victim's.
    private bool IsAboutOthers(SuggestedColumn column) =>
        column.Heading.Subject is ColumnSubject.Other or ColumnSubject.Perpetrator
        && !words.Columns.Where(entry => !entry.OfPerpetrator).Concat(words.Asides).Any(entry => column.Heading.Match(entry).IsFull);

    private bool IsOfPerson(SuggestedColumn column) =>
        words.Columns.Where(entry => PersonFields.Contains(entry.Key, StringComparer.Ordinal) || NamePartsOfHeadings.Contains(entry.Key, StringComparer.Ordinal))
            .Concat(words.Asides.Where(entry => PersonAsides.Contains(entry.Key, StringComparer.Ordinal)))
            .Any(entry => column.Heading.Match(entry).Strength > 0);

    // A heading that names something else in full outweighs one that only hints at a field, unless the values leave no doubt.
    private bool IsBetterAside(SuggestedColumn column, Proposal proposal) =>
        proposal.Heading.Strength < 2 && proposal.Values < 2 && words.Asides.Any(entry => column.Heading.Match(entry).IsFull);

    private static Proposal Cautious(Proposal proposal, List<SuggestedColumn> columns, bool severalPersons)
    {
        var read = proposal.Columns.Select(place => columns[place]).ToList();
        if (read.Exists(column => column.IsNamedTwice))
            return proposal.AtMost(SuggestionConfidence.Low, "named-twice");
        if (!PersonFields.Contains(proposal.Field, StringComparer.Ordinal) || !severalPersons || read.Exists(column => column.Heading.Subject == ColumnSubject.Victim))
            return proposal;
        return read.Exists(column => column.Context is ColumnSubject.Other or ColumnSubject.Perpetrator)
            ? proposal.AtMost(SuggestionConfidence.Low, "perhaps-other")
            : proposal.Heading.Strength == 0 ? proposal.AtMost(SuggestionConfidence.Low, "several-persons")
            : proposal.AtMost(SuggestionConfidence.Medium, "several-persons");
    }

    // The surest first; every column and every field once. Names in one cell fill several fields together, and a column of genders
    // says the sex too where no other column does.
    private static List<Proposal> Choose(IEnumerable<Proposal> proposals, List<SuggestedColumn> columns)
    {
        var ordered = proposals.OrderByDescending(proposal => proposal.Confidence).ThenByDescending(proposal => proposal.Heading.Strength)
            .ThenByDescending(proposal => proposal.Rank).ThenByDescending(proposal => proposal.Heading.Length).ThenByDescending(proposal => Math.Min(proposal.Values, 1))
            .ThenByDescending(proposal => proposal.Heading.Coverage).ThenByDescending(proposal => proposal.Field == PersonReport.AgeBand)
            .ThenByDescending(proposal => proposal.Share).ThenBy(proposal => proposal.Columns[0]).ThenBy(proposal => proposal.Field, StringComparer.Ordinal).ToList();
        var chosen = new List<Proposal>();
        var used = new Dictionary<int, string>();
        for (var i = 0; i < ordered.Count; i++)
        {
            var proposal = ordered[i];
            if (chosen.Exists(other => other.Field == proposal.Field) || proposal.Columns.Any(place => used.TryGetValue(place, out var group) && group != GroupOf(proposal)))
                continue;
            foreach (var place in proposal.Columns)
                used[place] = GroupOf(proposal);
            var rival = ordered.Skip(i + 1).FirstOrDefault(other => other.Field == proposal.Field && !other.Columns.Any(proposal.Columns.Contains)
                && other.Confidence == proposal.Confidence && other.Heading.Strength == proposal.Heading.Strength && other.Rank >= proposal.Rank
                && !other.Columns.Any(place => used.ContainsKey(place)));
            chosen.Add(rival is not null && proposal.IsActive ? proposal.AtMost(SuggestionConfidence.Medium, "rival") : proposal);
        }

        return Compared(chosen, columns);
    }

    private static string GroupOf(Proposal proposal) => proposal.As == "split-name" ? proposal.As : proposal.Field == "gender" ? PersonReport.Sex : proposal.Field;

    // What one column alone cannot show: births as late as the reports, a year beside a date, an age beside a better one.
    private static List<Proposal> Compared(List<Proposal> chosen, List<SuggestedColumn> columns)
    {
        int? Middle(string field) => chosen.Find(proposal => proposal.Field == field && proposal.IsActive) is { } proposal
            ? columns[proposal.Columns[0]].Profile is { } profile ? profile.Dates.Guess(profile.Stated).MiddleYear : null : null;
        if (Middle(PersonReport.BirthDate) is { } birth && Middle(PersonReport.Registered) is { } registered && birth > registered - 3)
        {
            Replace(chosen, PersonReport.BirthDate, proposal => proposal.AtMost(SuggestionConfidence.Low, "dates-close"));
            Replace(chosen, PersonReport.Registered, proposal => proposal.AtMost(SuggestionConfidence.Medium, "dates-close"));
        }

        if (chosen.Exists(proposal => proposal.Field == PersonReport.Registered && proposal.IsActive))
            Replace(chosen, PersonReport.Year, proposal => proposal.AtMost(SuggestionConfidence.Low, "year-beside-date"));
        return chosen;
    }

    private static void Replace(List<Proposal> chosen, string field, Func<Proposal, Proposal> change)
    {
        var at = chosen.FindIndex(proposal => proposal.Field == field);
        if (at >= 0)
            chosen[at] = change(chosen[at]);
    }

    private SuggestedPlan Conclude(List<SuggestedColumn> columns, List<Proposal> chosen)
    {
        var order = schema.Fields.Select((field, at) => (field.Id, at)).ToDictionary(field => field.Id, field => field.at, StringComparer.Ordinal);
        var used = chosen.SelectMany(proposal => proposal.Columns).ToHashSet();
        var aside = columns.Where(column => !used.Contains(column.Place)).ToDictionary(column => column.Place, AsideOf);
        return new(columns, [.. chosen.OrderBy(proposal => order[proposal.Field])], aside);
    }

    private string AsideOf(SuggestedColumn column)
    {
        if (column.Heading.Text.Length == 0)
            return "aside-unnamed";
        if (IsAboutOthers(column))
            return column.Heading.Subject == ColumnSubject.Perpetrator ? "aside-perpetrator" : "aside-other-person";
        var best = words.Asides.Select(entry => (entry.Key, Match: column.Heading.Match(entry))).Where(entry => entry.Match.Strength > 0)
            .OrderByDescending(entry => entry.Match.Strength).ThenByDescending(entry => entry.Match.Coverage).ThenByDescending(entry => entry.Match.Length).FirstOrDefault();
        if (best.Key is { } key && best.Match.IsFull)
            return $"aside-{key}";
        return column.Profile.Stated == 0 ? "aside-empty"
            : best.Key is { } near ? $"aside-{near}"
            : words.Columns.Any(entry => column.Heading.Match(entry).IsFull) ? "aside-second" : "aside-unknown";
    }
}
