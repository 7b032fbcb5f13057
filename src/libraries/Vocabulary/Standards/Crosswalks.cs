namespace Amparo.Vocabulary.Standards;

/// <summary>Standards and their crosswalks to the hub, from which a crosswalk between any two of them is composed.</summary>
/// <remarks>
/// Hub and spoke: each standard is explained once, in the terms of Amparo's own record (<see cref="Hub"/>), and the hub explains how its own
/// terms stand to one another (a means of control and its group). n standards need n crosswalks instead of n(n-1), no two of them can
/// disagree, and a new standard is comparable with all others at once. The price is that nothing finer than the hub can be said between two
/// standards; where the hub is too coarse the composed relation says so (<see cref="Relation.Overlaps"/>, <see cref="Relation.Unclear"/>)
/// instead of guessing. Immutable and thread-safe. Composing takes time linear in the number of paths.
/// </remarks>
public sealed class Crosswalks
{
    /// <summary>The id of the standard that all crosswalks lead to: Amparo's own records.</summary>
    public const string Hub = "amparo";

    private readonly Dictionary<string, RecordStandard> _standards;
    private readonly Dictionary<string, Crosswalk> _crosswalks;
    private readonly CodeListCatalogue _lists;

    private Crosswalks(Dictionary<string, RecordStandard> standards, Dictionary<string, Crosswalk> crosswalks, CodeListCatalogue lists)
    {
        _standards = standards;
        _crosswalks = crosswalks;
        _lists = lists;
    }

    /// <summary>The standards, in ordinal order of their ids.</summary>
    public IEnumerable<RecordStandard> Standards => _standards.Values.OrderBy(standard => standard.Id, StringComparer.Ordinal);

    /// <summary>Brings standards and crosswalks together, and refuses them if a single term is left unexplained.</summary>
    /// <param name="standards">The standards, the hub among them.</param>
    /// <param name="crosswalks">One crosswalk from each other standard to the hub, and at most one from the hub to itself.</param>
    /// <param name="lists">The code lists of all of them.</param>
    /// <returns>
    /// The crosswalks, or every problem: VOC-050 a standard twice, VOC-051 no hub, VOC-030 a list that is not there, VOC-053 a flag whose
    /// code its list does not have, VOC-054 an entry about a term that is not there, VOC-055 a field or code without an entry, VOC-056
    /// an entry twice or beside <c>none</c>, VOC-058 a standard without a crosswalk or with two.
    /// </returns>
    public static Outcome<Crosswalks> Of(
        IReadOnlyList<RecordStandard> standards, IReadOnlyList<Crosswalk> crosswalks, CodeListCatalogue lists)
    {
        ArgumentNullException.ThrowIfNull(standards);
        ArgumentNullException.ThrowIfNull(crosswalks);
        ArgumentNullException.ThrowIfNull(lists);
        var check = new CrosswalkCheck(lists);
        var byId = check.Standards(standards);
        var byFrom = check.Crosswalks(crosswalks, byId);
        return check.Problems.Count > 0 ? Outcome<Crosswalks>.Refused(check.Problems) : new Crosswalks(byId, byFrom, lists);
    }

    /// <summary>Finds a standard.</summary>
    /// <param name="id">Its id; case matters. Null finds nothing.</param>
    /// <returns>The standard, or null.</returns>
    public RecordStandard? Find(string? id) => id is null ? null : _standards.GetValueOrDefault(id);

    /// <summary>The terms of a standard: its fields, then the codes of its own lists.</summary>
    /// <param name="standard">The standard.</param>
    /// <returns>The terms, in the order of the standard and of its lists.</returns>
    public IEnumerable<Term> TermsOf(RecordStandard standard)
    {
        ArgumentNullException.ThrowIfNull(standard);
        return CrosswalkCheck.TermsOf(standard, _lists);
    }

    /// <summary>Explains the terms of one standard in the terms of another.</summary>
    /// <param name="pair">The two standards' ids; the hub may be either of them.</param>
    /// <returns>
    /// At least one line for each term of the first, or VOC-060 with a standard that is not known, or VOC-059 with each pair of terms between
    /// which two paths contradict one another.
    /// </returns>
    /// <remarks>
    /// A line is made over every path term → hub term (→ another hub term) → term, the relations joined by <see cref="Relation.Then"/>; several
    /// paths between two terms are joined by <see cref="Relation.And"/>. Counterparts that remain <see cref="Relation.Unclear"/> are left out where a
    /// clear one exists. Columns for single codes are counterparts if their codes are.
    /// </remarks>
    public Outcome<ComposedCrosswalk> Compose((string From, string To) pair)
    {
        var unknown = new[] { pair.From, pair.To }.Where(id => Find(id) is null)
            .Select(id => new Problem(VocabularyProblems.StandardUnknown, id ?? "")).ToArray();
        return unknown.Length > 0
            ? Outcome<ComposedCrosswalk>.Refused(unknown)
            : new CrosswalkComposition(this, (_standards[pair.From], _standards[pair.To])).Compose();
    }

    /// <summary>The statements of a standard about a term in terms of the hub.</summary>
    internal IEnumerable<CrosswalkEntry> EntriesOf(RecordStandard standard) =>
        standard.Id == Hub
            ? TermsOf(standard).Select(term => new CrosswalkEntry(term, term, Relation.Exact, Reason: null))
            : _crosswalks[standard.Id].Entries;

    /// <summary>The statements of the hub about its own terms.</summary>
    internal IReadOnlyList<CrosswalkEntry> Inner => _crosswalks.TryGetValue(Hub, out var inner) ? inner.Entries : [];
}
