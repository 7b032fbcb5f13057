using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Records of persons under one standard, column by column: coded fields that can be counted, and texts that identify.</summary>
/// <remarks>
/// All columns have one cell a record, in the same order. Coded columns hold what may be counted; text columns hold what
/// identifies (names, dates of birth, documents, file numbers) and never leave through a release. Immutable and thread-safe.
/// </remarks>
public sealed class RecordSet
{
    private readonly Dictionary<string, CodedColumn> _coded;
    private readonly Dictionary<string, IReadOnlyList<string>> _texts;

    /// <summary>Makes a set of records.</summary>
    /// <param name="count">Number of records.</param>
    /// <param name="coded">The coded columns, field ids distinct.</param>
    /// <param name="texts">The text columns by field id; an empty text is a missing one.</param>
    /// <exception cref="ArgumentException">A column has another number of cells, or a field occurs twice.</exception>
    public RecordSet(int count, IReadOnlyList<CodedColumn> coded, IReadOnlyDictionary<string, IReadOnlyList<string>> texts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(coded);
        ArgumentNullException.ThrowIfNull(texts);
        _coded = coded.ToDictionary(column => column.Field, StringComparer.Ordinal);
        _texts = texts.ToDictionary(column => column.Key, column => column.Value, StringComparer.Ordinal);
        if (coded.Any(column => column.Cells.Length != count) || texts.Any(column => column.Value.Count != count))
            throw new ArgumentException("Every column has one cell for each record.", nameof(coded));
        if (texts.Keys.Any(_coded.ContainsKey))
            throw new ArgumentException("A field is either coded or text.", nameof(texts));

        Count = count;
        Coded = [.. coded];
    }

    /// <summary>Number of records.</summary>
    public int Count { get; }

    /// <summary>The coded columns.</summary>
    public IReadOnlyList<CodedColumn> Coded { get; }

    /// <summary>The fields that hold texts, in ordinal order.</summary>
    public IEnumerable<string> TextFields => _texts.Keys.Order(StringComparer.Ordinal);

    /// <summary>Finds a coded column.</summary>
    /// <param name="field">The field's id.</param>
    /// <returns>The column, or null if the set has none of that id.</returns>
    public CodedColumn? FindCoded(string field) => _coded.GetValueOrDefault(field);

    /// <summary>Finds a text column.</summary>
    /// <param name="field">The field's id.</param>
    /// <returns>One text a record, or null if the set has no such field.</returns>
    public IReadOnlyList<string>? FindText(string field) => _texts.GetValueOrDefault(field);

    /// <summary>Puts sets one after the other.</summary>
    /// <param name="sets">At least one; all with the same fields, over the same codes.</param>
    /// <returns>All records, in the order of the sets.</returns>
    /// <exception cref="ArgumentException">There is no set, or the sets have other fields or codes than the first.</exception>
    /// <exception cref="OverflowException">Together they have more records than a set can hold.</exception>
    public static RecordSet Concat(IReadOnlyList<RecordSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        if (sets.Count == 0)
            throw new ArgumentException("There is nothing to put together.", nameof(sets));
        var first = sets[0];
        if (sets.Any(set => !set.HasFieldsOf(first)))
            throw new ArgumentException("The sets have different fields or codes.", nameof(sets));

        var count = sets.Sum(set => set.Count);
        var coded = first.Coded.Select(column =>
        {
            var cells = new short[count];
            var at = 0;
            foreach (var set in sets)
            {
                set._coded[column.Field].Cells.CopyTo(cells.AsSpan(at));
                at += set.Count;
            }

            return new CodedColumn(column.Field, column.List, cells);
        });
        var texts = first._texts.Keys.ToDictionary(
            field => field,
            IReadOnlyList<string> (field) =>
            {
                var cells = new List<string>(count);
                foreach (var set in sets)
                    cells.AddRange(set._texts[field]);
                return cells;
            },
            StringComparer.Ordinal);
        return new RecordSet(count, [.. coded], texts);
    }

    /// <summary>Whether two lists have the same id, version and codes in the same order, so that a position means the same in both.</summary>
    internal static bool SameCodes(CodeList one, CodeList other) =>
        ReferenceEquals(one, other)
        || (one.Id == other.Id && one.Version == other.Version
            && one.Codes.Select(code => code.Id).SequenceEqual(other.Codes.Select(code => code.Id), StringComparer.Ordinal));

    private bool HasFieldsOf(RecordSet other) =>
        _coded.Count == other._coded.Count
        && _texts.Count == other._texts.Count
        && _texts.Keys.All(other._texts.ContainsKey)
        && _coded.Values.All(column => other.FindCoded(column.Field) is { } same && SameCodes(column.List, same.List));
}
