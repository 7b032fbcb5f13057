namespace Amparo.Vocabulary.Standards;

/// <summary>Finds what is wrong between standards, crosswalks and code lists.</summary>
internal sealed class CrosswalkCheck(CodeListCatalogue lists)
{
    internal List<Problem> Problems { get; } = [];

    /// <summary>The fields of a standard, then the codes of its own lists.</summary>
    internal static IEnumerable<Term> TermsOf(RecordStandard standard, CodeListCatalogue lists) =>
        standard.Fields.Select(field => new Term(standard.Id, field.Name, IsCode: false))
            .Concat(standard.Lists.SelectMany(list => (lists.Find(list)?.Codes ?? []).Select(code => new Term(list, code.Id, IsCode: true))));

    internal Dictionary<string, RecordStandard> Standards(IReadOnlyList<RecordStandard> standards)
    {
        var byId = new Dictionary<string, RecordStandard>(StringComparer.Ordinal);
        foreach (var standard in standards)
        {
            if (!byId.TryAdd(standard.Id, standard))
                Add(VocabularyProblems.TermTwice, standard.Id, standard.Id);
        }

        if (!byId.ContainsKey(Hub))
            Add(VocabularyProblems.HubMissing, Hub, "");
        foreach (var standard in byId.Values)
            Check(standard);
        return byId;
    }

    internal Dictionary<string, Crosswalk> Crosswalks(IReadOnlyList<Crosswalk> crosswalks, Dictionary<string, RecordStandard> standards)
    {
        var byFrom = new Dictionary<string, Crosswalk>(StringComparer.Ordinal);
        foreach (var crosswalk in crosswalks)
        {
            if (crosswalk.To != Hub || !standards.ContainsKey(crosswalk.From) || !byFrom.TryAdd(crosswalk.From, crosswalk))
                Add(VocabularyProblems.CrosswalkMissing, crosswalk.Id, "");
        }

        if (!standards.TryGetValue(Hub, out var hub))
            return byFrom;
        var hubTerms = TermsOf(hub, lists).ToHashSet();
        foreach (var standard in standards.Values.OrderBy(standard => standard.Id, StringComparer.Ordinal))
        {
            if (byFrom.TryGetValue(standard.Id, out var crosswalk))
                Check(crosswalk, standard, hubTerms);
            else if (standard.Id != Hub)
                Add(VocabularyProblems.CrosswalkMissing, standard.Id, "");
        }

        return byFrom;
    }

    private const string Hub = Amparo.Vocabulary.Standards.Crosswalks.Hub;

    private void Check(RecordStandard standard)
    {
        foreach (var list in standard.Lists.Concat(standard.Fields.Select(field => field.List).OfType<string>()).Distinct(StringComparer.Ordinal))
        {
            if (lists.Find(list) is null)
                Add(VocabularyProblems.ListUnknown, standard.Id, list);
        }

        foreach (var field in standard.Fields.Where(field => field.Code is not null))
        {
            if (lists.Find(field.List) is { } list && list.Find(field.Code) is null)
                Add(VocabularyProblems.FlagWithoutCode, standard.Id, field.Name);
        }

        var named = standard.Missing.Select(mark => mark.Field).Concat(standard.Differences.Select(difference => difference.Field));
        foreach (var field in named.OfType<string>().Where(name => standard.Find(name) is null))
            Add(VocabularyProblems.TermUnknown, standard.Id, field);
    }

    private void Check(Crosswalk crosswalk, RecordStandard standard, HashSet<Term> hubTerms)
    {
        var terms = TermsOf(standard, lists).ToHashSet();
        var seen = new Dictionary<Term, HashSet<Term?>>();
        foreach (var entry in crosswalk.Entries)
        {
            if (!terms.Contains(entry.From))
                Add(VocabularyProblems.TermUnknown, crosswalk.Id, entry.From.ToString());
            if (entry.To is not null && (!hubTerms.Contains(entry.To) || entry.To.IsCode != entry.From.IsCode))
                Add(VocabularyProblems.TermUnknown, crosswalk.Id, $"{entry.From} -> {entry.To}");
            if (!seen.TryGetValue(entry.From, out var targets))
                seen[entry.From] = targets = [];
            if (!targets.Add(entry.To) || (targets.Count > 1 && targets.Contains(null)))
                Add(VocabularyProblems.EntryContradicts, crosswalk.Id, entry.From.ToString());
        }

        // The hub need not say of each of its terms how it stands to the others; but of a list it speaks of, it must say it for every code.
        var spokenOf = seen.Keys.Where(term => term.IsCode).Select(term => term.Owner).ToHashSet(StringComparer.Ordinal);
        foreach (var term in TermsOf(standard, lists).Where(term => !seen.ContainsKey(term)))
        {
            if (standard.Id != Hub || (term.IsCode && spokenOf.Contains(term.Owner)))
                Add(VocabularyProblems.TermUnmapped, crosswalk.Id, term.ToString());
        }
    }

    private void Add(string code, string subject, string path) => Problems.Add(new Problem(code, subject, path));
}
