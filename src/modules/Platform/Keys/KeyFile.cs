using System.Security.Cryptography;
using System.Text.Json;
using Amparo.Platform.Audit;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Platform.Keys;

/// <summary>The file of master keys, outside the data folder: whoever has only one of the two can read nothing.</summary>
/// <remarks>
/// <para>
/// JSON: <c>format</c>, <c>masterKeys</c> (each an id and 256 random bits, newest last) and <c>checkpointKey</c>, by which checkpoints of
/// the audit are signed. A key's id is derived from the key, so that a damaged key is noticed. The file is readable by its owner alone,
/// and refused otherwise; it is the old one or the new one, whenever the process dies.
/// </para>
/// <para>Hosts on several machines each have a copy. Thread-safe; <c>name.lock</c> beside it is empty and keeps two programs from changing it at once.</para>
/// </remarks>
public sealed class KeyFile
{
    private const string Format = "amparo-keys-1";
    private const int MaximalLength = 1 << 20;
    private const UnixFileMode OthersMode = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private volatile Content _content;

    private KeyFile(string path, Content content)
    {
        FilePath = path;
        _content = content;
    }

    /// <summary>The file's full path.</summary>
    public string FilePath { get; }

    /// <summary>How many master keys it holds: more than one while keys are being changed.</summary>
    public int Count => _content.MasterKeys.Count;

    /// <summary>What others verify this installation's checkpoints by.</summary>
    public CheckpointKey CheckpointKey => _content.CheckpointKey;

    /// <summary>The newest master key, as far as is known.</summary>
    internal MasterKey Newest => _content.MasterKeys[^1];

    /// <summary>The ids of the master keys, newest last, as far as is known.</summary>
    internal IReadOnlyList<string> Ids => [.. _content.MasterKeys.Select(key => key.Id)];

    /// <summary>Where the key file of a data folder is unless somebody says otherwise: beside it, <c>data.keys</c> of <c>data</c>.</summary>
    /// <param name="dataFolder">The data folder's path.</param>
    /// <returns>The file's full path.</returns>
    public static string DefaultPath(string dataFolder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(dataFolder);
        return Path.TrimEndingDirectorySeparator(Path.GetFullPath(dataFolder)) + ".keys";
    }

