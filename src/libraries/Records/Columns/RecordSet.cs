using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Records under one standard, column by column: coded fields and flags that can be counted, published counts, and texts that identify.</summary>
/// <remarks>
/// All columns have one cell a record, in the same order. A field without a column was not asked in any record. Coded columns, flags
/// and counts hold what may be counted; text columns hold what identifies (names, dates of birth, documents, file numbers) and never
/// leave through a release. Immutable and thread-safe.
/// </remarks>
public sealed class RecordSet
{
    private readonly Dictionary<string, RecordColumn> _columns;

    /// <summary>Makes a set of records.</summary>
    /// <param name="count">Number of records.</param>
    /// <param name="columns">The columns, field ids distinct.</param>
    /// <exception cref="ArgumentException">A column has another number of cells, or a field occurs twice.</exception>
    public RecordSet(int count, IReadOnlyList<RecordColumn> columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        ArgumentNullException.ThrowIfNull(columns);
        if (columns.Any(column => column.Count != count))
            throw new ArgumentException("Every column has one cell for each record.", nameof(columns));
        _columns = new(StringComparer.Ordinal);
        foreach (var column in columns)
        {
            if (!_columns.TryAdd(column.Field, column))
                throw new ArgumentException("A field has one column.", nameof(columns));
        }

        Count = count;
        Columns = [.. columns];
    }

    /// <summary>Makes a set of coded fields and texts.</summary>
    /// <param name="count">Number of records.</param>
    /// <param name="coded">The coded columns, field ids distinct.</param>
    /// <param name="texts">The text columns by field id; an empty text is a missing one.</param>
    /// <exception cref="ArgumentException">A column has another number of cells, or a field occurs twice.</exception>
    public RecordSet(int count, IReadOnlyList<CodedColumn> coded, IReadOnlyDictionary<string, IReadOnlyList<string>> texts)
        : this(count, [.. coded ?? throw new ArgumentNullException(nameof(coded)), .. Texts(texts)])
    {
    }

    /// <summary>Number of records.</summary>
    public int Count { get; }

    /// <summary>All columns.</summary>
    public IReadOnlyList<RecordColumn> Columns { get; }

    /// <summary>The coded columns.</summary>
    public IReadOnlyList<CodedColumn> Coded => [.. Columns.OfType<CodedColumn>()];

    /// <summary>The fields that hold texts, in ordinal order.</summary>
    public IEnumerable<string> TextFields => Columns.OfType<TextColumn>().Select(column => column.Field).Order(StringComparer.Ordinal);

    /// <summary>Finds a column of any kind.</summary>
    /// <param name="field">The field's id.</param>
    /// <returns>The column, or null if the set has none of that id.</returns>
    public RecordColumn? Find(string field) => _columns.GetValueOrDefault(field);

    /// <summary>Finds a coded column.</summary>
    /// <param name="field">The field's id.</param>
    /// <returns>The column, or null if the set has no coded one of that id.</returns>
    public CodedColumn? FindCoded(string field) => Find(field) as CodedColumn;

    /// <summary>Finds a column of flags.</summary>
    /// <param name="field">The field's id.</param>
    /// <returns>The column, or null if the set has none of that id.</returns>
    public FlagsColumn? FindFlags(string field) => Find(field) as FlagsColumn;

    /// <summary>Finds a column of published counts.</summary>
    /// <param name="field">The field's id.</param>
    /// <returns>The column, or null if the set has none of that id.</returns>
    public CountColumn? FindCounts(string field) => Find(field) as CountColumn;

    /// <summary>Finds a text column.</summary>
    /// <param name="field">The field's id.</param>
    /// <returns>One text a record, or null if the set has no such field.</returns>
    public TextColumn? FindText(string field) => Find(field) as TextColumn;

    /// <summary>The records that a selection keeps, in their order; nothing of the others stays behind.</summary>
    /// <param name="rows">Records from zero, each less than <see cref="Count"/>.</param>
    /// <returns>The selected records.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such record.</exception>
    public RecordSet Take(IReadOnlyList<int> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int[] chosen = [.. rows];
        foreach (var row in chosen)
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(rows));
        return new RecordSet(chosen.Length, [.. Columns.Select(column => column.Take(chosen))]);
    }

    /// <summary>Puts sets one after the other. Records of a set without a field were not asked about it.</summary>
    /// <param name="sets">At least one; a field that several have must have the same kind and codes in all of them.</param>
    /// <returns>All records, in the order of the sets, with the fields of all of them.</returns>
    /// <exception cref="ArgumentException">There is no set, or a field has another kind or other codes than in a set before.</exception>
    /// <exception cref="OverflowException">Together they have more records than a set can hold.</exception>
    public static RecordSet Concat(IReadOnlyList<RecordSet> sets)
    {
        ArgumentNullException.ThrowIfNull(sets);
        if (sets.Count == 0)
            throw new ArgumentException("There is nothing to put together.", nameof(sets));
        if (sets.Count == 1)
            return sets[0];
        var columns = sets.SelectMany(set => set.Columns).DistinctBy(column => column.Field, StringComparer.Ordinal).ToArray();
        if (columns.Any(column => sets.Any(set => set.Find(column.Field) is { } same && !same.IsLike(column))))
            throw new ArgumentException("The sets have different fields or codes.", nameof(sets));
        var count = 0;
        foreach (var set in sets)
            count = checked(count + set.Count);
        return new RecordSet(count, [.. columns.Select(column => column.Concat([.. sets.Select(set => (set.Find(column.Field), set.Count))]))]);
    }

    /// <summary>Whether two lists have the same id, version and codes in the same order, so that a position means the same in both.</summary>
    internal static bool SameCodes(CodeList one, CodeList other) =>
        ReferenceEquals(one, other)
        || (one.Id == other.Id && one.Version == other.Version
            && one.Codes.Select(code => code.Id).SequenceEqual(other.Codes.Select(code => code.Id), StringComparer.Ordinal));

    private static IEnumerable<TextColumn> Texts(IReadOnlyDictionary<string, IReadOnlyList<string>> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        return texts.Select(text => new TextColumn(text.Key, text.Value));
    }
}
