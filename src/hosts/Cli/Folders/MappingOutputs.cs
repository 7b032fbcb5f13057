using System.Text;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Cli.Folders;

/// <summary>Where mapping writes to.</summary>
/// <param name="Records">The standard file.</param>
/// <param name="Quarantine">The reasons of quarantine; null if nobody wants them.</param>
internal sealed record MappingOutputs(string Records, string? Quarantine)
{
    /// <summary>Whether these files may be written: none is the agency's file, and none that exists is anything else than an earlier output.</summary>
    /// <param name="input">The agency's file.</param>
    /// <param name="schema">The standard.</param>
    /// <returns>Null if they may, otherwise the reason.</returns>
    internal Problem? Refuse(string input, RecordSchema schema)
    {
        if (RealPath.Same(Records, input))
            return new Problem(CliProblems.SameFile, Records);
        if (!IsFreeOr(RecordFile.HeaderOf(schema), Records))
            return new Problem(CliProblems.NotOurFile, Records);
        if (Quarantine is null)
            return null;
        if (RealPath.Same(Quarantine, input) || RealPath.Same(Quarantine, Records))
            return new Problem(CliProblems.SameFile, Quarantine);
        return IsFreeOr(QuarantineFile.Header, Quarantine) ? null : new Problem(CliProblems.NotOurFile, Quarantine);
    }

    private static bool IsFreeOr(string header, string path) => IsFreeOrStarts($"{header}\n", path);

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
}
