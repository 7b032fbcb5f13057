using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Amparo.Records.Tests.Reading;

/// <summary>Reads a file to its end and says in lines what came out of it.</summary>
internal static class Reads
{
    internal static readonly SourceFormat Detected = new();
    internal static readonly SourceFormat Commas = new() { Encoding = SourceEncoding.Utf8, Delimiter = ',' };
    internal static readonly SourceFormat Json = new() { Kind = SourceKind.JsonLines };
    internal static readonly SourceFormat Sheet = new() { Kind = SourceKind.Workbook };

    /// <summary>Every row with its number, its problem and its cells; then why reading ended, or why it never began.</summary>
    internal static string[] All(Stream file, SourceFormat format, ReadingLimits? limits = null)
    {
        var opened = RowSource.Open(file, format, limits ?? new ReadingLimits());
        if (!opened.Succeeded)
            return [opened.Problems.ShouldHaveSingleItem().ToString()];
        using var rows = opened.Value;
        var lines = new List<string>();
        while (rows.Read())
        {
            var cells = string.Join('|', rows.Header.Select((_, column) => rows.Text(column)));
            lines.Add(rows.RowProblem is { } problem
                ? string.Create(CultureInfo.InvariantCulture, $"{rows.RowNumber} {problem}")
                : string.Create(CultureInfo.InvariantCulture, $"{rows.RowNumber}: {cells}"));
        }

        if (rows.Failure is { } failure)
            lines.Add(failure.ToString());
        rows.Read().ShouldBeFalse();
        return [.. lines];
    }

    internal static string[] All(string text, SourceFormat format, ReadingLimits? limits = null) => All(Fixture.Utf8(text), format, limits);

    /// <summary>Only how reading ended: a refusal, a failure, or the number of rows.</summary>
    internal static string End(Stream file, SourceFormat format, ReadingLimits? limits = null)
    {
        var opened = RowSource.Open(file, format, limits ?? new ReadingLimits());
        if (!opened.Succeeded)
            return opened.Problems.ShouldHaveSingleItem().ToString();
        using var rows = opened.Value;
        var read = 0;
        while (rows.Read())
            read++;
        return rows.Failure?.ToString() ?? string.Create(CultureInfo.InvariantCulture, $"{read} rows");
    }

    internal static MemoryStream Gzip(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(bytes);
        packed.Position = 0;
        return packed;
    }

    internal static MemoryStream Gzip(string text) => Gzip(Encoding.UTF8.GetBytes(text));

    /// <summary>How many bytes a piece of work allocates, on this thread. Once before without counting, for what is made only once.</summary>
    internal static long Allocated(Action work)
    {
        work();
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
