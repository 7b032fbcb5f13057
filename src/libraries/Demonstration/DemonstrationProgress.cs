using System.Runtime.InteropServices;

namespace Amparo.Demonstration;

/// <summary>How far a generation is.</summary>
/// <param name="PersonsDone">Persons whose rows have been handed to the streams.</param>
/// <param name="PersonsTotal">Persons asked for.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DemonstrationProgress(int PersonsDone, int PersonsTotal);

/// <summary>What was generated.</summary>
/// <param name="Persons">Distinct persons: exactly as many as asked for.</param>
/// <param name="Rows">Rows over all agency files, defective ones included.</param>
/// <param name="DefectiveRows">Rows that carry a deliberate defect and must be quarantined by whoever reads them.</param>
public sealed record DemonstrationSummary(int Persons, long Rows, long DefectiveRows);
