namespace Amparo.Vocabulary.Standards;

/// <summary>Composes one crosswalk out of two spokes and what the hub says of its own terms.</summary>
internal sealed class CrosswalkComposition
{
    // The kinds of missing value: "unknown" among ages and "unknown" among sexes meet there, and are not the same statement.
    private const string Missing = "missing";

    private readonly Crosswalks _crosswalks;
    private readonly RecordStandard _from;
    private readonly RecordStandard _to;
    private readonly ILookup<Term, CrosswalkEntry> _spoke;
    private readonly ILookup<Term, Step> _inner;
    private readonly ILookup<Term, Step> _back;
    private readonly HashSet<(string From, string To)> _meeting;
    private readonly Dictionary<Term, Dictionary<Term, Found>> _codes = [];

    internal CrosswalkComposition(Crosswalks crosswalks, (RecordStandard From, RecordStandard To) pair)
    {
        _crosswalks = crosswalks;
        (_from, _to) = pair;
        _spoke = crosswalks.EntriesOf(_from).ToLookup(entry => entry.From);
        _inner = crosswalks.Inner.Where(entry => entry.To is not null)
            .SelectMany(entry => new[] { (At: entry.From, Step: Forward(entry)), (At: entry.To!, Step: Backward(entry)) })
            .ToLookup(step => step.At, step => step.Step);
        _back = crosswalks.EntriesOf(_to).Where(entry => entry.To is not null).ToLookup(entry => entry.To!, Backward);
        _meeting = [.. _spoke.Where(entries => entries.Key.IsCode).SelectMany(entries => entries)
            .Where(entry => entry.To is not null && entry.To.Owner != Missing)
            .SelectMany(entry => Around(entry.To!).SelectMany(step => _back[step.To]).Select(back => (entry.From.Owner, back.To.Owner)))];
    }

    internal Outcome<ComposedCrosswalk> Compose()
    {
        var terms = _crosswalks.TermsOf(_from).ToArray();
        var problems = new List<Problem>();
        // Codes first: whether two columns for single codes correspond depends on their codes.
        foreach (var term in terms.Where(term => term.IsCode))
            _codes[term] = Paths(term, problems);
        var entries = terms.SelectMany(term => Lines(term, term.IsCode ? _codes[term] : Fields(term, problems))).ToArray();
        return problems.Count > 0 ? Outcome<ComposedCrosswalk>.Refused(problems) : new ComposedCrosswalk(_from, _to, entries);
    }

    private static Step Forward(CrosswalkEntry entry) => new(entry.To!, entry.Relation, entry.Reason);

    private static Step Backward(CrosswalkEntry entry) => new(entry.From, entry.Relation.Inverse, entry.Reason);

    private Dictionary<Term, Found> Paths(Term term, List<Problem> problems)
    {
        var found = new Dictionary<Term, Found>();
        foreach (var first in _spoke[term].Where(entry => entry.To is not null).Select(Forward))
        {
            foreach (var second in Around(first.To))
            {
                foreach (var third in _back[second.To].Where(third => MayMeet(term, first.To, third.To)))
                    Note(found, third.To, new(
                        first.Relation.Then(second.Relation).Then(third.Relation),
                        [first.To, second.To],
                        first.Reason ?? second.Reason ?? third.Reason));
            }
        }

        problems.AddRange(found.Where(pair => pair.Value.Relation == Relation.None)
            .Select(pair => new Problem(VocabularyProblems.PathsContradict, $"{_from.Id} -> {_to.Id}", $"{term} -> {pair.Key}")));
        return found;
    }

    private bool MayMeet(Term from, Term hub, Term to) =>
        hub.Owner != Missing || to.Owner == Missing || _meeting.Contains((from.Owner, to.Owner));

    private IEnumerable<Step> Around(Term term) => _inner[term].Prepend(new Step(term, Relation.Exact, Reason: null));

    // The reason is that of the path which says most: the others only confirm it.
    private static void Note(Dictionary<Term, Found> found, Term to, Found path)
    {
        if (!found.TryGetValue(to, out var other))
        {
            found[to] = path;
            return;
        }

        var both = other.Relation.And(path.Relation);
        var reason = both == other.Relation ? other.Reason : both == path.Relation ? path.Reason : other.Reason ?? path.Reason;
        found[to] = new(both, [.. other.Via, .. path.Via], reason);
    }

    // Two columns for single codes meet in the field of the hub that holds them all: their codes tell whether they are counterparts.
    private Dictionary<Term, Found> Fields(Term term, List<Problem> problems)
    {
        var found = Paths(term, problems);
        if (CodeOf(_from, term) is not { } code)
            return found;
        foreach (var to in found.Keys.ToArray())
        {
            if (CodeOf(_to, to) is not { } other)
                continue;
            if (_codes.TryGetValue(code, out var counterparts) && counterparts.TryGetValue(other, out var counterpart) && counterpart.Relation.IsClear)
                found[to] = counterpart;
            else
                found.Remove(to);
        }

        return found;
    }

    private static Term? CodeOf(RecordStandard standard, Term field) =>
        standard.Find(field.Id) is { Code: { } code, List: { } list } ? new Term(list, code, IsCode: true) : null;

    private ComposedEntry[] Lines(Term term, Dictionary<Term, Found> found)
    {
        var clear = found.Any(pair => pair.Value.Relation.IsClear);
        var kept = found.Where(pair => !clear || pair.Value.Relation.IsClear)
            .OrderBy(pair => pair.Value.Relation.Strength)
            .ThenBy(pair => pair.Key.ToString(), StringComparer.Ordinal)
            .Select(pair => new ComposedEntry(
                term, pair.Key, pair.Value.Relation, [.. pair.Value.Via.Distinct()], pair.Value.Reason))
            .ToArray();
        return kept.Length > 0 ? kept : [Without(term)];
    }

    private ComposedEntry Without(Term term)
    {
        var entries = _spoke[term].ToArray();
        var via = entries.Select(entry => entry.To).OfType<Term>().ToArray();
        // Where the hub has the term, the reason belongs to that step and would not explain why the other standard lacks it.
        return new(term, To: null, Relation.None, via, via.Length == 0 ? entries.Select(entry => entry.Reason).FirstOrDefault(reason => reason is not null) : null);
    }

    private sealed record Step(Term To, Relation Relation, LocalizedText? Reason);

    private sealed record Found(Relation Relation, IReadOnlyList<Term> Via, LocalizedText? Reason);
}
