using System.IO.Compression;
using Amparo.Vocabulary;

namespace Amparo.Collaborative.Submissions;

/// <summary>Looks at what a file is, whatever its name says, before any reader of tables sees it.</summary>
internal static class FileScan
{
    private const int MostParts = 10_000;

    private static readonly byte[][] Foreign =
    [
        [.. "%PDF"u8], [.. "MZ"u8], [0x7F, .. "ELF"u8], [.. "#!"u8], [.. "Rar!"u8], [.. "7z\xBC"u8], [0xCA, 0xFE, 0xBA, 0xBE], [0x89, .. "PNG"u8], [0xFF, 0xD8, 0xFF], [.. "GIF8"u8],
        [.. "<!DO"u8], [.. "<htm"u8], [.. "<HTM"u8], [.. "<?xm"u8], [.. "<svg"u8], [.. "<scr"u8], [.. "BM"u8], [.. "SQLi"u8],
    ];

    /// <summary>Why a file is refused by what it is.</summary>
    /// <param name="stream">The file; left at its start.</param>
    /// <returns>Null for text and for workbooks without programs; otherwise <c>COL-020</c> or <c>COL-021</c>.</returns>
    public static Problem? Refuse(Stream stream)
    {
        var head = new byte[8];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        var start = head.AsSpan(0, read);
        if (start.StartsWith("PK"u8))
            return RefuseArchive(stream);
        var text = start.TrimStart((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF, (byte)' ', (byte)'\t', (byte)'\r', (byte)'\n']);
        foreach (var mark in Foreign)
        {
            if (start.StartsWith(mark) || text.StartsWith(mark))
                return new Problem(CollaborativeProblems.FileOfOtherKind, "file");
        }

        return null;
    }

    private static Problem? RefuseArchive(Stream stream)
    {
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            var names = archive.Entries.Take(MostParts + 1).Select(entry => entry.FullName).ToList();
            if (names.Count > MostParts || !names.Contains("[Content_Types].xml") || !names.Exists(name => name.StartsWith("xl/workbook", StringComparison.Ordinal)))
                return new Problem(CollaborativeProblems.FileOfOtherKind, "file");
            // Programs, and parts that lead out of the workbook, have no place in a table.
            return names.Exists(name => name.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || name.StartsWith("xl/externalLinks/", StringComparison.OrdinalIgnoreCase)
                || name.StartsWith("xl/embeddings/", StringComparison.OrdinalIgnoreCase) || name.Contains("..", StringComparison.Ordinal))
                ? new Problem(CollaborativeProblems.FileWithPrograms, "file")
                : null;
        }
        catch (InvalidDataException)
        {
            return new Problem(CollaborativeProblems.FileOfOtherKind, "file");
        }
        finally
        {
            stream.Position = 0;
        }
    }
}
