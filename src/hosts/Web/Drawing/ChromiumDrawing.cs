using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Amparo.Portal.Http;
using Amparo.Rendering;
using Amparo.Stores;
using Amparo.Vocabulary;
using Microsoft.Extensions.Logging.Abstractions;

namespace Amparo.Web.Drawing;

/// <summary>Draws the portal's pages with the machine's Chromium, one at a time, and keeps what was drawn beside the data.</summary>
/// <remarks>
/// What was drawn is kept under the fingerprint of what it was drawn from: the same page is drawn once, and a page of a new release anew.
/// Pages load nothing while they are drawn; style and type are written into them.
/// </remarks>
internal sealed partial class ChromiumDrawing : IPageDrawing, IDisposable
{
    // A page in four languages has some hundred addresses; releases come and go.
    private const int MostKept = 600;
    private const int MostWaiting = 4;

    // A page that is drawn runs nothing and loads nothing.
    private const string Policy =
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:\">";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly Chromium _chromium;
    private readonly string _style;
    private readonly string _folder;
    private readonly SemaphoreSlim _one = new(1);
    private ILogger _logger = NullLogger.Instance;
    private int _waiting;

    private ChromiumDrawing(Chromium chromium, string style, string folder)
    {
        _chromium = chromium;
        _style = style;
        _folder = folder;
    }

    /// <summary>Finds the machine's Chromium.</summary>
    /// <param name="assets">The folder of stylesheet and type.</param>
    /// <param name="folder">Where drawings are kept; made when the first is drawn.</param>
    /// <returns>Null where the machine has none: pages are then printed by the reader's browser.</returns>
    public static ChromiumDrawing? Find(string assets, string folder)
    {
        var found = Chromium.Find(new RenderingOptions { Limit = TimeSpan.FromSeconds(30) });
        return found.Succeeded ? new ChromiumDrawing(found.Value, Inlined(assets), folder) : null;
    }

    /// <summary>The same, telling why a page was not drawn: readers are told only that it was not.</summary>
    /// <param name="logger">Is told codes, a form and an exit code; of the page nothing.</param>
    public ChromiumDrawing Telling(ILogger logger)
    {
        _logger = logger;
        return this;
    }

    /// <inheritdoc/>
    public Task<Drawn> PrintAsync(string html, CancellationToken cancel)
    {
        var whole = StyleLink().Replace(html, _ => $"{Policy}<style>{_style}</style>");
        // On paper an address of this site leads into the reader's own disk.
        whole = SiteLink().Replace(whole, "");
        return KeptOr(whole, "pdf", () => _chromium.Print(whole, CancellationToken.None), cancel);
    }

    /// <inheritdoc/>
    public Task<Drawn> PictureAsync(string svg, (int Width, int Height) size, CancellationToken cancel)
    {
        const int LongestSide = 4000;
        if (size.Width > LongestSide || size.Height > LongestSide)
            return Task.FromResult(new Drawn(DrawnState.Impossible, default));
        var whole = $"<!DOCTYPE html><html><head><meta charset=\"utf-8\">{Policy}<style>{_style}\nbody{{margin:0;background:#fff}}svg{{display:block}}</style></head><body>{svg}</body></html>";
        return KeptOr(whole, "png", () => _chromium.Picture(whole, size, CancellationToken.None), cancel);
    }

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<Drawn> KeptOr(string html, string form, Func<Outcome<byte[]>> draw, CancellationToken cancel)
    {
        var file = Path.Combine(_folder, $"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(html)))[..32]}.{form}");
        if (Kept(file) is { } kept)
            return kept;
        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            return new Drawn(DrawnState.Busy, default);
        }

        try
        {
            if (!await _one.WaitAsync(Patience, cancel))
                return new Drawn(DrawnState.Busy, default);
            try
            {
                // Somebody else may have asked for the same meanwhile. A reader who leaves does not undo what the next one wants.
                return Kept(file) ?? await Task.Run(() => Draw(file, draw), CancellationToken.None);
            }
            finally
            {
                _one.Release();
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }
    }

    private Drawn Draw(string file, Func<Outcome<byte[]>> draw)
    {
        Outcome<byte[]> drawn;
        try
        {
            drawn = draw();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or System.ComponentModel.Win32Exception)
        {
            NotStarted(_logger, exception.GetType().Name);
            return new Drawn(DrawnState.Impossible, default);
        }

        if (!drawn.Succeeded)
        {
            NotDrawn(_logger, string.Join("; ", drawn.Problems));
            return new Drawn(DrawnState.Impossible, default);
        }

        Keep(file, drawn.Value);
        return new Drawn(DrawnState.Done, drawn.Value);
    }

    private static Drawn? Kept(string file)
    {
        try
        {
            if (!File.Exists(file))
                return null;
            // What is asked for stays; what nobody asks for goes first.
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow);
            return new Drawn(DrawnState.Done, File.ReadAllBytes(file));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Keeping is a convenience: a full or read-only disk takes nothing from the reader.
    private void Keep(string file, byte[] content)
    {
        try
        {
            Directory.CreateDirectory(_folder);
            AtomicFile.Write(file, stream => stream.Write(content));
            foreach (var old in new DirectoryInfo(_folder).EnumerateFiles().OrderByDescending(kept => kept.LastWriteTimeUtc).Skip(MostKept))
                old.Delete();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Drawn again next time.
        }
    }

    // The type stands in the stylesheet itself: a page that is drawn can load nothing.
    private static string Inlined(string assets) => Address().Replace(
        File.ReadAllText(Path.Combine(assets, "amparo.css")),
        address => Path.Combine(assets, Path.GetFileName(address.Groups["file"].Value)) is var file && File.Exists(file)
            ? $"url(data:font/woff2;base64,{Convert.ToBase64String(File.ReadAllBytes(file))})"
            : "url(data:,)");

    [LoggerMessage(1, LogLevel.Warning, "A page was not drawn: {Problems}")]
    private static partial void NotDrawn(ILogger logger, string problems);

    [LoggerMessage(2, LogLevel.Warning, "Chromium could not be started or read: {Failure}")]
    private static partial void NotStarted(ILogger logger, string failure);

    [GeneratedRegex("<link rel=\"stylesheet\"[^>]*>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex StyleLink();

    [GeneratedRegex("\\shref=\"(?!#|https?:)[^\"]*\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SiteLink();

    [GeneratedRegex("url\\([\"']?(?<file>[^)\"':]+\\.woff2)[\"']?\\)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Address();
}
