using System.Globalization;
using NodaTime;

namespace Amparo.Vocabulary.Rules;

/// <summary>A case that cannot be assessed, and why: row and field, never a value.</summary>
/// <param name="Id">The case's id.</param>
/// <param name="Problems">What is wrong with its rows.</param>
public sealed record RefusedCase(string Id, IReadOnlyList<Problem> Problems);

/// <summary>Gathers rows of statements into cases: the small format that <c>amparo classify</c> reads.</summary>
/// <remarks>
/// <para>A row is one source's statements about one case; a case has as many rows as there were sources, in any order. Fields:
/// <c>case</c> (required); <c>event-date</c>; <c>source</c>, <c>date</c> and <c>confidence</c> of the row's statements;
/// <c>birth-date</c>, <c>age</c> (<c>17</c> or <c>15-19</c>, at the time of the event) and <c>age-group</c> (<c>0-17</c>, <c>18-plus</c>);
/// and the questions of <see cref="RuleVocabulary.Questions"/>, each <c>yes</c>, <c>no</c>, <c>unknown</c> or blank. Blank is "not asked".
/// Dates are ISO 8601; <c>event-date</c> and <c>birth-date</c> may lack the day, or month and day.</para>
/// <para>A row with a problem takes its whole case out: half of a case could be answered wrongly. Read = assessed + refused, in cases.
/// Memory is linear in the statements. Not thread-safe.</para>
/// </remarks>
/// <param name="vocabulary">The elements and their codes.</param>
public sealed class CaseSheet(RuleVocabulary vocabulary)
{
    /// <summary>The largest number of rows that one sheet takes.</summary>
    public const int MostRows = 2_000_000;

    internal const string CaseField = "case";
    private const string EventField = "event-date";
    private const string SourceField = "source";
    private const string DateField = "date";
    private const string ConfidenceField = "confidence";
    private const string BirthField = "birth-date";
    private const string AgeField = "age";
    private const string GroupField = "age-group";
    private const int LongestId = 60;
    private const int MostProblemsOfCase = 20;
    private const int MostStrayProblems = 100;

    private static readonly HashSet<string> OwnFields =
        new([CaseField, EventField, SourceField, DateField, ConfidenceField, BirthField, AgeField, GroupField], StringComparer.Ordinal);

    private readonly Dictionary<string, Gathering> _cases = new(StringComparer.Ordinal);
    private readonly List<Gathering> _order = [];
    private readonly List<Problem> _stray = [];

    /// <summary>How many rows were added.</summary>
    public int Rows { get; private set; }

    /// <summary>The cases that can be assessed, in the order of their first rows.</summary>
    public IEnumerable<CaseStatements> Cases =>
        _order.Where(gathering => gathering.Conclude().Count == 0).Select(gathering => gathering.Statements);

    /// <summary>The cases that cannot, in the same order.</summary>
    public IEnumerable<RefusedCase> Refused =>
        _order.Select(gathering => new RefusedCase(gathering.Id, gathering.Conclude())).Where(refused => refused.Problems.Count > 0);

    /// <summary>What is wrong with rows that belong to no case (VOC-104, VOC-111 and others noted); at most a hundred.</summary>
    public IReadOnlyList<Problem> StrayProblems => _stray;

