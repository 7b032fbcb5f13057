namespace Amparo.Vocabulary;

/// <summary>The code lists that a system works with, by id.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CodeListCatalogue
{
    private readonly Dictionary<string, CodeList> _lists;

    private CodeListCatalogue(Dictionary<string, CodeList> lists) => _lists = lists;

    /// <summary>The lists, in ordinal order of their ids.</summary>
    public IEnumerable<CodeList> Lists => _lists.Values.OrderBy(list => list.Id, StringComparer.Ordinal);

    /// <summary>Makes a catalogue.</summary>
    /// <param name="lists">The lists; none is allowed, and gives an empty catalogue.</param>
    /// <returns>The catalogue, or VOC-014 for each id that two lists share.</returns>
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

        return problems.Count > 0 ? Outcome<CodeListCatalogue>.Refused(problems) : new CodeListCatalogue(byId);
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
}
