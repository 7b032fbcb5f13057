using System.Globalization;
using System.Text;
using Amparo.Records;
using Amparo.Stores;

namespace Amparo.Cli.Folders;

/// <summary>The rows that were not accepted, as CSV: row number, field, code. No value of the row: a person looks it up in the original.</summary>
internal static class QuarantineFile
{
    /// <summary>Writes the report of one file; one line a reason, the header alone if every row was accepted.</summary>
    internal static void Write(string path, CheckReport report) => AtomicFile.Write(path, stream =>
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\r\n" };
        writer.WriteLine("row,field,code");
        foreach (var finding in report.Findings)
            writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{finding.Row},{finding.Field},{finding.Code}"));
    });
}
