using Amparo.PrivateRelease.Accounting;
using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis;

/// <summary>What a synthesis works from.</summary>
/// <param name="Table">The true rows, one a person. Nothing of them leaves but what the meter was charged for.</param>
/// <param name="Meter">The budget, in the unit of the mechanism.</param>
/// <param name="Noise">Where the randomness comes from.</param>
/// <param name="Progress">Told the share of the work done, 0 to 1; null if nobody asks.</param>
internal sealed record SynthesisTask(CodedTable Table, BudgetMeter Meter, NoiseSource Noise, Action<double>? Progress = null);

/// <summary>What a synthesis made: rows of nobody, and what can be said of them without looking at the true ones again.</summary>
/// <param name="Rows">The synthetic rows; as many as the noisy count of persons says.</param>
/// <param name="Measured">Every noisy measurement: which columns, how often, with which standard deviation on a count.</param>
internal sealed record SynthesisResult(CodedTable Rows, IReadOnlyList<MeasuredMarginal> Measured);

/// <summary>One noisy measurement of a table of counts.</summary>
/// <param name="Columns">Over which columns.</param>
/// <param name="Deviation">The standard deviation of the noise on one count, in persons.</param>
/// <param name="Cost">What it cost of the meter.</param>
internal sealed record MeasuredMarginal(Marginals.ColumnSet Columns, double Deviation, double Cost);
