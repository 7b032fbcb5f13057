using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>How the file of one kind of agency becomes standard records: data under <c>content/mappings/</c>.</summary>
/// <remarks>Made by <see cref="MappingReader"/>. Immutable and thread-safe.</remarks>
public sealed class RecordMapping
{
    internal RecordMapping(string id, int version, LocalizedText title, RecordSchema schema, IReadOnlyList<FieldMapping> fields)
    {
        Id = id;
        Version = version;
        Title = title;
        Schema = schema;
        Fields = fields;
    }

    /// <summary>The mapping's id.</summary>
    public string Id { get; }

    /// <summary>The mapping's version.</summary>
    public int Version { get; }

    /// <summary>What the file is called.</summary>
    public LocalizedText Title { get; }

    /// <summary>The records it makes.</summary>
    public RecordSchema Schema { get; }

    /// <summary>How the file is laid out.</summary>
    public SourceFormat Format { get; init; } = new();

    /// <summary>The agency's country, a code of the list <c>country</c>; null if the caller has to say it.</summary>
    public string? Country { get; init; }

    /// <summary>The kind of agency, a code of the list <c>agency-kind</c>; null if the caller has to say it.</summary>
    public string? AgencyKind { get; init; }

    /// <summary>The names of the columns it reads, each once, in the mapping's order. Other columns of the file are ignored.</summary>
    public IReadOnlyList<string> Columns => [.. Fields.SelectMany(mapped => mapped.When is { } when ? [.. mapped.Columns, when.Column] : mapped.Columns).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether rows are about persons whom the agency can name: they need a file number and a date. Published records have neither.</summary>
    public bool IsIdentified { get; init; } = true;

    /// <summary>Columns that the mapping leaves unread on purpose, each with the reason.</summary>
    public IReadOnlyList<(string Column, string Reason)> Unread { get; init; } = [];

    internal IReadOnlyList<FieldMapping> Fields { get; }

    /// <summary>The same mapping over another layout of files.</summary>
    internal RecordMapping With(SourceFormat format) => new(Id, Version, Title, Schema, Fields)
    {
        Format = format,
        Country = Country,
        AgencyKind = AgencyKind,
        IsIdentified = IsIdentified,
        Unread = Unread,
    };

    internal FieldMapping? FieldFor(string target) => Fields.FirstOrDefault(field => field.Target == target);
}
