using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Proposes groups of columns with a mark for each code.</summary>
internal sealed class MarkGuess(SuggestionWords words, RecordSchema schema, CodeGuesser codes)
{
    // Fields of one code that agencies also write as a column each.
    private static readonly string[] OneHot = [PersonReport.Sex, "gender", PersonReport.AgeGroup, PersonReport.Majority];

    private const int MostMarks = 8;

    /// <summary>Whether a column holds nothing but marks such as X, 1 and 0, sí and no.</summary>
    internal bool IsMarks(SuggestedColumn column) =>
        column.IsUsable && column.Profile.IsComplete && column.Profile.Values.Count <= MostMarks && column.Profile.Values.Keys.All(words.Marks.ContainsKey);

    /// <summary>The proposals of all columns of marks.</summary>
    /// <param name="columns">All columns.</param>
    /// <param name="taken">Columns that a heading already names as a field of their own.</param>
    internal IEnumerable<Proposal> Of(IReadOnlyList<SuggestedColumn> columns, IReadOnlySet<int> taken)
    {
        var placed = new List<MarkColumn>();
        string? before = null;
        foreach (var column in columns)
        {
            if (!IsMarks(column) || column.IsNamedTwice || column.Heading.Subject == ColumnSubject.Other)
                continue;
            var best = Choices(column, before).MaxBy(choice => choice.Score);
            if (best is null || (taken.Contains(column.Place) && best.Strength < 3))
                continue;
            placed.Add(best);
            before = best.Field.Id;
        }

        foreach (var group in placed.GroupBy(choice => choice.Field.Id, StringComparer.Ordinal))
        {
            var isOneHot = group.First().Field.Kind == FieldKind.Coded;
            // Two columns for one code: the better one.
            var members = group.GroupBy(choice => choice.Code.Id, StringComparer.Ordinal).Select(same => same.MaxBy(choice => choice.Score)!)
                .OrderBy(choice => choice.Column.Place).ToList();
            if ((isOneHot && members.Count < 2) || (members.Count == 1 && members[0].Strength < 2))
                continue;
            yield return Group(group.First().Field, members, isOneHot);
        }
    }

    private Proposal Group(RecordField field, List<MarkColumn> members, bool isOneHot)
    {
        var profiles = members.Select(member => member.Column.Profile).ToList();
        var set = Spellings(profiles, yes: true);
        var unset = Spellings(profiles, yes: false);
        var isSure = members.TrueForAll(member => member.Strength >= 2) && members.Count > 2 && set.Count > 0 && !isOneHot;
        // Codes that CTDC and HTCDS give the very name of the column leave no doubt, however few there are.
        isSure |= members.TrueForAll(member => member.Strength == 3) && set.Count > 0 && !isOneHot;
        var keys = new List<ProposalKey> { new("from") { Table = [.. members.Select(member => (member.Column.Heading.Text, member.Code.Id))] } };
        keys.Add(new("set") { List = set.Count > 0 ? set : ["X"] });
        if (unset.Count > 0)
            keys.Add(new("unset") { List = unset });
        return new(field.Id, isOneHot ? "one-hot" : "flags", [.. members.Select(member => member.Column.Place)])
        {
            Confidence = isSure ? SuggestionConfidence.High : SuggestionConfidence.Medium,
            Heading = new(2, 1, 1),
            Values = 1,
            Share = 1,
            Keys = keys,
            Reasons = unset.Count == 0 ? ["marks", "marks-blank"] : ["marks"],
            Rank = 1,
        };
    }

    private List<string> Spellings(List<ColumnProfile> profiles, bool yes) =>
        [.. profiles.SelectMany(profile => profile.Values).Where(value => words.Marks.TryGetValue(value.Key, out var says) && says == yes)
            .Select(value => value.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    private IEnumerable<MarkColumn> Choices(SuggestedColumn column, string? before)
    {
        var order = 0;
        var fields = schema.Fields.Where(field => field.Kind == FieldKind.Flags).Concat(OneHot.Select(schema.Find).OfType<RecordField>());
        foreach (var field in fields)
        {
            order++;
            if (field.List is not { Codes.Count: <= 60 } list || list.Id == "yes-no")
                continue;
            var ofPerpetrator = field.Id.StartsWith("perpetrator-", StringComparison.Ordinal);
            var finder = codes.FinderOf(list);
            var named = words.Columns.FirstOrDefault(entry => entry.Key == field.Id) is { } entry && column.Heading.Match(entry).Strength > 0;
            foreach (var code in list.Codes)
            {
                var exact = code.Equivalents.Values.Any(name => string.Equals(name, column.Heading.Text, StringComparison.OrdinalIgnoreCase));
                // A suspect's columns are taken only where a standard names them so.
                if (!exact && (ofPerpetrator || column.Heading.Subject == ColumnSubject.Perpetrator))
                    continue;
                var match = exact ? new HeadingMatch(2, 1, 4) : column.Heading.Match(finder.PhrasesOf(code, words.Ignored));
                if (match.Strength == 0 || (match.Coverage < 0.5 && !named))
                    continue;
                var score = (exact ? 30 : match.IsFull ? 20 : 10) + (match.Coverage * 5) + match.Length + (named ? 5 : 0) + (before == field.Id ? 4 : 0) - (order * 0.05);
                yield return new(column, field, code) { Score = score, Strength = exact ? 3 : match.IsFull || named ? 2 : 1 };
            }
        }
    }

    private sealed record MarkColumn(SuggestedColumn Column, RecordField Field, Code Code)
    {
        internal double Score { get; init; }

        internal int Strength { get; init; }
    }
}
