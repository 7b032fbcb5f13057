namespace Amparo.PrivateRelease.Reporting;

/// <summary>The mechanisms as the literature knows them.</summary>
internal static class PublishedMechanisms
{
    public static PublishedMechanism Of(ReleaseMechanism mechanism) => mechanism switch
    {
        ReleaseMechanism.FitRows => new(
            "fit-rows", ReleaseForm.SyntheticRows, "Residual measurement and row fitting",
            "Measurement: Xiao, He, Zhang, Kifer (2023), ResidualPlanner, arXiv 2305.08175. Rows: docs/methods/private-release.md"),
        ReleaseMechanism.Aggregates => new(
            "aggregates", ReleaseForm.Tables, "Residual measurement",
            "Xiao, He, Zhang, Kifer (2023), ResidualPlanner, arXiv 2305.08175"),
        ReleaseMechanism.MaximumSpanningTree => new(
            "mst", ReleaseForm.SyntheticRows, "MST", "McKenna, Miklau, Sheldon (2021), Winning the NIST Contest, arXiv 2108.04978"),
        _ => new("aim", ReleaseForm.SyntheticRows, "AIM", "McKenna, Mullins, Sheldon, Miklau (2022), AIM, arXiv 2201.12677"),
    };
}
