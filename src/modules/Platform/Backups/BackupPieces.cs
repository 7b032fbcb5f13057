using System.Globalization;
using System.Security.Cryptography;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Platform.Backups;

/// <summary>The pieces of a backup: 64 KiB each in an <see cref="AesGcmBox"/>, bound to the header, to their number, and to being the last or not.</summary>
internal static class BackupPieces
{
    /// <summary>How much of the content is in each but the last.</summary>
    public const int Size = 1 << 16;

    /// <summary>What a piece is about.</summary>
    public static ReadOnlySpan<byte> About(BackupHeader header, long number, bool isLast) => new CanonicalBytes("amparo backup piece 1")
        .Add(Convert.ToHexStringLower(header.Bytes)).Add(number).Add(isLast ? 1 : 0).Span;
}

/// <summary>Seals what is written into it. <see cref="Finish"/> writes the last piece: a file without it was cut.</summary>
internal sealed class PieceWriter(Stream target, BackupHeader header) : WritingStream
{
    private readonly byte[] _plain = new byte[BackupPieces.Size];
    private readonly byte[] _box = new byte[BackupPieces.Size + AesGcmBox.Overhead];
    private int _length;
    private long _number;

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (buffer.Length > 0)
        {
            // Only when more comes is it known that a full piece is not the last.
            if (_length == BackupPieces.Size)
                Seal(isLast: false);
            var taken = Math.Min(buffer.Length, BackupPieces.Size - _length);
            buffer[..taken].CopyTo(_plain.AsSpan(_length));
            _length += taken;
            buffer = buffer[taken..];
        }
    }

    /// <summary>Writes the last piece.</summary>
    public void Finish() => Seal(isLast: true);

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(_plain);
        base.Dispose(disposing);
    }

    private void Seal(bool isLast)
    {
        var box = _box.AsSpan(0, _length + AesGcmBox.Overhead);
        AesGcmBox.Close(header.PieceKey, _plain.AsSpan(0, _length), BackupPieces.About(header, _number, isLast), box);
        target.Write(box);
        _number++;
        _length = 0;
    }
}

/// <summary>Opens what was sealed, one piece ahead; gives nothing of a piece that does not open.</summary>
/// <remarks>Reading throws a <see cref="StoreException"/> with <c>PLT-082</c> or <c>PLT-083</c> and the piece's number, from zero.</remarks>
internal sealed class PieceReader : ReadingStream
{
    private const int BoxSize = BackupPieces.Size + AesGcmBox.Overhead;

    private readonly Stream _source;
    private readonly BackupHeader _header;
    private readonly string _name;
    private readonly byte[] _plain = new byte[BackupPieces.Size];
    private byte[] _box = new byte[BoxSize];
    private byte[] _ahead = new byte[BoxSize];
    private int _aheadLength;
    private int _at;
    private int _length;
    private long _number = -1;
    private bool _ended;

    public PieceReader(Stream source, BackupHeader header, string name)
    {
        (_source, _header, _name) = (source, header, name);
        _aheadLength = source.ReadAtLeast(_ahead, BoxSize, throwOnEndOfStream: false);
    }

    public override int Read(Span<byte> buffer)
    {
        if (buffer.Length == 0)
            return 0;
        while (_at == _length)
        {
            if (_ended)
                return 0;
            Open();
        }

        var given = Math.Min(buffer.Length, _length - _at);
        _plain.AsSpan(_at, given).CopyTo(buffer);
        _at += given;
        return given;
    }

    protected override void Dispose(bool disposing)
    {
        CryptographicOperations.ZeroMemory(_plain);
        base.Dispose(disposing);
    }

    private void Open()
    {
        (_box, _ahead) = (_ahead, _box);
        var length = _aheadLength;
        _aheadLength = length < BoxSize ? 0 : _source.ReadAtLeast(_ahead, BoxSize, throwOnEndOfStream: false);
        _ended = _aheadLength == 0;
        _number++;
        (_at, _length) = (0, Math.Max(0, length - AesGcmBox.Overhead));
        if (length >= AesGcmBox.Overhead && Opens(length, _ended))
            return;
        // At the end of the file: a piece that was not to be the last, or half a piece, says that the rest is missing.
        var isCut = _ended && (length < BoxSize || Opens(length, isLast: false));
        throw new StoreException(new Problem(
            isCut ? PlatformProblems.BackupShortened : PlatformProblems.BackupDamaged, _name, _number.ToString(CultureInfo.InvariantCulture)));
    }

    private bool Opens(int length, bool isLast) =>
        AesGcmBox.TryOpen(_header.PieceKey, _box.AsSpan(0, length), BackupPieces.About(_header, _number, isLast), _plain.AsSpan(0, _length));
}
