using System.IO.Compression;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Refuses a workbook that unpacks to more than it should, or would once it is read, before anything of it is read.</summary>
internal static class WorkbookSize
{
    // An honest workbook has a part for each sheet, style and drawing: dozens.
    private const int MostParts = 10_000;

    /// <summary>Unpacks every part and counts, then looks where the cells lie. The sizes in the archive's own directory are not believed.</summary>
    /// <param name="stream">The workbook; it is left at its start.</param>
    /// <param name="limits">How much it may unpack to.</param>
    /// <param name="holdsErrors">Whether some cell holds a failed formula, so that looking for it is worth the time.</param>
    /// <returns>REC-008, REC-009, or null.</returns>
    internal static Problem? Check(Stream stream, ReadingLimits limits, out bool holdsErrors)
    {
        holdsErrors = false;
        var start = stream.Position;
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (archive.Entries.Count > MostParts)
                return new Problem(RecordsProblems.WorkbookTooLarge, "file");
            long total = 0;
            var buffer = new byte[1 << 16];
            foreach (var entry in archive.Entries)
            {
                var most = entry.FullName.EndsWith("sharedStrings.xml", StringComparison.OrdinalIgnoreCase)
                    ? limits.LargestSharedTexts
                    : limits.LargestWorkbook;
                long size = 0;
                using var part = entry.Open();
                int read;
                while ((read = part.Read(buffer)) > 0)
                {
                    size += read;
                    total += read;
                    if (size > most || total > limits.LargestWorkbook)
                        return new Problem(RecordsProblems.WorkbookTooLarge, "file");
                }
            }

            return WorkbookCells.Check(archive, out holdsErrors);
        }
        catch (InvalidDataException)
        {
            return new Problem(RecordsProblems.NotWorkbook, "file");
        }
        finally
        {
            stream.Position = start;
        }
    }
}
