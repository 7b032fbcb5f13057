namespace Amparo.Records;

/// <summary>What became of one agency's file.</summary>
/// <param name="Records">The accepted rows as standard records, in the file's order.</param>
/// <param name="Report">What was read, accepted and put into quarantine.</param>
public sealed record MappedFile(RecordSet Records, CheckReport Report);
