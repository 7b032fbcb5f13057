using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>The fields of a standard record, in canonical order: data under <c>content/schemas/</c>.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class RecordSchema
{
    private readonly Dictionary<string, RecordField> _fields;

    /// <summary>Makes a schema.</summary>
    /// <param name="id">The schema's id.</param>
    /// <param name="version">The schema's version, one or more.</param>
    /// <param name="title">What the record is called.</param>
    /// <param name="fields">The fields in canonical order; at least one, ids distinct.</param>
    /// <exception cref="ArgumentException">No fields, or a field twice.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The version is less than one.</exception>
    public RecordSchema(string id, int version, LocalizedText title, IReadOnlyList<RecordField> fields)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        ArgumentNullException.ThrowIfNull(title);
        ArgumentNullException.ThrowIfNull(fields);
        if (fields.Count == 0)
            throw new ArgumentException("A schema needs at least one field.", nameof(fields));

        _fields = new Dictionary<string, RecordField>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            if (!_fields.TryAdd(field.Id, field))
                throw new ArgumentException("A field occurs twice.", nameof(fields));
        }

        Id = id;
        Version = version;
        Title = title;
        Fields = [.. fields];
    }

    /// <summary>The schema's id.</summary>
    public string Id { get; }

    /// <summary>The schema's version.</summary>
    public int Version { get; }

    /// <summary>What the record is called.</summary>
    public LocalizedText Title { get; }

    /// <summary>The fields, in canonical order.</summary>
    public IReadOnlyList<RecordField> Fields { get; }

    /// <summary>Finds a field.</summary>
    /// <param name="id">The field's id; case matters.</param>
    /// <returns>The field, or null.</returns>
    public RecordField? Find(string id) => _fields.GetValueOrDefault(id);
}
