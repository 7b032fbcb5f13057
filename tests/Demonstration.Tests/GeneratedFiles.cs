using System.Text;
using Amparo.Demonstration.Content;
using Amparo.Vocabulary;

namespace Amparo.Demonstration.Tests;

/// <summary>A generation kept in memory, for tests to look into.</summary>
internal sealed class GeneratedFiles
{
    private static readonly Lazy<GeneratedFiles> Shared = new(() => Of(new DemonstrationOptions { Seed = 11, Persons = 20_000 }));
    private static readonly Lazy<DemonstrationContent> Shipped = new(() => DemonstrationContent.Parse(OpenShipped).Value);

    private readonly SortedDictionary<string, ClosingStream> _streams = new(StringComparer.Ordinal);

    /// <summary>20,000 persons, made once: every test only reads them.</summary>
    internal static GeneratedFiles TwentyThousand => Shared.Value;

    internal static DemonstrationContent Content => Shipped.Value;

    internal Outcome<DemonstrationSummary>? Outcome { get; private set; }

    internal IReadOnlyCollection<string> Paths => _streams.Keys;

    internal bool AllClosed => _streams.Values.All(stream => stream.Closed);

    internal static TextReader OpenShipped(string table) => new StreamReader(Path.Combine(ContentFolder(), table), Encoding.UTF8);

    internal static GeneratedFiles Of(DemonstrationOptions options, IProgress<DemonstrationProgress>? progress = null)
    {
        var files = new GeneratedFiles();
        files.Outcome = DemonstrationGenerator.Generate(options, Content, files.Open, progress, TestContext.Current.CancellationToken);
        return files;
    }

    internal byte[] Bytes(string path) => _streams[path].ToArray();

    internal Stream Open(string path)
    {
        var stream = new ClosingStream();
        _streams.Add(path, stream);
        return stream;
    }

    /// <summary>The rows of a truth file, by column.</summary>
    internal List<Dictionary<string, string>> Truth(string path)
    {
        var lines = Encoding.UTF8.GetString(Bytes(path)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var header = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => header.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal))];
    }

    private static string ContentFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Amparo.slnx")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        return Path.Combine(folder.FullName, "content", "demonstration");
    }

    private sealed class ClosingStream : MemoryStream
    {
        internal bool Closed { get; private set; }

        protected override void Dispose(bool disposing)
        {
            Closed = true;
            base.Dispose(disposing);
        }
    }
}
