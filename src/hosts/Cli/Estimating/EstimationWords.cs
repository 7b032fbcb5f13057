using Amparo.Estimation;
using Amparo.Estimation.Reporting;

namespace Amparo.Cli.Estimating;

/// <summary>The words of methods and intervals on the command line.</summary>
internal static class EstimationWords
{
    internal static Dictionary<string, EstimationMethod> Methods { get; } =
        Enum.GetValues<EstimationMethod>().ToDictionary(EstimationJson.WordOf, StringComparer.Ordinal);

    internal static Dictionary<string, IntervalKind> Intervals { get; } = new(StringComparer.Ordinal)
    {
        ["bca"] = IntervalKind.Bca,
        ["percentile"] = IntervalKind.Percentile,
        ["profile"] = IntervalKind.Profile,
        ["none"] = IntervalKind.None,
    };
}
