namespace Amparo.PrivateRelease.Anonymity;

/// <summary>What a k-anonymous file has to fulfil.</summary>
/// <param name="K">The fewest rows that may be alike in the quasi-identifiers, in persons; 2 or more.</param>
/// <param name="QuasiIdentifiers">Numbers of the columns that somebody could know of a person from elsewhere, from zero; null for all columns.</param>
public sealed record KAnonymityOptions(int K, IReadOnlyList<int>? QuasiIdentifiers = null);
