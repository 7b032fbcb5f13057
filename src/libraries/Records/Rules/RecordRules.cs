using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>The rules for the records of one schema: data under <c>content/rules/</c>.</summary>
/// <remarks>
/// Made by <see cref="RecordRulesReader"/>. Rules are judged over whole columns, in the order of their codes: first those that put rows into
/// quarantine, then, over the rows that are left, warnings and notes. The same records give the same findings. Immutable and thread-safe.
/// </remarks>
public sealed class RecordRules
{
    private readonly RecordRule[] _rules;

    internal RecordRules(string id, int version, RecordSchema schema, IReadOnlyList<RecordRule> rules)
    {
        Id = id;
        Version = version;
        Schema = schema;
        _rules = [.. rules.OrderBy(rule => rule.Code, StringComparer.Ordinal)];
    }

    /// <summary>The id of the set of rules.</summary>
    public string Id { get; }

    /// <summary>Its version.</summary>
    public int Version { get; }

    /// <summary>The records that the rules speak of.</summary>
    public RecordSchema Schema { get; }

    /// <summary>The rules in ordinal order of their codes, which are distinct.</summary>
    public IReadOnlyList<RecordRule> Rules => _rules;

    /// <summary>What each rule finds fault with, by its code, as <see cref="CheckReportWords"/> takes it.</summary>
    /// <param name="language">The reader's language.</param>
    /// <returns>A sentence for each rule.</returns>
    public IReadOnlyDictionary<string, string> SentencesIn(Language language) =>
        _rules.ToDictionary(rule => rule.Code, rule => rule.Text[language], StringComparer.Ordinal);

    /// <summary>Judges the accepted rows of a file: those that break a rule of severity error go into quarantine.</summary>
    /// <param name="mapped">What became of the file so far.</param>
    /// <param name="mapping">The mapping it was read with; it says whether the records are published ones (<see cref="RecordRule.PublishedSeverity"/>).</param>
    /// <returns>The same file; no row is lost: read = accepted + quarantined as before, and a row that was in quarantine stays there.</returns>
    /// <exception cref="ArgumentException">The mapping makes records of another schema.</exception>
    public MappedFile Apply(MappedFile mapped, RecordMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapped);
        ArgumentNullException.ThrowIfNull(mapping);
        if (mapping.Schema.Id != Schema.Id)
            throw new ArgumentException("The rules are for records of another schema.", nameof(mapping));
        var published = !mapping.IsIdentified;
        var errors = Judge(mapped.Records, rule => rule.SeverityFor(published) == RuleSeverity.Error);
        var kept = errors.Count == 0 ? mapped : TakeOut(mapped, errors);
        var remarks = Judge(kept.Records, rule => rule.SeverityFor(published) != RuleSeverity.Error)
            .Select(judged => FindingsOf(judged, kept.Rows, published)).ToArray();
        return kept with { Report = kept.Report.WithRemarks(remarks) };
    }

    /// <summary>Judges some rules; those that no record breaks are left out.</summary>
    internal List<(RecordRule Rule, RuleMarks Marks)> Judge(RecordSet records, Func<RecordRule, bool> which)
    {
        var judged = new List<(RecordRule Rule, RuleMarks Marks)>();
        foreach (var rule in _rules.Where(which))
        {
            if (rule.Predicate.Judge(records) is not { } marks)
                continue;
            foreach (var (earlier, same) in judged.Where(other => rule.Unless.Contains(other.Rule.Code, StringComparer.Ordinal)))
                marks = marks.Without(same);
            if (!marks.IsEmpty)
                judged.Add((rule, marks));
        }

        return judged;
    }

    private static RuleFindings FindingsOf((RecordRule Rule, RuleMarks Marks) judged, IReadOnlyList<int> rows, bool published) =>
        new(judged.Rule.Code, judged.Rule.SeverityFor(published), judged.Rule.Field, [.. judged.Marks.Records().Select(record => rows[record])])
        {
            FirstRows = judged.Marks.Firsts is { } firsts ? [.. firsts.Select(record => rows[record])] : [],
        };

    private static MappedFile TakeOut(MappedFile mapped, List<(RecordRule Rule, RuleMarks Marks)> errors)
    {
        var broken = new RuleMarks(mapped.Records.Count);
        foreach (var (_, marks) in errors)
            broken.Or(marks);
        var found = errors.SelectMany(error => error.Marks.Records().Select(record => new CheckFinding(mapped.Rows[record], error.Rule.Field, error.Rule.Code)));
        // A stable order: by row, and for one row by the codes.
        CheckFinding[] findings = [.. mapped.Report.Findings.Concat(found).OrderBy(finding => finding.Row)];
        var kept = broken.Records(set: false);
        return new MappedFile(
            mapped.Records.Take(kept), mapped.Report.WithFindings(findings), [.. kept.Select(record => mapped.Rows[record])]);
    }
}
