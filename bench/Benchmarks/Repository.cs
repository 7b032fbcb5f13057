using Amparo.Content;
using Amparo.Demonstration;
using Amparo.Demonstration.Content;

namespace Amparo.Benchmarks;

/// <summary>The content that the benchmarks work on, and demonstration files kept in memory.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    public static ContentFolder Content => new(Path.Combine(Root, "content"));

    public static Dictionary<string, byte[]> AgencyFiles(int persons)
    {
        var content = DemonstrationContent.Parse(name => new StreamReader(Path.Combine(Root, "content", "demonstration", name))).Value;
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        DemonstrationGenerator.Generate(new DemonstrationOptions { Seed = 1, Persons = persons }, content, path => new KeptStream(bytes =>
        {
            lock (files)
                files[path] = bytes;
        }));
        return files;
    }

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Amparo.slnx")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException("The benchmarks do not run inside the repository.");
    }

    // The generator closes what it has written; the benchmark reads it afterwards.
    private sealed class KeptStream(Action<byte[]> keep) : MemoryStream
    {
        protected override void Dispose(bool disposing)
        {
            if (CanRead)
                keep(ToArray());
            base.Dispose(disposing);
        }
    }
}
