using System.Runtime.InteropServices;

namespace Amparo.Demonstration;

/// <summary>What to generate. The bytes depend on <see cref="Seed"/>, <see cref="Persons"/> and the content only.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DemonstrationOptions
{
    /// <summary>The largest number of persons: 4,000,000.</summary>
    /// <remarks>
    /// With the content shipped, the fullest sheet (Mexico's prosecution) then holds well under half of what a sheet can hold; other
    /// content that fills a sheet ends in <see cref="DemonstrationProblems.SheetFull"/>.
    /// </remarks>
    public const int MostPersons = 4_000_000;

    /// <summary>The rows that a worksheet can hold, titles and header included (ECMA-376, limits of Excel): 1,048,576.</summary>
    public const int ExcelRowLimit = 1_048_576;

    /// <summary>The defaults: seed 1, 20,000 persons, two blocks in the making at a time.</summary>
    public DemonstrationOptions()
    {
    }

    /// <summary>The seed; every value is allowed. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many distinct persons, over all countries: 1 to <see cref="MostPersons"/>. Default 20,000.</summary>
    public int Persons { get; init; } = 20_000;

    /// <summary>How many blocks of persons may be in the making at once, 1 or more. Default 2.</summary>
    /// <remarks>It changes the speed and the memory, never the bytes.</remarks>
    public int Parallelism { get; init; } = 2;

    /// <summary>The rows that a sheet may hold, titles and header included: 5 to <see cref="ExcelRowLimit"/>, the default.</summary>
    /// <remarks>Some spreadsheet programs hold fewer rows than the format allows.</remarks>
    public int SheetRowLimit { get; init; } = ExcelRowLimit;
}
