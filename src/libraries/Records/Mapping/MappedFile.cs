namespace Amparo.Records;

/// <summary>What became of one agency's file.</summary>
/// <param name="Records">The accepted rows as standard records, in the file's order.</param>
/// <param name="Report">What was read, accepted and put into quarantine.</param>
/// <param name="Rows">The row in the file of each record, counted from the first row below the header.</param>
public sealed record MappedFile(RecordSet Records, CheckReport Report, IReadOnlyList<int> Rows);
