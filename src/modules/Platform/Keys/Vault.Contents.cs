using System.Buffers.Binary;
using System.Security.Cryptography;
using Amparo.Vocabulary;

namespace Amparo.Platform.Keys;

/// <summary>Large content, chunk by chunk.</summary>
public sealed partial class Vault
{
    private const byte ContentFormat = 2;
    private const int SaltSize = 16;
    private const int ContentHeader = 1 + sizeof(int) + SaltSize;
    private const int ChunkSize = 1 << 16;

    /// <summary>Seals content of any length: an uploaded file.</summary>
    /// <param name="place">Where it will stand; its row is the content's id.</param>
    /// <param name="streams">The content in clear, and where to write it sealed.</param>
    /// <param name="cancel">Cancels the sealing.</param>
    /// <returns>How much passed; a problem of keys, store or disk, and then the target is to be thrown away.</returns>
    public Task<Outcome<ContentSize>> SealContentAsync(SealedPlace place, ContentStreams streams, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(streams);
        return GuardAsync<ContentSize>(async () =>
        {
            var found = await NewestAsync(place.Compartment, cancel);
            if (!found.Succeeded)
                return Outcome<ContentSize>.Refused(found.Problems);
            var header = new byte[ContentHeader];
            header[0] = ContentFormat;
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(1), found.Value.Version);
            RandomNumberGenerator.Fill(header.AsSpan(ContentHeader - SaltSize));
            if (found.Value.ContentKey(header.AsSpan(ContentHeader - SaltSize)) is not { } key)
                return new Problem(PlatformProblems.KeyDestroyed, place.Purpose);
            using var chunks = new Chunks(new(key, place, found.Value.Version), ChunkSize);
            await streams.Target.WriteAsync(header, cancel);
            var sealedBytes = (long)ContentHeader;
            var plainBytes = 0L;
            var box = new byte[ChunkSize + AesGcmBox.Overhead];
            await chunks.ReadAsync(streams.Source, cancel);
            while (!chunks.Ended)
            {
                var plain = await chunks.NextAsync(streams.Source, cancel);
                var length = plain.Length + AesGcmBox.Overhead;
                AesGcmBox.Close(key, plain.Span, chunks.About(), box.AsSpan(0, length));
                await streams.Target.WriteAsync(box.AsMemory(0, length), cancel);
                plainBytes += plain.Length;
                sealedBytes += length;
            }

            return new ContentSize(plainBytes, sealedBytes);
        });
    }

    /// <summary>Opens sealed content.</summary>
    /// <param name="place">Where it stands.</param>
    /// <param name="streams">The sealed content, and where to write it in clear.</param>
    /// <param name="cancel">Cancels the opening.</param>
    /// <returns>
    /// How much passed; a problem as of <see cref="UnsealAsync"/>. Only chunks that were verified are written, but that none is missing at the
    /// end is known at the end: after a problem the target is to be thrown away.
    /// </returns>
    public Task<Outcome<ContentSize>> UnsealContentAsync(SealedPlace place, ContentStreams streams, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(streams);
        return GuardAsync<ContentSize>(async () =>
        {
            var broken = new Problem(PlatformProblems.SealBroken, place.Purpose);
            var header = new byte[ContentHeader];
            if (await streams.Source.ReadAtLeastAsync(header, ContentHeader, throwOnEndOfStream: false, cancel) < ContentHeader || header[0] != ContentFormat)
                return broken;
            var version = BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1));
            var found = OpenVersion(await RowsAsync(place.Compartment, cancel), version, place);
            if (!found.Succeeded)
                return Outcome<ContentSize>.Refused(found.Problems);
            if (found.Value.ContentKey(header.AsSpan(ContentHeader - SaltSize)) is not { } key)
                return new Problem(PlatformProblems.KeyDestroyed, place.Purpose);
            using var chunks = new Chunks(new(key, place, version), ChunkSize + AesGcmBox.Overhead);
            var sealedBytes = (long)ContentHeader;
            var plainBytes = 0L;
            var plain = new byte[ChunkSize];
            try
            {
                await chunks.ReadAsync(streams.Source, cancel);
                while (!chunks.Ended)
                {
                    var box = await chunks.NextAsync(streams.Source, cancel);
                    var length = box.Length - AesGcmBox.Overhead;
                    if (length < 0 || !AesGcmBox.TryOpen(key, box.Span, chunks.About(), plain.AsSpan(0, length)))
                        return broken;
                    await streams.Target.WriteAsync(plain.AsMemory(0, length), cancel);
                    plainBytes += length;
                    sealedBytes += box.Length;
                }
            }
            finally
            {
                CryptographicOperations.ZeroMemory(plain);
            }

            return new ContentSize(plainBytes, sealedBytes);
        });
    }

    /// <summary>The key of a content and what it is about.</summary>
    private sealed record ContentKeyed(byte[] Key, SealedPlace Place, int Version);

    /// <summary>Reads one chunk ahead, as a chunk says whether it is the last. There is always one, if only an empty one.</summary>
    private sealed class Chunks(ContentKeyed content, int size) : IDisposable
    {
        private byte[] _current = new byte[size];
        private byte[] _ahead = new byte[size];
        private int _aheadLength;
        private long _number = -1;
        private bool _isLast;

        /// <summary>Whether the last one was given.</summary>
        public bool Ended => _isLast;

        /// <summary>Reads the first one.</summary>
        public async Task ReadAsync(Stream source, CancellationToken cancel) =>
            _aheadLength = await source.ReadAtLeastAsync(_ahead, size, throwOnEndOfStream: false, cancel);

        /// <summary>Gives the next one; its memory is valid until the one after.</summary>
        public async Task<ReadOnlyMemory<byte>> NextAsync(Stream source, CancellationToken cancel)
        {
            (_current, _ahead) = (_ahead, _current);
            var length = _aheadLength;
            _aheadLength = length < size ? 0 : await source.ReadAtLeastAsync(_ahead, size, throwOnEndOfStream: false, cancel);
            _isLast = _aheadLength == 0;
            _number++;
            return _current.AsMemory(0, length);
        }

        /// <summary>What the chunk that was given last is about.</summary>
        public ReadOnlySpan<byte> About() => new CanonicalBytes("amparo chunk 1")
            .Add(content.Place.Compartment.Id).Add(content.Place.Purpose).Add(content.Place.Row)
            .Add(content.Version).Add(_number).Add(_isLast ? 1 : 0).Span;

        public void Dispose()
        {
            CryptographicOperations.ZeroMemory(content.Key);
            CryptographicOperations.ZeroMemory(_current);
            CryptographicOperations.ZeroMemory(_ahead);
        }
    }
}
