using System.Globalization;
using Amparo.Records;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Folders;

/// <summary>The files that mapping leaves: standard records, which are about persons, and why others are missing.</summary>
internal static class MappedRecords
{
    /// <summary>Writes records as a standard file that only its owner may read.</summary>
    internal static void Write(string path, RecordSet records, RecordSchema schema) =>
        AtomicFile.Write(Ready(path), stream => RecordFile.Write(stream, records, schema), new AtomicFileOptions { OwnerOnly = true });

    /// <summary>Writes the reasons of quarantine: row number, field and code, and no value.</summary>
    internal static void WriteQuarantine(string path, CheckReport report) =>
        AtomicFile.Write(Ready(path), stream => QuarantineFile.Write(stream, report));

    /// <summary>Writes the rows in quarantine as the agency wrote them: only their owner may read them.</summary>
    /// <returns>Null if they were written.</returns>
    internal static Problem? WriteToMend(string path, AgencyFile file, CheckReport report)
    {
        Problem? problem = null;
        try
        {
            AtomicFile.Write(
                path,
                stream =>
                {
                    problem = file.WriteToMend(stream, report);
                    if (problem is not null)
                        throw new InvalidDataException();
                },
                new AtomicFileOptions { OwnerOnly = true });
        }
        catch (InvalidDataException) when (problem is not null)
        {
            // Nothing stands there now: half of the rows would look like all of them.
        }

        return problem;
    }

    /// <summary>Reads standard files back, one after the other, as one set.</summary>
    /// <param name="files">The files, in the order in which their records are put.</param>
    /// <param name="schema">The schema they were written with.</param>
    /// <param name="tell">Told the file at hand and the share of files read.</param>
    internal static Outcome<RecordSet> ReadAll(IReadOnlyList<string> files, RecordSchema schema, Action<string, double> tell)
    {
        var sets = new List<RecordSet>();
        var problems = new List<Problem>();
        foreach (var file in files)
        {
            tell(file, (double)sets.Count / files.Count);
            if (!File.Exists(file))
            {
                problems.Add(new Problem(CliProblems.FileMissing, file));
                continue;
            }

            using var stream = File.OpenRead(file);
            var read = RecordFile.Read(stream, schema);
            if (read.Succeeded)
                sets.Add(read.Value);
            problems.AddRange(read.Problems.Select(problem =>
                problem with { Path = problem.Path.Length > 0 ? $"{file}, {problem.Path}" : file }));
        }

        return problems.Count > 0 ? Outcome<RecordSet>.Refused(problems) : RecordSet.Concat(sets);
    }

    /// <summary>Passes on records of which each is there once.</summary>
    /// <returns>The records, or CLI-032 with how many of them stand there again.</returns>
    internal static Outcome<RecordSet> EachOnce(RecordSet records)
    {
        if (records.FindText(PersonReport.Record) is not { } ids)
            return records;
        var seen = new HashSet<string>(ids.Count, StringComparer.Ordinal);
        var again = ids.Count(id => !seen.Add(id));
        return again == 0
            ? records
            : new Problem(CliProblems.RecordTwice, PersonReport.Record, again.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>Makes the folder of a file.</summary>
    internal static string Ready(string path)
    {
        if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
            Directory.CreateDirectory(folder);
        return path;
    }
}
