using System.Globalization;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.EntityFrameworkCore;

namespace Amparo.Collaborative.Contents;

/// <summary>Where a content stands.</summary>
/// <param name="Compartment">Whose key seals it.</param>
/// <param name="ContentId">Its id.</param>
internal sealed record ContentPlace(Compartment Compartment, Guid ContentId)
{
    /// <summary>The compartment of a submission: destroying its key erases every version of it, and no other.</summary>
    public static Compartment OfSubmission(Guid id) => new(string.Create(CultureInfo.InvariantCulture, $"submission.{id:N}"));

    internal SealedPlace Piece(int number) => new()
    {
        Compartment = Compartment,
        Purpose = "collaborative.content",
        Row = string.Create(CultureInfo.InvariantCulture, $"{ContentId:N}:{number}"),
    };
}

/// <summary>Contents of any size in sealed pieces. Nothing of them is ever on a disk in clear.</summary>
/// <remarks>Each piece is sealed for its place: one that was moved, left out or put into another content does not open.</remarks>
/// <param name="vault">The keys.</param>
/// <param name="contexts">The module's contexts.</param>
internal sealed class SealedContents(Vault vault, IDbContextFactory<CollaborativeContext> contexts)
{
    /// <summary>How many bytes a piece has, but the last.</summary>
    public const int PieceSize = 1 << 20;

    /// <summary>How many bytes a content takes once it is sealed.</summary>
    /// <param name="bytes">How many it has.</param>
    public static long SealedSize(long bytes) => bytes + (Math.Max(1, (bytes + PieceSize - 1) / PieceSize) * Vault.ValueOverhead);

    /// <summary>Seals a piece; the caller adds it to a context of its own.</summary>
    /// <param name="place">The content.</param>
    /// <param name="number">The piece's place.</param>
    /// <param name="bytes">The bytes: <see cref="PieceSize"/>, fewer in the last.</param>
    /// <param name="cancel">Cancels.</param>
    public async Task<Outcome<ContentPiece>> SealAsync(ContentPlace place, int number, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        var closed = await vault.SealAsync(place.Piece(number), bytes, cancel);
        return closed.Succeeded
            ? new ContentPiece { ContentId = place.ContentId, Number = number, Bytes = closed.Value }
            : Outcome<ContentPiece>.Refused(closed.Problems);
    }

    /// <summary>Keeps a whole content that is written piece by piece.</summary>
    /// <param name="place">A new content.</param>
    /// <param name="write">Writes it; the stream is at its start, and cannot seek.</param>
    /// <param name="cancel">Cancels between two pieces.</param>
    /// <returns>How many bytes it has. What was kept of a content that was not finished belongs to nobody, and <see cref="SweepContents"/> takes it away.</returns>
    public async Task<long> KeepAsync(ContentPlace place, Action<Stream> write, CancellationToken cancel)
    {
        // Whole in memory: what is kept so is made of rows that are in memory too.
        using var whole = new MemoryStream();
        write(whole);
        whole.Position = 0;
        var buffer = new byte[PieceSize];
        for (var number = 0; whole.Position < whole.Length || number == 0; number++)
        {
            var length = whole.ReadAtLeast(buffer, PieceSize, throwOnEndOfStream: false);
            var piece = await SealAsync(place, number, buffer.AsMemory(0, length), cancel);
            if (!piece.Succeeded)
                throw new StoreException(piece.Problems[0]);
            await using var context = await contexts.CreateDbContextAsync(cancel);
            context.Add(piece.Value);
            await context.SaveChangesAsync(cancel);
        }

        return whole.Length;
    }

    /// <summary>Opens a content for reading, at its start; seekable.</summary>
    /// <param name="place">The content.</param>
    /// <param name="size">How many bytes it has.</param>
    /// <exception cref="StoreException">Thrown by reading: the content is erased, or was changed.</exception>
    public Stream Open(ContentPlace place, long size) => new PieceStream(number => ReadPiece(place, number), size);

    private byte[] ReadPiece(ContentPlace place, int number)
    {
        using var context = contexts.CreateDbContext();
        var piece = context.Set<ContentPiece>().AsNoTracking().SingleOrDefault(row => row.ContentId == place.ContentId && row.Number == number)
            ?? throw new StoreException(new Problem(CollaborativeProblems.ContentIncomplete, "content"));
        // The readers of files are synchronous, and run in a job.
        var opened = vault.UnsealAsync(place.Piece(number), piece.Bytes, CancellationToken.None).GetAwaiter().GetResult();
        return opened.Succeeded ? opened.Value : throw new StoreException(opened.Problems[0]);
    }

    private sealed class PieceStream(Func<int, byte[]> read, long size) : Stream
    {
        private (int Number, byte[] Bytes) _piece = (-1, []);

        public override bool CanRead => true;

        public override bool CanSeek => true;

        public override bool CanWrite => false;

        public override long Length => size;

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            if (Position >= size || buffer.IsEmpty)
                return 0;
            var number = (int)(Position / PieceSize);
            if (_piece.Number != number)
                _piece = (number, read(number));
            var start = (int)(Position % PieceSize);
            var length = (int)Math.Min(Math.Min(buffer.Length, _piece.Bytes.Length - start), size - Position);
            if (length <= 0)
                throw new StoreException(new Problem(CollaborativeProblems.ContentIncomplete, "content"));
            _piece.Bytes.AsSpan(start, length).CopyTo(buffer);
            Position += length;
            return length;
        }

        public override long Seek(long offset, SeekOrigin origin)
        {
            var position = origin switch
            {
                SeekOrigin.Begin => offset,
                SeekOrigin.Current => Position + offset,
                _ => size + offset,
            };
            // What readers of archives expect of a file that is shorter than the list of parts they look for.
            return Position = position >= 0 ? position : throw new IOException("Before the beginning.");
        }

        public override void Flush()
        {
        }

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
