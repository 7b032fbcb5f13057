using Amparo.Records;
using Amparo.Content;
using Amparo.Vocabulary;

namespace Amparo.RealData.Tests;

/// <summary>The content of the repository: schemas and mappings as they are shipped.</summary>
internal static class Shipped
{
    internal static string Root { get; } = FindRoot();

    internal static ContentFolder Content { get; } = new(Path.Combine(Root, "content"));

    internal static CodeListCatalogue Lists { get; } = Content.LoadCodeLists().Value;

    internal static IReadOnlyList<RecordSchema> Schemas { get; } = Content.LoadSchemas(Lists).Value;

    internal static IReadOnlyList<RecordMapping> Standards { get; } = Content.LoadMappings("standards", Schemas).Value;

    internal static IReadOnlyList<RecordMapping> Demonstration { get; } = Content.LoadMappings("demonstration", Schemas).Value;

    internal static RecordMapping Mapping(string id) => Standards.Concat(Demonstration).First(mapping => mapping.Id == id);

    /// <summary>The bytes of the standard file: equal bytes are equal records.</summary>
    internal static byte[] Bytes(RecordSet records, RecordSchema schema)
    {
        using var stream = new MemoryStream();
        RecordFile.Write(stream, records, schema);
        return stream.ToArray();
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Amparo.slnx")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
