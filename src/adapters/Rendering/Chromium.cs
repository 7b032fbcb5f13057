using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Amparo.Vocabulary;

namespace Amparo.Rendering;

/// <summary>Draws HTML pages as PDF and PNG with the Chromium of the system, in a process of its own.</summary>
/// <remarks>
/// <para>
/// The page is a file in a temporary folder that only its owner can read, together with Chromium's profile; both are removed afterwards.
/// No name is resolved and every connection goes to a closed port, so that a page can load nothing and send nothing; that no script runs is the
/// page's own policy. What takes too long is ended with all its child processes. A caller that is killed leaves a Chromium that ends by itself and a folder that the next call removes.
/// </para>
/// <para>
/// Chromium's sandbox stays on. The user root cannot have it: Chromium refuses to start, so it is started without; the same where
/// <c>AMPARO_CHROMIUM_SANDBOX=off</c> says that the machine permits no user namespaces. The pages are this system's own, without scripts
/// and without network.
/// </para>
/// Thread-safe.
/// </remarks>
public sealed partial class Chromium
{
    /// <summary>Names the program, where it is not found by itself.</summary>
    public const string ProgramVariable = "AMPARO_CHROMIUM";

    /// <summary><c>off</c> where the machine permits no user namespaces.</summary>
    public const string SandboxVariable = "AMPARO_CHROMIUM_SANDBOX";

    private const string FolderPrefix = "amparo-rendering.";
    private const int PageWidth = 794;
    private const int PageHeight = 1123;
    private const int LongestSide = 4000;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

    private readonly string _program;
    private readonly RenderingOptions _options;

    private Chromium(string program, RenderingOptions options)
    {
        _program = program;
        _options = options;
    }

    /// <summary>Looks for Chromium: where <c>AMPARO_CHROMIUM</c> says, or in the folders of <c>PATH</c>.</summary>
    /// <param name="options">How pages are drawn.</param>
    /// <returns>Chromium, or <c>REN-001</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time limit is not positive, or the scale outside its range.</exception>
    public static Outcome<Chromium> Find(RenderingOptions options)
    {
        if (!(options.Limit > TimeSpan.Zero) || options.Scale is < 1 or > 4)
            throw new ArgumentOutOfRangeException(nameof(options));
        if (Environment.GetEnvironmentVariable(ProgramVariable) is { Length: > 0 } named)
            return File.Exists(named) ? new Chromium(named, options) : new Problem(RenderingProblems.BrowserMissing, ProgramVariable);
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var found = Names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
        return found is null ? new Problem(RenderingProblems.BrowserMissing, Names[0]) : new Chromium(found, options);
    }

    /// <summary>Draws a page of one A4 sheet.</summary>
    /// <param name="html">The page; it loads nothing.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>PDF and PNG; or <c>REN-002</c> to <c>REN-005</c>.</returns>
    /// <exception cref="OperationCanceledException">The work was ended; Chromium is gone, too.</exception>
    public Outcome<RenderedPage> Render(string html, CancellationToken cancel = default) => InFolder(html, (folder, page) =>
    {
        var (pdf, png) = (Path.Combine(folder, "page.pdf"), Path.Combine(folder, "page.png"));
        var problems = new[] { Print(folder, page, pdf, cancel), Picture(folder, page, (png, PageWidth, PageHeight), cancel) }.OfType<Problem>().ToList();
        if (problems.Count > 0)
            return Outcome<RenderedPage>.Refused(problems);
        var document = PdfOf(pdf);
        var picture = PngOf(png);
        if (!document.Succeeded || !picture.Succeeded)
            return Outcome<RenderedPage>.Refused([.. document.Problems.Concat(picture.Problems)]);
        var pages = PagesOf(document.Value);
        return pages == 1
            ? new RenderedPage(document.Value, picture.Value)
            : new Problem(RenderingProblems.DoesNotFit, "pdf", pages.ToString(CultureInfo.InvariantCulture));
    });

