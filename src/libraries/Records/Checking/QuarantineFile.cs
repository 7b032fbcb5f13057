using System.Globalization;
using System.Text;

namespace Amparo.Records;

/// <summary>Writes which rows of a file are in quarantine and why: row number, field and code, and nothing of the rows themselves.</summary>
public static class QuarantineFile
{
    /// <summary>The first line, without its end.</summary>
    public const string Header = "row,sheet-row,field,code";

    /// <summary>Writes the findings as CSV: UTF-8, LF, header <c>row,sheet-row,field,code</c>, one line a finding in the order of the rows.</summary>
    /// <remarks>
    /// <c>row</c> counts from the first row below the header; <c>sheet-row</c> is the number that a spreadsheet shows beside the row,
    /// which is where an officer looks. The two differ by the header and what stands above it.
    /// </remarks>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="report">The report of the file.</param>
    public static void Write(Stream stream, CheckReport report)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(report);
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), 1 << 16, leaveOpen: true);
        writer.Write($"{Header}\n");
        foreach (var finding in report.Findings)
        {
            writer.Write(finding.Row.ToString(CultureInfo.InvariantCulture));
            writer.Write(',');
            writer.Write((report.HeaderRow + finding.Row).ToString(CultureInfo.InvariantCulture));
            writer.Write(',');
            writer.Write(finding.Field);
            writer.Write(',');
            writer.Write(finding.Code);
            writer.Write('\n');
        }
    }
}
