using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Collaborative.Submissions;

/// <summary>Looks at what a file is, whatever its name says, before any reader of tables sees it.</summary>
/// <remarks>
/// What is not known to be a table is refused: text, text packed once, and workbooks that hold nothing but sheets and their looks. A file that is a table
/// and something else at once is something else. Only the ends of the file and a workbook's list of parts are read, so that looking costs no memory.
/// </remarks>
internal static class FileScan
{
    private const int Head = 1024;
    private const int MostParts = 10_000;

    // The list of parts of an honest workbook has a few kilobytes; the runtime reads all of it into memory.
    private const int LargestList = 2 << 20;
    private const int EndRecord = 22;
    private const int LongestComment = ushort.MaxValue;

    private static readonly byte[][] Foreign =
    [
        [0x7F, .. "ELF"u8], [.. "#!"u8], [.. "Rar!"u8], [.. "7z\xBC"u8], [0xFD, .. "7zXZ"u8], [0x28, 0xB5, 0x2F, 0xFD], [.. "BZh"u8], [.. "MSCF"u8], [0xCA, 0xFE, 0xBA, 0xBE], [0xFE, 0xED, 0xFA],
        [0xCF, 0xFA, 0xED, 0xFE], [0x89, .. "PNG"u8], [0xFF, 0xD8, 0xFF], [.. "GIF8"u8], [.. "RIFF"u8], [.. "{\\rtf"u8], [.. "%!PS"u8], [.. "SQLite format 3"u8],
        // What office programs wrote in the nineties, and what they write when a workbook has a password.
        [0xD0, 0xCF, 0x11, 0xE0],
    ];

    // Two letters begin many a heading: they count only where the rest is no text.
    private static readonly byte[][] ForeignIfBinary = [[.. "MZ"u8], [.. "BM"u8]];

    private static readonly string[] Documents = ["%pdf-", "<html", "<!doctype", "<?php"];

    private static readonly string[] KnownParts = [".xml", ".rels", ".vml", ".png", ".jpg", ".jpeg", ".gif", ".emf", ".wmf", ".tiff", ".svg", ".psmdcp"];

    private static readonly string[] ForbiddenParts =
        ["xl/externalLinks/", "xl/embeddings/", "xl/activeX/", "xl/oleObjects/", "xl/queryTables/", "xl/connections", "xl/macrosheets/", "xl/webextensions/", "customUI/", "xl/dialogsheets/"];

    /// <summary>Why a file is refused by what it is.</summary>
    /// <param name="stream">The file; left at its start.</param>
    /// <returns>Null for text and for workbooks without programs; otherwise <c>COL-020</c> or <c>COL-021</c>.</returns>
    public static Problem? Refuse(Stream stream)
    {
        var start = ReadHead(stream);
        if (start.AsSpan().StartsWith("PK"u8))
            return IsDocument(start) ? Other() : RefuseArchive(stream);
        return IsForeign(start) || EndsAsArchive(stream) || (start is [0x1F, 0x8B, ..] && IsForeignInside(stream)) ? Other() : null;
    }

    /// <summary>Whether no choice of a mapping could make a table of a file: it is not kept then.</summary>
    /// <param name="code">Why the file was refused.</param>
    public static bool IsHopeless(string code) => code is CollaborativeProblems.FileOfOtherKind or CollaborativeProblems.FileWithPrograms or CollaborativeProblems.FileInfected
        or RecordsProblems.EmptyFile or RecordsProblems.WorkbookTooLarge or RecordsProblems.LineTooLong or RecordsProblems.PackedBroken or RecordsProblems.UnpackedTooLarge;

    private static Problem Other() => new(CollaborativeProblems.FileOfOtherKind, "file");

    private static byte[] ReadHead(Stream stream)
    {
        var head = new byte[Head];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return head[..read];
    }

    private static bool IsForeign(byte[] start)
    {
        var isBinary = start.Contains((byte)0);
        if (Foreign.Any(mark => start.AsSpan().StartsWith(mark)) || (isBinary && !IsWide(start) && ForeignIfBinary.Any(mark => start.AsSpan().StartsWith(mark))))
            return true;
        // An archive of tapes has its mark further in.
        return (start.Length > 262 && start.AsSpan(257).StartsWith("ustar"u8)) || IsDocument(start);
    }

