using Amparo.Estimation.Graphs;
using Amparo.Estimation.Histories;
using Amparo.Estimation.Intervals;
using Amparo.Estimation.LatentClasses;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Replicates;
using Amparo.Estimation.Sanity;
using Amparo.Estimation.Selection;
using Amparo.Estimation.Strata;
using Amparo.Estimation.Thresholds;
using Amparo.Vocabulary;

namespace Amparo.Estimation;

/// <summary>What an estimate may be used for.</summary>
public enum Verdict
{
    /// <summary>The data cannot answer: no number is stated.</summary>
    NotEstimable,

    /// <summary>An order of magnitude: other defensible ways give another one.</summary>
    Indicative,

    /// <summary>Usable with its interval.</summary>
    Usable,
}

/// <summary>Why a verdict is not better.</summary>
public enum VerdictReason
{
    /// <summary>The table itself cannot answer; its findings say why.</summary>
    TableUnusable,

    /// <summary>Even independence of the lists has no estimate.</summary>
    IndependenceUnusable,

    /// <summary>The method of the headline gave no number.</summary>
    MethodWithoutAnswer,

    /// <summary>Methods differ by more than 1.5 times.</summary>
    MethodsDiffer,

    /// <summary>Ten hidden persons an observed one, or more.</summary>
    ManyHidden,

    /// <summary>Leaving one list out changes the estimate by more than 1.5 times, or leaves none.</summary>
    OneListDecides,

    /// <summary>A list lies within another.</summary>
    ListNested,

    /// <summary>The interval's limits are a few extreme replicates.</summary>
    IntervalUnreliable,

    /// <summary>No interval was asked for, and a number without one is not to be used.</summary>
    NoInterval,
}

/// <summary>What one method says.</summary>
/// <param name="Method">The method.</param>
public sealed record MethodResult(EstimationMethod Method)
{
    /// <summary>All persons; null where the method has no answer.</summary>
    public double? Estimate { get; init; }

    /// <summary>The interval; null where none was asked for or there is none.</summary>
    public Interval? Interval { get; init; }

    /// <summary>The selected model; null for methods that average.</summary>
    public HierarchicalModel? Model { get; init; }

    /// <summary>Why there is no answer; null if there is one.</summary>
    public Problem? Problem { get; init; }
}

/// <summary>What an estimate is made from.</summary>
/// <param name="Table">Capture histories of the chosen linkage.</param>
public sealed record EstimationInput(CaptureHistories Table)
{
    /// <summary>The same persons as other linkages would have them, drawn by their probability; empty if linkage is taken to be certain.</summary>
    public IReadOnlyList<CaptureHistories> Linkages { get; init; } = [];

    /// <summary>The table by sex, age group, form, year or nationality; null if it is not divided.</summary>
    public StratifiedHistories? Strata { get; init; }
}

/// <summary>Hidden persons by stratum.</summary>
/// <param name="Estimate">Separate and joint estimates.</param>
/// <param name="Shares">Shares of the hidden persons with their intervals; empty where the joint model has no estimate.</param>
/// <param name="Weaknesses">Strata that are too small, or whose lists share nobody.</param>
public sealed record StrataAnswer(StratifiedEstimate Estimate, IReadOnlyList<HiddenShare> Shares, IReadOnlyList<Problem> Weaknesses);

/// <summary>What data say of those whom nobody counted: never a bare number.</summary>
/// <param name="Table">The capture histories that were estimated from.</param>
/// <param name="Request">What was agreed beforehand.</param>
/// <param name="Verdict">What the estimate may be used for.</param>
public sealed record EstimationAnswer(CaptureHistories Table, EstimationRequest Request, Verdict Verdict)
{
    /// <summary>Why the verdict is not better.</summary>
    public IReadOnlyList<VerdictReason> Reasons { get; init; } = [];

    /// <summary>What was found in the table before any model.</summary>
    public IReadOnlyList<HistoryFinding> Findings { get; init; } = [];

    /// <summary>The method agreed beforehand. No estimate in it if the verdict is that there is none.</summary>
    public required MethodResult Headline { get; init; }

    /// <summary>The model of the headline, fitted, or independence where nothing could be selected; its code is that of the answer.</summary>
    public LogLinearFit? Fit { get; init; }

    /// <summary>Every method that was run, the headline's among them.</summary>
    public IReadOnlyList<MethodResult> Methods { get; init; } = [];

    /// <summary>All models ranked; null where their number is too large or the table unusable.</summary>
    public ModelRanking? Ranking { get; init; }

    /// <summary>The replicates behind the interval; null where none were drawn.</summary>
    public Bootstrap? Bootstrap { get; init; }

    /// <summary>The average over graphs; null where it was not run.</summary>
    public GraphAverage? Graphs { get; init; }

    /// <summary>The latent classes with their chains; null where they were not run.</summary>
    public LatentClassEstimate? LatentClasses { get; init; }

    /// <summary>The Bayesian threshold with its chains; null where it was not run.</summary>
    public ThresholdEstimate? Threshold { get; init; }

    /// <summary>Plain numbers to hold the estimate against; null if there is no estimate.</summary>
    public PlainChecks? Checks { get; init; }

    /// <summary>What not knowing the links adds; null without drawn linkages, or where they have no estimate.</summary>
    public LinkageUncertainty? Linkage { get; init; }

    /// <summary>Hidden persons by stratum; null if the table is not divided.</summary>
    public StrataAnswer? Strata { get; init; }
}
