using Amparo.Demonstration.Randomness;

namespace Amparo.Demonstration.Population;

/// <summary>Which agencies come to know a person.</summary>
/// <remarks>
/// Latent classes: within a class agencies find a person independently; classes differ, so over all persons some agencies go together
/// (police and prosecution; migration and IOM) and others avoid one another. This is the heterogeneity that multiple systems
/// estimation has to survive: [ManriqueVallier2016] doi:10.1111/biom.12502. All numbers are assumptions, shown in
/// docs/methods/demonstration-data.md. A person known to nobody, or to more than four agencies, is drawn again.
/// </remarks>
internal static class CaptureModel
{
    internal const int MostAgencies = 4;

    // Rows: agencies in the order of the code list; columns: forms in the order of the code list.
    private static readonly double[][] FormFactor =
    [
        [1.0, 0.8, 0.7, 1.3, 0.6, 1.0, 0.8],
        [1.1, 0.8, 0.5, 1.1, 0.5, 1.4, 0.7],
        [1.1, 0.7, 1.2, 0.7, 1.3, 0.8, 1.0],
        [0.9, 1.5, 1.2, 0.7, 0.6, 1.0, 1.0],
        [1.0, 1.2, 0.8, 0.7, 1.4, 0.7, 1.1],
        [0.9, 1.5, 1.0, 0.9, 0.8, 1.0, 1.0],
    ];

    private static readonly double[] MinorFactor = [0.95, 1.0, 1.6, 0.8, 0.6, 0.9];

    private static readonly double[] ForeignFactor = [0.9, 0.8, 1.1, 3.0, 0.8, 2.2];

    private static readonly double[] NationalFactor = [1.0, 1.0, 1.0, 0.35, 1.0, 0.8];

    // Probabilities by agency for a national adult whose factors are all one: hidden, in the hands of justice, on the move, assisted.
    private static readonly WeightedChoice<double[]> Classes = new(
    [
        ([0.22, 0.06, 0.08, 0.05, 0.10, 0.04], 0.45),
        ([0.70, 0.55, 0.25, 0.05, 0.08, 0.06], 0.25),
        ([0.15, 0.06, 0.20, 0.55, 0.10, 0.45], 0.18),
        ([0.45, 0.30, 0.65, 0.20, 0.40, 0.40], 0.12),
    ]);

    /// <summary>Draws the agencies that know a person, as bits: one to four.</summary>
    internal static int Draw(CaptureTraits traits, Xoshiro256 random)
    {
        while (true)
        {
            var known = 0;
            var captures = Classes.Draw(random);
            foreach (var agency in Codes.AllAgencies)
            {
                var i = (int)agency;
                var probability = captures[i] * FormFactor[i][(int)traits.Form] * (traits.Minor ? MinorFactor[i] : 1)
                    * (traits.Foreign ? ForeignFactor[i] : NationalFactor[i]);
                // What found one sibling mostly finds the other.
                if ((traits.SiblingKnownTo & (1 << i)) != 0)
                    probability = Math.Max(probability, 0.75);
                if (random.Chance(Math.Min(probability, 0.95)))
                    known |= 1 << i;
            }

            if (known != 0 && int.PopCount(known) <= MostAgencies)
                return known;
        }
    }
}

/// <summary>What the capture of a person depends on.</summary>
/// <param name="Form">The principal form.</param>
/// <param name="Minor">Under 18 when first detected.</param>
/// <param name="Foreign">Not a citizen of the country of detection.</param>
/// <param name="SiblingKnownTo">The agencies that know an elder of the same family, as bits; zero if there is none.</param>
internal readonly record struct CaptureTraits(Form Form, bool Minor, bool Foreign, int SiblingKnownTo);