    // Text of two bytes a letter has a zero in every second one.
    private static bool IsWide(byte[] start) => start.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || start.AsSpan().StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]);

    // Whatever encoding the letters are in. Markup is known by its first sign; readers of documents look a kilobyte far for theirs.
    private static bool IsDocument(byte[] start)
    {
        var letters = Encoding.Latin1.GetString([.. start.Where(value => value is not (0 or 0xEF or 0xBB or 0xBF or 0xFF or 0xFE))]);
        var text = letters.TrimStart();
        return (text is ['<', var second, ..] && (char.IsAsciiLetter(second) || second is '!' or '?'))
            || Documents.Any(mark => letters.Contains(mark, StringComparison.OrdinalIgnoreCase));
    }

    // A reader of archives looks for the list of parts at the end, and does not mind what stands before.
    private static bool EndsAsArchive(Stream stream)
    {
        var end = new byte[(int)Math.Min(stream.Length, EndRecord + LongestComment)];
        stream.Position = stream.Length - end.Length;
        stream.ReadExactly(end);
        stream.Position = 0;
        return end.AsSpan().IndexOf("PK\u0005\u0006"u8) >= 0;
    }

    private static bool IsForeignInside(Stream stream)
    {
        try
        {
            using var unpacked = new GZipStream(stream, CompressionMode.Decompress, leaveOpen: true);
            var head = new byte[Head];
            var read = unpacked.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
            // A packed file in a packed file is no table, and how far that goes on nobody knows.
            return head.AsSpan(0, read).StartsWith("PK"u8) || head is [0x1F, 0x8B, ..] || IsForeign(head[..read]);
        }
        catch (InvalidDataException)
        {
            // Damaged, which is for the reader of tables to say.
            return false;
        }
        finally
        {
            stream.Position = 0;
        }
    }

    private static Problem? RefuseArchive(Stream stream)
    {
        if (!HasPlainList(stream))
            return Other();
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var names = archive.Entries.Select(entry => entry.FullName).ToList();
            // Two parts of one name: what is looked at need not be what is read.
            if (names.Distinct(StringComparer.OrdinalIgnoreCase).Count() < names.Count || !names.Contains("[Content_Types].xml")
                || !names.Exists(name => name.StartsWith("xl/workbook", StringComparison.Ordinal)))
                return Other();
            // Programs, other files, and parts that lead out of the workbook have no place in a table.
            return names.TrueForAll(IsPartOfTable) ? null : new Problem(CollaborativeProblems.FileWithPrograms, "file");
        }
        catch (InvalidDataException)
        {
            return Other();
        }
        finally
        {
            stream.Position = 0;
        }
    }

    private static bool IsPartOfTable(string name) =>
        !name.Contains("..", StringComparison.Ordinal) && !name.Contains('\\', StringComparison.Ordinal) && !name.StartsWith('/') && !name.Any(char.IsControl)
        && !ForbiddenParts.Any(part => name.StartsWith(part, StringComparison.OrdinalIgnoreCase))
        && (name.EndsWith('/') || KnownParts.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)
            || (name.StartsWith("xl/printerSettings/", StringComparison.OrdinalIgnoreCase) && name.EndsWith(".bin", StringComparison.OrdinalIgnoreCase)));

    // The list stands at the very end, is as long as it says, and nothing is behind or between: no second meaning hides there.
    private static bool HasPlainList(Stream stream)
    {
        if (stream.Length < EndRecord)
            return false;
        var end = new byte[EndRecord];
        stream.Position = stream.Length - EndRecord;
        stream.ReadExactly(end);
        stream.Position = 0;
        var (parts, size, offset) = (BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(10)), BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(12)), BinaryPrimitives.ReadUInt32LittleEndian(end.AsSpan(16)));
        return end.AsSpan().StartsWith("PK\u0005\u0006"u8) && BinaryPrimitives.ReadUInt16LittleEndian(end.AsSpan(20)) == 0 && parts <= MostParts && size <= LargestList
            && (long)offset + size == stream.Length - EndRecord;
    }
}
