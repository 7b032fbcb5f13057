using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Platform.Backups;

/// <summary>An entry of a backup: its name, its length, and the SHA-256 of its bytes.</summary>
/// <param name="Name"><c>files/…</c> of the data folder, <c>store/…</c>, or one of the two descriptions.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
internal sealed record BackupEntry(string Name, long Length, string Sha256);

/// <summary>Writes entries one after the other: name and bytes, in chunks that say their length, as nobody knows beforehand how long a table is.</summary>
internal sealed class EntryWriter(Stream target)
{
    /// <summary>What was written so far.</summary>
    public List<BackupEntry> Entries { get; } = [];

    /// <summary>Writes an entry.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="write">Writes its bytes.</param>
    public async Task AddAsync(string name, Func<Stream, Task> write)
    {
        var bytes = Encoding.UTF8.GetBytes(name);
        WriteLength(bytes.Length);
        target.Write(bytes);
        await using var content = new Content(this);
        await write(content);
        WriteLength(0);
        Entries.Add(new(name, content.Written, content.Hash()));
    }

    private void WriteLength(int length)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, length);
        target.Write(bytes);
    }

    private sealed class Content(EntryWriter entries) : WritingStream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

        public long Written { get; private set; }

        public override long Length => Written;

        public override long Position
        {
            get => Written;
            set => throw new NotSupportedException();
        }

        public string Hash() => Convert.ToHexStringLower(_hash.GetHashAndReset());

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (buffer.Length == 0)
                return;
            entries.WriteLength(buffer.Length);
            entries.Target.Write(buffer);
            _hash.AppendData(buffer);
            Written += buffer.Length;
        }

        protected override void Dispose(bool disposing)
        {
            _hash.Dispose();
            base.Dispose(disposing);
        }
    }

    private Stream Target => target;
}

/// <summary>Reads entries one after the other.</summary>
/// <param name="source">What <see cref="EntryWriter"/> wrote.</param>
/// <param name="name">The backup's name, for problems.</param>
internal sealed class EntryReader(Stream source, string name) : IDisposable
{
    private const int LongestName = 1 << 12;

    private Content? _open;

    /// <summary>What was read so far, each to its end.</summary>
    public List<BackupEntry> Entries { get; } = [];

    /// <summary>Goes on to the next entry; what is left of the one before is read away.</summary>
    /// <returns>Its name and bytes; null at the end.</returns>
    public (string Name, Stream Bytes)? Next()
    {
        Close();
        if (ReadLength(mayEnd: true) is not { } length)
            return null;
        if (length is < 1 or > LongestName)
            throw Broken();
        var bytes = new byte[length];
        if (source.ReadAtLeast(bytes, length, throwOnEndOfStream: false) < length)
            throw Broken();
        _open = new Content(this, Encoding.UTF8.GetString(bytes));
        return (_open.Name, _open);
    }

    /// <summary>Reads what is left of the open entry, so that its hash is known.</summary>
    public void Close()
    {
        if (_open is null)
            return;
        _open.CopyTo(Stream.Null);
        Entries.Add(new(_open.Name, _open.Position, _open.Hash()));
        _open.Dispose();
        _open = null;
    }

    public void Dispose() => _open?.Dispose();

    private int? ReadLength(bool mayEnd)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        var read = source.ReadAtLeast(bytes, sizeof(int), throwOnEndOfStream: false);
        if (read == 0 && mayEnd)
            return null;
        var length = BinaryPrimitives.ReadInt32BigEndian(bytes);
        return read == sizeof(int) && length >= 0 ? length : throw Broken();
    }

    // Every piece has opened by now, so this is no damage of the disk: the file was not made as this program makes them.
    private StoreException Broken() => new(new Problem(PlatformProblems.NotABackup, name));

    private sealed class Content(EntryReader entries, string name) : ReadingStream
    {
        private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        private int _left;
        private long _read;
        private bool _ended;

        public string Name => name;

        public override long Position
        {
            get => _read;
            set => throw new NotSupportedException();
        }

        public string Hash() => Convert.ToHexStringLower(_hash.GetHashAndReset());

        public override int Read(Span<byte> buffer)
        {
            if (buffer.Length == 0 || _ended)
                return 0;
            if (_left == 0)
            {
                _left = entries.ReadLength(mayEnd: false)!.Value;
                _ended = _left == 0;
                if (_ended)
                    return 0;
            }

            var given = entries.Source.Read(buffer[..Math.Min(buffer.Length, _left)]);
            if (given == 0)
                throw entries.Broken();
            _hash.AppendData(buffer[..given]);
            _left -= given;
            _read += given;
            return given;
        }

        protected override void Dispose(bool disposing)
        {
            _hash.Dispose();
            base.Dispose(disposing);
        }
    }

    private Stream Source => source;
}
