namespace Amparo.Records;

/// <summary>Proposes how the columns of names fill given names and surnames.</summary>
internal sealed class NameGuess(SuggestionWords words)
{
    internal const string FirstGiven = "first-given-name";
    internal const string SecondGiven = "second-given-name";
    internal const string Surnames = "surnames";
    internal const string FullName = "full-name";

    private static readonly string[] Parts =
        [PersonReport.GivenNames, FirstGiven, SecondGiven, Surnames, PersonReport.FirstSurname, PersonReport.SecondSurname, FullName];

    /// <summary>The columns that a heading names as names of the person, whatever they hold.</summary>
    internal bool MayHoldNames(SuggestedColumn column) =>
        column.Heading.Subject != ColumnSubject.Unsaid || Parts.Any(part => Match(column, part).Strength > 0);

    /// <summary>The proposals of all columns of names.</summary>
    internal IReadOnlyList<Proposal> Of(IReadOnlyList<SuggestedColumn> columns)
    {
        // A column of names that is empty is still one: the second name that nobody of the sample has.
        var usable = columns.Where(column => column.Heading.Text.Length > 0).ToList();
        var given = Best(usable, PersonReport.GivenNames);
        var first = Best(usable, FirstGiven);
        var second = Best(usable, SecondGiven);
        var surname1 = Best(usable, PersonReport.FirstSurname);
        var surname2 = Best(usable, PersonReport.SecondSurname);
        var surnames = Best(usable, Surnames);
        var full = Best(usable, FullName);
        var apart = given is not null || first is not null;
        // "Nom" and "non" are surnames beside a column of given names, and whole names without one.
        if (surnames is { Match.Strength: 1 } && !apart)
            surnames = null;
        else if (surnames is { Match.Strength: 1 })
            surnames = surnames with { Match = surnames.Match with { Strength = 2 } };
        var hasSurname = surnames is not null || surname1 is not null;
        var proposals = new List<Proposal>();
        if (hasSurname && apart)
        {
            if (first is not null && (given is null || given.Match.Strength < 2))
                proposals.Add(second is null ? Text(PersonReport.GivenNames, first) : Join(PersonReport.GivenNames, first, second));
            else if (given is not null)
                proposals.Add(second is null || second.Column.Place == given.Column.Place ? Text(PersonReport.GivenNames, given) : Join(PersonReport.GivenNames, given, second));
        }

        if (hasSurname && surname1 is not null && surname2 is not null)
        {
            proposals.Add(Text(PersonReport.FirstSurname, surname1));
            proposals.Add(Text(PersonReport.SecondSurname, surname2));
        }
        else if (hasSurname)
        {
            var source = surnames ?? surname1!;
            proposals.AddRange(Split(source, "surnames", source.Match.Strength, []));
        }

        if (hasSurname && apart)
            return proposals;
        var whole = full is { Match.Strength: 2 } ? full : given ?? full;
        if (whole is not null && !hasSurname)
            proposals.AddRange(Whole(whole));
        else if (given is not null && !hasSurname)
            proposals.Add(Text(PersonReport.GivenNames, given));
        return proposals;
    }

    private static int Looks(ColumnProfile profile) =>
        profile.Stated == 0 ? 0
        : profile.Share(profile.Digited) > 0.3 || profile.Long * 5 > profile.Stated ? -1
        : profile.Share(profile.Lettered) >= 0.85 && (profile.DistinctCount > 5 || profile.Stated < 12) ? 1 : 0;

    private static Proposal New(string field, string transformation, NameColumn source) => new(field, transformation, [source.Column.Place])
    {
        Heading = source.Match,
        Values = Looks(source.Column.Profile),
        Share = source.Column.Profile.Share(source.Column.Profile.Lettered),
        Confidence = Proposal.ConfidenceOf(source.Match.Strength, Looks(source.Column.Profile)) ?? SuggestionConfidence.Low,
        Rank = source.Column.Heading.Subject == ColumnSubject.Victim ? 2 : 0,
        Reasons = [(source.Match.Strength, Looks(source.Column.Profile)) switch { (2, 1) => "both", (2, 0) => "heading", (2, _) => "conflict", _ => "values-hint" }],
    };

    private static Proposal Text(string field, NameColumn source) => New(field, "text", source);

    private static Proposal Join(string field, NameColumn first, NameColumn second)
    {
        var one = New(field, "join", first);
        var two = New(field, "join", second);
        // An empty second column takes nothing away from the first.
        var confidence = second.Column.Profile.Stated == 0 || two.Confidence >= one.Confidence ? one.Confidence : two.Confidence;
        return one with { Columns = [first.Column.Place, second.Column.Place], Confidence = confidence };
    }

    private static IEnumerable<Proposal> Split(NameColumn source, string layout, int strength, IReadOnlyList<string> reasons)
    {
        string[] fields = layout == "surnames" ? [PersonReport.FirstSurname, PersonReport.SecondSurname]
            : [PersonReport.GivenNames, PersonReport.FirstSurname, PersonReport.SecondSurname];
        foreach (var field in fields)
        {
            var proposal = New(field, "split-name", source with { Match = source.Match with { Strength = strength } });
            yield return proposal with { Keys = [new("layout") { Text = layout }], Reasons = [.. proposal.Reasons, .. reasons] };
        }
    }

    // Whole names in one cell can be taken apart at a comma only; otherwise nobody can say where the surnames begin.
    private static IEnumerable<Proposal> Whole(NameColumn source)
    {
        var profile = source.Column.Profile;
        if (profile.Share(profile.Commas) >= 0.8)
        {
            var tokens = source.Column.Heading.Whole.ToList();
            var surname = tokens.FindIndex(token => token.StartsWith("apellid", StringComparison.Ordinal) || token is "surname" or "surnames" or "siyati");
            var name = tokens.FindIndex(token => token.StartsWith("nom", StringComparison.Ordinal) || token.StartsWith("nam", StringComparison.Ordinal) || token is "non" or "prenom" or "prenoms");
            var says = surname >= 0 && name >= 0 ? (surname < name ? 2 : 0) : 1;
            var split = Split(source, "surnames, given", source.Match.Strength, [says == 2 ? "comma-said" : "comma"]);
            return says switch
            {
                2 => split,
                1 => split.Select(proposal => proposal.AtMost(SuggestionConfidence.Medium, "look")),
                _ => split.Select(proposal => proposal.AtMost(SuggestionConfidence.Low, "name-order")),
            };
        }

        var whole = Text(PersonReport.GivenNames, source);
        return profile.Share(profile.ManyWords) > 0.5 ? [whole.AtMost(SuggestionConfidence.Low, "name-whole")] : [whole];
    }

    private NameColumn? Best(IReadOnlyList<SuggestedColumn> columns, string part)
    {
        NameColumn? best = null;
        foreach (var column in columns)
        {
            var match = Match(column, part);
            if (match.Strength == 0 || Looks(column.Profile) < 0)
                continue;
            var candidate = new NameColumn(column, match);
            if (best is null || candidate.Order.CompareTo(best.Order) > 0)
                best = candidate;
        }

        return best;
    }

    private HeadingMatch Match(SuggestedColumn column, string part) =>
        words.Columns.FirstOrDefault(entry => entry.Key == part) is { } entry ? column.Heading.Match(entry) : default;

    private sealed record NameColumn(SuggestedColumn Column, HeadingMatch Match)
    {
        internal (int, bool, double, int, int) Order => (Match.Strength, Column.Heading.Subject == ColumnSubject.Victim, Match.Coverage, Match.Length, -Column.Place);
    }
}
