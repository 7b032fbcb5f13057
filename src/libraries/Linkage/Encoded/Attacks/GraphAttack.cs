using System.Numerics;

namespace Amparo.Linkage.Encoded.Attacks;

/// <summary>Who is alike to whom is nearly the same under every key: rows are found by the similarities that they have to others.</summary>
/// <remarks>
/// After A. Vidanage et al. (2020), a graph matching attack on privacy-preserving record linkage, doi:10.1145/3340531.3411931. Rows and persons are compared first by the
/// spread of their similarities, unless some are known; the surest of those pairs become landmarks, and all are compared again by their similarities to the landmarks, several times over.
/// </remarks>
internal static class GraphAttack
{
    private const int HighestKept = 24;
    private const int Quantiles = 16;
    private const int FewestLandmarks = 12;
    private const int MostLandmarks = 256;
    private const int Rounds = 8;

    internal static int?[] Guess(AttackField field, IReadOnlyList<(int Row, int Person)> known)
    {
        var target = Similarities(field.Target, field.Rows);
        var plain = Similarities(field.Simulated, field.Simulated.Rows);
        var pairs = known.Count > 0 ? [.. known.Select(pair => (pair.Row, pair.Person, Lead: float.MaxValue))]
            : Match(Standardised(Features(field.Target, target)), Standardised(Features(field.Simulated, plain)));
        for (var round = 1; round <= Rounds && pairs.Count > 0; round++)
        {
            var wanted = Math.Clamp(pairs.Count * round / Rounds, FewestLandmarks, MostLandmarks);
            var landmarks = known.Concat(pairs.OrderByDescending(pair => pair.Lead).ThenBy(pair => pair.Row).Take(wanted).Select(pair => (pair.Row, pair.Person)))
                .Distinct().ToList();
            pairs = Match(Centred([.. landmarks.Select(pair => target[pair.Row])], field.Rows), Centred([.. landmarks.Select(pair => plain[pair.Person])], plain.Length));
        }

        var guesses = new int?[field.Rows];
        foreach (var (row, person, _) in pairs)
            guesses[row] = person;
        return guesses;
    }

    private static float[][] Similarities(EncodedList list, int rows)
    {
        var similarities = new float[rows][];
        var bits = new int[rows];
        for (var row = 0; row < rows; row++)
        {
            similarities[row] = new float[rows];
            foreach (var word in list.Key(row))
                bits[row] += BitOperations.PopCount(word);
        }

        Parallel.For(0, rows, one =>
        {
            var key = list.Key(one);
            for (var other = 0; other < rows; other++)
            {
                var second = list.Key(other);
                var common = 0;
                for (var word = 0; word < key.Length; word++)
                    common += BitOperations.PopCount(key[word] & second[word]);
                similarities[one][other] = 2f * common / Math.Max(1, bits[one] + bits[other]);
            }
        });
        return similarities;
    }

    // Of each row: its bits, its highest similarities to others, and quantiles of all of them.
    private static float[][] Features(EncodedList list, float[][] similarities) =>
        [.. similarities.Select((own, row) =>
        {
            var sorted = own.Where((_, other) => other != row).OrderDescending().ToArray();
            var bits = 0;
            foreach (var word in list.Key(row))
                bits += BitOperations.PopCount(word);
            return (float[])
            [
                bits, .. Enumerable.Range(0, HighestKept).Select(rank => sorted[Math.Min(rank, sorted.Length - 1)]),
                .. Enumerable.Range(1, Quantiles).Select(quantile => sorted[(sorted.Length - 1) * quantile / (Quantiles + 1)]),
            ];
        })];

    // Each feature from its own mean and in its own spread: keys differ in both.
    private static float[][] Standardised(float[][] vectors)
    {
        for (var at = 0; at < vectors[0].Length; at++)
        {
            var mean = vectors.Average(vector => vector[at]);
            var spread = MathF.Sqrt(vectors.Average(vector => (vector[at] - mean) * (vector[at] - mean)));
            foreach (var vector in vectors)
                vector[at] = spread == 0 ? 0 : (vector[at] - mean) / spread;
        }

        return vectors;
    }

    // Of each row: how alike it is to each landmark, from the landmark's mean on.
    private static float[][] Centred(float[][] landmarks, int rows)
    {
        var means = landmarks.Select(landmark => landmark.Average()).ToArray();
        return [.. Enumerable.Range(0, rows).Select(row => landmarks.Select((landmark, at) => landmark[row] - means[at]).ToArray())];
    }

    // Rows and persons that are each other's nearest, with the lead of the nearest over the second.
    private static List<(int Row, int Person, float Lead)> Match(float[][] rows, float[][] persons)
    {
        var forth = new (int Nearest, float Lead)[rows.Length];
        var back = new (int Nearest, float Lead)[persons.Length];
        Parallel.For(0, rows.Length, row => forth[row] = Nearest(rows[row], persons));
        Parallel.For(0, persons.Length, person => back[person] = Nearest(persons[person], rows));
        return [.. forth.Index().Where(row => back[row.Item.Nearest].Nearest == row.Index)
            .Select(row => (row.Index, row.Item.Nearest, Math.Min(row.Item.Lead, back[row.Item.Nearest].Lead)))];
    }

    private static (int Nearest, float Lead) Nearest(float[] vector, float[][] others)
    {
        var (nearest, best, second) = (0, float.MaxValue, float.MaxValue);
        for (var other = 0; other < others.Length; other++)
        {
            var distance = Distance(vector, others[other]);
            if (distance < best)
                (nearest, best, second) = (other, distance, best);
            else if (distance < second)
                second = distance;
        }

        return (nearest, best == 0 ? float.MaxValue : second / best);
    }

    private static float Distance(float[] one, float[] other)
    {
        var (sums, at) = (Vector<float>.Zero, 0);
        for (; at <= one.Length - Vector<float>.Count; at += Vector<float>.Count)
        {
            var difference = new Vector<float>(one, at) - new Vector<float>(other, at);
            sums += difference * difference;
        }

        var sum = Vector.Sum(sums);
        for (; at < one.Length; at++)
            sum += (one[at] - other[at]) * (one[at] - other[at]);
        return MathF.Sqrt(sum);
    }
}