    /// <summary>Opens a key file.</summary>
    /// <param name="path">The file's path.</param>
    /// <returns>The keys; <c>PLT-001</c> to <c>PLT-003</c>, or a problem of the disk (<c>STO-…</c>).</returns>
    public static Outcome<KeyFile> Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var place = Path.GetFullPath(path);
        var content = Read(place);
        return content.Succeeded ? new KeyFile(place, content.Value) : Outcome<KeyFile>.Refused(content.Problems);
    }

    /// <summary>Opens a key file; makes one of new random keys if there is none. Of several programs that start at once, one makes it.</summary>
    /// <param name="path">The file's path; its folder exists.</param>
    /// <returns>The keys; <c>PLT-001</c>, <c>PLT-002</c>, <c>PLT-006</c>, or a problem of the disk (<c>STO-…</c>).</returns>
    public static Outcome<KeyFile> OpenOrCreate(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var place = Path.GetFullPath(path);
        if (File.Exists(place))
            return Open(place);
        var content = Change(place, () =>
        {
            if (File.Exists(place))
                return Read(place);
            using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            return new Content([MasterKey.Random()], signing.ExportPkcs8PrivateKey());
        });
        return content.Succeeded ? new KeyFile(place, content.Value) : Outcome<KeyFile>.Refused(content.Problems);
    }

    /// <summary>Adds a master key, which becomes the newest; the older ones still open what they wrapped.</summary>
    /// <returns>This file; a problem of file or disk, and then nothing was changed.</returns>
    /// <remarks>
    /// It wraps nothing until <see cref="Vault.RewrapAsync"/>: before that, the file is copied to the other hosts, which would not open what it wraps.
    /// </remarks>
    internal Outcome<KeyFile> AddMasterKey() => Replace(content => content with { MasterKeys = [.. content.MasterKeys, MasterKey.Random()] });

    /// <summary>Finds a master key; looks into the file again if it is not known, as another program may have added it.</summary>
    /// <param name="id">The key's id.</param>
    /// <returns>The key; null if the file does not hold it.</returns>
    internal MasterKey? Find(string id)
    {
        if (_content.Find(id) is { } known)
            return known;
        var content = Read(FilePath);
        if (!content.Succeeded)
            return null;
        _content = content.Value;
        return _content.Find(id);
    }

    /// <summary>The newest master key as the file has it now: one that another program took out of it must wrap nothing any more.</summary>
    internal Outcome<MasterKey> ReadNewest()
    {
        var content = Read(FilePath);
        if (!content.Succeeded)
            return Outcome<MasterKey>.Refused(content.Problems);
        _content = content.Value;
        return Newest;
    }

    /// <summary>The newest master key of those in use; null if none is.</summary>
    /// <param name="used">The ids in use.</param>
    internal MasterKey? NewestOf(IReadOnlySet<string> used) => _content.MasterKeys.LastOrDefault(key => used.Contains(key.Id));

    /// <summary>Forgets the master keys that are neither in use nor the newest.</summary>
    /// <param name="used">The ids in use.</param>
    internal Outcome<KeyFile> Keep(IReadOnlySet<string> used) => Replace(content => content with
    {
        MasterKeys = [.. content.MasterKeys.Where((key, at) => at == content.MasterKeys.Count - 1 || used.Contains(key.Id))],
    });

    /// <summary>Signs by the checkpoint key: ECDSA on P-256 with SHA-256.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> bytes)
    {
        using var signing = ECDsa.Create();
        signing.ImportPkcs8PrivateKey(_content.SigningKey, out _);
        return signing.SignData(bytes, HashAlgorithmName.SHA256);
    }

    private Outcome<KeyFile> Replace(Func<Content, Content> change)
    {
        var changed = Change(FilePath, () =>
        {
            // What stands in the file counts, not what was read at the start: another program may have added a key.
            var current = Read(FilePath);
            return current.Succeeded ? change(current.Value) : current;
        });
        if (!changed.Succeeded)
            return Outcome<KeyFile>.Refused(changed.Problems);
        _content = changed.Value;
        return this;
    }

    private static Outcome<Content> Change(string place, Func<Outcome<Content>> next)
    {
        try
        {
            using var alone = Lock($"{place}.lock");
            if (alone is null)
                return new Problem(PlatformProblems.KeyFileInUse, Path.GetFileName(place));
            var content = next();
            if (!content.Succeeded)
                return content;
            // A killed program may have left keys beside it that are to be forgotten; whoever writes the file holds the lock.
            AtomicFile.RemoveLeftoversOf(place);
            AtomicFile.Write(place, content.Value.Write, new() { OwnerOnly = true });
            return content;
        }
        catch (Exception error) when (StoreProblems.From(error, Path.GetFileName(place)) is { } problem)
        {
            return problem;
        }
    }

    private static FileStream? Lock(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromMilliseconds(20))
        {
            try
            {
                return new FileStream(path, options);
            }
            catch (IOException error) when (error is not (DirectoryNotFoundException or FileNotFoundException)
                && StoreProblems.From(error, string.Empty)?.Code == StoreProblems.Failed)
            {
                if (waited >= Patience)
                    return null;
                Thread.Sleep(20);
            }
        }
    }

    private static Outcome<Content> Read(string place)
    {
        var name = Path.GetFileName(place);
        try
        {
            using var stream = new FileStream(place, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            // Of the opened file, not of its name: it may be a link, or be replaced in between.
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(stream.SafeFileHandle) & OthersMode) != UnixFileMode.None)
                return new Problem(PlatformProblems.KeyFileExposed, name);
            if (stream.Length > MaximalLength)
                return new Problem(PlatformProblems.KeyFileDamaged, name);
            var bytes = new byte[stream.Length];
            try
            {
                stream.ReadExactly(bytes);
                return Content.Parse(bytes) is { } content ? content : new Problem(PlatformProblems.KeyFileDamaged, name);
            }
            finally
            {
                CryptographicOperations.ZeroMemory(bytes);
            }
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Problem(PlatformProblems.KeyFileMissing, name);
        }
        catch (Exception error) when (StoreProblems.From(error, name) is { } problem)
        {
            return problem;
        }
    }

    private sealed record Content(IReadOnlyList<MasterKey> MasterKeys, byte[] SigningKey)
    {
        public CheckpointKey CheckpointKey { get; } = CheckpointKey.Of(SigningKey);

        public MasterKey? Find(string id) => MasterKeys.FirstOrDefault(key => key.Id == id);

        public static Content? Parse(byte[] json)
        {
            try
            {
                using var document = JsonDocument.Parse(json);
                var root = document.RootElement;
                if (root.GetProperty("format").GetString() != Format)
                    return null;
                var keys = root.GetProperty("masterKeys").EnumerateArray()
                    .Select(key => (Id: key.GetProperty("id").GetString(), Key: new MasterKey(key.GetProperty("key").GetBytesFromBase64())))
                    .ToList();
                var isSound = keys.Count > 0
                    && keys.TrueForAll(key => key.Key.HasLength && key.Id == key.Key.Id)
                    && keys.DistinctBy(key => key.Id, StringComparer.Ordinal).Count() == keys.Count;
                if (!isSound)
                    return null;
                var signing = root.GetProperty("checkpointKey");
                var content = new Content([.. keys.Select(key => key.Key)], signing.GetProperty("key").GetBytesFromBase64());
                return signing.GetProperty("id").GetString() == content.CheckpointKey.Id ? content : null;
            }
            catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException
                or CryptographicException or NotSupportedException)
            {
                // The reader's message may quote the text, and the text is keys. What names a curve that is none is "not supported".
                return null;
            }
        }

        public void Write(Stream stream)
        {
            using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" });
            writer.WriteStartObject();
            writer.WriteString("format", Format);
            writer.WriteStartArray("masterKeys");
            foreach (var key in MasterKeys)
                key.Write(writer);
            writer.WriteEndArray();
            writer.WriteStartObject("checkpointKey");
            writer.WriteString("id", CheckpointKey.Id);
            writer.WriteBase64String("key", SigningKey);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
    }
}

