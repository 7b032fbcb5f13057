using System.Runtime.InteropServices;

namespace Amparo.Records;

/// <summary>One reason why a row went into quarantine. It holds no value of the row.</summary>
/// <param name="Row">The row's number; the first row below the header is row one.</param>
/// <param name="Field">The standard field it concerns, or <see cref="WholeRow"/>.</param>
/// <param name="Code">The problem's code, from REC-101 to REC-199, or that of a rule (<c>RUL-</c>).</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct CheckFinding(int Row, string Field, string Code)
{
    /// <summary>Stands in <see cref="Field"/> where the row as a whole is broken.</summary>
    public const string WholeRow = "*";
}
