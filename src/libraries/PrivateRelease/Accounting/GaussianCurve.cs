namespace Amparo.PrivateRelease.Accounting;

/// <summary>The exact trade of epsilon against delta for Gaussian noise (Gaussian differential privacy).</summary>
internal static class GaussianCurve
{
    /// <summary>The mu that exactly buys (epsilon, delta).</summary>
    public static double Mu(double epsilon, double delta) => throw new NotImplementedException();

    /// <summary>The delta at which noise of mu is (epsilon, delta)-private.</summary>
    public static double Delta(double mu, double epsilon) => throw new NotImplementedException();

    /// <summary>The epsilon at which noise of mu is (epsilon, delta)-private.</summary>
    public static double Epsilon(double mu, double delta) => throw new NotImplementedException();
}
