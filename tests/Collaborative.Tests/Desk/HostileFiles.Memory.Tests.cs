using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Text;
using Amparo.Collaborative.Submissions;

namespace Amparo.Collaborative.Tests.Desk;

/// <summary>The same on the embedded store; and files that are large, where memory is watched.</summary>
public sealed class HostileFilesOnSqliteTests(StaffedHost host) : HostileFilesTests<StaffedHost>(host), IClassFixture<StaffedHost>
{
    // What the whole process may take more while such a file is sent and checked, host and sender together.
    private const long MostMemory = 400L << 20;

    [Theory]
    [InlineData("a gibibyte that was packed", "hotline", "REC-020")]
    [InlineData("a sheet of blanks that was packed", "prosecution", "REC-009")]
    [InlineData("texts that were packed", "prosecution", "REC-009")]
    [InlineData("a line of 200 megabytes", "hotline", "REC-018")]
    [InlineData("a cell of 200 megabytes", "hotline", "REC-011")]
    [InlineData("ten million columns", "hotline", "REC-018")]
    [InlineData("ten million parts", "prosecution", "COL-020")]
    public async Task A_file_that_would_take_all_memory_takes_little(string file, string mapping, string code)
    {
        await ChooseAsync(mapping);
        GC.Collect();
        var before = Environment.WorkingSet;
        using var watch = new PeakMemory();
        var (state, version) = await SendAsync(new WrittenContent(stream => WriteAsync(file, stream)));
        TestContext.Current.TestOutputHelper!.WriteLine($"{file}: {(watch.Peak - before) >> 20} MiB more at the peak, {watch.Elapsed.TotalSeconds:0.0} s");
        (state, version.ProblemCode).ShouldBe((SubmissionState.Refused, code));
        (watch.Peak - before).ShouldBeLessThan(MostMemory);
        if (FileScan.IsHopeless(code))
            (await PiecesAsync(version.Id)).ShouldBe(0);
    }

    private static async Task WriteAsync(string file, Stream stream)
    {
        var block = new byte[1 << 16];
        switch (file)
        {
            case "a gibibyte that was packed":
                await using (var packed = new GZipStream(stream, CompressionLevel.Optimal, leaveOpen: true))
                {
                    await packed.WriteAsync(Encoding.UTF8.GetBytes(HostileFile.Header + "\n"));
                    Array.Fill(block, (byte)'\n');
                    for (var at = 0; at < 1 << 14; at++)
                        await packed.WriteAsync(block);
                }

                break;
            case "a sheet of blanks that was packed":
            case "texts that were packed":
                Array.Fill(block, (byte)' ');
                var path = Path.GetTempFileName();
                try
                {
                    await using (var made = new FileStream(path, FileMode.Create))
                    await using (var archive = new ZipArchive(made, ZipArchiveMode.Create))
                    {
                        foreach (var (name, bytes) in HostileFile.Parts())
                        {
                            await using var part = await archive.CreateEntry(name).OpenAsync();
                            await part.WriteAsync(bytes);
                        }

                        await using var large = await archive.CreateEntry(file.StartsWith("texts", StringComparison.Ordinal) ? "xl/sharedStrings.xml" : "xl/worksheets/sheet2.xml").OpenAsync();
                        await large.WriteAsync("<worksheet>"u8.ToArray());
                        for (var at = 0; at < 1 << 14; at++)
                            await large.WriteAsync(block);
                    }

                    await using var read = File.OpenRead(path);
                    await read.CopyToAsync(stream);
                }
                finally
                {
                    File.Delete(path);
                }

                break;
            case "a line of 200 megabytes":
            case "a cell of 200 megabytes":
                await stream.WriteAsync(Encoding.UTF8.GetBytes(HostileFile.Header + "\n1;"));
                if (file.StartsWith("a cell", StringComparison.Ordinal))
                    stream.WriteByte((byte)'"');
                Array.Fill(block, (byte)'a');
                for (var at = 0; at < 3200; at++)
                    await stream.WriteAsync(block);
                break;
            case "ten million columns":
                await stream.WriteAsync(Encoding.UTF8.GetBytes(HostileFile.Header));
                Array.Fill(block, (byte)';');
                for (var at = 0; at < 153; at++)
                    await stream.WriteAsync(block);
                break;
            default:
                // A list of parts without the parts: each entry of it has 46 bytes and a name.
                await stream.WriteAsync(new byte[] { 0x50, 0x4B, 3, 4, 0, 0, 0, 0 });
                var entry = new byte[47];
                (entry[0], entry[1], entry[2], entry[3], entry[28], entry[46]) = (0x50, 0x4B, 1, 2, 1, (byte)'a');
                var entries = Enumerable.Repeat(entry, 1000).SelectMany(bytes => bytes).ToArray();
                for (var at = 0; at < 5000; at++)
                    await stream.WriteAsync(entries);
                var end = new byte[22];
                (end[0], end[1], end[2], end[3]) = (0x50, 0x4B, 5, 6);
                (end[8], end[9], end[10], end[11], end[16]) = (0xFF, 0xFF, 0xFF, 0xFF, 8);
                BitConverter.TryWriteBytes(end.AsSpan(12), 47 * 5_000_000u);
                await stream.WriteAsync(end);
                break;
        }
    }

    private sealed class WrittenContent(Func<Stream, Task> write) : HttpContent
    {
        protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => write(stream);

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }

    /// <summary>The most memory that the process has while it lives, looked at fifty times a second.</summary>
    private sealed class PeakMemory : IDisposable
    {
        private readonly CancellationTokenSource _end = new();
        private readonly Stopwatch _since = Stopwatch.StartNew();
        private long _peak;

        public PeakMemory() => _ = Task.Run(async () =>
        {
            while (!_end.IsCancellationRequested)
            {
                _peak = Math.Max(_peak, Environment.WorkingSet);
                await Task.Delay(20);
            }
        });

        public long Peak => Interlocked.Read(ref _peak);

        public TimeSpan Elapsed => _since.Elapsed;

        public void Dispose() => _end.Cancel();
    }
}
