using System.IO.Compression;
using System.Net.Sockets;
using System.Text;
using Amparo.TestSupport;

namespace Amparo.Scanning.Tests;

/// <summary>The same asked of the real ClamAV daemon, with an invented signature. Skipped where it is not installed.</summary>
public sealed class ClamdTests : IAsyncLifetime
{
    private const string Table = "dossier;nom\n1;Ana\n";

    private Clamd _daemon = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _daemon = await Clamd.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_daemon is not null)
            await _daemon.DisposeAsync();
    }

    [Fact]
    public async Task The_real_scanner_tells_a_harmful_file_from_others_wherever_the_harm_stands()
    {
        (await Scanner.AnswersAsync(Cancel)).ShouldBeTrue();
        (await ScanAsync([])).ShouldBe(ScanVerdict.Clean);
        (await ScanAsync(Encoding.UTF8.GetBytes(Table))).ShouldBe(ScanVerdict.Clean);
        (await ScanAsync(Encoding.UTF8.GetBytes($"{Table}2;{Clamd.Pattern}\n"))).ShouldBe(ScanVerdict.Found);
        // Beyond the first pieces, across the border of two, and within a packed part of a workbook.
        var far = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Table, 60_000)));
        (await ScanAsync(far)).ShouldBe(ScanVerdict.Clean);
        Encoding.UTF8.GetBytes(Clamd.Pattern).CopyTo(far.AsSpan((1 << 16) * 8 - 10));
        (await ScanAsync(far)).ShouldBe(ScanVerdict.Found);
        (await ScanAsync(Packed($"<x>{Clamd.Pattern}</x>"))).ShouldBe(ScanVerdict.Found);
        (await ScanAsync(Packed("<x/>"))).ShouldBe(ScanVerdict.Clean);
    }

    [Fact]
    public async Task A_file_beyond_the_real_scanners_limits_is_none_that_passed()
    {
        // More than it looks at, of what it takes; and more than it takes.
        (await ScanAsync(new byte[Clamd.LargestFile - 1])).ShouldBe(ScanVerdict.Clean);
        (await ScanAsync(new byte[Clamd.LargestFile + 1])).ShouldBe(ScanVerdict.TooLarge);
        (await ScanAsync(new byte[Clamd.LargestStream + 1])).ShouldBe(ScanVerdict.TooLarge);
        (await ScanAsync(new byte[Clamd.LargestStream * 5])).ShouldBe(ScanVerdict.TooLarge);
    }

    [Fact]
    public async Task Many_ask_the_real_scanner_at_once()
    {
        var scanner = Scanner;
        var verdicts = await Task.WhenAll(Enumerable.Range(0, 12).Select(at => scanner.ScanAsync(new MemoryStream(Encoding.UTF8.GetBytes(at % 2 == 0 ? Table : Clamd.Pattern)), Cancel)));
        verdicts.ShouldBe(Enumerable.Range(0, 12).Select(at => at % 2 == 0 ? ScanVerdict.Clean : ScanVerdict.Found));
    }

    private MalwareScanner Scanner => new(new UnixDomainSocketEndPoint(_daemon.Socket), new());

    private Task<ScanVerdict> ScanAsync(byte[] file) => Scanner.ScanAsync(new MemoryStream(file), Cancel);

    private static byte[] Packed(string text)
    {
        using var made = new MemoryStream();
        using (var archive = new ZipArchive(made, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var part = archive.CreateEntry("xl/worksheets/sheet1.xml").Open();
            part.Write(Encoding.UTF8.GetBytes(text));
        }

        return made.ToArray();
    }
}