/// <summary>A master key: it wraps keys and nothing else.</summary>
internal sealed class MasterKey
{
    private readonly byte[] _key;

    /// <summary>Takes a key.</summary>
    /// <param name="key">Its bytes.</param>
    public MasterKey(byte[] key)
    {
        _key = key;
        // Derived, so that a key with a flipped bit does not pass for the one it was; 64 bits of it say nothing about the key.
        Id = HasLength ? Convert.ToHexStringLower(HKDF.Expand(HashAlgorithmName.SHA256, key, 8, "amparo master key id 1"u8.ToArray())) : string.Empty;
    }

    /// <summary>Sixteen hexadecimal digits, derived from the key.</summary>
    public string Id { get; }

    /// <summary>Whether it has 256 bits.</summary>
    public bool HasLength => _key.Length == AesGcmBox.KeySize;

    /// <summary>A new random key.</summary>
    public static MasterKey Random() => new(RandomNumberGenerator.GetBytes(AesGcmBox.KeySize));

    /// <summary>Wraps a key.</summary>
    /// <param name="dataKey">The key.</param>
    /// <param name="row">The row that it is for: compartment and version.</param>
    public byte[] Wrap(ReadOnlySpan<byte> dataKey, (string Compartment, int Version) row)
    {
        var box = new byte[dataKey.Length + AesGcmBox.Overhead];
        AesGcmBox.Close(_key, dataKey, About(row), box);
        return box;
    }

    /// <summary>Unwraps a key; null if it was not wrapped by this one for this row.</summary>
    /// <param name="wrapped">The wrapped key.</param>
    /// <param name="row">The row that it stands in.</param>
    public byte[]? Unwrap(ReadOnlySpan<byte> wrapped, (string Compartment, int Version) row)
    {
        if (wrapped.Length != AesGcmBox.KeySize + AesGcmBox.Overhead)
            return null;
        var key = new byte[AesGcmBox.KeySize];
        return AesGcmBox.TryOpen(_key, wrapped, About(row), key) ? key : null;
    }

    /// <summary>Writes it as JSON.</summary>
    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("id", Id);
        writer.WriteBase64String("key", _key);
        writer.WriteEndObject();
    }

    private static ReadOnlySpan<byte> About((string Compartment, int Version) row) =>
        new CanonicalBytes("amparo data key 1").Add(row.Compartment).Add(row.Version).Span;
}
