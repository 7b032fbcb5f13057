using System.Text.Json;

namespace Amparo.Cli.Publishing;

/// <summary>The list of all files that <c>publish</c> wrote into a folder, itself left out: what it may replace, and nothing beside it.</summary>
internal static class PublicationManifest
{
    /// <summary>The list's file.</summary>
    internal const string FileName = "amparo-publication.json";

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>The list as bytes, in ordinal order.</summary>
    internal static byte[] Of(IEnumerable<string> files) =>
        JsonSerializer.SerializeToUtf8Bytes(new Written([.. files.Order(StringComparer.Ordinal)]), Readable);

    /// <summary>Whether a folder holds nothing but what its own list names. Files named there that are gone are no loss.</summary>
    internal static bool Accounts(string folder)
    {
        var list = Path.Combine(folder, FileName);
        if (!File.Exists(list) || Read(list) is not { } files)
            return false;
        var known = files.Append(FileName).ToHashSet(StringComparer.Ordinal);
        // No folder lies in a publication, so that one is somebody else's.
        return new DirectoryInfo(folder).EnumerateFileSystemInfos().All(entry => entry is FileInfo && known.Contains(entry.Name));
    }

    private static IReadOnlyList<string>? Read(string list)
    {
        try
        {
            return JsonSerializer.Deserialize<Written>(File.ReadAllBytes(list))?.Files;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Written(IReadOnlyList<string>? Files);
}
