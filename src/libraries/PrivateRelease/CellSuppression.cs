namespace Amparo.PrivateRelease;

/// <summary>Withholding of small counts, and of enough others that no small one can be worked out.</summary>
/// <param name="Threshold">The smallest count that may be shown, in persons; 2 or more. Smaller counts, zero included, are withheld.</param>
public readonly record struct CellSuppression(int Threshold);
