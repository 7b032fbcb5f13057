namespace Amparo.Vocabulary;

/// <summary>The code lists that a system works with, by id.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CodeListCatalogue
{
    private readonly Dictionary<string, CodeList> _lists;

    private CodeListCatalogue(Dictionary<string, CodeList> lists) => _lists = lists;

    /// <summary>The lists, in ordinal order of their ids.</summary>
    public IEnumerable<CodeList> Lists => _lists.Values.OrderBy(list => list.Id, StringComparer.Ordinal);

    /// <summary>Makes a catalogue, in which every list that extends another one holds that one's codes too, before its own.</summary>
    /// <param name="lists">The lists; none is allowed, and gives an empty catalogue.</param>
    /// <returns>
    /// The catalogue, or every problem: VOC-014 an id that two lists share, VOC-030 a list that extends an unknown one, VOC-031 lists that
    /// extend one another in a circle, VOC-013 a code that the extended list has already.
    /// </returns>
    public static Outcome<CodeListCatalogue> Of(IEnumerable<CodeList> lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        var byId = new Dictionary<string, CodeList>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (var list in lists)
        {
            if (!byId.TryAdd(list.Id, list))
                problems.Add(new Problem(VocabularyProblems.ListTwice, list.Id));
        }

        if (problems.Count > 0)
            return Outcome<CodeListCatalogue>.Refused(problems);
        var complete = new Dictionary<string, CodeList>(StringComparer.Ordinal);
        foreach (var list in byId.Values)
        {
            var whole = Complete(list, byId);
            problems.AddRange(whole.Problems);
            if (whole.Succeeded)
                complete.Add(list.Id, whole.Value);
        }

        return problems.Count > 0 ? Outcome<CodeListCatalogue>.Refused(problems) : new CodeListCatalogue(complete);
    }

    /// <summary>Finds a list.</summary>
    /// <param name="id">The list's id; case matters. Null finds nothing.</param>
    /// <returns>The list, or null.</returns>
    public CodeList? Find(string? id) => id is null ? null : _lists.GetValueOrDefault(id);

    /// <summary>A list that must be there.</summary>
    /// <param name="id">The list's id.</param>
    /// <exception cref="ArgumentException">The catalogue has no such list.</exception>
    public CodeList this[string id] =>
        Find(id) ?? throw new ArgumentException($"The catalogue has no list {id}.", nameof(id));

    // The chain of lists is walked with a loop: its length is in the hands of whoever writes the files.
    private static Outcome<CodeList> Complete(CodeList list, Dictionary<string, CodeList> byId)
    {
        if (list.Extends is null)
            return list;
        var chain = new List<CodeList> { list };
        while (chain[^1].Extends is { } next)
        {
            if (!byId.TryGetValue(next, out var extended))
                return new Problem(VocabularyProblems.ListUnknown, chain[^1].Id, next);
            if (chain.Contains(extended))
                return new Problem(VocabularyProblems.ListExtendsItself, list.Id);
            chain.Add(extended);
        }

        chain.Reverse();
        var codes = chain.SelectMany(each => each.Codes).ToArray();
        var twice = codes.GroupBy(code => code.Id, StringComparer.Ordinal).Where(group => group.Skip(1).Any())
            .Select(group => new Problem(VocabularyProblems.CodeTwice, list.Id, group.Key)).ToArray();
        return twice.Length > 0
            ? Outcome<CodeList>.Refused(twice)
            : new CodeList(list.Id, list.Version, list.Title, list.Source, codes);
    }
}
