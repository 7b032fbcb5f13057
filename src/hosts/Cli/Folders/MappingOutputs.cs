using System.Text;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Cli.Folders;

/// <summary>Where mapping writes to.</summary>
/// <param name="Records">The standard file.</param>
/// <param name="Quarantine">The reasons of quarantine; null if nobody wants them.</param>
internal sealed record MappingOutputs(string Records, string? Quarantine)
{
    private const int LongestHeader = 1 << 16;

    /// <summary>The rows in quarantine as the agency wrote them, to be mended; null if nobody wants them.</summary>
    internal string? ToMend { get; init; }

    /// <summary>Reports for people and programs.</summary>
    internal ReportOutputs Reports { get; init; } = new(Page: null, Document: null);

    /// <summary>
    /// Whether these files may be written: the folder is there, none is a file that is read, no two are one, and none that exists is
    /// anything else than an earlier output.
    /// </summary>
    /// <param name="inputs">The files that are read.</param>
    /// <param name="schema">The standard.</param>
    /// <returns>Null if they may, otherwise the reason.</returns>
    internal Problem? Refuse(IReadOnlyList<string> inputs, RecordSchema schema)
    {
        // What somebody has mended is worth more than what we would write there.
        if (ToMend is not null && File.Exists(ToMend))
            return new Problem(CliProblems.MendingExists, ToMend);
        return ReportOutputs.Refuse(
            inputs,
            [
                (Records, path => IsFreeOr(line => RecordFile.IsHeader(line, schema), path)),
                (Quarantine, path => IsFreeOr(line => line == QuarantineFile.Header, path)),
                (ToMend, _ => true),
                .. Reports.Files,
            ]);
    }

    /// <summary>Whether nothing stands at a path, or a file that starts as an earlier output of the same kind does.</summary>
    /// <remarks>Compared byte by byte, and no further than the start: the file may be of any kind and any size.</remarks>
    internal static bool IsFreeOrStarts(string start, string path)
    {
        if (!File.Exists(path))
            return true;
        var wanted = Encoding.UTF8.GetBytes(start);
        var found = new byte[wanted.Length];
        using var stream = File.OpenRead(path);
        return stream.ReadAtLeast(found, wanted.Length, throwOnEndOfStream: false) == wanted.Length && found.AsSpan().SequenceEqual(wanted);
    }

    // Looks no further than the first line, and no further than a line of ours can reach: the file may be of any kind and any size.
    private static bool IsFreeOr(Func<string, bool> isOurs, string path)
    {
        if (!File.Exists(path))
            return true;
        var start = new byte[LongestHeader];
        using var stream = File.OpenRead(path);
        var read = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        var end = start.AsSpan(0, read).IndexOf((byte)'\n');
        return end >= 0 && isOurs(Encoding.UTF8.GetString(start, 0, end));
    }
}
