using System.Text.Json;
using System.Text.Json.Serialization;
using Amparo.Platform.Audit;
using Amparo.Stores;
using Amparo.Stores.Copies;
using Amparo.Vocabulary;

namespace Amparo.Platform.Backups;

/// <summary>The entry <c>store.json</c>: what the parts of the store that follow it hold.</summary>
/// <param name="Contents">Kind, migrations, tables and rows.</param>
/// <param name="MasterKeys">The ids of the master keys without which its sealed values do not open; the keys themselves are not in a backup.</param>
internal sealed record StoreDescription(StoreContents Contents, IReadOnlyList<string> MasterKeys);

/// <summary>The last entry, <c>manifest.json</c>.</summary>
/// <param name="MadeAt">When the copy was made: ticks of 100 ns since 1970 UTC.</param>
/// <param name="Entries">All entries before it.</param>
/// <param name="Audit">Where the audit stood; null if the store has none yet.</param>
internal sealed record BackupManifest(long MadeAt, IReadOnlyList<BackupEntry> Entries, AuditMark? Audit);

/// <summary>Where an audit stood, or at which line its chain was broken already when the backup was made.</summary>
/// <param name="Count">Lines.</param>
/// <param name="LastHash">The last one's hash.</param>
/// <param name="BrokenAt">The line's number; null if the chain held.</param>
internal sealed record AuditMark(long Count, string LastHash, string? BrokenAt)
{
    /// <summary>The mark of a verification.</summary>
    public static AuditMark Of(Outcome<AuditStanding> verified) => verified.Succeeded
        ? new(verified.Value.Count, verified.Value.LastHash, null)
        : new(0, string.Empty, verified.Problems[0].Path);
}

/// <summary>The two descriptions as JSON.</summary>
internal static class BackupJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter<StoreKind>() },
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Writes one.</summary>
    public static Task WriteAsync<T>(T description, Stream target, CancellationToken cancel) =>
        JsonSerializer.SerializeAsync(target, description, Options, cancel);

    /// <summary>Reads one; null if it is none.</summary>
    public static async Task<T?> ReadAsync<T>(Stream source, CancellationToken cancel)
        where T : class
    {
        try
        {
            return await JsonSerializer.DeserializeAsync<T>(source, Options, cancel);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
