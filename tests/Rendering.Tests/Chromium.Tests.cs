using System.Diagnostics;
using System.Globalization;
using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Rendering.Tests;

/// <summary>Pages drawn by the real Chromium. Without it these tests fail: eng/packages.sh installs it.</summary>
[Collection(nameof(Chromium))]
public sealed class ChromiumTests
{
    private const string Page = """
        <!DOCTYPE html>
        <html lang="es"><head><meta charset="utf-8"/><title>Prueba</title><style>@page { size: A4; margin: 0 } body { margin: 20mm; background: #ffffff }</style></head>
        <body><main><h1>Víctimas detectadas: 434</h1><h2>Método</h2><p>Lo que se publicó.</p></main></body></html>
        """;

    [Fact]
    public void A_page_is_a_tagged_PDF_of_one_sheet_and_a_picture_of_its_size()
    {
        var page = Find().Render(Page, TestContext.Current.CancellationToken).Value;
        var pdf = Encoding.Latin1.GetString(page.Pdf.Span);
        pdf.ShouldStartWith("%PDF-");
        pdf.ShouldContain("/StructTreeRoot");
        pdf.ShouldContain("/Outlines");
        Chromium.PagesOf(page.Pdf.Span).ShouldBe(1);
        // Width and height stand big-endian at the beginning of a PNG: A4 at 96 dots an inch, twice.
        var png = page.Png.Span;
        (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png[16..]), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png[20..]))
            .ShouldBe((1588, 2246));
    }

    [Fact]
    public void A_PDF_does_not_say_what_drew_it_and_its_parts_are_where_it_says()
    {
        var pdf = Encoding.Latin1.GetString(Find().Print(Page, TestContext.Current.CancellationToken).Value);
        foreach (var version in new[] { "Chrome", "Mozilla", "Skia", "WebKit" })
            pdf.ShouldNotContain(version, Case.Insensitive);
        pdf.ShouldContain("/Creator (Amparo) ");
        pdf.ShouldContain("/Producer (Amparo) ");
        // The table of parts begins where the document's end says, and the first part where the table says.
        var end = pdf[(pdf.LastIndexOf("startxref", StringComparison.Ordinal) + 9)..].Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        end[1].ShouldBe("%%EOF");
        var table = pdf[int.Parse(end[0], CultureInfo.InvariantCulture)..].Split('\n', StringSplitOptions.TrimEntries);
        table[0].ShouldBe("xref");
        var places = table.Where(line => line.Length == 18 && line[^1] == 'n').Select(line => int.Parse(line.AsSpan(0, 10), CultureInfo.InvariantCulture)).ToList();
        places.Count.ShouldBeGreaterThan(10);
        foreach (var place in places)
            pdf.AsSpan(place, 16).Contains(" 0 obj", StringComparison.Ordinal).ShouldBeTrue();
    }

    [Fact]
    public void A_page_that_runs_over_is_told_with_its_number_of_pages() =>
        Find().Render(Page.Replace("<p>", "<p style=\"height: 400mm\">", StringComparison.Ordinal), TestContext.Current.CancellationToken).Problems
            .ShouldBe([new Problem(RenderingProblems.DoesNotFit, "pdf", "2")]);

    [Fact]
    public void A_page_of_any_length_is_printed_and_pictured_at_the_size_asked_for()
    {
        var pdf = Find().Print(Page.Replace("<p>", "<p style=\"height: 400mm\">", StringComparison.Ordinal), TestContext.Current.CancellationToken).Value;
        Chromium.PagesOf(pdf).ShouldBe(2);
        var png = Find().Picture(Page, (480, 600), TestContext.Current.CancellationToken).Value;
        (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)))
            .ShouldBe((960, 1200));
        Should.Throw<ArgumentOutOfRangeException>(() => Find().Picture(Page, (0, 600), TestContext.Current.CancellationToken));
        Should.Throw<ArgumentOutOfRangeException>(() => Find().Picture(Page, (480, 4001), TestContext.Current.CancellationToken));
    }

    [Fact]
    public void A_page_reaches_nothing_outside_itself()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var port = ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
        var page = Page.Replace(
            "<p>", $"<p><img src=\"http://127.0.0.1:{port}/a.png\" alt=\"\"/><img src=\"http://localhost:{port}/b.png\" alt=\"\"/>", StringComparison.Ordinal);
        Find().Render(page, TestContext.Current.CancellationToken).Succeeded.ShouldBeTrue();
        listener.Pending().ShouldBeFalse();
    }

    [Fact]
    public void What_takes_too_long_is_ended_with_all_its_processes()
    {
        using var slow = new SlowBrowser();
        var watch = Stopwatch.StartNew();
        var found = SlowBrowser.Find(TimeSpan.FromSeconds(2));
        found.Render(Page, TestContext.Current.CancellationToken).Problems.ShouldAllBe(problem => problem.Code == RenderingProblems.TimeLimit);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(30));
        slow.Children().ShouldBeEmpty();
    }

    [Fact]
    public void Who_ends_the_work_ends_the_browser()
    {
        using var slow = new SlowBrowser();
        using var cancel = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        Should.Throw<OperationCanceledException>(() => SlowBrowser.Find(TimeSpan.FromMinutes(5)).Render(Page, cancel.Token));
        slow.Children().ShouldBeEmpty();
    }

    [Fact]
    public void A_browser_that_fails_or_writes_nothing_is_told()
    {
        using var fails = new SlowBrowser("exit 3");
        SlowBrowser.Find(TimeSpan.FromSeconds(20)).Render(Page, TestContext.Current.CancellationToken).Problems
            .ShouldBe([new Problem(RenderingProblems.BrowserFailed, "pdf", "3"), new Problem(RenderingProblems.BrowserFailed, "png", "3")]);
        using var silent = new SlowBrowser("exit 0");
        SlowBrowser.Find(TimeSpan.FromSeconds(20)).Render(Page, TestContext.Current.CancellationToken).Problems.ShouldBe(
            [new Problem(RenderingProblems.NotRendered, "pdf"), new Problem(RenderingProblems.NotRendered, "png")]);
    }

    [Fact]
    public void Nothing_is_left_behind_not_even_by_a_process_that_died()
    {
        // No process has this number: the highest that Linux gives is 4194304.
        var abandoned = Path.Combine(Path.GetTempPath(), "amparo-rendering.5000000.abandoned");
        Directory.CreateDirectory(abandoned);
        Find().Render(Page, TestContext.Current.CancellationToken).Succeeded.ShouldBeTrue();
        Directory.Exists(abandoned).ShouldBeFalse();
        Directory.GetDirectories(Path.GetTempPath(), $"amparo-rendering.{Environment.ProcessId}.*").ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_browser_there_is_a_coded_problem()
    {
        var before = Environment.GetEnvironmentVariable(Chromium.ProgramVariable);
        try
        {
            Environment.SetEnvironmentVariable(Chromium.ProgramVariable, Path.Combine(Path.GetTempPath(), "no-such-browser"));
            Chromium.Find(new RenderingOptions()).Problems.ShouldBe([new Problem(RenderingProblems.BrowserMissing, Chromium.ProgramVariable)]);
        }
        finally
        {
            Environment.SetEnvironmentVariable(Chromium.ProgramVariable, before);
        }
    }

    [Fact]
    public void Options_out_of_range_are_a_mistake_of_the_caller()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Chromium.Find(new RenderingOptions { Limit = TimeSpan.Zero }));
        Should.Throw<ArgumentOutOfRangeException>(() => Chromium.Find(new RenderingOptions { Scale = 9 }));
    }

    private static Chromium Find()
    {
        var found = Chromium.Find(new RenderingOptions());
        found.Succeeded.ShouldBeTrue("Chromium is not installed; eng/packages.sh installs it.");
        return found.Value;
    }

    /// <summary>A program in the browser's place: by default one that starts another and waits.</summary>
    private sealed class SlowBrowser : IDisposable
    {
        private readonly string _folder = Directory.CreateTempSubdirectory("amparo-slow-").FullName;
        private readonly string? _before = Environment.GetEnvironmentVariable(Chromium.ProgramVariable);

        public SlowBrowser(string? script = null)
        {
            var program = Path.Combine(_folder, "browser");
            File.WriteAllText(program, $"#!/bin/sh\n{script ?? $"sleep 300 & echo $! >> '{_folder}/children'; wait"}\n");
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            Environment.SetEnvironmentVariable(Chromium.ProgramVariable, program);
        }

        public static Chromium Find(TimeSpan limit) => Chromium.Find(new RenderingOptions { Limit = limit }).Value;

        /// <summary>The children that are still alive; one that has ended but not been collected is not.</summary>
        public List<int> Children() => File.ReadAllLines(Path.Combine(_folder, "children"))
            .Select(line => int.Parse(line, System.Globalization.CultureInfo.InvariantCulture)).Where(IsAlive).ToList();

        public void Dispose()
        {
            Environment.SetEnvironmentVariable(Chromium.ProgramVariable, _before);
            Directory.Delete(_folder, recursive: true);
        }

        private static bool IsAlive(int process)
        {
            var status = $"/proc/{process}/status";
            return File.Exists(status) && !File.ReadLines(status).Any(line => line.StartsWith("State:", StringComparison.Ordinal) && line.Contains('Z', StringComparison.Ordinal));
        }
    }
}

/// <summary>One test after the other: they set the browser's place for the whole process.</summary>
[CollectionDefinition(nameof(Chromium), DisableParallelization = true)]
public sealed class OneAfterTheOther;
