using System.Runtime.InteropServices;

namespace Amparo.Estimation.Intervals;

/// <summary>An interval for the number of all persons.</summary>
/// <param name="Lower">Its lower limit.</param>
/// <param name="Upper">Its upper limit; infinite where the data set none.</param>
/// <param name="Level">The share of repetitions that shall hold the truth: 0.95.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Interval(double Lower, double Upper, double Level);

/// <summary>A bias-corrected and accelerated interval, and which replicates its limits are.</summary>
/// <param name="Interval">The interval.</param>
/// <param name="LowerPercentile">The share of replicates below the lower limit that the method asks for.</param>
/// <param name="UpperPercentile">The same of the upper limit.</param>
/// <param name="Reliable">
/// Whether both percentiles have five replicates beyond them; if not, a limit is one of a few extreme replicates and the interval is not to be relied on.
/// </param>
public sealed record BcaInterval(Interval Interval, double LowerPercentile, double UpperPercentile, bool Reliable);