    /// <summary>Prints a page of any length on A4 sheets.</summary>
    /// <param name="html">The page; it loads nothing.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>The PDF, with tags and outline; or <c>REN-002</c> to <c>REN-004</c>.</returns>
    /// <exception cref="OperationCanceledException">The work was ended; Chromium is gone, too.</exception>
    public Outcome<byte[]> Print(string html, CancellationToken cancel = default) => InFolder(html, (folder, page) =>
    {
        var pdf = Path.Combine(folder, "page.pdf");
        return Print(folder, page, pdf, cancel) is { } problem ? problem : PdfOf(pdf);
    });

    /// <summary>Takes a picture of the top of a page.</summary>
    /// <param name="html">The page; it loads nothing.</param>
    /// <param name="size">The part that is seen, in CSS pixels; each 1 to 4,000.</param>
    /// <param name="cancel">Ends the work.</param>
    /// <returns>The PNG; or <c>REN-002</c> to <c>REN-004</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A side is outside its range.</exception>
    /// <exception cref="OperationCanceledException">The work was ended; Chromium is gone, too.</exception>
    public Outcome<byte[]> Picture(string html, (int Width, int Height) size, CancellationToken cancel = default)
    {
        if (size.Width is < 1 or > LongestSide || size.Height is < 1 or > LongestSide)
            throw new ArgumentOutOfRangeException(nameof(size));
        return InFolder(html, (folder, page) =>
        {
            var png = Path.Combine(folder, "page.png");
            return Picture(folder, page, (png, size.Width, size.Height), cancel) is { } problem ? problem : PngOf(png);
        });
    }