    /// <summary>Checks the names of columns before any row is read.</summary>
    /// <param name="names">The column names, trimmed.</param>
    /// <returns>VOC-103 for a name that the format does not have, VOC-110 for one that stands twice, VOC-104 if <c>case</c> is absent.</returns>
    /// <remarks>Problems give the column's place and never its name: in a file without a header the first row is data.</remarks>
    public IReadOnlyList<Problem> CheckFields(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        var problems = new List<Problem>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (at, name) in names.Index())
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"column {at + 1}");
            if (!IsField(name))
                problems.Add(new Problem(RulesProblems.FieldUnknown, "header", place));
            else if (!seen.Add(name))
                problems.Add(new Problem(RulesProblems.FieldTwice, name, place));
        }

        if (!seen.Contains(CaseField))
            problems.Add(new Problem(RulesProblems.CaseIdMissing, CaseField, "header"));
        return problems;
    }

    /// <summary>Notes a row that could not be read.</summary>
    /// <param name="problem">What is wrong with it; its path names the row.</param>
    /// <param name="caseId">The case that the row names as far as that could be read; its case is then refused, for half of its statements are not the case. Null if it could not.</param>
    public void AddUnreadable(Problem problem, string? caseId = null)
    {
        ArgumentNullException.ThrowIfNull(problem);
        Rows++;
        if (caseId is { Length: > 0 } && IsCaseId(caseId))
        {
            new Row(GatheringOf(caseId), problem.Path).Note(problem.Code, problem.Subject);
            return;
        }

        if (_stray.Count < MostStrayProblems)
            _stray.Add(problem);
    }

    /// <summary>Adds a row.</summary>
    /// <param name="row">Its number, from one, for problems to name.</param>
    /// <param name="cells">Field and text, trimmed; a blank text says nothing. No field twice.</param>
    public void Add(int row, IReadOnlyList<KeyValuePair<string, string>> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var place = string.Create(CultureInfo.InvariantCulture, $"row {row}");
        var stated = cells.Where(cell => cell.Value.Length > 0).ToArray();
        if (Find(stated, CaseField) is not { } id || !IsCaseId(id))
        {
            AddUnreadable(new Problem(RulesProblems.CaseIdMissing, CaseField, place));
            return;
        }

        Rows++;
        Read(stated, new Row(GatheringOf(id), place));
    }

    private Gathering GatheringOf(string id)
    {
        if (!_cases.TryGetValue(id, out var gathering))
        {
            _cases.Add(id, gathering = new Gathering(id));
            _order.Add(gathering);
        }

        return gathering;
    }

    private void Read(KeyValuePair<string, string>[] stated, Row row)
    {
        var evidence = new Evidence(
            CodeOf(Find(stated, SourceField), vocabulary.Sources, SourceField, row),
            StatedOn(Find(stated, DateField), row),
            CodeOf(Find(stated, ConfidenceField), vocabulary.Confidences, ConfidenceField, row));
        foreach (var (field, text) in stated)
        {
            if (vocabulary.FindQuestion(field) is { } question)
            {
                if (AnswerOf(text) is { } answer)
                    row.Case.Answers.Add(new Statement(question, answer, evidence));
                else
                    row.Note(RulesProblems.AnswerNotAllowed, field);
            }
            else if (field == EventField && DaysOf(text, field, row) is { } days)
            {
                row.Case.AddEvent(days);
            }
            else if (field == BirthField && DaysOf(text, field, row) is { } birth)
            {
                row.Case.Ages.Add(AgeStatement.Born(birth, evidence));
                row.Case.BirthPlaces.Add((birth, row.Place));
            }
            else if (field is AgeField or GroupField)
            {
                if ((field == AgeField ? YearsOf(text) : GroupOf(text)) is { } years)
                    row.Case.Ages.Add(AgeStatement.OfYears(years, evidence));
                else
                    row.Note(RulesProblems.AgeNotReadable, field);
            }
            else if (!OwnFields.Contains(field))
            {
                // The name may be anything here: only its kind of mistake is said.
                row.Note(RulesProblems.FieldUnknown, "field");
            }
        }
    }

    private bool IsField(string name) => OwnFields.Contains(name) || vocabulary.FindQuestion(name) is not null;

    private static string? Find(KeyValuePair<string, string>[] cells, string field)
    {
        foreach (var cell in cells)
        {
            if (cell.Key == field)
                return cell.Value;
        }

        return null;
    }

    // No blanks, quotation marks or signs of formulas: the id is copied into result files.
    private static bool IsCaseId(string id) =>
        id.Length <= LongestId && char.IsAsciiLetterOrDigit(id[0])
        && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '/');

    private static Answer? AnswerOf(string text) => text.ToLowerInvariant() switch
    {
        "yes" => Answer.Yes,
        "no" => Answer.No,
        "unknown" => Answer.Unknown,
        _ => null,
    };

    private static Code? CodeOf(string? text, CodeList list, string field, Row row)
    {
        if (text is null)
            return null;
        var code = list.Find(text);
        if (code is null)
            row.Note(RulesProblems.CodeNotInList, field);
        return code;
    }

    private static DateInterval? DaysOf(string text, string field, Row row)
    {
        var days = PartialDays.Parse(text);
        if (days is null)
            row.Note(RulesProblems.DateNotReadable, field);
        return days;
    }

    // When something was stated is known to the day, or not recorded at all.
    private static LocalDate? StatedOn(string? text, Row row)
    {
        if (text is null || DaysOf(text, DateField, row) is not { } days)
            return null;
        if (days.Length == 1)
            return days.Start;
        row.Note(RulesProblems.DateNotReadable, DateField);
        return null;
    }

    private static (int Lowest, int Highest)? GroupOf(string text) => text switch
    {
        "0-17" => (0, AgeStatement.Majority - 1),
        "18-plus" => (AgeStatement.Majority, AgeStatement.HighestAge),
        _ => null,
    };

    private static (int Lowest, int Highest)? YearsOf(string text)
    {
        var hyphen = text.IndexOf('-', StringComparison.Ordinal);
        if (WholeOf(hyphen < 0 ? text : text[..hyphen]) is not { } lowest)
            return null;
        if (hyphen < 0)
            return (lowest, lowest);
        return WholeOf(text[(hyphen + 1)..]) is { } highest && lowest <= highest ? (lowest, highest) : null;
    }

    private static int? WholeOf(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var years) && years <= AgeStatement.HighestAge ? years : null;

    private sealed record Row(Gathering Case, string Place)
    {
        public void Note(string code, string field)
        {
            if (Case.Problems.Count < MostProblemsOfCase)
                Case.Problems.Add(new Problem(code, field, Place));
        }
    }

    private sealed class Gathering(string id)
    {
        private DateInterval? _event;

        public string Id { get; } = id;

        public List<Statement> Answers { get; } = [];

        public List<AgeStatement> Ages { get; } = [];

        public List<(DateInterval Birth, string Place)> BirthPlaces { get; } = [];

        public List<Problem> Problems { get; } = [];

        public CaseStatements Statements => new(Id, _event, Answers, Ages);

        // Statements that differ leave the whole span open.
        public void AddEvent(DateInterval days) => _event = _event is null
            ? days
            : new DateInterval(LocalDate.Min(_event.Start, days.Start), LocalDate.Max(_event.End, days.End));

        // Only once all rows are there can a birth date be held against the event.
        public List<Problem> Conclude() => _event is null
            ? Problems
            : [.. Problems, .. BirthPlaces.Where(at => at.Birth.Start > _event.End)
                .Select(at => new Problem(RulesProblems.BirthAfterEvent, BirthField, at.Place))];
    }
}