    private static Outcome<T> InFolder<T>(string html, Func<string, string, Outcome<T>> work)
        where T : class
    {
        ArgumentException.ThrowIfNullOrEmpty(html);
        RemoveAbandoned();
        var folder = Directory.CreateTempSubdirectory(
            string.Create(CultureInfo.InvariantCulture, $"{FolderPrefix}{Environment.ProcessId}.")).FullName;
        try
        {
            var page = Path.Combine(folder, "page.html");
            File.WriteAllText(page, html, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            return work(folder, page);
        }
        finally
        {
            Remove(folder);
        }
    }

    private Problem? Print(string folder, string page, string pdf, CancellationToken cancel) => Run(
        folder, "pdf", page, cancel, "--no-pdf-header-footer", "--generate-pdf-document-outline", "--export-tagged-pdf", $"--print-to-pdf={pdf}");

    private Problem? Picture(string folder, string page, (string File, int Width, int Height) png, CancellationToken cancel) => Run(
        folder, "png", page, cancel, string.Create(CultureInfo.InvariantCulture, $"--window-size={png.Width},{png.Height}"), "--hide-scrollbars",
        string.Create(CultureInfo.InvariantCulture, $"--force-device-scale-factor={_options.Scale}"), $"--screenshot={png.File}");

    /// <summary>The number of pages of a PDF as Chromium writes it; zero if it is none.</summary>
    internal static int PagesOf(ReadOnlySpan<byte> pdf) => PageObject().Count(Encoding.Latin1.GetString(pdf));

    private static Outcome<byte[]> PdfOf(string file)
    {
        var document = File.Exists(file) ? File.ReadAllBytes(file) : [];
        if (!document.AsSpan().StartsWith("%PDF-"u8) || document.AsSpan().IndexOf("/StructTreeRoot"u8) < 0)
            return new Problem(RenderingProblems.NotRendered, "pdf");
        Rename(document, "/Creator ("u8);
        Rename(document, "/Producer ("u8);
        return document;
    }

    // Chromium writes its version into what it draws, and a version tells which weaknesses fit. Written over in its own length: the document says where each of its parts begins.
    private static void Rename(Span<byte> document, ReadOnlySpan<byte> entry)
    {
        var at = document.IndexOf(entry);
        if (at < 0)
            return;
        var text = document[(at + entry.Length)..];
        var length = 0;
        // A bracket of the text's own stands behind a backslash.
        while (length < text.Length && text[length] != (byte)')')
            length += text[length] == (byte)'\\' ? 2 : 1;
        var name = "Amparo)"u8;
        if (length >= text.Length || length < name.Length - 1)
            return;
        text[..(length + 1)].Fill((byte)' ');
        name.CopyTo(text);
    }

    private static Outcome<byte[]> PngOf(string file)
    {
        var picture = File.Exists(file) ? File.ReadAllBytes(file) : [];
        return picture.AsSpan().StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47])
            ? picture
            : new Problem(RenderingProblems.NotRendered, "png");
    }

    private Problem? Run(string folder, string form, string page, CancellationToken cancel, params IReadOnlyList<string> arguments)
    {
        var start = new ProcessStartInfo(_program)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var argument in (IEnumerable<string>)
            [.. Always(), $"--user-data-dir={Path.Combine(folder, "profile-" + form)}", $"--crash-dumps-dir={folder}", .. arguments, new Uri(page).AbsoluteUri])
            start.ArgumentList.Add(argument);
        // Whatever Chromium keeps beside its profile stays in the folder that is removed.
        start.Environment["HOME"] = folder;
        start.Environment["TMPDIR"] = folder;
        start.Environment["XDG_CONFIG_HOME"] = folder;
        start.Environment["XDG_CACHE_HOME"] = folder;

        using var process = Process.Start(start) ?? throw new IOException("Chromium did not start.");
        process.StandardInput.Close();
        // Read away, so that it never waits for a reader; its text may quote the page and is not kept.
        var read = Task.WhenAll(process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancel), process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancel));
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(_options.Limit);
            process.WaitForExitAsync(limit.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            cancel.ThrowIfCancellationRequested();
            return new Problem(RenderingProblems.TimeLimit, form);
        }
        finally
        {
            _ = read.ContinueWith(static done => done.Exception, TaskScheduler.Default);
        }

        return process.ExitCode == 0 ? null : new Problem(RenderingProblems.BrowserFailed, form, process.ExitCode.ToString(CultureInfo.InvariantCulture));
    }

    private static IEnumerable<string> Always()
    {
        string[] always =
        [
            "--headless", "--disable-gpu", "--no-first-run", "--no-default-browser-check", "--disable-extensions", "--disable-sync",
            "--disable-background-networking", "--disable-component-update", "--disable-default-apps", "--disable-dev-shm-usage", "--no-pings",
            "--disable-features=Translate,MediaRouter,OptimizationHints", "--host-resolver-rules=MAP * ~NOTFOUND", "--proxy-server=127.0.0.1:9",
            "--font-render-hinting=none", "--force-color-profile=srgb",
        ];
        var withoutSandbox = Environment.GetEnvironmentVariable(SandboxVariable) == "off" || (OperatingSystem.IsLinux() && Environment.UserName == "root");
        return withoutSandbox ? always.Prepend("--no-sandbox") : always;
    }

    // A process that was killed leaves its folder; its number says whether it still works there.
    private static void RemoveAbandoned()
    {
        foreach (var folder in Directory.EnumerateDirectories(Path.GetTempPath(), $"{FolderPrefix}*"))
        {
            var parts = Path.GetFileName(folder).Split('.');
            if (parts.Length == 3 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var maker) && !IsAlive(maker))
                Remove(folder);
        }
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    // The last of Chromium's processes may still write for a moment.
    private static void Remove(string folder)
    {
        for (var attempt = 0; attempt < 20; attempt++)
        {
            try
            {
                if (Directory.Exists(folder))
                    Directory.Delete(folder, recursive: true);
                return;
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Thread.Sleep(50);
            }
        }
    }

    [GeneratedRegex(@"/Type\s*/Page\b(?!s)", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex PageObject();
}
